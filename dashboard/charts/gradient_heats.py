"""How the sizes of one layer's gradients change with the steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard import words
from dashboard.charts import axes
from dashboard.charts.gradient_bins import sizes, zero_shares
from dashboard.charts.gradient_layers import layer_name
from dashboard.charts.heat import heat
from dashboard.charts.moment import Drawn, Moment, picture_text, told_apart
from models.measures.bins import LOG_BINS, LogBins

PICTURES = (
    ("signal_bins", "signals", "|∂L/∂z|; strong colour: many"),
    ("weight_gradient_bins", "weights’ gradients", "|∂L/∂W|; strong colour: many"),
)


def heats(moment: Moment, layer: int) -> list[dict[str, Any]]:
    """One picture per kind of gradient and drawn net, of one layer; the output is the last."""
    return [_heat(moment, net, layer, *picture) for picture in PICTURES for net in moment.nets]


def kept(moment: Moment, net: Drawn) -> bool:
    """Whether the history has histograms of this net."""
    return net.index < moment.history.histogram_nets


def _heat(
    moment: Moment, net: Drawn, layer: int, field: str, name: str, detail: str
) -> dict[str, Any]:
    found = getattr(moment.history.columns, field)[layer] if kept(moment, net) else None
    counts = np.zeros((0, LOG_BINS)) if found is None else found.counts[: moment.kept, net.index]
    sentence = _sentence(moment, found, net)
    where = layer_name(layer, len(moment.config.hidden))
    return heat(
        moment.history.steps[: len(counts)],
        counts,
        axes.steps(moment.last_step),
        sizes() | {"scale": "linear"},
        net.look,
        heading=f"{where.capitalize()}: {name} through time",
        detail=told_apart(moment, net, detail),
        sentence=sentence,
        aria=picture_text(net, f"{where}, {name} through time", sentence),
        faded=net.divergence is not None,
    )


def _sentence(moment: Moment, found: LogBins | None, net: Drawn) -> str:
    if found is None:
        return "No histograms of this net are kept."
    if net.divergence:
        return words.stopped_there(net.divergence)
    ends = tuple(LogBins(found.counts[at], found.zeros[at]) for at in (0, moment.kept - 1))
    first, last = zero_shares(ends, net)
    return words.zeros_through_time(float(first), float(last))
