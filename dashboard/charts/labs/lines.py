"""Lines with bands of quartiles and faint single runs, each named at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.charts.labs import base
from dashboard.charts.labs.base import Axis, Rows, Spec
from dashboard.charts.study_labels import GAP, LETTER, OFFSET, SIZE, apart, place
from dashboard.theme import INK, Look

MOST = 300
BAND, RUN = 0.16, 0.28


@dataclass(frozen=True, eq=False)
class Series:
    """One line.

    Parameters
    ----------
    name : str
        At its end and in the readout.
    x, y : array_like, shape (n,)
        Infinity and NaN are gaps; more than 300 points are thinned.
    look : Look
        Colour and dash.
    low, high : array_like or None, shape (n,)
        A band around it.
    runs : array_like or None, shape (runs, n)
        Single runs, drawn faint.
    width : float
        Px.
    points : bool
        Whether each point has a dot.
    label : str or None
        At its end, where that is not the name; empty for none.
    """

    name: str
    x: ArrayLike
    y: ArrayLike
    look: Look = INK
    low: ArrayLike | None = None
    high: ArrayLike | None = None
    runs: ArrayLike | None = None
    width: float = 2
    points: bool = False
    label: str | None = None

    @property
    def shown(self) -> str:
        """What stands at its end."""
        return self.name if self.label is None else self.label


def lines(
    series: Sequence[Series],
    x: Axis,
    y: Axis,
    mode: str,
    *,
    height: int = base.HEIGHT,
    heading: str = "",
    rules: Sequence[tuple[float, str]] = (),
    marks: Sequence[tuple[float, str]] = (),
    description: str = "",
) -> Spec:
    """A panel of lines.

    Parameters
    ----------
    series : sequence of Series
    x, y : Axis
    mode : {"light", "dark"}
    height : int
        Px.
    heading : str
    rules, marks : sequence of (float, str)
        Values of y, and of x, with a dashed line and words.
    description : str
        Made of the names and last values where it is empty.
    """
    data: dict[str, Rows] = {}
    layers: list[Spec] = []
    for index, one in enumerate(series):
        data[f"line_{index}"] = _rows(one, x, y)
        layers += _layers(index, one, x, y, mode, data)
    layers += base.rule_layers(rules, y, mode) + base.rule_layers(marks, x, mode, across=False)
    layers += _names(series, x, y, mode, height)
    panel = {"layer": layers, "height": height, **base.title(heading, mode)}
    room = OFFSET + LETTER * max((len(one.shown) for one in series), default=0)
    words = description or _described(series, y)
    return base.specification([panel], mode, words, data, beside=room + 40)


def thinned(count: int) -> NDArray[np.int64]:
    """Which of `count` points are drawn: all, or 300 of them with both ends."""
    return np.unique(np.linspace(0, count - 1, min(count, MOST)).round().astype(np.int64))


def _rows(one: Series, x: Axis, y: Axis) -> Rows:
    xs, ys = np.asarray(one.x, float), np.asarray(one.y, float)
    lows = ys if one.low is None else np.asarray(one.low, float)
    highs = ys if one.high is None else np.asarray(one.high, float)
    return [
        {
            "x": x.shown(xs[i]),
            "y": y.shown(ys[i]),
            "low": y.shown(lows[i]),
            "high": y.shown(highs[i]),
            "name": one.name,
            "at": f"{xs[i]:.4g}",
            "text": _read(ys[i], lows[i], highs[i], one.low is not None),
        }
        for i in thinned(len(xs))
    ]


def _read(value: float, low: float, high: float, banded: bool) -> str:
    return f"{value:.3g} [{low:.3g} to {high:.3g}]" if banded else f"{value:.4g}"


def _layers(
    index: int, one: Series, x: Axis, y: Axis, mode: str, data: dict[str, Rows]
) -> list[Spec]:
    named, colour = {"name": f"line_{index}"}, one.look.colour[mode]
    place_x, place_y = x.encoding("x"), y.encoding("y")
    still = {"color": colour, "clip": True, "tooltip": None}
    found: list[Spec] = []
    if one.runs is not None:
        data[f"runs_{index}"] = _runs(one, x, y)
        mark = {"type": "line", "strokeWidth": 0.8, "opacity": RUN, **still}
        detail = {"detail": {"field": "run", "type": "nominal"}}
        encoding = {"x": place_x, "y": place_y, **detail}
        found.append({"data": {"name": f"runs_{index}"}, "mark": mark, "encoding": encoding})
    if one.low is not None:
        ends = {"x": place_x, "y": y.encoding("low"), "y2": {"field": "high"}}
        found.append(
            {"data": named, "mark": {"type": "area", "opacity": BAND, **still}, "encoding": ends}
        )
    dash = {"strokeDash": list(one.look.dash)} if one.look.dash else {}
    line = {"type": "line", "strokeWidth": one.width, **still, **dash}
    both = {"x": place_x, "y": place_y}
    found.append({"data": named, "mark": line, "encoding": both})
    tips = base.tooltip((("name", "line"), ("at", x.title or "x"), ("text", y.title or "y")))
    dots = {"type": "point", "filled": True, "color": colour, "clip": True}
    dots |= {"size": 36 if one.points else 60, "opacity": 1 if one.points else 0}
    found.append({"data": named, "mark": dots, "encoding": both | {"tooltip": tips}})
    return found


def _runs(one: Series, x: Axis, y: Axis) -> Rows:
    xs, runs = np.asarray(one.x, float), np.asarray(one.runs, float)
    each = max(2, MOST // max(1, len(runs)))
    kept = np.unique(np.linspace(0, len(xs) - 1, min(len(xs), each)).round().astype(int))
    return [
        {"x": x.shown(xs[i]), "y": y.shown(run[i]), "run": number}
        for number, run in enumerate(runs)
        for i in kept
    ]


def _names(series: Sequence[Series], x: Axis, y: Axis, mode: str, height: int) -> list[Spec]:
    """The name of each line at its end, pushed apart where they would meet."""
    scale = _ends(series, y)
    named = [one for one in series if one.shown]
    wanted = [place(np.asarray(one.y, float), scale, height) for one in named]
    look = {"type": "text", "align": "left", "baseline": "middle", "fontSize": SIZE}
    return [
        {
            "data": {"values": [{"end": 0}]},
            "mark": {
                **look,
                "text": one.shown,
                "color": one.look.colour[mode],
                "x": "width",
                "dx": OFFSET,
                "y": at,
                "clip": False,
                "tooltip": None,
            },
        }
        for one, at in zip(named, apart(wanted, GAP, float(height)), strict=True)
    ]


def _ends(series: Sequence[Series], y: Axis) -> Spec:
    """The ends of the axis as far as they can be known."""
    drawn = [
        np.asarray(values, float)
        for one in series
        for values in (one.y, one.low, one.high, one.runs)
        if values is not None
    ]
    values = np.concatenate([part.ravel() for part in drawn]) if drawn else np.zeros(1)
    values = values[np.isfinite(values) & ((values > 0) | (not y.log))]
    low, high = (values.min(), values.max()) if len(values) else (0.0, 1.0)
    low = low if y.low is None else y.low
    high = high if y.high is None else y.high
    top = float(high) if high > low else float(low) + 1
    return {"low": float(low), "high": top, "scale": "log" if y.log else "linear"}


def _described(series: Sequence[Series], y: Axis) -> str:
    ends = ", ".join(f"{one.name} ends at {np.asarray(one.y, float)[-1]:.3g}" for one in series)
    return f"{y.title}: {ends}."
