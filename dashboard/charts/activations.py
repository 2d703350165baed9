"""The pictures of the Activations page: each hidden layer now, and over the steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dashboard import words
from dashboard.charts import strip
from dashboard.charts.activations_now import outputs
from dashboard.charts.activations_time import (
    heat_map,
    layer_time,
    share_chart,
    spread_chart,
)
from dashboard.charts.bands import cell
from dashboard.charts.moment import Drawn, Moment, moment
from models.initializers import INITIALIZERS
from models.initializers.aims import aim_of

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History
    from models.state import Frame

MEASURES = ("loss", "preactivations", "activations")
Band = dict[str, Any]
Draw = Callable[[Drawn, int], dict[str, Any]]

OUTPUTS = "Activations h = f(z) now"
Z_TIME, H_TIME = "Preactivations through the steps", "Activations through the steps"
ZEROS_APART, LOG_COUNT = "exact zeros apart", "colour: logarithm of the count"
SPREAD, SILENT = "Spread of the preactivations over steps", "Silent units over steps"
KINDS = "dead thick, inactive dashed, saturated dotted"


def activations_view(
    config: RunConfig,
    frame: Frame,
    history: History,
    *,
    announce: str,
    groups: tuple[int, ...] = (0,),
    layers: tuple[int, ...] | None = None,
) -> dict[str, Any]:
    """Everything that the page shows of its layers at one step, ready to be drawn.

    Parameters
    ----------
    config : RunConfig
    frame : Frame
        With the records of `MEASURES`; it may be older than the end of the history.
    history : History
        Of the whole run so far: at least one reading.
    announce : str
        What a screen reader is told when it changes.
    groups : tuple of int
        Positions of the activations to draw.
    layers : tuple of int, optional
        Hidden layers to draw, from 0, where there are more than four.
    """
    now = moment(config, frame, history, groups)
    shown = strip.shown_layers(len(config.hidden), layers)
    return {
        "kind": "bands",
        "title": "Activations",
        "announce": announce,
        "note": _note(now, shown),
        "columns": max(1, len(shown)),
        "text": None if config.hidden else words.no_layer(config),
        "bands": _bands(now, shown) if config.hidden else [],
    }


def _bands(now: Moment, shown: tuple[int, ...]) -> list[Band]:
    time = {layer: layer_time(now, layer) for layer in shown}

    def band(kind: str, heading: str, detail: str, draw: Draw) -> Band:
        cells = [_cell(net, at, kind, draw(net, at)) for net in now.nets for at in shown]
        return {"heading": heading, "detail": detail, "cells": cells}

    return [
        _curves(now, shown),
        band(
            "bars", OUTPUTS, "exact zeros apart", lambda net, at: outputs(now, time[at].h, net, at)
        ),
        band("heat", Z_TIME, LOG_COUNT, lambda net, at: heat_map(now, time[at], net, at, "z")),
        band("heat", H_TIME, LOG_COUNT, lambda net, at: heat_map(now, time[at], net, at, "h")),
        band(
            "chart",
            SPREAD,
            _spread_detail(now.config),
            lambda net, at: spread_chart(now, time[at], net, at),
        ),
        band("chart", SILENT, KINDS, lambda net, at: share_chart(now, time[at], net, at)),
    ]


def _spread_detail(config: RunConfig) -> str:
    lines = "standard deviation thick, mean thin"
    aim = aim_of(config)
    if aim is None:
        return lines
    name = INITIALIZERS[config.initializer].name
    return f"{lines}; dotted: std at which {name} aims, if {aim.assumes}"


def _curves(now: Moment, shown: tuple[int, ...]) -> Band:
    """The columns of the strip, turned into rows of nets."""
    columns = strip.strip(now, shown)
    cells = [
        _cell(net, layer, "curve", column["panels"][at], layer=_range(column), owner=None)
        for at, net in enumerate(now.nets)
        for layer, column in zip(shown, columns, strict=True)
    ]
    return {
        "heading": "Preactivations z now",
        "detail": "on the curve that they enter; grey where it is flat",
        "cells": cells,
    }


def _range(column: dict[str, Any]) -> dict[str, Any]:
    """What the panels of a layer share."""
    return {"limit": column["limit"], "ticks": column["ticks"]}


def _cell(net: Drawn, index: int, kind: str, panel: dict[str, Any], **rest: Any) -> dict[str, Any]:
    where = {"where": f"Hidden layer {index + 1}", "owner": net.name, "colour": net.look.colour}
    return cell(kind, panel, **{**where, "faded": net.divergence is not None, **rest})


def _note(now: Moment, shown: tuple[int, ...]) -> str:
    config, found = now.config, [words.DEAD_AND_INACTIVE] if now.config.hidden else []
    if config.seeds > 1:
        found.append(words.median_seed(config.seeds))
    if len(shown) < len(config.hidden):
        found.append(words.some_layers(shown, len(config.hidden)))
    return " ".join(found) or words.no_layer(config)
