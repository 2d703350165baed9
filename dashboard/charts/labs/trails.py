"""Paths from layer to layer through the plane of mean and variance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dashboard.charts.labs import base
from dashboard.charts.labs.base import Axis, Rows, Spec
from dashboard.charts.study_labels import GAP, apart, place
from dashboard.theme import Look


@dataclass(frozen=True, eq=False)
class Trail:
    """A path from layer to layer through the plane of mean and variance.

    Parameters
    ----------
    name : str
    look : Look
    mean, variance : array_like, shape (depth,)
    """

    name: str
    look: Look
    mean: ArrayLike
    variance: ArrayLike


def paths(
    trails: Sequence[Trail],
    x: Axis,
    y: Axis,
    mode: str,
    *,
    height: int = base.HEIGHT,
    heading: str = "",
    goal: tuple[float, float] | None = None,
) -> Spec:
    """Paths through a plane: a ring at layer 1, a dot at the last layer, with the name.

    Parameters
    ----------
    trails : sequence of Trail
    x, y : Axis
        Of the mean and of the variance; y with both ends.
    mode : {"light", "dark"}
    height : int
    heading : str
    goal : tuple of (float, float) or None
        A mean and a variance at which dashed lines cross.
    """
    data: dict[str, Rows] = {}
    layers: list[Spec] = []
    if goal is not None:
        layers += base.rule_layers([(goal[0], f"mean {goal[0]:g}")], x, mode, across=False)
        layers += base.rule_layers([(goal[1], f"variance {goal[1]:g}")], y, mode)
    shifts = _shifts(trails, y, height)
    for index, (trail, shift) in enumerate(zip(trails, shifts, strict=True)):
        data[f"trail_{index}"] = _steps(trail, x, y)
        layers += _trail(index, trail, x, y, mode, shift)
    panel = {"layer": layers, "height": height, **base.title(heading, mode)}
    ends = (
        f"{trail.name} ends at mean {_last(trail.mean):.3g}, variance {_last(trail.variance):.3g}"
        for trail in trails
    )
    return base.specification([panel], mode, f"{'; '.join(ends)}.", data, beside=120)


def _last(values: ArrayLike) -> float:
    return float(np.asarray(values, float)[-1])


def _steps(trail: Trail, x: Axis, y: Axis) -> Rows:
    mean, variance = np.asarray(trail.mean, float), np.asarray(trail.variance, float)
    last = len(mean)
    return [
        {
            "x": x.shown(mean[i]),
            "y": y.shown(variance[i]),
            "layer": i + 1,
            "name": trail.name,
            "text": f"mean {mean[i]:.3g}, variance {variance[i]:.3g}",
            "end": trail.name if i + 1 == last else "",
        }
        for i in range(last)
    ]


def _shifts(trails: Sequence[Trail], y: Axis, height: int) -> list[float]:
    """Px by which each name is moved down, so that no two meet."""
    scale = {"low": y.low, "high": y.high, "scale": "log" if y.log else "linear"}
    wanted = [place(np.asarray(trail.variance, float), scale, height) for trail in trails]
    return [
        moved - own for own, moved in zip(wanted, apart(wanted, GAP, float(height)), strict=True)
    ]


def _trail(index: int, trail: Trail, x: Axis, y: Axis, mode: str, shift: float) -> list[Spec]:
    named = {"data": {"name": f"trail_{index}"}}
    both = {"x": x.encoding("x"), "y": y.encoding("y")}
    colour = trail.look.colour[mode]
    dash = {"strokeDash": list(trail.look.dash)} if trail.look.dash else {}
    line = {"type": "line", "color": colour, "strokeWidth": 1.5, "tooltip": None, **dash}
    tips = base.tooltip((("name", "net"), ("layer", "layer"), ("text", "activations")))
    first, last = "datum.layer == 1", "datum.end != ''"
    size = {"condition": {"test": f"{first} || {last}", "value": 70}, "value": 14}
    fill = {"condition": {"test": first, "value": "transparent"}, "value": colour}
    dots = {"type": "point", "stroke": colour, "strokeWidth": 1.5, "opacity": 1}
    text = {"type": "text", "align": "left", "dx": 8, "dy": shift}
    text |= {"fontSize": 13, "color": colour}
    order = {"order": {"field": "layer", "type": "quantitative"}}
    return [
        {**named, "mark": line, "encoding": both | order},
        {
            **named,
            "mark": dots,
            "encoding": both | {"size": size, "fill": fill, "tooltip": tips},
        },
        {
            **named,
            "mark": text | {"tooltip": None, "clip": False},
            "encoding": both | {"text": {"field": "end"}},
        },
    ]
