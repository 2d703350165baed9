"""The field of a net as SVG: a decision, the regions of classes, a surface or a curve."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.report import svg
from dashboard.report.contour import zero_contour
from dashboard.report.palette import CLASSES, MIDDLE, MODES, STOPS, both, mark, ramp
from dashboard.report.png import address

SIZE = 300.0
DOT = 3.0
FULL = 32767
View = dict[str, Any]


def field(view: View, at: int) -> str:
    """The picture of field number `at` of a view of the Playground."""
    found = view["fields"][at]
    if view["plane"]["kind"] == "curve":
        inner = _curve(view, found, svg.themed(view["nets"][found["net"]]["colour"]))
    else:
        inner = _raster(view, found)
    return svg.figure(inner, SIZE, SIZE, found["aria"])


def _raster(view: View, found: View) -> str:
    kind = view["plane"]["kind"]
    pictures = []
    for mode in MODES:
        colours = COLOURS[kind](view, found, mode)
        # The outermost samples lie on the border of the plane: half a pixel is cut off.
        rows, columns, _ = colours.shape
        wide, high = SIZE * columns / (columns - 1), SIZE * rows / (rows - 1)
        place = {"x": (SIZE - wide) / 2, "y": (SIZE - high) / 2, "width": wide, "height": high}
        image = address(colours[::-1])
        pictures.append(
            svg.element("image", href=image, class_=mode, preserveAspectRatio="none", **place)
        )
    lines = "".join(_contour(level) for level in _levels(view, found))
    return "".join((*pictures, lines, _samples(view)))


def _binary(view: View, found: View, mode: str) -> NDArray[np.uint8]:
    return ramp(STOPS[mode])[found["shade"]]


def _classes(view: View, found: View, mode: str) -> NDArray[np.uint8]:
    guess = 255 / view["plane"]["classes"]
    sure = np.clip((found["share"] - guess) / (255 - guess), 0, 1)
    table = np.array([ramp((STOPS[mode][2], colour)) for _, colour in CLASSES[mode]])
    colours: NDArray[np.uint8] = table[found["winner"], np.rint(255 * sure).astype(int)]
    return colours


def _surface(view: View, found: View, mode: str) -> NDArray[np.uint8]:
    share = np.clip(found["surface"].astype(float) / FULL + 0.5, 0, 1)
    return ramp(STOPS[mode])[np.rint(255 * share).astype(int)]


COLOURS: Mapping[str, Callable[[View, View, str], NDArray[np.uint8]]] = MappingProxyType(
    {"binary": _binary, "classes": _classes, "surface": _surface}
)


def _levels(view: View, found: View) -> list[NDArray[np.floating]]:
    """Functions whose zeros are the lines of a field."""
    plane = view["plane"]
    if plane["kind"] == "binary":
        return [found["level"].astype(float)]
    if plane["kind"] == "surface":
        scale, height = plane["scale"], found["surface"].astype(float) / FULL + 0.5
        span = scale["high"] - scale["low"]
        return [height - (level - scale["low"]) / span for level in scale["levels"]]
    margin = found["margin"].astype(float)
    there = np.unique(found["winner"])[1:]
    return [np.where(found["winner"] == number, margin, -margin) for number in there]


def _contour(values: NDArray[np.floating]) -> str:
    rows, columns = values.shape
    across, up = SIZE / (columns - 1), SIZE / (rows - 1)
    data = "".join(
        f"M{a * across:.1f} {SIZE - b * up:.1f}L{c * across:.1f} {SIZE - d * up:.1f}"
        for a, b, c, d in zero_contour(values)
    )
    return svg.stroke(data, svg.INK, 2, stroke_linecap="round") if data else ""


def _samples(view: View) -> str:
    """Train samples filled, test samples hollow."""
    plane, samples = view["plane"], view["samples"]
    dots = []
    for part in ("train", "test"):
        points = samples[part]
        xs = svg.scaled(points[:, 0], *plane["x"], 0, SIZE)
        ys = svg.scaled(points[:, 1], *plane["y"], SIZE, 0)
        colours = _colours(view, part)
        for x, y, colour in zip(xs, ys, colours, strict=True):
            if 0 <= x <= SIZE and 0 <= y <= SIZE:
                dots.append(_dot(float(x), float(y), colour, part == "train"))
    return "".join(dots)


def _colours(view: View, part: str) -> list[str]:
    samples, plane = view["samples"], view["plane"]
    if plane["kind"] == "surface":
        scale = plane["scale"]
        share = svg.scaled(samples[f"{part}_value"], scale["low"], scale["high"], 0, 255)
        places = np.clip(np.rint(share), 0, 255).astype(int)
        light, dark = (_marks(mode)[places] for mode in MODES)
        return [both(_hex(a), _hex(b)) for a, b in zip(light, dark, strict=True)]
    return [mark(int(number)) for number in samples[f"{part}_class"]]


def _marks(mode: str) -> NDArray[np.uint8]:
    return ramp((CLASSES[mode][0][0], MIDDLE[mode], CLASSES[mode][1][0]))


def _hex(colour: NDArray[np.uint8]) -> str:
    return "#" + "".join(f"{part:02X}" for part in colour)


def _dot(x: float, y: float, colour: str, filled: bool) -> str:
    style = f"fill:{colour};stroke:var(--page)" if filled else f"fill:var(--page);stroke:{colour}"
    return svg.element("circle", cx=x, cy=y, r=DOT, style=style)


def _curve(view: View, found: View, colour: str) -> str:
    """A number along a line, over the samples and the true curve."""
    plane, samples = view["plane"], view["samples"]
    left, bottom = 40.0, SIZE - 24

    def place(points: NDArray[np.floating]) -> tuple[Any, Any]:
        xs = svg.scaled(points[:, 0], *plane["x"], left, SIZE)
        return xs, svg.scaled(points[:, 1], *plane["y"], bottom, 6)

    dots = [
        _dot(float(x), float(y), "var(--grey)", part == "train")
        for part in ("train", "test")
        for x, y in zip(*place(samples[part]), strict=True)
        if 6 <= y <= bottom
    ]
    xs = np.linspace(*plane["x"], len(found["curve"]))
    lines = [
        svg.stroke(svg.path(*place(np.column_stack([xs, values]))), ink, width)
        for values, ink, width in ((plane["truth"], svg.GREY, 1.5), (found["curve"], colour, 2.5))
    ]
    clip = svg.element("g", "".join(lines), style=f"clip-path:inset(0 0 {SIZE - bottom}px 0)")
    ground = _uncovered(plane, left, bottom) + _axes(plane, left, bottom)
    return "".join((ground, *dots, clip))


def _uncovered(plane: View, left: float, bottom: float) -> str:
    """Where there are no training samples."""
    first, last = (float(x) for x in svg.scaled(plane["covered"], *plane["x"], left, SIZE))
    return "".join(
        svg.element("rect", x=x, y=6, width=end - x, height=bottom - 6, class_="uncovered")
        for x, end in ((left, first), (last, SIZE))
    )


def _axes(plane: View, left: float, bottom: float) -> str:
    parts = []
    for value, words in plane["y_ticks"]:
        y = float(svg.scaled(np.array(value), *plane["y"], bottom, 6))
        parts.append(svg.stroke(f"M{left} {y:.1f}H{SIZE}", svg.LINE, 1))
        parts.append(svg.text(words, left - 5, y + 4, "end"))
    for value, words in plane["x_ticks"]:
        x = float(svg.scaled(np.array(value), *plane["x"], left, SIZE))
        parts.append(svg.text(words, x, SIZE - 6, "middle"))
    return "".join(parts)
