"""Decision fields beside each other, packed for the component that draws the live pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard.charts.fields import level, shade
from dashboard.charts.moment import plain_array
from dashboard.theme import INK, Look
from models.state import Floats

MOST_SAMPLES = 200


@dataclass(frozen=True, eq=False)
class Map:
    """One decision field.

    Parameters
    ----------
    name, beside : str
        The net, and what stands behind its name in grey.
    field : ndarray, shape (rows, columns)
        Probability of class 1 over the plane, rows from the lowest y.
    sentence : str
        Below the field.
    look : Look
        Of the name.
    output : ndarray or None, shape (rows, columns)
        Whose zeros are the decision boundary; where the probability is 1/2, if None.
    guide : tuple of float
        Ends x1, y1, x2, y2 of a straight line over the field; empty for none.
    error : bool
        Whether the sentence reports a failure.
    """

    name: str
    field: Floats
    sentence: str
    look: Look = INK
    beside: str = ""
    output: Floats | None = None
    guide: tuple[float, ...] = ()
    error: bool = False


def maps(
    found: Sequence[Map],
    ends: tuple[float, float],
    samples: tuple[Floats, Floats],
    *,
    dot: float = 1.0,
) -> dict[str, Any]:
    """Fields over the same square, with the same samples.

    Parameters
    ----------
    found : sequence of Map
    ends : (float, float)
        Of both axes.
    samples : (ndarray, shape (N, 2), ndarray, shape (N,))
        Places and classes; the first 200 are drawn.
    dot : float
        Size of a sample; 1 is that of the Playground.
    """
    places, classes = (part[:MOST_SAMPLES] for part in samples)
    none = np.empty((0, 2), np.float32)
    return {
        "kind": "maps",
        "title": "",
        "announce": "",
        "note": None,
        "nets": [_net(one) for one in found],
        "fields": [_field(one) for one in found],
        "plane": {"kind": "binary", "x": list(ends), "y": list(ends), "dot": dot},
        "samples": {
            "train": plain_array(places),
            "train_class": classes.astype(np.uint8),
            "test": none,
            "test_class": np.empty(0, np.uint8),
        },
    }


def _net(one: Map) -> dict[str, Any]:
    names = {"name": one.name, "headline": "", "caption": one.beside}
    return {**names, "colour": one.look.colour, "faded": False}


def _field(one: Map) -> dict[str, Any]:
    output = one.field - 0.5 if one.output is None else one.output
    return {
        "shade": shade(one.field),
        "level": level(output, 0.0),
        "guide": list(one.guide) or None,
        "sentence": one.sentence,
        "error": one.error,
        "aria": f"{one.name}: what it says of every point of the plane. {one.sentence}",
    }


def line_through(
    weight: tuple[float, float], bias: float, ends: tuple[float, float]
) -> tuple[float, ...]:
    """Where the line ``weight . (x, y) + bias = 0`` enters and leaves a square.

    Examples
    --------
    >>> line_through((1.0, -1.0), 0.0, (-2.0, 2.0))
    (-2.0, -2.0, 2.0, 2.0)
    >>> line_through((1.0, 0.0), 5.0, (-2.0, 2.0))
    ()
    """
    a, b = weight
    low, high = ends
    crossings = [(x, -(a * x + bias) / b) for x in ends if b] + [
        (-(b * y + bias) / a, y) for y in ends if a
    ]
    inside = sorted({(x, y) for x, y in crossings if low <= x <= high and low <= y <= high})
    return (*inside[0], *inside[-1]) if len(inside) > 1 else ()
