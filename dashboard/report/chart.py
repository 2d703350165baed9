"""Lines over steps, and the panels of hidden layers, as SVG."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.report import svg

WIDTH, HEIGHT = 500.0, 190.0
LEFT, RIGHT, TOP, BOTTOM = 46.0, 360.0, 8.0, 166.0
PANEL, TALL = 300.0, 150.0
MIDDLE = 76.0
APART = 15.0
View = dict[str, Any]


def chart(found: View) -> str:
    """The picture of a chart over steps of a view of the Playground."""
    xs = svg.scaled(found["steps"], 0, found["x"]["high"], LEFT, RIGHT)
    bands = "".join(_band(found, band, xs) for band in found["bands"])
    lines = "".join(_line(found, line, xs) for line in found["lines"])
    inside = svg.element("g", bands + lines, style="clip-path:inset(0 0 0 0)")
    return svg.figure(_axes(found) + inside + _labels(found), WIDTH, HEIGHT, found["aria"])


def _heights(found: View, values: NDArray[np.floating]) -> NDArray[np.floating]:
    axis = found["y"]
    low, high = axis["low"], axis["high"]
    numbers = np.asarray(values, dtype=float)
    if axis["scale"] == "log":
        low, high = np.log10(low), np.log10(high)
        with np.errstate(divide="ignore", invalid="ignore"):
            numbers = np.log10(numbers)
    places = svg.scaled(numbers, low, high, BOTTOM, TOP)
    return np.where(np.isfinite(places), np.clip(places, TOP - 4, BOTTOM + 4), np.nan)


def _axes(found: View) -> str:
    parts = []
    for value, words in found["y"]["ticks"]:
        y = float(_heights(found, np.array(value)))
        parts.append(svg.stroke(f"M{LEFT} {y:.1f}H{RIGHT}", svg.LINE, 1))
        parts.append(svg.text(words, LEFT - 6, y + 4, "end"))
    for value, words in found["x"]["ticks"]:
        x = LEFT + value / found["x"]["high"] * (RIGHT - LEFT)
        parts.append(svg.text(words, x, HEIGHT - 6, "middle"))
    parts.append(svg.text(found["x"]["unit"], RIGHT + 20, HEIGHT - 6))
    return "".join(parts)


def _band(found: View, band: View, xs: NDArray[np.floating]) -> str:
    low, high = (_heights(found, band[name]) for name in ("low", "high"))
    known = np.isfinite(low) & np.isfinite(high)
    around = np.concatenate([xs[known], xs[known][::-1]])
    data = svg.path(around, np.concatenate([high[known], low[known][::-1]]))
    style = f"fill:{svg.themed(band['colour'])}"
    return svg.element("path", d=data, style=style, opacity=float(band["opacity"]))


def _line(found: View, line: View, xs: NDArray[np.floating]) -> str:
    colour, ys = svg.themed(line["colour"]), _heights(found, line["values"])
    opacity = float(line["opacity"] * (0.35 if line["faded"] else 1))
    parts = svg.stroke(svg.path(xs, ys), colour, line["width"], line["dash"], opacity=opacity)
    known = np.flatnonzero(np.isfinite(ys))
    if len(known) and (line["dot"] or known[-1] == 0):
        end = known[-1]
        style = f"fill:{colour}"
        parts += svg.element("circle", cx=float(xs[end]), cy=float(ys[end]), r=3, style=style)
    return parts


def _labels(found: View) -> str:
    """Names with their last values at the right end, apart from each other."""
    places = []
    for line in found["lines"]:
        ys = _heights(found, line["values"])
        known = ys[np.isfinite(ys)]
        if line["label"] and len(known):
            places.append((float(known[-1]), line))
    places.sort(key=lambda place: place[0])
    heights = apart([y + 4 for y, _ in places])
    return "".join(
        svg.text(line["label"], RIGHT + 8, y, fill=svg.themed(line["colour"]), font_weight=600)
        for y, (_, line) in zip(heights, places, strict=True)
    )


def apart(heights: list[float]) -> list[float]:
    """Rising heights, moved so that labels do not overlap and stay above the axis.

    >>> apart([10.0, 12.0, 164.0, 165.0])
    [10.0, 25.0, 151.0, 166.0]
    """
    found, lowest = [], -np.inf
    for height in heights:
        lowest = max(height, lowest + APART)
        found.append(lowest)
    highest = BOTTOM
    for at in reversed(range(len(found))):
        found[at] = min(found[at], highest)
        highest = found[at] - APART
    return found


def layer(column: View, panel: View) -> str:
    """The picture of a net's layer: the function over the histogram of what enters it."""
    limit = column["limit"]
    parts = [_histogram(panel), _function(panel, limit)]
    for value in column["ticks"]:
        x = float(svg.scaled(np.array(value), -limit, limit, 0, PANEL))
        anchor = "start" if x < 1 else "end" if x > PANEL - 1 else "middle"
        parts.append(svg.text(f"{value:g}".replace("-", "−"), x, TALL - 3, anchor))
    for words, x, anchor in ((panel["flat_left"], 0, "start"), (panel["flat_right"], PANEL, "end")):
        if words:
            parts.append(svg.text(words, x, MIDDLE + 10, anchor, font_weight=600))
    return svg.figure("".join(parts), PANEL, TALL, panel["aria"])


def _histogram(panel: View) -> str:
    counts, bottom = panel["counts"], TALL - 17
    most, pitch = max(float(counts.max()), 1.0), PANEL / len(counts)
    parts = []
    for at, (count, flat) in enumerate(zip(counts, panel["flat"], strict=True)):
        if count > 0:
            high = max(1.5, float(count) / most * (bottom - MIDDLE - 4))
            fill = "var(--flat)" if flat else svg.themed(panel["colour"])
            box = {"x": at * pitch + 0.5, "y": bottom - high, "width": pitch - 1, "height": high}
            parts.append(svg.element("rect", style=f"fill:{fill}", **box))
    return "".join((*parts, svg.stroke(f"M0 {bottom}H{PANEL}", svg.GREY, 1)))


def _function(panel: View, limit: float) -> str:
    both = np.concatenate([panel["f"], panel["slope"]])
    known = both[np.isfinite(both)]
    low, high = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    if low == high:
        low, high = low - 1, high + 1
    xs = svg.scaled(panel["z"], -limit, limit, 0, PANEL)
    f, slope = (svg.scaled(panel[name], low, high, MIDDLE - 6, 8) for name in ("f", "slope"))
    colour = svg.themed(panel["colour"])
    inside = (panel["z"] >= panel["central"][0]) & (panel["z"] <= panel["central"][1])
    zero = float(svg.scaled(np.array(0.0), low, high, MIDDLE - 6, 8))
    return "".join(
        (
            svg.stroke(f"M0 {zero:.1f}H{PANEL}M{PANEL / 2} 0V{TALL - 17}", svg.LINE, 1),
            svg.stroke(svg.path(xs, slope), svg.GREY, 1.25, (3, 3)),
            svg.stroke(svg.path(xs, f), colour, 1.5),
            svg.stroke(svg.path(xs[inside], f[inside]), colour, 4, stroke_linecap="round"),
        )
    )
