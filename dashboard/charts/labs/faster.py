"""Steps to target against the learning rate, and who is ahead; what an activation costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from dashboard import numbers, theme
from dashboard.charts.labs.base import Axis, Spec
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, bars
from models.cost import Quartiles
from models.labs.speed_curves import Curve, Place

NEVER, STEPS = 600.0, 400
RATE = "learning rate"
TARGET = Axis("steps to target", 25, 700, log=True, ticks=(25, 50, 100, 200, 400))
MARK = 150


def steps_chart(
    curves: Sequence[Curve],
    names: Mapping[str, str],
    marked: Sequence[Place],
    mode: str,
    *,
    rate: float | None = None,
    again: Curve | None = None,
) -> Spec:
    """One line an activation: medians with their quartiles, and a large dot where it is judged.

    What never arrives stands on a line of its own above all others.

    Parameters
    ----------
    curves : sequence of Curve
    names : mapping
        On screen, by activation.
    marked : sequence of Place
        Where the large dots are.
    mode : {"light", "dark"}
    rate : float, optional
        At which all are compared.
    again : Curve, optional
        Drawn as crosses: one that was measured again.
    """
    x = _rates(curves[0].rates)
    rules = ((NEVER, f"never in {STEPS} steps"),)
    at_once = () if rate is None else ((rate, f"{numbers.plain(rate)} for all"),)
    series = [_series(curve, names[curve.activation]) for curve in curves]
    spec = lines(series, x, TARGET, mode, height=300, rules=rules, marks=at_once)
    spec["description"] = f"Steps to target by learning rate. {_told(marked, names)}"
    for index, curve in enumerate(curves):
        for row, text in zip(spec["datasets"][f"line_{index}"], _texts(curve), strict=True):
            row["text"] = text
    measured = [] if again is None else [again.at(each) for each in again.rates]
    for name, places, shape in (("marked", marked, "circle"), ("again", measured, "cross")):
        spec["layer"].append(_dots(name, x, mode, shape))
        spec["datasets"][name] = [_dot(place, x, mode) for place in places]
    return spec


def _rates(rates: tuple[float, ...]) -> Axis:
    return Axis(RATE, rates[0] * 0.85, rates[-1] * 1.15, log=True, ticks=rates)


def _series(curve: Curve, name: str) -> Series:
    low, median, high = (np.minimum(values, NEVER) for values in curve.quartiles)
    look = theme.look(curve.activation)
    return Series(name, curve.rates, median, look, low=low, high=high, points=True)


def _texts(curve: Curve) -> list[str]:
    return [spread(curve.at(rate)) for rate in curve.rates]


def _dot(place: Place, x: Axis, mode: str) -> Spec:
    colour = theme.look(place.activation).colour[mode]
    return {"x": x.shown(place.rate), "y": min(place.median, NEVER), "colour": colour}


def _dots(name: str, x: Axis, mode: str, shape: str) -> Spec:
    edge = theme.BACKGROUND[mode] if shape == "circle" else theme.INK.colour[mode]
    mark = {"type": "point", "shape": shape, "filled": True, "size": MARK, "opacity": 1}
    mark |= {"stroke": edge, "strokeWidth": 1.5, "tooltip": None}
    colour = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    encoding = {"x": x.encoding("x"), "y": TARGET.encoding("y"), "fill": colour}
    return {"data": {"name": name}, "mark": mark, "encoding": encoding}


def spread(place: Place) -> str:
    """Median and quartiles of the steps, and how many seeds never arrive."""
    if np.isinf(place.median):
        return f"never in {place.never} of {place.seeds} seeds"
    text = f"{place.median:.0f} {numbers.interval(place.low, place.high)}"
    return f"{text}, never in {place.never} of {place.seeds}" if place.never else text


def ranking_chart(
    ranking: Sequence[Place], names: Mapping[str, str], mode: str, *, same: bool
) -> Spec:
    """One bar an activation, the fastest first, on the same axis whatever is compared.

    Parameters
    ----------
    ranking : sequence of Place
    names : mapping
        On screen, by activation.
    mode : {"light", "dark"}
    same : bool
        Whether all have the same rate, so that the bars need not say it.
    """
    found = [
        Bar(
            names[place.activation],
            place.median,
            _brief(place) + ("" if same else f" · rate {numbers.plain(place.rate)}"),
            theme.look(place.activation),
            low=place.low if np.isfinite(place.median) else None,
            high=min(place.high, STEPS) if np.isfinite(place.median) else None,
        )
        for place in ranking
    ]
    return bars(found, Axis("steps to target", 0, STEPS), mode)


def _brief(place: Place) -> str:
    if np.isinf(place.median):
        return "never"
    return f"{place.median:.0f} {numbers.interval(place.low, place.high)}"


def cost_chart(
    costs: Sequence[tuple[str, str, Quartiles, str]], top: float, mode: str, heading: str
) -> Spec:
    """One bar an activation: time relative to ReLU.

    Parameters
    ----------
    costs : sequence of (str, str, Quartiles, str)
        Activation, its name on screen, its relative time, and its time in words.
    top : float
        End of the axis.
    mode : {"light", "dark"}
    heading : str
    """
    found = [
        Bar(
            name,
            relative.median,
            f"{relative.median:.2f}× · {time}",
            theme.look(activation),
            low=relative.lower,
            high=relative.upper,
        )
        for activation, name, relative, time in costs
    ]
    return bars(found, Axis("time relative to ReLU", 0, top), mode, heading=heading)


def _told(marked: Sequence[Place], names: Mapping[str, str]) -> str:
    parts = (f"{names[p.activation]} {spread(p)} at rate {numbers.plain(p.rate)}" for p in marked)
    return f"{'; '.join(parts)}."
