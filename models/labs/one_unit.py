"""One PReLU that learns its slope from a curve that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import torch

from models.activations import find
from models.devices import one_thread
from models.labs.stage import AtOnce, Settings
from models.measures.arrays import to_array
from models.measures.records import Floats

POINTS, STEPS, RATE, START = 201, 40, 0.3, 0.25
TARGETS = MappingProxyType(
    {"|x|": "abs", "x": "identity", "ReLU": "relu", "GELU": "gelu", "tanh": "tanh"}
)


@dataclass(frozen=True, eq=False)
class OneUnit:
    """A unit x, or a x below 0, fitted to a curve on [-2, 2].

    Parameters
    ----------
    target : str
        One of `TARGETS`.
    slopes : ndarray, shape (41,)
        The slope a before each step, and at the end.
    best : float
        The slope of the smallest squared error, by the formula of least squares.
    x, wanted, fitted : ndarray, shape (201,)
        Points, the curve there, and the unit with the slope that it found.
    """

    target: str
    slopes: Floats
    best: float
    x: Floats
    wanted: Floats
    fitted: Floats


def fit(settings: Settings) -> OneUnit:
    """Gradient descent on the slope alone, in double precision."""
    name = settings["target"]
    target: Callable[..., torch.Tensor] = find(TARGETS[name]).function
    prelu = find("prelu").function
    x = torch.linspace(-2, 2, POINTS, dtype=torch.float64)
    wanted = target(x)
    slope = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    path = [START]
    with one_thread():
        for _ in range(STEPS):
            error = (prelu(x, a=slope) - wanted).square().mean()
            (gradient,) = torch.autograd.grad(error, slope)
            with torch.no_grad():
                slope -= RATE * gradient
            path.append(float(slope.detach()))
    left = x.clamp(max=0)
    best = float((left * wanted).sum() / left.square().sum())
    fitted = to_array(prelu(x, a=slope))
    return OneUnit(name, np.array(path), best, to_array(x), to_array(wanted), fitted)


ONE_UNIT = AtOnce(fit)
"""The experiment: one fit."""
