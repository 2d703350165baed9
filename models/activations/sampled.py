"""An activation seen from near and far: what its properties are read from."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch

from models.activations.moments import kinks
from models.activations.shape import FAR, Floats, evaluate, limits
from models.choices import ActivationChoice

REACH, OUTER = 32.0, 1e6
_NEAR = np.linspace(-REACH, REACH, 16_385)
_OUT = np.geomspace(REACH, OUTER, 1_041)[1:]
_INSIDE = (0.07, 0.18, 0.33, 0.46, 0.62, 0.79, 0.91)


@dataclass(frozen=True, eq=False)
class Piece:
    """What lies between two neighbouring kinks, or beyond the outermost; analytic inside.

    Parameters
    ----------
    low, high : float
        Its ends.
    inside : ndarray, shape (7,)
        Points of it within 1 of a kink (of 0 where there is none), or between both.
    value, slope : ndarray, shape (7,)
        f and the derivative used in training at these points.
    """

    low: float
    high: float
    inside: Floats
    value: Floats
    slope: Floats

    @property
    def constant(self) -> bool:
        """Whether f is one number on it: what is analytic and constant somewhere is so throughout.

        Seven points decide, near a kink, where no rounding flattens a tail.
        """
        return bool((self.value == self.value[0]).all())

    @property
    def share(self) -> float:
        """Probability that a standard normal preactivation falls into it."""
        return _normal(self.high) - _normal(self.low)


@dataclass(frozen=True, eq=False)
class Sampled:
    """f and the derivative used in training, near and far.

    Parameters
    ----------
    z, value, slope : ndarray, shape (points,)
        In steps of 1/256 up to 32, then coarser up to a million, kinks and their neighbours among
        them; sorted.
    far_value, far_slope : ndarray, shape (2, far points)
        Between 1e9 and 1e15, on the left and on the right.
    limits : (float, float)
        At minus and plus infinity; NaN where there is none.
    kinks : tuple of float
    pieces : tuple of Piece
        From left to right.
    """

    z: Floats
    value: Floats
    slope: Floats
    far_value: Floats
    far_slope: Floats
    limits: tuple[float, float]
    kinks: tuple[float, ...]
    pieces: tuple[Piece, ...]


def sample(choice: ActivationChoice) -> Sampled:
    """Evaluate an activation near and far."""
    places = sorted(set(kinks(choice)))
    beside = [np.nextafter(place, side) for place in places for side in (-math.inf, math.inf)]
    z = np.unique(np.concatenate([-_OUT, _NEAR, _OUT, places, beside]))
    value, slope = evaluate(choice, z)
    left, right = evaluate(choice, -FAR), evaluate(choice, FAR)
    return Sampled(
        z,
        value,
        slope,
        np.stack([left[0], right[0]]),
        np.stack([left[1], right[1]]),
        limits(choice),
        tuple(places),
        tuple(_pieces(choice, places)),
    )


def largest(found: Floats) -> float:
    """The largest number among these; minus infinity where there is none."""
    return float(np.max(found, where=~np.isnan(found), initial=-math.inf))


def values(choice: ActivationChoice, z: Floats) -> Floats:
    """F at each `z`, in float64."""
    with torch.no_grad():
        found: Floats = choice.activation.function(torch.from_numpy(z), **choice.values).numpy()
    return found


def _pieces(choice: ActivationChoice, places: list[float]) -> Iterator[Piece]:
    for low, high in pairwise([-math.inf, *places, math.inf]):
        start = low if math.isfinite(low) else (high if math.isfinite(high) else 0.0) - 1
        end = high if math.isfinite(high) else start + 1 + (low == -math.inf)
        inside = start + (end - start) * np.array(_INSIDE)
        yield Piece(low, high, inside, *evaluate(choice, inside))


def _normal(z: float) -> float:
    """Standard normal distribution function."""
    return math.erfc(-z / math.sqrt(2)) / 2
