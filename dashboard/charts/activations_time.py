"""How a layer's values move with the steps: heat maps, spread, and silent units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard import words
from dashboard.charts import axes, series
from dashboard.charts.activations_now import never_negative
from dashboard.charts.heat import heat
from dashboard.charts.moment import Drawn, Moment, layer_look, picture_text
from dashboard.charts.series import Line, completed, line
from dashboard.theme import INK
from models.activations.shape import shape
from models.initializers import INITIALIZERS
from models.measures.bins import BINS
from models.measures.records import Floats
from models.summaries import saturated_share
from models.through_time import ThroughTime, through_time

Cell = dict[str, Any]
STD, MEAN, AIM, DEAD, INACTIVE, SATURATED = 2.0, 1.1, 1.25, 2.5, 1.5, 1.5
DASHED, DOTTED = (6, 3), (2, 3)


def x_axis(moment: Moment) -> axes.Axis:
    """Steps, without their unit: it stands in the heading."""
    return axes.steps(moment.last_step) | {"unit": ""}


def heat_map(moment: Moment, time: LayerTime, net: Drawn, layer: int, of: str) -> Cell:
    """Preactivations ("z") or activations ("h") of a layer through time."""
    found: ThroughTime | None = getattr(time, of)
    if found is None or net.index >= found.counts.shape[1]:
        return _no_heat(moment, net, layer)
    limit = found.reach([net.index] if of == "h" else _kept_nets(moment, found))
    one_sided = of == "h" and never_negative(net.choice.layer(layer))
    low = 0.0 if one_sided else -limit
    counts = found.over(net.index, limit)[: moment.kept]
    outside = found.outside_share(net.index, limit, counts)
    blank = int((~found.resolved(limit)[: moment.kept]).sum())
    return heat(
        found.steps[: moment.kept],
        counts[:, BINS // 2 :] if one_sided else counts,
        x_axis(moment),
        {"scale": "linear", "low": low, "high": limit, "ticks": axes.scale(low, limit)},
        layer_look(net.choice.layer(layer)),
        **_heat_words(net, layer, of, _heat_sentence(moment, net, layer, of, outside, blank)),
    )


def _kept_nets(moment: Moment, time: ThroughTime) -> list[int]:
    """The drawn nets that have histograms and go on; all of them where none goes on."""
    kept = [net.index for net in moment.nets if net.index < time.counts.shape[1]]
    return [index for index in kept if not moment.last_gone[index]] or kept


def _no_heat(moment: Moment, net: Drawn, layer: int) -> Cell:
    end = axes.FIRST_LIMIT
    y = {"scale": "linear", "low": -end, "high": end, "ticks": axes.scale(-end, end)}
    said = _heat_words(net, layer, "z", words.not_kept(moment.history.histogram_nets))
    nothing = np.zeros((0, BINS))
    return heat(np.zeros(0), nothing, x_axis(moment), y, net.look, **said)


def _heat_words(net: Drawn, layer: int, of: str, sentence: str) -> dict[str, str]:
    what = {"z": "preactivations", "h": "activations"}[of]
    place = f"{what} of hidden layer {layer + 1} through time"
    return {"sentence": sentence, "aria": picture_text(net, place, sentence)}


def _heat_sentence(
    moment: Moment, net: Drawn, layer: int, of: str, outside: float, blank: int
) -> str:
    if net.divergence:
        return words.stopped_there(net.divergence)
    first = moment.history.readings[0]
    record = {"z": "preactivations", "h": "activations"}[of]
    now = float(moment.frame[record].layers[layer].std[net.index])
    before = float(getattr(first.layers[layer], f"{of}_std")[net.index])
    return words.changed_spread(before, first.step, now, outside, blank)


@dataclass(frozen=True, eq=False)
class LayerTime:
    """The figures of one layer up to the shown step, which is the last; each (n, K).

    Parameters
    ----------
    std, mean : ndarray
        Of the preactivations.
    inactive, saturated, dead : ndarray
        Shares: of units on one sample, of values, of units.
    axis : dict
        That holds every std and mean that a drawn net ever had.
    z, h : ThroughTime or None
        Histograms over the whole history.
    """

    std: Floats
    mean: Floats
    inactive: Floats
    saturated: Floats
    dead: Floats
    axis: axes.Axis
    z: ThroughTime | None
    h: ThroughTime | None


def layer_time(moment: Moment, layer: int) -> LayerTime:
    """Collect what the charts of all nets in a layer need."""
    columns = moment.history.columns
    before, now = (moment.frame[name].layers[layer] for name in ("preactivations", "activations"))
    std, mean, zeros, saturated = (
        getattr(columns.layers[layer], name)
        for name in ("z_std", "z_mean", "zero_share", "saturated_share")
    )
    dead = columns.dead[layer].mean(2)
    going = [net.index for net in moment.nets if not moment.last_gone[net.index]]
    drawn = [std[:, going], mean[:, going], now.aimed_std[np.newaxis, going]]
    return LayerTime(
        completed(moment, std, before.std),
        completed(moment, mean, before.mean),
        completed(moment, zeros, now.inactive),
        completed(moment, saturated, before.saturated_share.mean(1)),
        completed(moment, dead, before.dead.mean(1)),
        axes.spanning(np.concatenate(drawn)),
        *(through_time(moment.history.readings, layer, of) for of in ("z", "h")),
    )


def spread_chart(moment: Moment, time: LayerTime, net: Drawn, layer: int) -> Cell:
    """Mean and standard deviation of the preactivations, with what the initializer aims at."""
    at = net.index
    aimed = float(moment.frame["activations"].layers[layer].aimed_std[at])
    lines = [_line(net, time.std, "std", STD, ()), _line(net, time.mean, "mean", MEAN, ())]
    if not np.isnan(aimed):
        aim = line(net, np.full(len(time.std), aimed), "aim", AIM, 0.8)
        lines.insert(0, aim | {"dash": list(DOTTED), "colour": INK.colour})
    name = INITIALIZERS[moment.config.initializer].name
    sentence = words.spread(float(time.std[-1, at]), float(time.mean[-1, at]), aimed, name)
    return _chart(moment, net, layer, "spread", time.axis, lines, sentence)


def share_chart(moment: Moment, time: LayerTime, net: Drawn, layer: int) -> Cell:
    """Shares of dead units, and of inactive and saturated values."""
    lines = [
        _line(net, time.inactive, "inactive", INACTIVE, DASHED),
        _line(net, time.saturated, "saturated", SATURATED, DOTTED),
        _line(net, time.dead, "dead", DEAD, ()),
    ]
    before, at = moment.frame["preactivations"].layers[layer], net.index
    found = shape(net.choice.layer(layer))
    sentence = words.shares(
        int(before.dead[at].sum()),
        moment.config.hidden[layer],
        float(time.inactive[-1, at]),
        saturated_share(before, at),
        found.saturates_left or found.saturates_right,
    )
    return _chart(moment, net, layer, "shares", dict(axes.PERCENT), lines, sentence)


def _line(net: Drawn, values: Floats, name: str, width: float, dash: tuple[int, ...]) -> Line:
    opacity = 0.6 if width == MEAN else 1.0
    return line(net, values[:, net.index], name, width, opacity) | {"dash": list(dash), "dot": True}


def _chart(
    moment: Moment, net: Drawn, layer: int, slot: str, y: axes.Axis, lines: list[Line], said: str
) -> Cell:
    sentence = words.stopped_there(net.divergence) if net.divergence else said
    return {
        "slot": slot,
        "heading": None,
        "detail": None,
        "x": x_axis(moment),
        "y": y,
        "steps": series.steps(moment),
        "format": "percent" if slot == "shares" else "gradient",
        "lines": lines,
        "bands": [],
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, f"{slot} of hidden layer {layer + 1} over steps", sentence),
    }
