"""Axes that grow in coarse steps: functions of the history alone, with three ticks.

An axis is ``{"low", "high", "ticks": [[value, text], ...]}`` and, on y, ``"scale"``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers

Floats = NDArray[np.floating[Any]]
Axis = dict[str, Any]

FIRST_STEPS = 100.0
FIRST_LIMIT = 4.0
LARGEST = 2.0**100
ACCURACY_LOWS = (0.5, 0.4)
R2_LOWS = (0.0, -1.0, -3.0)
ROUND = (1.0, 2.0, 3.0, 5.0)
INSIDE = 0.75

PERCENT: Mapping[str, Any] = MappingProxyType(
    {
        "scale": "linear",
        "low": 0.0,
        "high": 1.0,
        "ticks": tuple((mark, f"{100 * mark:.0f}{numbers.NARROW_SPACE}%") for mark in (0, 0.5, 1)),
    }
)


def doubled(start: float, reach: float) -> float:
    """The smallest ``start * 2**n`` with n >= 0 that is at least `reach`.

    >>> doubled(100.0, 180), doubled(4.0, 4), doubled(4.0, 4.1)
    (200.0, 4.0, 8.0)
    """
    if not reach > start:
        return start
    if reach >= LARGEST:
        return LARGEST
    return float(start * 2.0 ** math.ceil(math.log2(reach / start)))


def largest(values: Floats, otherwise: float) -> float:
    """The largest finite value."""
    return float(np.max(values, where=np.isfinite(values), initial=otherwise))


def smallest(values: Floats, otherwise: float) -> float:
    """The smallest finite value."""
    return float(np.min(values, where=np.isfinite(values), initial=otherwise))


def steps(last: int) -> Axis:
    """The x axis of a time series up to step `last`: 100, then 200, 400, ..."""
    high = doubled(FIRST_STEPS, last)
    ticks = [[value, numbers.step(round(value))] for value in (0.0, high / 2, high)]
    return {"high": high, "ticks": ticks, "unit": "steps"}


def from_zero(start: float, values: Floats) -> Axis:
    """A linear axis from 0 to `start`, then twice that, and so on.

    >>> [text for _, text in from_zero(0.8, np.array([1.0]))["ticks"]]
    ['0', '0.8', '1.6']
    """
    high = doubled(start, largest(values, start))
    ticks = [[value, numbers.tick(value)] for value in (0.0, high / 2, high)]
    return {"scale": "linear", "low": 0.0, "high": high, "ticks": ticks}


def spanning(values: Floats, start: float = 1.0) -> Axis:
    """A linear axis with 0 inside: up to `start`, twice that and so on, and down where needed.

    Below 0 it goes down in the same way, at least a quarter as far as above.

    >>> [text for _, text in spanning(np.array([1.5, -0.1]))["ticks"]]
    ['−0.5', '0', '2']
    """
    high, least = doubled(start, largest(values, start)), smallest(values, 0.0)
    low = -doubled(high / 4, -least) if least < 0 else 0.0
    marks = (low, 0.0, high) if low else (0.0, high / 2, high)
    ticks = [[value, numbers.tick(value)] for value in marks]
    return {"scale": "linear", "low": low, "high": high, "ticks": ticks}


def accuracies(values: Floats, classes: int) -> Axis:
    """From 50 to 100 %; further down to 40 %, then to 0, where a value or a mere guess needs it."""
    least = min(smallest(values, 1.0), 1 / classes)
    low = next((low for low in ACCURACY_LOWS if least >= low), 0.0)
    marks = (0.5, 0.75, 1.0) if low else (0.0, 0.5, 1.0)
    ticks = [[mark, f"{100 * mark:.0f}{numbers.NARROW_SPACE}%"] for mark in marks]
    return {"scale": "linear", "low": low, "high": 1.0, "ticks": ticks}


def explained(values: Floats) -> Axis:
    """An axis of R² from 0 to 1; down to -1 or -3 where a value needs it, and never further.

    Values far below leave through the edge, so that they do not press the others flat.
    """
    least = smallest(values, 1.0)
    low = next((low for low in R2_LOWS if least >= low), R2_LOWS[-1])
    return {"scale": "linear", "low": low, "high": 1.0, "ticks": scale(low, 1.0)}


def decades(values: Floats, least: float = 0.01, most: float = 1.0) -> Axis:
    """A log axis from `least` to `most`, widened by whole decades.

    Their number is even, for a middle tick.
    """
    positive = np.where(values > 0, values, np.nan)
    low = math.floor(math.log10(smallest(positive, least)) + 1e-9)
    high = math.ceil(math.log10(largest(positive, most)) - 1e-9)
    low -= (high - low) % 2
    exponents = (low, (low + high) // 2, high)
    ticks = [[10.0**exponent, numbers.plain(10.0**exponent)] for exponent in exponents]
    return {"scale": "log", "low": 10.0**low, "high": 10.0**high, "ticks": ticks}


def limit(reach: float, histogram_limit: float, most_merged: int) -> float:
    """How far from 0 the picture of a layer goes: 4, 8, 16, ... up to its largest reach so far.

    A histogram over [-`histogram_limit`, `histogram_limit`] cannot be drawn finer than its own
    bins: the picture is at least 1 / `most_merged` of it wide.
    """
    return max(doubled(FIRST_LIMIT, reach), histogram_limit / most_merged)


def inner(limit: float) -> list[list[Any]]:
    """Three ticks inside an axis from -limit to limit: round ends, and 0.

    >>> [text for _, text in inner(4.5)]
    ['−3', '0', '3']
    """
    power = 10.0 ** math.floor(math.log10(INSIDE * limit))
    end = max(size * power for size in ROUND if size * power <= INSIDE * limit)
    return [[value, numbers.tick(value)] for value in (-end, 0.0, end)]


def scale(low: float, high: float) -> list[list[Any]]:
    """Ticks at both ends of a scale and in its middle."""
    return [[value, numbers.tick(value)] for value in (low, (low + high) / 2, high)]


def widened(low: float, high: float, reach: float) -> Axis:
    """A linear axis over [low, high], doubled around its middle until half of it is `reach`.

    >>> [text for _, text in widened(-0.5, 1.5, 1.7)["ticks"]]
    ['−1.5', '0.5', '2.5']
    """
    middle, half = (low + high) / 2, (high - low) / 2
    wide = doubled(half, reach)
    ends = middle - wide, middle + wide
    return {"scale": "linear", "low": ends[0], "high": ends[1], "ticks": scale(*ends)}


def shares() -> Axis:
    """From 0 to 100 %."""
    ticks = [[mark, f"{100 * mark:.0f}{numbers.NARROW_SPACE}%"] for mark in (0.0, 0.5, 1.0)]
    return {"scale": "linear", "low": 0.0, "high": 1.0, "ticks": ticks}


def signed(values: Floats) -> Axis:
    """A linear axis over values on both sides of 0, doubled until they fit; from 0 if none is less.

    >>> [text for _, text in signed(np.array([-0.2, 1.5]))["ticks"]]
    ['−2', '0', '2']
    """
    high = doubled(1.0, largest(np.abs(values), 1.0))
    low = -high if smallest(values, 0.0) < 0 else 0.0
    return {"scale": "linear", "low": low, "high": high, "ticks": scale(low, high)}


def around_zero(end: float) -> list[float]:
    """Five ticks of an axis from -end to end."""
    return [-end, -end / 2, 0.0, end / 2, end]
