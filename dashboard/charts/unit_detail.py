"""The selected unit: its picture large, its curve and histogram, its weights, its history."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from dashboard import numbers, words
from dashboard.charts import axes, strip
from dashboard.charts.moment import Drawn, Moment, picture_text, plain_array
from dashboard.charts.unit_network import class_names, input_names, picture
from models.measures.records import Floats
from models.measures.unit_records import FocusedUnit
from models.summaries import dead_units
from models.unit_history import UnitHistory
from models.unit_summaries import strongest

MOST_IN, MOST_OUT = 6, 3
POINTS = 129
PAUSE = "Pause, and the history of the unit stands here."


def detail(
    moment: Moment,
    net: Drawn,
    place: tuple[int, int],
    found: FocusedUnit,
    past: UnitHistory | None,
    *,
    moving: bool,
) -> dict[str, Any]:
    """Everything about one unit of a net; its history waits while the run is `moving`."""
    layer, unit = place
    gone = net.divergence
    sentence = words.stopped_there(gone) if gone else _sentence(moment, net, place, found)
    column = strip.column_of(moment, layer, found.statistics)
    line = found.picture.ndim == 1
    name = f"Hidden layer {layer + 1}, unit {unit + 1}"
    return {
        "heading": name,
        "scale": f"{'height' if line else 'colours'} ±{numbers.plain(found.scale)}",
        **picture(found.picture, found.scale, line),
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, name, sentence),
        "layer": {"limit": column.limit, "ticks": axes.around_zero(column.limit)},
        "panel": strip.panel(column, replace(net, index=0), 0, POINTS, ""),
        "weights": _weights(moment, place, found),
        "history": [] if past is None else _history(moment, net, past),
        "wait": PAUSE if moving else None,
    }


def _sentence(moment: Moment, net: Drawn, place: tuple[int, int], found: FocusedUnit) -> str:
    layer, unit = place
    one = slice(unit, unit + 1)
    since = moment.history.dead_since[layer][net.index][one]
    dead = dead_units(np.array([found.dead]), since, moment.frame.step)
    return words.unit(found, moment.config.train_count, dead.first)


def _weights(moment: Moment, place: tuple[int, int], found: FocusedUnit) -> dict[str, Any]:
    """The largest weights of the unit and its bias, as rows from 0 to both sides."""
    sources, targets = _neighbours(moment, place)
    came, went = strongest(found.incoming, MOST_IN), strongest(found.outgoing, MOST_OUT)
    rows = [
        *((f"from {sources[at]}", float(found.incoming[at])) for at in came),
        ("bias", found.bias),
        *((f"to {targets[at]}", float(found.outgoing[at])) for at in went),
    ]
    limit = axes.doubled(1.0, axes.largest(np.abs([value for _, value in rows]), 1.0))
    return {
        "heading": "Weights",
        "detail": _counted(found.incoming, found.outgoing),
        "limit": limit,
        "ticks": axes.scale(-limit, limit),
        "rows": [
            {"name": name, "value": _drawable(value), "text": numbers.gradient(value)}
            for name, value in rows
        ],
    }


def _drawable(value: float) -> float:
    return value if np.isfinite(value) else 0.0


def _counted(incoming: Floats, outgoing: Floats) -> str:
    """How many of the weights there are rows for."""
    some = [
        f"the {most} largest of {len(weights)} {way}"
        for weights, most, way in ((incoming, MOST_IN, "in"), (outgoing, MOST_OUT, "out"))
        if len(weights) > most
    ]
    return ", ".join(some) or "in and out"


def _neighbours(moment: Moment, place: tuple[int, int]) -> tuple[list[str], list[str]]:
    """Names of what stands before and behind a layer."""
    config, (layer, _) = moment.config, place
    widths = config.hidden
    sources = input_names(config)
    if layer:
        sources = [words.unit_place(layer - 1, unit) for unit in range(widths[layer - 1])]
    if layer + 1 < len(widths):
        return sources, [words.unit_place(layer + 1, unit) for unit in range(widths[layer + 1])]
    if config.outputs == 1:
        return sources, ["output"]
    return sources, class_names(config)


def _history(moment: Moment, net: Drawn, past: UnitHistory) -> list[dict[str, Any]]:
    """Two charts over the kept steps up to the one that is shown."""
    kept = past.steps <= moment.frame.step
    shares, weights = [("active", past.active_share)], _norms(past)
    return [
        _chart(moment, net, past, kept, "Share active", shares, "percent"),
        _chart(moment, net, past, kept, "Bias, and norms of weights", weights, "gradient"),
    ]


def _norms(past: UnitHistory) -> list[tuple[str, Floats]]:
    return [("bias", past.bias), ("in", past.incoming), ("out", past.outgoing)]


def _chart(
    moment: Moment,
    net: Drawn,
    past: UnitHistory,
    kept: Any,
    heading: str,
    lines: list[tuple[str, Floats]],
    style: str,
) -> dict[str, Any]:
    whole = np.concatenate([values for _, values in lines])
    return {
        "slot": style,
        "net": None,
        "heading": heading,
        "detail": f"{int(kept.sum())} kept steps",
        "x": axes.steps(moment.last_step),
        "y": axes.shares() if style == "percent" else axes.signed(whole),
        "steps": plain_array(past.steps[kept]),
        "format": style,
        "lines": [
            _line(net, at, name, values[kept], style) for at, (name, values) in enumerate(lines)
        ],
        "bands": [],
        "sentence": "",
        "error": False,
        "aria": f"{net.full_name}, {heading.lower()} over steps",
    }


DASHES = ((), (6, 3), (2, 3))


def _line(net: Drawn, at: int, name: str, values: Floats, style: str) -> dict[str, Any]:
    last = float(values[-1]) if len(values) else np.nan
    text = numbers.share(last) if style == "percent" else numbers.gradient(last)
    return {
        "values": plain_array(np.where(np.isfinite(values), values, np.nan)),
        "name": name,
        "colour": net.look.colour,
        "width": 2.0,
        "opacity": 1.0,
        "dash": list(DASHES[at]),
        "label": f"{name} {text}" if style != "percent" else text,
        "dot": True,
        "faded": net.divergence is not None,
    }
