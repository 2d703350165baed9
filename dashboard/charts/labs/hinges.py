"""Hinges or bumps, their sum and its target: what the component draws and one can drag."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dashboard import numbers, theme
from dashboard.charts.moment import plain_array
from models.labs.bumps import Bumped
from models.labs.fitted import WAVE, Fitted
from models.labs.hinges import GAP, Built, Hinges
from models.labs.lines import HIGH, LARGEST, LOW, PLACES

EVEN = "even"
IDLE = 1e-6
NICE = (1.0, 2.0, 5.0, 10.0)
MOST_TICKS = 5
MARGIN = 0.12
Axis = dict[str, Any]


def build_view(built: Built, given: dict[str, str]) -> dict[str, Any]:
    """Hinges through knots that one can move.

    Parameters
    ----------
    built : Built
    given : dict
        What the picture was asked to show: ``knots`` and ``drawn`` as it reported them.
    """
    hinges, error = built.hinges, built.error
    lifts = hinges.weights * (HIGH - hinges.kinks)
    return _view(built.truth, hinges.heights, np.append(lifts, 0.0), built.target) | {
        "knots": [[float(x), float(y)] for x, y in zip(hinges.knots, hinges.heights, strict=True)],
        "parts": None,
        "ground": 0.0,
        "count": hinges.count,
        "names": ["hinge", "hinges"],
        "on_curve": built.on_curve,
        "moved": built.moved,
        "given": {"knots": given["knots"] or EVEN, "drawn": given["drawn"]},
        "worst": {"x": error.at, "truth": error.wanted, "value": error.found},
        "said": [_said(hinges, units) for units in range(hinges.count + 1)],
        "legend": [["target", built.target], ["sum", "sum of the hinges"]],
        "idle": IDLE,
        "parts_title": "The hinges one by one: blue bends the sum up, orange down"
        + ("; grey does nothing here" if _idle(hinges.weights).any() else ""),
        "parts_aria": f"{hinges.count} hinges, each 0 up to its kink and straight behind it.",
        "aria": f"{built.target} and the sum of {hinges.count} hinges; the largest gap is "
        f"{numbers.loss(error.largest)} at x = {numbers.tick(round(error.at, 2))}.",
    }


def bump_view(found: Bumped) -> dict[str, Any]:
    """Bumps side by side, and their sum."""
    row, each = found.row, "4 ReLUs" if found.row.kind == "relu" else "2 sigmoids"
    return _view(found.truth, found.total, found.bumps, found.target) | {
        "names": ["bump", "bumps"],
        **_still(found.bumps.T),
        "said": [
            f"{units} of {row.count} bumps, {units * (row.units // row.count)} units."
            for units in range(row.count + 1)
        ],
        "legend": [["target", found.target], ["sum", "sum of the bumps"]],
        "parts_title": f"The bumps one by one, each made of {each}; "
        "what stands left of the first middle and right of the last is not counted",
        "parts_aria": f"{row.count} bumps, each scaled by the height of the target in its middle.",
        "aria": f"{found.target} and the sum of {row.count} bumps; the largest gap, half a "
        f"bump and more away from the ends, is {numbers.loss(found.error.largest)}.",
    }


def net_view(found: Fitted) -> dict[str, Any]:
    """What each unit of a trained net adds, and their sum."""
    last, name = found.last, found.config.nets[0].layer(0).activation.name
    error = numbers.loss(float(last.errors[last.net]))
    step = numbers.step(found.steps[-1])
    return _view(found.truth, last.curves[last.net], last.parts, WAVE.name) | {
        "names": ["unit", "units"],
        **_still(last.parts, last.ground),
        "colour": theme.look(found.activation).colour,
        "said": [_said_of_net(units, found.units) for units in range(found.units + 1)],
        "legend": [["target", WAVE.name], ["sum", f"{name} net after {step} steps"]],
        "parts_title": "What each of its units adds",
        "parts_aria": f"The parts of {found.units} {name} units.",
        "aria": f"{WAVE.name} and the {name} net with the median error after {step} steps; "
        f"the largest gap is {error}.",
    }


def _said_of_net(units: int, whole: int) -> str:
    if units == whole:
        return "The sum of all units and of one more number, the bias: what the net says."
    return f"The sum of the bias and of the units whose kinks lie leftmost: {units} of {whole}."


def _still(parts: ArrayLike, ground: float = 0.0) -> dict[str, Any]:
    """Parts (count, 601) that nobody moves, on a ground."""
    found = plain_array(parts)
    return {
        "knots": None,
        "parts": found,
        "ground": ground,
        "idle": 0.0,
        "count": len(found),
        "on_curve": False,
        "moved": False,
        "given": {"knots": EVEN, "drawn": ""},
        "worst": None,
    }


def _view(truth: ArrayLike, total: ArrayLike, parts: ArrayLike, target: str) -> dict[str, Any]:
    return {
        "kind": "hinges",
        "title": f"{target}, drawn by a net",
        "announce": "",
        "note": None,
        "gap": GAP,
        "drawn": {"length": PLACES, "most": LARGEST},
        "colour": theme.look("relu").colour,
        "truth": plain_array(np.asarray(truth)),
        "x": {"low": LOW, "high": HIGH, "ticks": _ticks(LOW, HIGH, 6)},
        "y": span(np.concatenate([np.ravel(truth), np.ravel(total)])),
        "lift": span(np.ravel(parts)),
    }


def span(values: ArrayLike) -> Axis:
    """An axis over all values with some room, at least 2 high, and few round ticks on it.

    >>> span([0.0, 3.0])["high"], [text for _, text in span([0.0, 3.0])["ticks"]]
    (3.36, ['0', '1', '2', '3'])
    """
    low, high = float(np.min(values)), float(np.max(values))
    wide = max(high - low, 2.0)
    middle = (low + high) / 2
    ends = middle - (0.5 + MARGIN) * wide, middle + (0.5 + MARGIN) * wide
    return {"low": ends[0], "high": ends[1], "ticks": _ticks(*ends)}


def _ticks(low: float, high: float, most: int = MOST_TICKS) -> list[list[Any]]:
    """Round values inside an axis with at most so many steps."""
    power = 10.0 ** math.floor(math.log10((high - low) / most))
    step = next(size * power for size in NICE if (high - low) / (size * power) <= most)
    marks = np.arange(math.ceil(low / step), math.floor(high / step) + 1) * step
    return [[float(mark), numbers.tick(float(f"{mark:.6g}"))] for mark in marks]


def _idle(weights: ArrayLike) -> NDArray[np.bool_]:
    """Which hinges bend the sum by nothing but rounding."""
    return np.abs(np.asarray(weights, float)) < IDLE


def _said(hinges: Hinges, units: int) -> str:
    """What the sum of the first hinges does."""
    if units == 0:
        return "No hinge yet: the sum is flat, as high as the curve at its left end."
    kink, weight = hinges.kinks[units - 1], hinges.weights[units - 1]
    way = "up" if weight >= 0 else "down"
    slope = numbers.gradient(abs(float(weight)))
    if _idle(weight):
        bends = f"Hinge {units} does nothing here: the sum goes straight on at its knot."
    elif units == 1:
        bends = f"Hinge 1 gives the sum its first slope, {slope} {way}."
    else:
        x = numbers.tick(round(float(kink), 2))
        bends = f"Hinge {units} bends the sum {way} by {slope} at x = {x}."
    if units == hinges.count:
        return f"{bends} Now the sum meets every knot."
    reach = numbers.tick(round(float(hinges.knots[units]), 2))
    return f"{bends} The sum meets its knots up to x = {reach}, and goes straight on from there."
