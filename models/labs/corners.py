"""XOR on the four corners of a square: how many units it needs, and how often training finds them.

No run of the engine has so few samples: the nets are trained here, all seeds at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from models.activations import ACTIVATIONS
from models.devices import one_thread
from models.initializers import INITIALIZERS, Affine, draw_layer
from models.labs.stage import Piecewise, Settings
from models.state import Floats

WIDTHS = (1, 2, 3, 4, 8)
SEEDS, STEPS, RATE = 100, 1500, 0.03
SURE, CLASSES = log(9), (0.0, 0.0, 1.0, 1.0)
CORNERS = ((0.0, 0.0), (1.0, 1.0), (0.0, 1.0), (1.0, 0.0))
LOWEST: Mapping[str, float] = MappingProxyType({"0/1": 0.0, "±1": -1.0})
RESOLUTION = 64
Parameters = tuple[Floats, Floats, Floats, Floats]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class WidthRuns:
    """Nets 2-h-1 of one width after training.

    Parameters
    ----------
    width : int
    margins : ndarray, shape (seeds, 4)
        Output towards the right class at each of `CORNERS`: negative on the wrong side.
    dead : ndarray of bool, shape (seeds, width)
        Units whose slope is 0 at all corners.
    parameters : tuple of ndarray
        Weights (seeds, 2, h), biases (seeds, 1, h), weights (seeds, h, 1) and biases (seeds, 1, 1).
    """

    width: int
    margins: Floats
    dead: Flags
    parameters: Parameters

    @property
    def margin(self) -> Floats:
        """The smallest of the four margins, shape (seeds,)."""
        smallest: Floats = self.margins.min(1)
        return smallest

    @property
    def loss(self) -> Floats:
        """Mean cross-entropy over the corners, shape (seeds,)."""
        found: Floats = np.logaddexp(0, -self.margins.astype(np.float64)).mean(1)
        return found

    @property
    def solved(self) -> Flags:
        """Whether all corners are on the right side, shape (seeds,)."""
        return self.margin > 0

    @property
    def sure(self) -> Flags:
        """Whether each of them has a probability above 0.9, shape (seeds,)."""
        return self.margin > SURE


@dataclass(frozen=True, eq=False)
class Corners:
    """Nets of one activation on the four corners.

    Parameters
    ----------
    activation, inputs : str
        Keys of the activation, and of `LOWEST`.
    widths : tuple of WidthRuns
        As far as they are trained.
    """

    activation: str
    inputs: str
    widths: tuple[WidthRuns, ...]

    def of(self, width: int) -> WidthRuns:
        """The nets of a width; of the last one that is trained where it is not."""
        return next((runs for runs in self.widths if runs.width == width), self.widths[-1])


@dataclass(frozen=True, eq=False)
class CornerNet:
    """One net, seen closely.

    Parameters
    ----------
    seed, width : int
    low, high : float
        Ends of the plane of the picture.
    output, field : ndarray, shape (64, 64)
        Output and probability of class 1 over the plane, rows from the lowest y.
    units : ndarray, shape (4, width)
        Activation of each unit at each of `CORNERS`.
    probability : ndarray, shape (4,)
        Of class 1 at each of them.
    margin : float
    dead : ndarray of bool, shape (width,)
    """

    seed: int
    width: int
    low: float
    high: float
    output: Floats
    field: Floats
    units: Floats
    probability: Floats
    margin: float
    dead: Flags


def corners(inputs: str) -> Tensor:
    """The four corners as inputs, shape (4, 2).

    >>> corners("±1")[0].tolist()
    [-1.0, -1.0]
    """
    low = LOWEST[inputs]
    return low + (1 - low) * torch.tensor(CORNERS)


def activate(key: str, z: Tensor) -> Tensor:
    """The activation with this key and its default hyperparameters."""
    entry = ACTIVATIONS[key]
    return entry.function(z, **entry.defaults)


def beginning(width: int, seeds: int) -> list[Tensor]:
    """First weights and biases of all seeds, PyTorch's default; see `WidthRuns`."""
    found: list[Tensor] = []
    for index, layer in enumerate((Affine(2, width), Affine(width, 1))):
        drawn = [draw_layer(INITIALIZERS["pytorch"], seed, index, layer) for seed in range(seeds)]
        found.append(torch.tensor(np.stack([w for w, _ in drawn]), dtype=torch.float32))
        found.append(torch.tensor(np.stack([b[None] for _, b in drawn]), dtype=torch.float32))
    return found


