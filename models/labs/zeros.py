"""How many activations are exactly 0 while a net trains, unit by unit and input by input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.config import RunConfig
from models.labs.digit_nets import ADAM, CLASSES, digit_run
from models.labs.negative import accuracy, over_nets
from models.labs.spread import Quartiles
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.arrays import to_array
from models.snapshot import Snapshot

Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]

ACTIVATIONS = ("relu", "leaky_relu", "gelu", "silu", "elu", "tanh")
INITIALIZERS = ("pytorch", "he_normal")
STEPS = (0, 5, 10, 20, 30, 40, 50, 75, 100, 150, 200, 250, 300, 350, 400)
NEAR = 0.01
EACH = 4


@dataclass(frozen=True, eq=False)
class Zeros:
    """Zeros among the activations of each hidden layer, on all training samples.

    Parameters
    ----------
    activation : str
    steps : tuple of int
    zero : ndarray, shape (steps, K, layers)
        Share of the activations that are exactly 0; NaN of nets that diverged.
    near : ndarray, shape (steps, K, layers)
        Share that are below 1 % of the layer's largest, zeros included: a meter of its own.
    dead : ndarray, shape (steps, K, layers)
        Share of the units that are 0 on all training samples.
    unit_spread : ndarray, shape (steps, K, layers)
        Standard deviation of the share of zeros over the units.
    accuracy : ndarray, shape (steps, K)
        On the test samples.
    images : tuple of ndarray, each (layers, units, 40)
        At each step, where the first net's activations are 0, on four samples of each digit.
    digits : ndarray, shape (40,)
        What those samples show.
    diverged : int
    """

    activation: str
    steps: tuple[int, ...]
    zero: Floats
    near: Floats
    dead: Floats
    unit_spread: Floats
    accuracy: Floats
    images: tuple[Bools, ...]
    digits: NDArray[np.int64]
    diverged: int

    def over_nets(self, name: str) -> Quartiles:
        """Quartiles of a share over the nets, (steps, layers) or (steps,); diverged is infinite."""
        return over_nets(getattr(self, name))


@dataclass(frozen=True, eq=False)
class _Seen:
    """At one step: shares (K, layers), accuracy (K,), and the image with its digits."""

    zero: Floats
    near: Floats
    dead: Floats
    unit_spread: Floats
    accuracy: Floats
    image: Bools
    digits: NDArray[np.int64]


@torch.no_grad()
def look(snapshot: Snapshot) -> _Seen:
    """What an experiment keeps of the zeros of nets at one step."""
    layers = [h.detach() for h in snapshot.train.activations]
    by_unit = [(h == 0).double().mean(1) for h in layers]
    shown = _shown(snapshot.data.y_train.numpy())
    return _Seen(
        zero=_known(snapshot, [share.mean(1) for share in by_unit]),
        near=_known(snapshot, [_near(h) for h in layers]),
        dead=_known(snapshot, [(share == 1).double().mean(1) for share in by_unit]),
        unit_spread=_known(snapshot, [share.std(1, correction=0) for share in by_unit]),
        accuracy=accuracy(snapshot),
        image=np.stack([(h[0, shown] == 0).T.numpy() for h in layers]),
        digits=snapshot.data.y_train.numpy()[shown],
    )


def _near(h: Tensor) -> Tensor:
    """Share of activations (K, N, units) below 1 % of the largest of the layer, (K,)."""
    size = h.abs()
    return (size < NEAR * size.amax((1, 2), keepdim=True)).double().mean((1, 2))


def _known(snapshot: Snapshot, layers: list[Tensor]) -> Floats:
    """Figures (K,) of each layer as (K, layers); NaN of nets that diverged."""
    return np.where(snapshot.diverged[:, None], np.nan, to_array(torch.stack(layers, 1)))


def _shown(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The first samples of each digit, digit by digit."""
    return np.concatenate([np.flatnonzero(labels == digit)[:EACH] for digit in range(CLASSES)])


def zeros_config(settings: Settings) -> RunConfig:
    """The run of these settings."""
    return digit_run(
        settings["pixels"],
        activations=(settings["activation"],),
        initializer=settings["initializer"],
        **ADAM,
    )


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (zeros_config(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    return STEPS


def gather(settings: Settings, courses: tuple[Course, ...]) -> Zeros | None:
    """The record of a run as far as it has got; None before its first look."""
    (course,) = courses
    if not course.seen:
        return None
    seen: tuple[_Seen, ...] = course.seen
    return Zeros(
        activation=settings["activation"],
        steps=course.steps,
        zero=np.stack([one.zero for one in seen]),
        near=np.stack([one.near for one in seen]),
        dead=np.stack([one.dead for one in seen]),
        unit_spread=np.stack([one.unit_spread for one in seen]),
        accuracy=np.stack([one.accuracy for one in seen]),
        images=tuple(one.image for one in seen),
        digits=seen[0].digits,
        diverged=int(course.diverged.sum()),
    )


ZEROS = Trained(_configs, _steps, look, gather)
