"""A floor under an activation: its curve, and how many values lie on it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from dashboard.charts.labs import base
from dashboard.charts.labs.base import Axis, Rows, Spec
from dashboard.charts.study_panel import GREY
from dashboard.theme import INK, look
from models.state import Floats

ON, ABOVE = "on the floor", "above it"
POINTS = 121
TALLEST = 2.4


def shape(
    floor: float, edges: Floats, counts: Floats, mode: str, *, heading: str, description: str
) -> Spec:
    """The curve of max(floor, z) over a histogram of z.

    Parameters
    ----------
    floor : float
    edges, counts : ndarray, shapes (n + 1,) and (n,)
        Of the histogram, which fills the lower part of the panel.
    mode : {"light", "dark"}
    heading, description : str
    """
    low, high = float(min(edges[0], floor - 1)), float(max(edges[-1], floor + 1))
    z = np.linspace(low, high, POINTS)
    x = Axis("what comes in, z", low, high)
    y = Axis("what goes out", float(min(low, floor)), high)
    data = {
        "curve": _curve("max(c, z)", z, np.maximum(floor, z)),
        "relu": _curve("ReLU", z, np.maximum(0, z)),
        "counts": _counts(edges, counts, floor),
    }
    layers = [
        _histogram(x, float(counts.max()), mode),
        _line("relu", x, y, look("relu").colour[mode], (2, 3), 1.5),
        _line("curve", x, y, INK.colour[mode], (), 2.5),
    ]
    apart = {"resolve": {"scale": {"y": "independent"}}}
    panel = {"layer": layers, "height": base.HEIGHT, **apart, **base.title(heading, mode)}
    return base.specification([panel], mode, description, data, beside=40)


def _curve(name: str, z: Floats, f: Floats) -> Rows:
    return [
        {"z": float(f"{a:.4g}"), "f": float(f"{b:.4g}"), "name": name, "text": f"{a:.3g} → {b:.3g}"}
        for a, b in zip(z, f, strict=True)
    ]


def _counts(edges: Floats, counts: Floats, floor: float) -> Rows:
    """One row for each bin; the bin of the floor is cut in two."""
    rows: Rows = []
    for (low, high), count in zip(pairwise(edges), counts, strict=True):
        cuts = [low, floor, high] if low < floor < high else [low, high]
        for start, stop in pairwise(cuts):
            ends = {"from": float(f"{start:.4g}"), "to": float(f"{stop:.4g}")}
            kind = ON if stop <= floor else ABOVE
            rows.append({**ends, "count": int(count), "zero": 0, "kind": kind})
    return rows


def _line(name: str, x: Axis, y: Axis, colour: str, dash: tuple[int, ...], width: float) -> Spec:
    mark = {"type": "line", "color": colour, "clip": True, "strokeWidth": width}
    tips = base.tooltip((("name", "function"), ("text", "in → out")))
    return {
        "data": {"name": name},
        "mark": mark | ({"strokeDash": list(dash)} if dash else {}),
        "encoding": {"x": x.encoding("z"), "y": y.encoding("f"), "tooltip": tips},
    }


def _histogram(x: Axis, most: float, mode: str) -> Spec:
    colours = {"domain": [ON, ABOVE], "range": [INK.colour[mode], GREY[mode]]}
    hue = {"field": "kind", "type": "nominal", "scale": colours, "title": "values of z"}
    tall = {**Axis("", 0, TALLEST * most).encoding("count"), "axis": None}
    ends = {"x2": {"field": "to"}, "y2": {"field": "zero"}}
    return {
        "data": {"name": "counts"},
        "mark": {"type": "rect", "opacity": 0.45, "tooltip": None},
        "encoding": {"x": x.encoding("from"), "y": tall, "color": hue, **ends},
    }
