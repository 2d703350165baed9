"""One panel of a chart to be studied: bands, lines, labels at their ends, readout, zoom.

Written as plain Vega-Lite: the same chart built with Altair keeps the server busy for a second.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from dashboard import numbers
from dashboard.charts.study_labels import end_labels

Chart = dict[str, Any]
Spec = dict[str, Any]
Rows = list[dict[str, Any]]
Data = dict[str, Rows]

GREY = MappingProxyType({"light": "#5B606A", "dark": "#A9ADB5"})
GRID = MappingProxyType({"light": "#DBDCDD", "dark": "#3A3E46"})
TEXTS: Mapping[str, Callable[[float], str]] = MappingProxyType(
    {
        "loss": numbers.loss,
        "percent": numbers.accuracy,
        "r2": numbers.r2,
        "gradient": numbers.gradient,
    }
)
TICKS = MappingProxyType({"loss": "~g", "percent": "~%", "r2": "~g", "gradient": "~g"})
DECADE = "abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6"
MOST_READ = 8
FADED = 0.35


def panel(chart: Chart, unit: str, mode: str, height: int, data: Data) -> Spec:
    """A live chart as layers of Vega-Lite.

    Parameters
    ----------
    chart : dict
        As the live pictures have it: steps, lines, bands, axes.
    unit : str
        Title of the y axis.
    mode : {"light", "dark"}
    height : int
        Px without axes, titles and labels.
    data : dict
        Receives the rows of each dataset under its name.
    """
    x, y = _x(chart), _y(chart, unit)
    layers = [
        *_bands(chart, mode, {"x": x, "y": y}, data),
        *_lines(chart, mode, {"x": x, "y": y}, data),
        _rule(chart, mode, x, data),
        *end_labels(chart, mode, height),
    ]
    return {"layer": layers, "height": height}


def params(panels: list[Spec]) -> list[Spec]:
    """Zoom and readout, shared by all panels: the same steps in each of them."""
    rules, lines = _views(panels, "rule"), _views(panels, "line")
    near = {"type": "point", "fields": ["step"], "nearest": True}
    events = {"on": "pointermove", "clear": "pointerout"}
    return [
        {"name": "nearest", "select": near | events, "views": rules},
        {"name": "zoom", "select": "interval", "bind": "scales", "views": lines},
    ]


def _views(panels: list[Spec], mark: str) -> list[str]:
    """The name of the first layer with a mark, in each panel."""
    return [
        next(layer["name"] for layer in panel["layer"] if layer["mark"]["type"] == mark)
        for panel in panels
    ]


def read_lines(chart: Chart) -> list[Chart]:
    """The lines that are read out: those with a label, then the others if they are few."""
    named: list[Chart] = [line for line in chart["lines"] if line["label"]]
    others = [line for line in chart["lines"] if not line["label"]]
    return [*named, *others] if len(chart["lines"]) <= MOST_READ else named


def _x(chart: Chart) -> Spec:
    scale = {"domain": [0, max(1.0, float(chart["steps"][-1]))], "nice": False}
    axis = {"format": ",~r", "tickCount": 6}
    return {
        "field": "step",
        "type": "quantitative",
        "title": chart["x"]["unit"],
        "scale": scale,
        "axis": axis,
    }


def _y(chart: Chart, unit: str) -> Spec:
    y = chart["y"]
    scale = {"type": y["scale"], "domain": [y["low"], y["high"]], "nice": False}
    axis: Spec = {"format": TICKS[chart["format"]], "tickCount": 6}
    if y["scale"] == "log":
        axis["gridOpacity"] = {"condition": {"test": DECADE, "value": 1}, "value": 0.35}
    return {"field": "value", "type": "quantitative", "title": unit, "scale": scale, "axis": axis}


def _number(value: float) -> float | None:
    """A number for JSON: None, a gap, where it is not finite."""
    return float(value) if math.isfinite(value) else None


def _named(data: Data, rows: Rows) -> Spec:
    name = f"rows_{len(data)}"
    data[name] = rows
    return {"name": name}


def _bands(chart: Chart, mode: str, axes: Spec, data: Data) -> Iterable[Spec]:
    for band in chart["bands"]:
        rows = [
            {"step": int(step), "value": _number(low), "high": _number(high)}
            for step, low, high in zip(chart["steps"], band["low"], band["high"], strict=True)
        ]
        look = {"color": band["colour"][mode], "opacity": band["opacity"]}
        yield {
            "data": _named(data, rows),
            "mark": {"type": "area", "clip": True, "tooltip": None, **look},
            "encoding": {**axes, "y2": {"field": "high"}},
        }


def _lines(chart: Chart, mode: str, axes: Spec, data: Data) -> Iterable[Spec]:
    """One layer per look, with all lines that look alike; dots at the nearest step."""
    read = {line["name"] for line in read_lines(chart)}
    for look, lines in _by_look(chart["lines"], mode).items():
        colour, width, opacity, dash = look
        rows = [
            {"step": int(step), "line": line["name"], "value": _number(value)}
            for line in lines
            for step, value in zip(chart["steps"], line["values"], strict=True)
        ]
        named = _named(data, rows)
        mark = {"color": colour, "clip": True, "tooltip": None}
        stroke = {"type": "line", "strokeWidth": width, "opacity": opacity}
        dashed = {"strokeDash": list(dash)} if dash else {}
        encoding = {**axes, "detail": {"field": "line", "type": "nominal"}}
        line = {"data": named, "mark": {**mark, **stroke, **dashed}, "encoding": encoding}
        yield {"name": f"lines_{named['name']}", **line}
        if read.issuperset(line["name"] for line in lines):
            near = {"filter": {"param": "nearest", "empty": False}}
            dot = {**mark, "type": "circle", "opacity": 1, "size": 36}
            yield {"data": named, "transform": [near], "mark": dot, "encoding": encoding}


def _by_look(lines: list[Chart], mode: str) -> dict[tuple[Any, ...], list[Chart]]:
    found: dict[tuple[Any, ...], list[Chart]] = {}
    for line in lines:
        opacity = line["opacity"] * (FADED if line["faded"] else 1)
        look = (line["colour"][mode], line["width"], opacity, tuple(line["dash"]))
        found.setdefault(look, []).append(line)
    return found


def _rule(chart: Chart, mode: str, x: Spec, data: Data) -> Spec:
    """A rule at the step nearest to the pointer, with the values there."""
    lines, text = read_lines(chart), TEXTS[chart["format"]]
    steps = [int(step) for step in chart["steps"]]
    rows: Rows = [{"step": step, "at": numbers.step(step)} for step in steps]
    tips = [{"field": "at", "type": "nominal", "title": "step"}]
    for index, line in enumerate(lines):
        tips.append({"field": f"value_{index}", "type": "nominal", "title": line["name"]})
        for row, value in zip(rows, line["values"], strict=True):
            row[f"value_{index}"] = text(float(value))
    near = {"param": "nearest", "empty": False, "value": 0.6}
    return {
        "name": f"rule_{len(data)}",
        "data": _named(data, rows),
        "mark": {"type": "rule", "clip": True, "color": GREY[mode]},
        "encoding": {"x": x, "opacity": {"condition": near, "value": 0}, "tooltip": tips},
    }
