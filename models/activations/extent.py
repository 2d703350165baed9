"""The range of an activation: its infimum and supremum, and whether they are reached."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from models.activations.sampled import Sampled, largest, values
from models.activations.shape import Floats
from models.choices import ActivationChoice

BRACKETS = 4
ROUNDS, POINTS = 6, 65
EQUAL = 1e-9
LEVEL = 1e-13  # a slope below is a rounding, near 0


def supremum(choice: ActivationChoice, sampled: Sampled) -> tuple[float, bool]:
    """Supremum of f, and whether f reaches it somewhere.

    It is the largest of: the tops, where the slope turns from up to down; the values at kinks and
    on constant pieces; the limits. All but the limits are reached.
    """
    return _highest(choice, sampled, 1)


def infimum(choice: ActivationChoice, sampled: Sampled) -> tuple[float, bool]:
    """Infimum of f, and whether f reaches it somewhere; found as `supremum` is."""
    highest, reached = _highest(choice, sampled, -1)
    return 0.0 - highest, reached


def top(function: Callable[[Floats], Floats], low: float, high: float) -> float:
    """Largest value of a function on a bracket with one top, by narrower and narrower grids.

    >>> round(top(lambda z: 1 - (z - 0.3) ** 2, 0.0, 1.0), 12)
    1.0
    """
    best = -math.inf
    for _ in range(ROUNDS):
        z = np.linspace(low, high, POINTS)
        found = function(z)
        at = int(np.argmax(found))
        best = max(best, float(found[at]))
        low, high = z[max(at - 1, 0)], z[min(at + 1, POINTS - 1)]
    return best


def _highest(choice: ActivationChoice, sampled: Sampled, sign: int) -> tuple[float, bool]:
    """Supremum of sign f, and whether it is reached."""
    limits = [sign * limit for limit in sampled.limits if not math.isnan(limit)]
    seen = largest(sign * sampled.value)
    if math.inf in (seen, *limits) or largest(sign * sampled.far_value) > 2 * max(1.0, seen):
        return math.inf, False
    reached = [*_tops(choice, sampled, sign), *_stays(sampled, sign)]
    highest = max([*reached, *limits], default=seen)
    if seen > highest + EQUAL * max(1.0, abs(seen)):
        return seen, False
    return highest, any(value >= highest - EQUAL * max(1.0, abs(highest)) for value in reached)


def _tops(choice: ActivationChoice, sampled: Sampled, sign: int) -> list[float]:
    """The highest values at which sign f turns from rising to falling."""
    small = LEVEL * (1 + np.abs(sampled.z)) * min(1.0, largest(np.abs(sampled.slope)))
    moving = np.flatnonzero(np.abs(sampled.slope) > small)
    up = sign * sampled.slope[moving] > 0
    turns = np.flatnonzero(up[:-1] & ~up[1:])
    first, last = moving[turns], moving[turns + 1]
    height = np.maximum(sign * sampled.value[first], sign * sampled.value[last])
    best = np.argsort(-height)[:BRACKETS]
    return [
        top(lambda z: sign * values(choice, z), sampled.z[first[i]], sampled.z[last[i]])
        for i in best
    ]


def _stays(sampled: Sampled, sign: int) -> list[float]:
    """Sign f at kinks and on constant pieces."""
    at_kinks = sampled.value[np.isin(sampled.z, sampled.kinks)]
    level = [piece.value[0] for piece in sampled.pieces if piece.constant]
    return [sign * float(value) for value in (*at_kinks, *level)]