def outputs(key: str, parameters: list[Tensor], x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Preactivations, activations (seeds, N, h) and outputs (seeds, N) at inputs (N, 2)."""
    w1, b1, w2, b2 = parameters
    z = torch.baddbmm(b1, x.expand(len(w1), *x.shape), w1)
    h = activate(key, z)
    return z, h, torch.baddbmm(b2, h, w2)[..., 0]


def train(key: str, width: int, inputs: str, seeds: int = SEEDS, steps: int = STEPS) -> WidthRuns:
    """Train nets 2-width-1 of all seeds by Adam on the four corners.

    The loss is the sum over the nets of each one's mean, so none of them notices the others.
    """
    x, y = corners(inputs), torch.tensor(CLASSES).expand(seeds, 4)
    with one_thread():
        parameters = [part.requires_grad_() for part in beginning(width, seeds)]
        optimizer = torch.optim.Adam(parameters, lr=RATE, fused=True)
        for _ in range(steps):
            output = outputs(key, parameters, x)[2]
            loss = functional.binary_cross_entropy_with_logits(output, y, reduction="sum") / 4
            optimizer.zero_grad()
            torch.autograd.backward(loss)
            optimizer.step()
        z, h, output = outputs(key, parameters, x)
        slope = torch.autograd.grad(h.sum(), z)[0] if h.requires_grad else torch.zeros_like(z)
    w1, b1, w2, b2 = (part.detach().numpy() for part in parameters)
    margins = (output * (2 * y - 1)).detach().numpy()
    return WidthRuns(width, margins, (slope == 0).all(1).numpy(), (w1, b1, w2, b2))


@torch.no_grad()
def net_of(found: Corners, width: int, seed: int) -> CornerNet:
    """One net of the result, seen closely; see `Corners.of`."""
    runs = found.of(width)
    mine = [torch.from_numpy(part[seed : seed + 1]) for part in runs.parameters]
    low = LOWEST[found.inputs] - 0.5
    output = outputs(found.activation, mine, _plane(low))[2]
    _, h, at = outputs(found.activation, mine, corners(found.inputs))
    square = output.view(RESOLUTION, RESOLUTION)
    return CornerNet(
        seed=seed,
        width=runs.width,
        low=low,
        high=1.5,
        output=square.numpy(),
        field=torch.sigmoid(square).numpy(),
        units=h[0].numpy(),
        probability=torch.sigmoid(at[0]).numpy(),
        margin=float(runs.margin[seed]),
        dead=runs.dead[seed],
    )


def _plane(low: float) -> Tensor:
    """Points of a square picture, (64 * 64, 2), rows from the lowest y."""
    axis = torch.linspace(low, 1.5, RESOLUTION)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    return torch.stack([x.ravel(), y.ravel()], 1)


def by_hand(a: Floats, b: Floats) -> Floats:
    """XOR of inputs 0 or 1 from two ReLUs: ``relu(a + b) - 2 relu(a + b - 1)``.

    >>> by_hand(np.array([0, 1, 0, 1]), np.array([0, 1, 1, 0])).tolist()
    [0, 0, 1, 1]
    """
    found: Floats = np.maximum(a + b, 0) - 2 * np.maximum(a + b - 1, 0)
    return found


def by_hand_field(inputs: str) -> Floats:
    """The solution by hand over the plane of the picture, (64, 64), rows from the lowest y.

    Inputs from -1 to 1 are brought to 0 to 1 first.
    """
    low = LOWEST[inputs]
    a, b = ((_plane(low - 0.5).numpy() - low) / (1 - low)).T
    return by_hand(a, b).reshape(RESOLUTION, RESOLUTION)


def _pieces(settings: Settings) -> tuple[int, ...]:
    return WIDTHS


def _measure(settings: Settings, width: int) -> WidthRuns:
    given = {name: settings[name] for name in {"seeds", "steps"} & settings.keys()}
    return train(settings["activation"], width, settings["inputs"], **given)


def _gather(settings: Settings, found: tuple[Any, ...]) -> Corners:
    return Corners(settings["activation"], settings["inputs"], found)


search = Piecewise(_pieces, _measure, _gather)
