"""Nets that are dead before the first step: a layer of only dead units, by chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.devices import one_thread
from models.labs.stage import Piecewise, Settings
from models.measures.records import Floats

DEEPEST = 20
NETS = 20_000
BLOCK = 2_000
DIRECTIONS = 64
INPUTS = ("one input", "a line", "a plane")
WIDTHS = (2, 3, 4, 5, 8)

Counts = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Born:
    """Shares of nets that are born dead, by width and depth.

    Parameters
    ----------
    inputs : str
        One of `INPUTS`: how many inputs a layer must be dead on, to count.
    widths : tuple of int, length W
        Units of each hidden layer.
    nets : ndarray of int, shape (W,)
        How many nets were drawn so far.
    share : ndarray, shape (W, 20)
        Of nets born dead with 1 to 20 hidden layers; NaN where none is drawn yet.
    error : ndarray, shape (W, 20)
        Standard error of `share`.
    one_input : ndarray, shape (W, 20)
        What follows for one input, see `dead_on_one_input`.
    two_layers : ndarray, shape (W,)
        What follows for the whole line and two hidden layers, see `dead_on_the_line`.
    """

    inputs: str
    widths: tuple[int, ...]
    nets: Counts
    share: Floats
    error: Floats
    one_input: Floats
    two_layers: Floats


def dead_on_one_input(width: int, depth: int) -> float:
    """Chance that some of `depth` ReLU layers of `width` units is 0 on one given input.

    ``1 - (1 - 2^-width)^depth``: with symmetric weights and no biases, each unit of a layer that
    gets anything at all is 0 with chance 1/2, by itself. For more inputs it is an upper bound
    (Lu, Shin, Su & Karniadakis 2020), reached as they shrink to one (Rister & Rubin 2020).

    >>> round(dead_on_one_input(3, 10), 3)
    0.737
    """
    return float(1 - (1 - 2.0**-width) ** depth)


def dead_on_the_line(width: int) -> float:
    """The same for two hidden layers and all inputs of one number: ``4^-N (3 - 2^(1-N))``.

    Without biases a net sees only the sign of its number. The first layer is never dead on both.
    If it has units of both signs, each unit of the second is 0 on both with chance 1/4, else 1/2.

    >>> dead_on_the_line(2), round(dead_on_the_line(3), 4)
    (0.15625, 0.043)
    """
    return float(4.0**-width * (3 - 2.0 ** (1 - width)))


def inputs(kind: str) -> Tensor:
    """Inputs that stand for all: (n, 1 or 2); without biases only their direction matters."""
    if kind == "one input":
        return torch.ones(1, 1)
    if kind == "a line":
        return torch.tensor([[1.0], [-1.0]])
    angle = torch.arange(DIRECTIONS) * (2 * torch.pi / DIRECTIONS)
    return torch.stack([angle.cos(), angle.sin()], 1)


def count_dead(width: int, kind: str, block: int, nets: int = BLOCK) -> Counts:
    """How many of `nets` He nets are born dead with 1 to 20 hidden layers, (20,).

    Parameters
    ----------
    width : int
    kind : {"one input", "a line", "a plane"}
    block : int
        Which nets; their weights are keyed by it and by the width.
    nets : int
    """
    draw = torch.Generator().manual_seed(1_000_003 * width + block)
    h = inputs(kind).expand(nets, -1, -1)
    dead, found = torch.zeros(nets, dtype=torch.bool), []
    with one_thread():
        for _ in range(DEEPEST):
            weights = torch.randn(nets, h.shape[2], width, generator=draw)
            h = torch.bmm(h, weights * (2 / h.shape[2]) ** 0.5).relu_()
            dead = dead | (h == 0).all(2).all(1)
            found.append(int(dead.sum()))
    return np.array(found)


def _widths(settings: Settings) -> tuple[int, ...]:
    return tuple(sorted(settings["widths"])) or WIDTHS[:1]


def _pieces(settings: Settings) -> list[tuple[int, int]]:
    """Width and block; a block of every width before the next one of any."""
    nets = settings.get("nets", NETS)
    blocks = -(-nets // BLOCK) // (4 if settings["inputs"] == "a plane" else 1)
    return [(width, block) for block in range(max(1, blocks)) for width in _widths(settings)]


def _measure(settings: Settings, piece: tuple[int, int]) -> Counts:
    return count_dead(piece[0], settings["inputs"], piece[1])


def _gather(settings: Settings, values: tuple[Counts, ...]) -> Born:
    widths = _widths(settings)
    pieces = _pieces(settings)
    dead = np.zeros((len(widths), DEEPEST))
    nets = np.zeros(len(widths), dtype=np.int64)
    for (width, _), found in zip(pieces, values, strict=False):
        dead[widths.index(width)] += found
        nets[widths.index(width)] += BLOCK
    share = dead / np.where(nets > 0, nets, np.nan)[:, None]
    depths = range(1, DEEPEST + 1)
    return Born(
        settings["inputs"],
        widths,
        nets,
        share,
        np.sqrt(share * (1 - share) / np.maximum(nets, 1)[:, None]),
        np.array([[dead_on_one_input(width, depth) for depth in depths] for width in widths]),
        np.array([dead_on_the_line(width) for width in widths]),
    )


BORN = Piecewise(_pieces, _measure, _gather)
"""The experiment: blocks of nets, drawn and counted."""
