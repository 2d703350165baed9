"""What comes out of each layer now: the histogram of its activations, exact zeros apart."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.moment import (
    Drawn,
    Moment,
    count_text,
    layer_look,
    picture_text,
    plain_array,
)
from models.activations.shape import curve
from models.choices import ActivationChoice
from models.measures.activations import LayerActivations
from models.summaries import rebinned
from models.through_time import ThroughTime

BINS = 48
SMALLEST_LIMIT = 0.25


def outputs(moment: Moment, time: ThroughTime | None, net: Drawn, layer: int) -> dict[str, Any]:
    """The histogram of a layer's activations in one net."""
    found: LayerActivations = moment.frame["activations"].layers[layer]
    limit = _limit(time, net, found)
    low = 0.0 if never_negative(net.choice.layer(layer)) else -limit
    histogram = rebinned(found.histogram, limit, 2 * BINS if low == 0 else BINS)
    zeros = int(found.zeros[net.index])
    share = zeros / max(1, moment.config.train_count * moment.config.hidden[layer])
    sentence = _sentence(net, share, float(found.mean[net.index]))
    return {
        "low": low,
        "high": limit,
        "ticks": [low, (low + limit) / 2, limit],
        "counts": _without_zeros(plain_array(histogram.counts[net.index]), zeros)[-BINS:],
        "flat": np.zeros(BINS, np.uint8),
        "zeros": f"{numbers.share(share)} zeros" if zeros else None,
        "below": count_text(int(histogram.below[net.index])),
        "above": count_text(int(histogram.above[net.index])),
        "colour": layer_look(net.choice.layer(layer)).colour,
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, f"activations of hidden layer {layer + 1}", sentence),
    }


def _limit(time: ThroughTime | None, net: Drawn, found: LayerActivations) -> float:
    """Half the width of the picture: a function of the history, where it has histograms."""
    fine = found.histogram.limit
    kept = time is not None and net.index < time.counts.shape[1]
    wanted = max(time.reach([net.index]), SMALLEST_LIMIT) if kept else fine
    return axes.doubled(fine / (len(found.histogram.counts[0]) // (2 * BINS)), wanted)


@lru_cache(maxsize=256)
def never_negative(choice: ActivationChoice) -> bool:
    """Whether an activation is nowhere below 0 on [-8, 8]."""
    return bool(curve(choice, 8.0, 129).value.min() >= 0)


def _without_zeros(counts: Any, zeros: int) -> Any:
    """Counts without the exact zeros, which lie in the first bin right of the middle."""
    counts[len(counts) // 2] -= zeros
    return counts


def _sentence(net: Drawn, zeros: float, mean: float) -> str:
    if net.divergence:
        return words.stopped_there(net.divergence)
    return words.outputs(zeros, mean)
