"""Bars, cells of a heat map, and points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType

from dashboard import theme
from dashboard.charts.labs import base
from dashboard.charts.labs.base import Axis, Spec
from dashboard.theme import INK, Look

BAR, LETTER = 26, 7.4
RAMP = MappingProxyType({"light": ("#EEF1F6", "#1F4F8F"), "dark": ("#23262C", "#9CC3F5")})


@dataclass(frozen=True)
class Bar:
    """A bar with its spread.

    Parameters
    ----------
    name : str
    value : float
        Infinity is drawn to the end of the axis, and said in the text.
    text : str
        Behind the bar.
    look : Look
    low, high : float or None
        Ends of its spread.
    """

    name: str
    value: float
    text: str
    look: Look = INK
    low: float | None = None
    high: float | None = None


def bars(
    found: Sequence[Bar], x: Axis, mode: str, *, heading: str = "", description: str = ""
) -> Spec:
    """Bars below each other, in the order in which they are given; the axis begins at zero."""
    rows, top = _bar_rows(found, x)
    axis = Axis(x.title, 0, top, format=x.format)
    names = [bar.name for bar in found]
    label = {"grid": False, "labelLimit": 220}
    y = {"field": "name", "type": "nominal", "sort": names, "title": None, "axis": label}
    colours = {"domain": names, "range": [bar.look.colour[mode] for bar in found]}
    hue = {"field": "name", "type": "nominal", "scale": colours, "legend": None}
    named, ink = {"name": "bars"}, INK.colour[mode]
    tips = base.tooltip((("name", "name"), ("text", x.title or "value")))
    layers = [
        {
            "data": named,
            "mark": {"type": "bar", "height": BAR - 8, "opacity": 0.85},
            "encoding": {"y": y, "x": axis.encoding("value"), "color": hue, "tooltip": tips},
        },
        {
            "data": named,
            "mark": {"type": "rule", "color": ink, "strokeWidth": 1.5, "tooltip": None},
            "encoding": {"y": y, "x": axis.encoding("low"), "x2": {"field": "high"}},
        },
        {
            "data": named,
            "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 12.5, "color": ink},
            "encoding": {"y": y, "x": axis.encoding("high"), "text": {"field": "text"}},
        },
    ]
    panel = {"layer": layers, "height": BAR * len(found), **base.title(heading, mode)}
    room = LETTER * (max(len(bar.text) for bar in found) + max(map(len, names)))
    words = description or "; ".join(f"{bar.name} {bar.text}" for bar in found) + "."
    return base.specification([panel], mode, words, {"bars": rows}, beside=room)


def _bar_rows(found: Sequence[Bar], x: Axis) -> tuple[base.Rows, float]:
    """Rows of the bars, and the end of their axis: what is not finite reaches to it."""
    ends = [x.shown(bar.value if bar.high is None else bar.high) for bar in found]
    top = x.high or max((end for end in ends if end is not None), default=1.0) or 1.0

    def within(value: float) -> float:
        shown = x.shown(value)
        return top if shown is None else min(shown, top)

    rows = [
        {
            "name": bar.name,
            "value": within(bar.value),
            "low": within(bar.value if bar.low is None else bar.low),
            "high": within(bar.value if bar.high is None else bar.high),
            "text": bar.text,
        }
        for bar in found
    ]
    return rows, top


@dataclass(frozen=True)
class Square:
    """A cell of a heat map.

    Parameters
    ----------
    x, y : str
    value : float
        NaN has no colour.
    text : str
        In the readout.
    label : str
        In the cell.
    """

    x: str
    y: str
    value: float
    text: str
    label: str = ""


def heat(
    cells: Sequence[Square],
    titles: tuple[str, str],
    mode: str,
    *,
    scale: Axis,
    side: int = 40,
    heading: str = "",
    description: str = "",
) -> Spec:
    """Cells in rows and columns, in the order in which they come; colour by `scale`.

    Parameters
    ----------
    cells : sequence of Square
    titles : tuple of str
        Of the two axes.
    mode : {"light", "dark"}
    scale : Axis
        Title, ends and kind of the colours, from pale to deep.
    side : int
        Px of the height of a cell.
    """
    columns = list(dict.fromkeys(cell.x for cell in cells))
    rows = list(dict.fromkeys(cell.y for cell in cells))
    data = [
        {"x": c.x, "y": c.y, "value": scale.shown(c.value), "text": c.text, "label": c.label}
        for c in cells
    ]
    plain = {"type": "nominal", "axis": {"grid": False, "labelAngle": 0, "labelLimit": 160}}
    place = {
        "x": {"field": "x", "sort": columns, "title": titles[0], **plain},
        "y": {"field": "y", "sort": rows, "title": titles[1], **plain},
    }
    layers = _heat_layers(place, cells, titles, scale, mode)
    panel = {"layer": layers, "height": side * len(rows), **base.title(heading, mode)}
    words = description or "; ".join(f"{c.x}, {c.y}: {c.text}" for c in cells[:60]) + "."
    room = LETTER * max(map(len, rows)) + 30
    return base.specification([panel], mode, words, {"cells": data}, beside=room)


def _heat_layers(
    place: Spec, cells: Sequence[Square], titles: tuple[str, str], scale: Axis, mode: str
) -> list[Spec]:
    tips = base.tooltip((("x", titles[0]), ("y", titles[1]), ("text", scale.title or "value")))
    fill = {"color": _fill(scale, mode), "tooltip": tips}
    edge = {"stroke": theme.BACKGROUND[mode], "strokeWidth": 1}
    label = {"type": "text", "fontSize": 12, "tooltip": None, **_ink(scale, cells, mode)}
    named = {"data": {"name": "cells"}}
    return [
        {**named, "mark": {"type": "rect", **edge}, "encoding": {**place, **fill}},
        {**named, "mark": label, "encoding": {**place, "text": {"field": "label"}}},
    ]


def _fill(scale: Axis, mode: str) -> Spec:
    """The colour of a cell; none where it has no value."""
    colour = scale.encoding("value")
    colour.pop("axis")
    colour["legend"] = {"gradientLength": 160} | ({"format": scale.format} if scale.format else {})
    colour["scale"] |= {"range": list(RAMP[mode]), "interpolate": "lab", "clamp": True}
    return {"condition": {"test": "isValid(datum.value)", **colour}, "value": "transparent"}


def points(
    groups: Sequence[tuple[str, Look, Sequence[tuple[float, float, str]]]],
    x: Axis,
    y: Axis,
    mode: str,
    *,
    height: int = base.HEIGHT,
    heading: str = "",
    size: int = 30,
    description: str = "",
) -> Spec:
    """Points in groups, each with a name, a look, and its points with what is read out of them."""
    rows = [
        {"x": x.shown(a), "y": y.shown(b), "group": name, "text": text}
        for name, _, places in groups
        for a, b, text in places
    ]
    names = [name for name, _, _ in groups]
    scale = {"domain": names, "range": [look.colour[mode] for _, look, _ in groups]}
    hue = {"field": "group", "type": "nominal", "scale": scale, "title": None}
    tips = base.tooltip((("group", "kind"), ("text", "values")))
    encoding = {"x": _roomy(x, "x"), "y": _roomy(y, "y"), "color": hue, "tooltip": tips}
    mark = {"type": "point", "filled": True, "size": size, "opacity": 0.75}
    panel = {"data": {"name": "points"}, "mark": mark, "encoding": encoding, "height": height}
    counts = chain(f"{len(places)} {name}" for name, _, places in groups)
    words = description or f"Points: {', '.join(counts)}."
    whole = {**panel, **base.title(heading, mode)}
    return base.specification([whole], mode, words, {"points": rows}, beside=50)


def _roomy(axis: Axis, field: str) -> Spec:
    """The encoding of a field with room for whole points at the ends."""
    encoding = axis.encoding(field)
    encoding["scale"]["padding"] = 8
    return encoding


def _ink(scale: Axis, cells: Sequence[Square], mode: str) -> Spec:
    """The colour of a cell's label: that of the page's ground where the cell is deep."""
    shown = sorted(v for c in cells if (v := scale.shown(c.value)) is not None)
    low = scale.low if scale.low is not None else (shown[0] if shown else 0)
    high = scale.high if scale.high is not None else (shown[-1] if shown else 1)
    middle = (low * high) ** 0.5 if scale.log and low > 0 else (low + high) / 2
    deep = f"isValid(datum.value) && datum.value > {middle:.6g}"
    ground, ink = theme.BACKGROUND[mode], INK.colour[mode]
    return {"color": {"expr": f"{deep} ? '{ground}' : '{ink}'"}}
