"""What the pictures of the depth lab share: looks, axes, and how numbers are written."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.layer_bars import Layer
from dashboard.charts.labs.lines import Series
from dashboard.theme import Look
from models.activations.shape import Floats
from models.labs.band import Band
from models.labs.random_net import LIMIT, Bars

DASHES = ((), (7, 3), (2, 3), (7, 3, 2, 3))
ROOM = 0.02  # of an axis, so that dots at its ends are whole
PLAIN_DECADES = 3  # 0.001 is still read at a glance
Z_AXIS = Axis("preactivation z", -LIMIT, LIMIT)


def dashed(look: Look, number: int) -> Look:
    """The look with another dash; the same colours."""
    return replace(look, dash=DASHES[number % len(DASHES)])


def decades(title: str, values: Iterable[Floats], least: float = 2.0) -> Axis:
    """A log axis that holds all positive values, with at least `least` decades.

    >>> axis = decades("RMS", [np.array([0.03, 5.0])])
    >>> axis.low, axis.high
    (0.01, 10.0)
    """
    found = np.concatenate([np.ravel(part) for part in values])
    found = found[np.isfinite(found) & (found > 0)]
    low, high = (found.min(), found.max()) if len(found) else (1.0, 1.0)
    bottom, top = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    while top - bottom < least:
        bottom -= 1
    form = "~g" if bottom >= -PLAIN_DECADES else "~e"
    ends = 10.0**bottom, 10.0**top
    return Axis(title, *ends, log=True, format=form, ticks=_powers(bottom, top))


def _powers(bottom: int, top: int) -> tuple[float, ...]:
    """At most seven powers of ten."""
    step = max(1, math.ceil((top - bottom) / 6))
    return tuple(10.0**power for power in range(bottom, top + 1, step))


def layers_axis(depth: int) -> Axis:
    """From layer 1 to the last; a single layer stands in the middle."""
    if depth == 1:
        return Axis("layer", 0, 2, ticks=(1,), format="d")
    ticks = sorted({1, *(int(place) for place in np.linspace(1, depth, min(depth, 6)).round())})
    room = ROOM * (depth - 1)
    return Axis(
        "layer", 1 - room, depth + room, ticks=tuple(float(tick) for tick in ticks), format="d"
    )


def banded(name: str, x: object, found: Band, look: Look, **more: object) -> Series:
    """A line of medians with the band of its quartiles."""
    return Series(name, x, found.median, look, low=found.low, high=found.high, **more)  # type: ignore[arg-type]


def bars_of(shown: Iterable[int], bars: Iterable[Bars]) -> list[Layer]:
    """The histograms of layers, with what lies outside as shares."""
    return [
        Layer(
            f"layer {number}",
            layer.counts,
            layer.marked,
            layer.below / layer.total,
            layer.above / layer.total,
            layer.marked_share,
        )
        for number, layer in zip(shown, bars, strict=True)
    ]


def median(found: Band) -> str:
    """A median with its quartiles, in two digits: ``0.95 [0.90–1.0]``."""
    low, middle, high = (number(float(end)) for end in (found.low, found.median, found.high))
    return f"{middle} [{low}–{high}]"


def signed(value: float) -> str:
    """Two decimals with a real minus sign; a zero has none.

    >>> signed(-0.001), signed(-8.2)
    ('0.00', '−8.20')
    """
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def number(value: float) -> str:
    """Two significant digits; infinity is written as such."""
    return "∞" if math.isinf(value) else numbers.gradient(value)
