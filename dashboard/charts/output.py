"""The output of nets without hidden layers, in place of the strip."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard import words
from dashboard.charts import axes
from dashboard.charts.moment import Drawn, Moment, count_text, picture_text, plain_array
from models.activations.shape import Curve, curve
from models.choices import ActivationChoice
from models.config import RunConfig
from models.losses import LOSSES
from models.measures.records import Histogram, OutputStatistics
from models.summaries import rebinned

BINS = 48
POINTS = 129
IDENTITY = ActivationChoice("identity")


def output_column(moment: Moment) -> dict[str, Any]:
    """The output of every drawn net under the curve that makes a probability of it.

    Of several classes all outputs are counted, and a number is the output itself.
    """
    output: OutputStatistics = moment.frame["preactivations"].output
    limit = max(axes.FIRST_LIMIT, output.histogram.limit)
    histogram = rebinned(output.histogram, limit, BINS)
    units = moment.config.outputs
    return {
        "heading": "Output",
        "detail": f"{units} {'unit' if units == 1 else 'units'} · preactivation z",
        "text": None,
        "limit": limit,
        "ticks": axes.around_zero(limit),
        "panels": [_panel(moment, histogram, at, net) for at, net in enumerate(moment.nets)],
    }


def _curve(config: RunConfig, limit: float) -> tuple[Curve, str]:
    """The probability of class 1 where there are two, else the output as it is; its formula."""
    if config.task == "binary":
        loss = LOSSES[config.loss]
        return loss.curve(limit, POINTS), loss.text
    return curve(IDENTITY, limit, POINTS), words.formula(IDENTITY)


def _panel(moment: Moment, histogram: Histogram, at: int, net: Drawn) -> dict[str, Any]:
    found, formula = _curve(moment.config, histogram.limit)
    central = moment.frame["preactivations"].output.central[net.index]
    gone = net.divergence
    sentence = words.stopped_there(gone) if gone else words.output(*map(float, central))
    return {
        "net": at,
        "name": net.name,
        "colour": net.look.colour,
        "formula": formula,
        "z": plain_array(found.z),
        "f": plain_array(found.value),
        "slope": plain_array(found.derivative),
        "flat": np.zeros(BINS, dtype=np.uint8),
        "central": np.clip(np.nan_to_num(central), -histogram.limit, histogram.limit).tolist(),
        "counts": plain_array(histogram.counts[net.index]),
        "flat_left": None,
        "flat_right": None,
        "below": count_text(int(histogram.below[net.index])),
        "above": count_text(int(histogram.above[net.index])),
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, "output", sentence),
    }
