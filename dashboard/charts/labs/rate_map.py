"""The map of learning rates: colour for the loss, hatching for each way to fail."""

from __future__ import annotations

import math
from collections.abc import Mapping
from types import MappingProxyType

from dashboard import numbers, theme
from dashboard.charts.labs import base
from dashboard.charts.labs.base import Axis, Rows, Spec
from dashboard.charts.labs.marks import LETTER, RAMP
from models.labs.rate_map import CHANCE, DEAD, DIVERGED, RateMap, Summary

SIDE = 38
LOSS = Axis("training loss", 0.001, 2.3, log=True, format="~g", ticks=(0.001, 0.01, 0.1, 1))
PICK = "cell"
# Lines across a cell from (x, y) to (x, y), as shares of its width and height.
HATCHES = MappingProxyType(
    {
        DIVERGED: (
            (0, 0.5, 0.25, 0),
            (0, 1, 0.5, 0),
            (0.25, 1, 0.75, 0),
            (0.5, 1, 1, 0),
            (0.75, 1, 1, 0.5),
        ),
        CHANCE: ((0, 0.25, 1, 0.25), (0, 0.5, 1, 0.5), (0, 0.75, 1, 0.75)),
        DEAD: tuple((x, 0, x, 1) for x in (0.15, 0.325, 0.5, 0.675, 0.85)),
    }
)
WORDS = MappingProxyType({DIVERGED: "overflowed", CHANCE: "at chance", DEAD: "dead"})
BAND: Mapping[str, object] = MappingProxyType({"type": "band", "paddingInner": 0.04})


def map_chart(
    found: RateMap, names: Mapping[str, str], chosen: tuple[str, float], mode: str
) -> Spec:
    """Activations by learning rates; what is not measured yet is an empty frame.

    Parameters
    ----------
    found : RateMap
    names : mapping
        On screen, by activation.
    chosen : (str, float)
        The cell with a thick frame.
    mode : {"light", "dark"}
    """
    rows = [
        _row(found.summaries.get((key, rate)), names[key], rate)
        for key in found.activations
        for rate in found.rates
    ]
    places = _places(found, names)
    layers = [_colours(places, mode), *_hatches(places, mode), _labels(places, mode)]
    layers.append(_frame(places, names[chosen[0]], numbers.plain(chosen[1]), mode))
    layers.append(_cells(places, mode))
    panel = {"layer": layers, "height": SIDE * len(found.activations)}
    room = LETTER * max(len(names[key]) for key in found.activations) + 30
    return base.specification([panel], mode, _told(rows), {"cells": rows}, beside=room)


def _row(summary: Summary | None, name: str, rate: float) -> dict[str, object]:
    """One cell with all its readout as text."""
    at = {"name": name, "rate": numbers.plain(rate)}
    if summary is None:
        return at | {"kinds": "", "loss": None, "label": "", "spread": "not measured yet"}
    low, median, high = (_loss(v) for v in (summary.low, summary.median, summary.high))
    return at | {
        "kinds": " ".join(summary.kinds),
        "failed": ", ".join(WORDS[kind] for kind in summary.kinds) or "no",
        "loss": LOSS.shown(summary.median),
        "label": "" if summary.kinds else median,
        "spread": f"{median} [{low}–{high}]",
        "accuracy": numbers.accuracy(summary.accuracy),
        "overflowed": numbers.share(summary.diverged),
        "chance": numbers.share(summary.chance),
        "dead": numbers.share(summary.dead),
    }


def _loss(value: float) -> str:
    """A loss in two digits; infinite where the net overflowed."""
    if math.isinf(value):
        return "∞"
    return f"{value:.2g}" if 1e-4 <= value < 1000 else numbers.loss(value)


