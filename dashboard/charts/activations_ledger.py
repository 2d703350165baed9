"""The loss of the chosen nets, with the deaths and revivals of their units on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard import words
from dashboard.charts import series
from dashboard.charts.bands import cell
from dashboard.charts.curves import loss_chart
from dashboard.charts.moment import Drawn, Moment, moment

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History
    from models.state import Frame

MEASURES = ("loss",)
KINDS = ("died", "revived")


def ledger_view(
    config: RunConfig,
    frame: Frame,
    history: History,
    *,
    announce: str,
    groups: tuple[int, ...] = (0,),
) -> dict[str, Any]:
    """The loss curves with their marks, ready to be drawn; parameters as for the layers."""
    now = moment(config, frame, history, groups)
    chart = loss_chart(now, series.steps(now)) | {
        "marks": [mark for net in now.nets for mark in marks(now, net)],
        "sentence": " ".join(summary(now, net) for net in now.nets),
    }
    chart["detail"] += "; ▼ a unit dies, △ one revives"
    chart["aria"] = f"Loss over steps: {chart['sentence']}"
    return {
        "kind": "bands",
        "title": "Activations",
        "announce": announce,
        "note": words.dated(frame.step, history.events_dropped),
        "columns": 1,
        "text": None if config.hidden else words.no_layer(config),
        "bands": [{"heading": None, "detail": None, "cells": [cell("chart", chart)]}],
    }


def marks(now: Moment, net: Drawn) -> list[dict[str, Any]]:
    """One triangle per step at which units of the net died, and one where they revived."""
    losses = now.history.columns.loss.test_loss[: now.kept, net.index]
    steps = now.steps
    going = np.isfinite(losses)
    seen = sorted({(event.step, event.kind) for event in _events(now, net) if event.kind in KINDS})
    return [
        {
            "step": step,
            "value": float(np.interp(step, steps[going], losses[going])),
            "down": kind == "died",
            "colour": net.look.colour,
        }
        for step, kind in seen
        if going.any()
    ]


def summary(now: Moment, net: Drawn) -> str:
    """How many units of a net died and revived up to the shown step."""
    deaths, revivals = (
        [event.step for event in _events(now, net) if event.kind == kind] for kind in KINDS
    )
    dead = sum(int(layer[now.kept - 1, net.index].sum()) for layer in now.history.columns.dead)
    first = min(deaths, default=None)
    units = sum(now.config.hidden)
    name = f"{net.name}, seed {net.seed}" if now.config.seeds > 1 else net.name
    said = words.counted(name, dead, units, len(deaths), len(revivals), first)
    return f"{said} {words.stopped_there(net.divergence)}" if net.divergence else said


def _events(now: Moment, net: Drawn) -> list[Any]:
    found = now.history.events
    return [event for event in found if event.net == net.index and event.step <= now.frame.step]
