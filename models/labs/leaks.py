"""A floor beside a leak: max(c, z) and leaky ReLU, and a single unit that starts below the corner.

max(c, z) is constant below c; leaky ReLU has no floor and a slope everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from models.activations import ACTIVATIONS
from models.devices import one_thread
from models.labs.stage import AtOnce, Settings
from models.state import Floats

LOW, HIGH, POINTS = -12.0, 6.0, 181
BELOW, ABOVE, STEPS, RATE, SAMPLES = 3.0, 2.0, 800, 0.1, 64


@dataclass(frozen=True, eq=False)
class Bend:
    """An activation with one corner.

    Parameters
    ----------
    key : str
    corner : float
        Where it bends.
    values, slopes : ndarray, shape (points,)
        The function and its derivative, as autograd has it, at the points of `Leaks`.
    losses : ndarray, shape (steps + 1,)
        Of a unit whose preactivations all start between 4 and 2 below the corner.
    """

    key: str
    corner: float
    values: Floats
    slopes: Floats
    losses: Floats

    @property
    def flat(self) -> float:
        """The largest slope left of the corner."""
        return float(np.abs(self.slopes[: self._left]).max())

    @property
    def lowest(self) -> float:
        """The lowest value over the points."""
        return float(self.values.min())

    @property
    def learned(self) -> bool:
        """Whether training changed what the unit does at all."""
        return bool(self.losses[-1] != self.losses[0])

    @property
    def _left(self) -> int:
        return int((points() < self.corner).sum())


@dataclass(frozen=True, eq=False)
class Leaks:
    """A floor beside a leak.

    Parameters
    ----------
    z : ndarray, shape (points,)
    floor, leaky : Bend
    """

    z: Floats
    floor: Bend
    leaky: Bend


def points() -> Floats:
    """Where the functions are drawn, shape (points,); no corner of a floor offered is missed."""
    return np.linspace(LOW, HIGH, POINTS)


def activate(key: str, z: Tensor, floor: float) -> Tensor:
    """The activation at z; `floor` is that of ``"max_c"``."""
    entry = ACTIVATIONS[key]
    given = {"c": floor} if key == "max_c" else {}
    return entry.function(z, **{**entry.defaults, **given})


def unit(key: str, corner: float) -> Floats:
    """Loss of one unit ``f(w x + b)`` that is to put out ``x + corner + 2``, by plain steps.

    It starts with w = 1 and b so low that no input reaches the corner; x lies between -1 and 1.
    """
    x = torch.linspace(-1, 1, SAMPLES, dtype=torch.float64)
    parameters = torch.tensor([1.0, corner - BELOW], dtype=torch.float64, requires_grad=True)
    losses = []
    for _ in range(STEPS + 1):
        output = activate(key, parameters[0] * x + parameters[1], corner)
        loss = ((output - (x + corner + ABOVE)) ** 2).mean()
        losses.append(loss.item())
        (gradient,) = torch.autograd.grad(loss, parameters)
        parameters = (parameters - RATE * gradient).detach().requires_grad_()
    return np.array(losses)


def bend(key: str, corner: float) -> Bend:
    """All that is measured of one activation."""
    z = torch.from_numpy(points()).requires_grad_()
    values = activate(key, z, corner)
    (slopes,) = torch.autograd.grad(values.sum(), z)
    return Bend(key, corner, values.detach().numpy(), slopes.numpy(), unit(key, corner))


def _measure(settings: Settings) -> Leaks:
    with one_thread():
        return Leaks(points(), bend("max_c", settings["floor"]), bend("leaky_relu", 0.0))


leaks = AtOnce(_measure)
