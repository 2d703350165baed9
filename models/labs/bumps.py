"""Bumps that draw a curve: each of four ReLUs, or of a pair of sigmoids (Nielsen 2015, ch. 4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.datasets.record import Array
from models.labs.hinges import PICTURE_POINTS, POINTS, Error, error_of
from models.labs.lines import HIGH, LOW, Target, chosen, line
from models.labs.stage import Settings

STEEPNESSES = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0, 100.0, 200.0)


@dataclass(frozen=True)
class Row:
    """Bumps side by side, as wide as each other, that fill the line.

    Parameters
    ----------
    kind : {"relu", "sigmoid"}
        What the flanks are made of: two ReLUs each, or one sigmoid each.
    count : int
    steepness : float
        The largest slope of a flank of height 1 is it for ReLUs, and a quarter of it for sigmoids.
    """

    kind: str
    count: int
    steepness: float

    @property
    def units(self) -> int:
        """Hidden units of the net that is this row."""
        return self.count * (4 if self.kind == "relu" else 2)

    def bumps(self, x: Array) -> Array:
        """Each bump with height 1, at places (N,): shape (N, count)."""
        flanks = self.flanks(x[:, None] - line(self.count + 1))
        found: Array = flanks[:, :-1] - flanks[:, 1:]
        return found

    def flanks(self, distance: Array) -> Array:
        """From 0 on the left to 1 on the right, at distances from the middle."""
        if self.kind == "relu":
            half = 0.5 / self.steepness
            return self.steepness * (_relu(distance + half) - _relu(distance - half))
        return _sigmoid(self.steepness * distance)


@dataclass(frozen=True, eq=False)
class Bumped:
    """A target met with bumps, each as high as the target in its middle.

    Parameters
    ----------
    row : Row
    target : str
        Its name.
    truth, total : ndarray, shape (601,)
        The target and the sum of the bumps, at equally spaced places.
    bumps : ndarray, shape (601, count)
        The bumps in their heights.
    error : Error
        Half a bump and more away from the ends, where the neighbours outside are missing.
    steepnesses : tuple of float
    errors : tuple of float
        The largest distance at each of them, in the same part of the line.
    """

    row: Row
    target: str
    truth: Array
    total: Array
    bumps: Array
    error: Error
    steepnesses: tuple[float, ...]
    errors: tuple[float, ...]

    @property
    def best(self) -> float:
        """The steepness with the smallest error."""
        return self.steepnesses[int(np.argmin(self.errors))]


def bump_up(settings: Settings) -> Bumped:
    """A target met with bumps.

    Parameters
    ----------
    settings : mapping
        ``target`` (see `models.labs.lines`), ``kind``, ``count`` and ``steepness`` of the row.
    """
    target = chosen(settings)
    row = Row(settings["kind"], settings["count"], settings["steepness"])
    x, heights = line(PICTURE_POINTS), _heights(target, row.count)
    bumps = row.bumps(x) * heights
    rows = (Row(row.kind, row.count, steepness) for steepness in STEEPNESSES)
    errors = tuple(inner_error(target, one).largest for one in rows)
    truth, total = target.function(x), bumps.sum(1)
    return Bumped(
        row, target.name, truth, total, bumps, inner_error(target, row), STEEPNESSES, errors
    )


def inner_error(target: Target, row: Row) -> Error:
    """The error of a row of bumps, half a bump and more away from the ends."""
    heights, half = _heights(target, row.count), (HIGH - LOW) / row.count / 2
    x = line(POINTS)
    inside = x[(x >= LOW + half) & (x <= HIGH - half)]
    return error_of(target, lambda x: _summed(row, heights, x), inside)


def _summed(row: Row, heights: Array, x: Array) -> Array:
    """The sum of the bumps: each flank lifts it from one height to the next."""
    flanks = row.flanks(x[:, None] - line(row.count + 1))
    found: Array = flanks @ np.diff(heights, prepend=0.0, append=0.0)
    return found


def _heights(target: Target, count: int) -> Array:
    edges = line(count + 1)
    return target.function((edges[1:] + edges[:-1]) / 2)


def _relu(z: Array) -> Array:
    return np.maximum(z, 0)


def _sigmoid(z: Array) -> Array:
    found: Array = np.exp(-np.logaddexp(0, -z))
    return found
