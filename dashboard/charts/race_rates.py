"""The search for learning rates: loss against rate, a small chart for each activation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.bands import cell
from dashboard.charts.curves import BAND_OPACITY, MEDIAN
from dashboard.charts.moment import net_look, plain_array
from dashboard.theme import INK
from models.race.rates import SEEDS, STEPS, RateCurve

if TYPE_CHECKING:
    from models.config import RunConfig

COLUMNS = 3
HALF = 0.5
ZONE = 0.16


def rates_view(config: RunConfig, curves: tuple[RateCurve, ...]) -> dict[str, Any]:
    """What the search found, ready to be drawn.

    Parameters
    ----------
    config : RunConfig
        The run with these activations.
    curves : tuple of RateCurve
        In the order of its activations.
    """
    y = _losses(curves)
    names = words.short_names(config.nets)
    cells = [
        cell("chart", _chart(name, net_look(net).colour, curve, y))
        for name, net, curve in zip(names, config.nets, curves, strict=True)
    ]
    detail = f"{SEEDS} other seeds, {STEPS} steps; grey: most seeds diverge; triangle: chosen"
    return {
        "kind": "bands",
        "title": "Learning rates",
        "announce": "",
        "note": words.rates_note(tuple(names), curves),
        "columns": min(COLUMNS, len(cells)),
        "text": None,
        "bands": [{"heading": "Loss by learning rate", "detail": detail, "cells": cells}],
    }


def _losses(curves: tuple[RateCurve, ...]) -> axes.Axis:
    return axes.decades(np.concatenate([curve.median for curve in curves]), 0.01, 1.0)


def _chart(name: str, colour: dict[str, str], curve: RateCurve, y: axes.Axis) -> dict[str, Any]:
    best = float(curve.median[curve.best])
    middle = plain_array(np.where(np.isfinite(curve.median), curve.median, np.nan))
    drawn = {
        "name": name, "values": middle, "colour": colour, "width": MEDIAN, "opacity": 1.0,
        "dash": [], "label": None, "dot": False, "faded": False,
    }  # fmt: skip
    mark = {"step": curve.rate, "value": best, "down": True, "colour": colour}
    sentence = words.best_rate(curve)
    return {
        "slot": "rate",
        "net": None,
        "heading": name,
        "detail": None,
        "x": _rates(curve),
        "y": y,
        "steps": plain_array(curve.rates),
        "format": "loss",
        "lines": [drawn],
        "bands": [*_zone(curve, y), _quartiles(curve, y, colour)],
        "marks": [mark] if np.isfinite(best) else [],
        "sentence": sentence,
        "error": False,
        "aria": f"{name}, loss by learning rate: {sentence}",
    }


def _rates(curve: RateCurve) -> axes.Axis:
    low, high = curve.rates[0], curve.rates[-1]
    middle = curve.rates[len(curve.rates) // 2]
    ticks = [[value, numbers.plain(value)] for value in (low, middle, high)]
    return {"scale": "log", "low": low, "high": high, "ticks": ticks, "unit": "rate"}


def _quartiles(curve: RateCurve, y: axes.Axis, colour: dict[str, str]) -> dict[str, Any]:
    low, high = (
        plain_array(np.clip(part, y["low"], y["high"])) for part in (curve.low, curve.high)
    )
    return {"low": low, "high": high, "colour": colour, "opacity": BAND_OPACITY}


def _zone(curve: RateCurve, y: axes.Axis) -> list[dict[str, Any]]:
    """Where most seeds diverge, from bottom to top."""
    lost = curve.diverged > HALF
    if not lost.any():
        return []
    high = np.where(lost, y["high"], y["low"])
    low = np.full(len(lost), y["low"])
    return [
        {"low": plain_array(low), "high": plain_array(high), "colour": INK.colour, "opacity": ZONE}
    ]
