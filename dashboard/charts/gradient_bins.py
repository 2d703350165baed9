"""How large the single gradients of each layer are: histograms now, one below the other."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.gradient_layers import layer_name
from dashboard.charts.moment import Drawn, Moment, picture_text, told_apart
from models.measures.bins import HIGHEST, LOWEST, LogBins
from models.measures.gradient_records import GradientHistograms
from models.measures.records import Floats

PICTURES = (
    ("signals", "Sizes of the signals", "|∂L/∂z| of each sample and unit, now"),
    ("weights", "Sizes of the weights’ gradients", "|∂L/∂W| of each weight, now"),
)


def sizes() -> axes.Axis:
    """The axis of all sizes, as powers of ten; what lies beyond is in the outermost bins."""
    exponents = np.linspace(LOWEST, HIGHEST, 5)
    ticks = [[float(power), numbers.plain(10.0**power)] for power in exponents]
    ticks[0][1], ticks[-1][1] = f"≤{ticks[0][1]}", f"≥{ticks[-1][1]}"
    return {"low": LOWEST, "high": HIGHEST, "ticks": ticks}


def ridges(moment: Moment) -> list[dict[str, Any]]:
    """One picture per kind of gradient and drawn net."""
    found: GradientHistograms = moment.frame["gradient_histograms"]
    return [
        {
            **_ridges(moment, getattr(found, name), net),
            "heading": heading,
            "detail": told_apart(moment, net, detail),
        }
        for name, heading, detail in PICTURES
        for net in moment.nets
    ]


def _ridges(moment: Moment, layers: tuple[LogBins, ...], net: Drawn) -> dict[str, Any]:
    shares = zero_shares(layers, net)
    sentence = words.stopped_there(net.divergence) if net.divergence else words.zeros(shares)
    hidden = len(layers) - 1
    return {
        "x": sizes(),
        "layers": [layer_name(index, hidden) for index in range(hidden + 1)],
        "counts": np.array([layer.counts[net.index] for layer in layers], np.uint32),
        "zeros": [f"{numbers.share(float(share))} are 0" if share > 0 else "" for share in shares],
        "colour": net.look.colour,
        "faded": net.divergence is not None,
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, "sizes of gradients", sentence),
    }


def zero_shares(layers: tuple[LogBins, ...], net: Drawn) -> Floats:
    """Which share of each layer's gradients is exactly 0; NaN where nothing is counted."""
    zeros = np.array([layer.zeros[net.index] for layer in layers], float)
    total = zeros + [layer.counts[net.index].sum() for layer in layers]
    return np.divide(zeros, total, out=np.full(len(layers), np.nan), where=total > 0)
