"""Histograms of the layers of a net below each other, marked values in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from dashboard import numbers
from dashboard.charts.labs import base
from dashboard.charts.labs.base import Axis, Rows, Spec
from dashboard.charts.study_panel import GREY
from dashboard.theme import Look

ROW, FILLED = 54, 0.74
FULL = 0.025  # of all values: a bin with less is lower than its row, however full the others are
PALE = MappingProxyType({"light": "#C9CDD3", "dark": "#4A505A"})


@dataclass(frozen=True, eq=False)
class Layer:
    """Histogram of one layer.

    Parameters
    ----------
    name : str
    counts, marked : array_like, shape (bins,)
        All values, and the marked ones among them, over equal bins of the axis.
    below, above : float
        Shares of the values that lie outside the axis.
    share : float
        Of all values that are marked.
    """

    name: str
    counts: ArrayLike
    marked: ArrayLike
    below: float
    above: float
    share: float


def histograms(
    layers: Sequence[Layer], x: Axis, look: Look, word: str, mode: str, heading: str
) -> Spec:
    """Histograms below each other, the first on top.

    Each is as high as its fullest bin; lower where hardly any value lies inside the axis.

    Parameters
    ----------
    layers : sequence of Layer
    x : Axis
        With both of its ends.
    look : Look
        Of the values that are not marked; the others are grey.
    word : str
        What the marked values are.
    mode : {"light", "dark"}
    heading : str
    """
    if x.low is None or x.high is None:
        raise ValueError("histograms need both ends of their axis; got an open one.")
    rows = [row for place, layer in enumerate(layers) for row in _bins(place, layer, x)]
    notes = [_notes(place, layer, word) for place, layer in enumerate(layers)]
    ticks = [_middle(place) for place in range(len(layers))]
    names = [layer.name for layer in layers]
    axis = {"values": ticks, "labelExpr": f"{names}[indexof({ticks}, datum.value)]"}
    y = {
        "field": "from",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [0, len(layers)], "reverse": True, "nice": False},
        "axis": {"grid": False, "ticks": False, "domain": False, **axis},
    }
    panel = {
        "layer": [*_bars(x, y, look, mode), *_texts(y, mode)],
        "height": ROW * len(layers),
        **base.title(heading, mode),
    }
    words = f"{heading}: " + "; ".join(f"{row['name']} {row['share']}" for row in notes) + "."
    return base.specification([panel], mode, words, {"bins": rows, "notes": notes}, beside=64)


def _middle(place: int) -> float:
    return place + 1 - FILLED / 2


def _bins(place: int, layer: Layer, x: Axis) -> Rows:
    """Two rectangles for each bin that has values: the marked ones below the others."""
    counts, marked = np.asarray(layer.counts, float), np.asarray(layer.marked, float)
    edges = np.linspace(x.low or 0.0, x.high or 0.0, len(counts) + 1)
    inside = 1 - layer.below - layer.above
    total = counts.sum() / inside if inside > 0 else 1.0
    most = max(counts.max(), FULL * total)
    foot = place + 1
    return [
        {
            "low": round(float(edges[i]), 4),
            "high": round(float(edges[i + 1]), 4),
            "from": round(foot - FILLED * marked[i] / most, 4),
            "foot": foot,
            "top": round(foot - FILLED * counts[i] / most, 4),
        }
        for i in np.flatnonzero(counts)
    ]


def _notes(place: int, layer: Layer, word: str) -> dict[str, object]:
    return {
        "name": layer.name,
        "from": place + 1 - FILLED,
        "share": f"{numbers.share(layer.share)} {word}",
        "below": f"◂ {numbers.share(layer.below)}" if layer.below else "",
        "above": f"{numbers.share(layer.above)} ▸" if layer.above else "",
    }


def _bars(x: Axis, y: Spec, look: Look, mode: str) -> list[Spec]:
    named = {"data": {"name": "bins"}}
    across = {"x": x.encoding("low"), "x2": {"field": "high"}}
    rect = {"type": "rect", "tooltip": None, "clip": True}
    plain = {**rect, "color": look.colour[mode], "opacity": 0.85}
    return [
        {
            **named,
            "mark": plain,
            "encoding": {**across, "y": y, "y2": {"field": "top"}},
        },
        {
            **named,
            "mark": {**rect, "color": PALE[mode]},
            "encoding": {**across, "y": {**y, "field": "foot"}, "y2": {"field": "from"}},
        },
    ]


def _texts(y: Spec, mode: str) -> list[Spec]:
    """The marked share in the middle above the bars, and what lies outside at the ends."""
    sides = (
        ("below", "left", "2"),
        ("share", "center", "width / 2"),
        ("above", "right", "width - 2"),
    )
    return [
        {
            "data": {"name": "notes"},
            "mark": {
                "type": "text",
                "align": align,
                "baseline": "middle",
                "x": {"expr": at},
                "dy": -5,
                "fontSize": 12,
                "color": GREY[mode],
                "tooltip": None,
            },
            "encoding": {"y": y, "text": {"field": field}},
        }
        for field, align, at in sides
    ]
