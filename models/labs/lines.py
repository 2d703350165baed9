"""What there is to draw along the line: functions of one coordinate, typed or drawn by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.datasets.record import SCALE, Array
from models.datasets.typed import DEFAULT, target
from models.declarations import FIELDS
from models.fields import ConfigError
from models.labs.stage import Settings

LOW, HIGH = -SCALE, SCALE
TYPED, DRAWN = "typed", "drawn"
PLACES = 61
LARGEST = 9.99
SQUIGGLE = "_".join(
    str(round(60 * np.sin(0.17 * at) + 45 * np.cos(0.31 * at + 1))) for at in range(PLACES)
)
"""A curve by hand before anybody has drawn one."""


@dataclass(frozen=True)
class Target:
    """A function on [-3, 3].

    Parameters
    ----------
    name : str
        On screen.
    formula : str
        In x; empty for a curve that was drawn.
    function : callable
        From places (N,) to values (N,).
    curvature : float or None
        The largest absolute second derivative; None where there is none, or where it is not known.
    rough : str
        What it has that a smooth curve has not; empty for none, or where it is not known.
    """

    name: str
    formula: str
    function: Callable[[Array], Array]
    curvature: float | None = None
    rough: str = ""


def _of(name: str, formula: str, curvature: float | None = None, rough: str = "") -> Target:
    values = target(formula)
    return Target(name, formula, lambda x: values(x[:, None]), curvature, rough)


TARGETS: Mapping[str, Target] = MappingProxyType(
    {
        "wave": _of("one wave", "sin(pi*x/3)", (np.pi / 3) ** 2),
        "peak": _of("a peak", "1/(1 + 25*(x/3)^2)", 50 / 9),
        "step": _of("a step", "where(x > 0, 1, 0)", rough="a jump"),
        "absolute": _of("|x|", "abs(x)", rough="a corner"),
        "root": _of("a square root", "sqrt(x + 3)", rough="an infinitely steep end"),
    }
)


def line(count: int) -> Array:
    """Equally spaced places on [-3, 3], both ends included.

    >>> line(3).tolist()
    [-3.0, 0.0, 3.0]
    """
    return np.linspace(LOW, HIGH, count)


def chosen(settings: Settings) -> Target:
    """The function that the settings name: ``target``, with ``formula`` or ``drawn``.

    Raises
    ------
    ConfigError
        When what was typed is no formula that can be drawn.
    ValueError
        When the heights of a drawn curve cannot be read.

    >>> chosen({"target": "typed", "formula": "x^2"}).function(np.array([2.0])).tolist()
    [4.0]
    """
    key = settings["target"]
    if key == TYPED:
        text = FIELDS["curve"].check("formula", settings.get("formula", "").strip() or DEFAULT)
        return _of(f"f(x) = {text}", text)
    if key == DRAWN:
        heights = read_heights(settings.get("drawn", ""))
        return Target(
            "your drawing", "", lambda x: np.interp(x, line(PLACES), heights), rough="corners"
        )
    return TARGETS[key]


def read_heights(text: str) -> Array:
    """Heights of a drawn curve at 61 equally spaced places, from hundredths joined by ``_``.

    Raises
    ------
    ValueError
        When they are not 61 whole numbers within 999.

    >>> read_heights(write_heights(np.ones(61)))[:2].tolist()
    [1.0, 1.0]
    """
    parts = (text or SQUIGGLE).split("_")
    found = np.array([int(part) for part in parts if len(part) <= 4]) / 100
    if len(parts) != PLACES or len(found) != PLACES or np.abs(found).max() > LARGEST:
        raise ValueError(f"A drawn curve has {PLACES} heights between -{LARGEST} and {LARGEST}.")
    return found


def write_heights(heights: Array) -> str:
    """The text that `read_heights` reads."""
    return "_".join(str(round(100 * height)) for height in heights)


def wrong_formula(text: str) -> str:
    """What is wrong with a formula, in one sentence; empty where nothing is.

    >>> wrong_formula("sin(x)"), wrong_formula("x +")[:30]
    ('', 'The formula must be a formula ')
    """
    try:
        FIELDS["curve"].check("formula", text.strip() or DEFAULT)
    except ConfigError as error:
        return f"The formula {error.rule}."
    return ""


def wrong_heights(text: str) -> str:
    """What is wrong with a drawn curve; empty where nothing is."""
    try:
        read_heights(text)
    except ValueError:
        return f"A drawn curve has {PLACES} heights between -{LARGEST} and {LARGEST}."
    return ""