def _places(found: RateMap, names: Mapping[str, str]) -> Spec:
    rates = [numbers.plain(rate) for rate in found.rates]
    plain = {"type": "nominal", "scale": dict(BAND)}
    axis = {"grid": False, "ticks": False, "domain": False}
    x = {"field": "rate", "sort": rates, "title": "learning rate", **plain}
    y = {"field": "name", "sort": [names[k] for k in found.activations], "title": None, **plain}
    return {
        "x": x | {"axis": {**axis, "labelAngle": 0}},
        "y": y | {"axis": {**axis, "labelLimit": 160}},
    }


def _colours(places: Spec, mode: str) -> Spec:
    """Colour where the median is finite."""
    colour = LOSS.encoding("loss")
    colour.pop("axis")
    colour["scale"] |= {"range": list(reversed(RAMP[mode])), "interpolate": "lab", "clamp": True}
    colour["legend"] = {"gradientLength": 180, "format": "~g", "values": list(LOSS.ticks)}
    mark = {"type": "rect", "tooltip": None}
    return {"data": {"name": "cells"}, "mark": mark, "encoding": {**places, "color": colour}}


def _cells(places: Spec, mode: str) -> Spec:
    """The frames, above all else: what is pointed at and clicked."""
    fields = (("name", "activation"), ("rate", "learning rate"), ("spread", "training loss"))
    fields += (("accuracy", "test accuracy"), ("failed", "fails"), ("overflowed", "overflowed"))
    fields += (("chance", "at chance"), ("dead", "dead units"))
    edge = {"stroke": theme.INK.colour[mode], "strokeWidth": 0.4, "cursor": "pointer"}
    return {
        "params": [{"name": PICK, "select": {"type": "point", "fields": ["name", "rate"]}}],
        "data": {"name": "cells"},
        "mark": {"type": "rect", "fill": "transparent", **edge},
        "encoding": {**places, "tooltip": base.tooltip(fields)},
    }


def _hatches(places: Spec, mode: str) -> list[Spec]:
    """The lines of each kind, across the whole cell however wide it is."""
    mark = {"type": "rule", "color": theme.INK.colour[mode], "strokeWidth": 1.1, "tooltip": None}
    return [
        {
            "data": {"name": "cells"},
            "transform": [{"filter": f"indexof(datum.kinds, '{kind}') >= 0"}],
            "mark": mark,
            "encoding": _across(places, *line),
        }
        for kind, lines in HATCHES.items()
        for line in lines
    ]


def _across(places: Spec, x: float, y: float, x2: float, y2: float) -> Spec:
    return {
        "x": places["x"] | {"bandPosition": x},
        "y": places["y"] | {"bandPosition": y},
        "x2": {"field": "rate", "bandPosition": x2},
        "y2": {"field": "name", "bandPosition": y2},
    }


def _labels(places: Spec, mode: str) -> Spec:
    """The median loss of what trained, in ink that can be read on the cell; none on a phone."""
    ground, ink = theme.BACKGROUND[mode], theme.INK.colour[mode]
    middle = math.sqrt(0.001 * 2.3)
    colour = {"expr": f"isValid(datum.loss) && datum.loss < {middle:.3g} ? '{ground}' : '{ink}'"}
    shown = {"expr": "width < 420 ? 0 : 1"}
    mark = {"type": "text", "fontSize": 12, "tooltip": None, "color": colour, "opacity": shown}
    encoding = {**places, "text": {"field": "label", "type": "nominal"}}
    return {"data": {"name": "cells"}, "mark": mark, "encoding": encoding}


def _frame(places: Spec, name: str, rate: str, mode: str) -> Spec:
    """The chosen cell."""
    mark = {"type": "rect", "filled": False, "stroke": theme.INK.colour[mode], "strokeWidth": 3}
    test = f"datum.name == {name!r} && datum.rate == {rate!r}"
    return {
        "data": {"name": "cells"},
        "transform": [{"filter": test}],
        "mark": {**mark, "tooltip": None},
        "encoding": places,
    }


def _told(rows: Rows) -> str:
    parts = (f"{row['name']} at {row['rate']}: {row['spread']}" for row in rows[:70])
    return f"Training loss, median and quartiles. {'; '.join(parts)}."
