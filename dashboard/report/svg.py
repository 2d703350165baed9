"""Small parts of SVG: elements, escaped texts, lines with gaps."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard.report.palette import both

Floats = NDArray[np.floating]
INK, GREY, LINE = "var(--ink)", "var(--grey)", "var(--line)"


def element(name: str, inner: str = "", **attributes: object) -> str:
    """An element; an underscore in an attribute's name stands for a hyphen.

    >>> element("rect", x=1, stroke_width=2)
    '<rect x="1" stroke-width="2"></rect>'
    """
    pairs = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(_short(value))}"'
        for key, value in attributes.items()
    )
    return f"<{name}{pairs}>{inner}</{name}>"


def _short(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def text(
    words: str, x: float, y: float, anchor: str = "start", fill: str = GREY, **how: object
) -> str:
    """Words at a place."""
    place = {"x": float(x), "y": float(y), "text_anchor": anchor, "style": f"fill:{fill}"}
    return element("text", escape(words), **place, **how)


def path(xs: Iterable[float], ys: Iterable[float]) -> str:
    """The data of a path through points; a missing number is a gap.

    >>> path([0, 1, 2], [1, float("nan"), 2])
    'M0 1M2 2'
    """
    parts, down = [], False
    for x, y in zip(xs, ys, strict=True):
        if not np.isfinite(y):
            down = False
            continue
        parts.append(f"{'L' if down else 'M'}{_short(float(x))} {_short(float(y))}")
        down = True
    return "".join(parts)


def stroke(data: str, colour: str, width: float, dash: Iterable[float] = (), **how: object) -> str:
    """A path that is drawn as a line."""
    style = f"stroke:{colour}"
    dashes = {"stroke_dasharray": " ".join(map(str, dash))} if tuple(dash) else {}
    return element(
        "path", d=data, fill="none", style=style, stroke_width=float(width), **dashes, **how
    )


def themed(colour: dict[str, str]) -> str:
    """A colour of a view, by mode, as one that follows the theme."""
    return both(colour["light"], colour["dark"])


def figure(inner: str, width: float, height: float, label: str) -> str:
    """A picture of a size with its text alternative."""
    box = f"0 0 {_short(float(width))} {_short(float(height))}"
    return element("svg", inner, viewBox=box, role="img", aria_label=label)


def scaled(values: ArrayLike, low: float, high: float, start: float, end: float) -> Floats:
    """Values from [low, high] on [start, end]."""
    return start + (np.asarray(values, dtype=float) - low) / (high - low) * (end - start)
