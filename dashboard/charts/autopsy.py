"""The pictures of an autopsy, and of a unit that is given a second life."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard import numbers, theme, words
from dashboard.charts import axes
from dashboard.charts.bands import cell
from dashboard.charts.heat import heat
from dashboard.charts.moment import plain_array
from dashboard.theme import INK, Look
from models.autopsy import Autopsy
from models.measures.records import Floats
from models.remedies import REMEDIES
from models.retry import Retry
from models.summaries import rebinned

BINS = 48
SOLID, DASHED, DOTTED = (), (6, 3), (2, 3)
ALL_Z, MOVES = "Its z on all training samples", "What moved it"
PARTS = "bias solid, weights dashed, rest dotted"
Cell = dict[str, Any]


def autopsy_view(found: Autopsy, samples: int, look: Look) -> dict[str, Any]:
    """A unit around its death: where its z lay, how far it reached, what moved it.

    Parameters
    ----------
    found : Autopsy
    samples : int
        How many training samples there are.
    look : Look
        Of the net.
    """
    x = _x_axis(found.steps[0] - 0.5, found.steps[-1] + 0.5, _ends(found.steps))
    edge = f"Its {found.edge_is} z"
    cells = [
        _titled(ALL_Z, "colour: log of the count", _z(found, x, samples, look)),
        _titled(edge, None, _edge(found, x, samples, look)),
        _titled(MOVES, PARTS, _moves(found, x, look)),
    ]
    return _view("Autopsy", cells)


def retry_view(found: Retry, look: Look) -> dict[str, Any]:
    """The unit and the loss of its net as they were and with a remedy, beside each other."""
    steps = _steps(found)
    x = _x_axis(float(steps[0]), float(max(steps[-1], steps[0] + 1)), _ends(steps))
    cells = [
        _titled(f"Its {found.edge_is} z", "as it was, dashed", _pair(found, "edge", x, look)),
        _titled("Test loss of the net", "as it was, dashed", _pair(found, "test_loss", x, look)),
    ]
    return _view("Second life", cells)


def _view(title: str, cells: list[Cell]) -> dict[str, Any]:
    return {
        "kind": "bands",
        "title": title,
        "announce": "",
        "note": None,
        "columns": len(cells),
        "text": None,
        "bands": [{"heading": None, "detail": None, "cells": cells}],
    }


def _titled(heading: str, detail: str | None, panel: Cell) -> Cell:
    kind = "heat" if "counts" in panel else "chart"
    titled = {"heading": heading, "detail": detail, "aria": f"{heading}: {panel['sentence']}"}
    return cell(kind, panel | titled)


def _ends(steps: Any) -> tuple[int, int]:
    return int(steps[0]), int(steps[-1])


def _x_axis(low: float, high: float, marks: tuple[int, ...]) -> axes.Axis:
    ticks = [[float(mark), numbers.step(mark)] for mark in sorted(set(marks))]
    return {"low": low, "high": high, "ticks": ticks, "unit": "steps"}


def _z(found: Autopsy, x: axes.Axis, samples: int, look: Look) -> Cell:
    limit = max(found.z.limit / 16, axes.doubled(0.25, float(_reach(found))))
    histogram = rebinned(found.z, limit, BINS)
    y = {"scale": "linear", "low": -limit, "high": limit, "ticks": axes.scale(-limit, limit)}
    text = f"dead from step {numbers.step(found.died)}" if found.died else "born dead"
    marks = [{"step": found.died - 0.5, "text": text}]
    sentence = words.survivors(found, samples)
    steps = np.array(found.steps)
    return heat(steps, histogram.counts, x, y, look, sentence=sentence, marks=marks)


def _reach(found: Autopsy) -> float:
    """How far from 0 the filled bins go."""
    filled = np.flatnonzero(found.z.counts.any(0))
    edges = np.abs(found.z.edges[[filled[0], filled[-1] + 1]])
    return float(edges.max())


def _edge(found: Autopsy, x: axes.Axis, samples: int, look: Look) -> Cell:
    lines = [_line(found.edge, f"{found.edge_is} z", look, SOLID, 2.0)]
    return _chart(
        found.steps, x, axes.spanning(found.edge, 0.25), lines, words.cause(found, samples)
    )


def _moves(found: Autopsy, x: axes.Axis, look: Look) -> Cell:
    parts = (
        ("bias", found.by_bias, SOLID),
        ("weights", found.by_weights, DASHED),
        ("what it receives", found.by_rest, DOTTED),
    )
    lines = [_line(values, name, look, dash, 2.0) for name, values, dash in parts]
    values = np.concatenate([values for _, values, _ in parts])
    sentence = words.moved(found)
    return _chart(found.steps[1:], x, axes.spanning(values, 0.25), lines, sentence)


def _steps(found: Retry) -> Any:
    """The steps of both courses: one ends early where every net has diverged."""
    return max(found.original.steps, found.changed.steps, key=len)


def _pair(found: Retry, name: str, x: axes.Axis, look: Look) -> Cell:
    before, after = (getattr(course, name) for course in (found.original, found.changed))
    steps = _steps(found)
    lines = [
        _line(_padded(before, len(steps)), "as it was", INK, DASHED, 1.5),
        _line(_padded(after, len(steps)), REMEDIES[found.remedy].name, look, SOLID, 2.0),
    ]
    values = np.concatenate([before, after])
    if name == "edge":
        return _chart(steps, x, axes.spanning(values, 0.25), lines, words.looks(found))
    y = axes.from_zero(0.4, values)
    return _chart(steps, x, y, lines, words.losses(found), "loss")


def _padded(values: Floats, length: int) -> Floats:
    """With a gap where a course ended before the other."""
    return np.append(values, np.full(length - len(values), np.nan))


def _chart(
    steps: Any,
    x: axes.Axis,
    y: axes.Axis,
    lines: list[Cell],
    sentence: str,
    style: str = "gradient",
) -> Cell:
    return {
        "slot": "autopsy",
        "x": x,
        "y": y,
        "steps": plain_array(steps),
        "format": style,
        "lines": lines,
        "bands": [],
        "sentence": sentence,
        "error": False,
    }


def _line(values: Floats, name: str, look: theme.Look, dash: tuple[int, ...], width: float) -> Cell:
    return {
        "values": plain_array(np.where(np.isfinite(values), values, np.nan)),
        "name": name,
        "colour": look.colour,
        "width": width,
        "opacity": 1.0,
        "dash": list(dash),
        "label": None,
        "dot": True,
        "faded": False,
    }
