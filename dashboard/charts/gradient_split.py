"""The split by cause: each layer's signal as a product, as steps on a log scale."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.moment import Drawn, Moment, layer_look, picture_text, plain_array
from dashboard.charts.series import for_axis
from models.gradient_path import path
from models.measures.gradient_records import GradientSplit
from models.measures.records import Floats

HEADING = "Gradient by cause"
FLOOR = 0.25
DETAIL = "arrives × weights × slope = signal, RMS of ∂L/∂z over train set"


def splits(moment: Moment) -> list[dict[str, Any]]:
    """One picture per drawn net, all with the same axis of powers of ten.

    The signal of each layer and what stands between two of them are logarithms; 0 stands on the
    floor of the picture, which is then a tick of its own, and a missing number is a gap.
    """
    split: GradientSplit = moment.frame["gradient_split"]
    sizes = _sizes(moment, split)
    y = _powers(axes.decades(sizes), bool((sizes == 0).any()))
    return [_picture(moment, split, at, net, y) for at, net in enumerate(moment.nets)]


def _powers(y: axes.Axis, stopped: bool) -> axes.Axis:
    """The exponents of an axis, with a floor for 0 where the signal stops."""
    ticks = [[float(np.log10(value)), text] for value, text in y["ticks"]]
    low, high = ticks[0][0], ticks[-1][0]
    floor = low - FLOOR * (high - low)
    if not stopped:
        return {"low": low, "high": high, "ticks": ticks}
    return {"low": floor, "high": high, "ticks": [[floor, "0"], *ticks]}


def _sizes(moment: Moment, split: GradientSplit) -> Floats:
    """All that decides the axis: the signals so far, and what stands between them now.

    A net that diverges leaves through the edge; it does not press the others flat.
    """
    whole = for_axis(moment, moment.history.signal(), [net.index for net in moment.nets])
    drawn = [net for net in moment.nets if not net.divergence]
    nets = [net.index for net in drawn]
    turns = np.array([_turn(moment, split, net) for net in drawn])
    now = _signal(moment)[nets], _between(split)[nets], turns
    return np.concatenate([np.where(whole > 0, whole, np.nan).ravel(), *(p.ravel() for p in now)])


def _signal(moment: Moment) -> Floats:
    """Of every layer, the output last; NaN once a net has diverged."""
    found: Floats = moment.frame["gradients"].signal_rms
    return np.where(moment.gone[:, None], np.nan, found)


def _between(split: GradientSplit) -> Floats:
    """What the weights make of the signal that arrives, before the slope: RMS of dL/dh."""
    return split.arrives * split.weights


def _turn(moment: Moment, split: GradientSplit, net: Drawn) -> float:
    """What all weights together would make of the output's signal."""
    found = path(split, net.index)
    weights = np.nan if found is None else found.weights
    return float(_signal(moment)[net.index, -1] * weights)


def _total(moment: Moment, split: GradientSplit, net: Drawn, y: axes.Axis) -> dict[str, Any] | None:
    """All weights and all slopes together; None where the signal does not get through."""
    found, turn = path(split, net.index), _turn(moment, split, net)
    if found is None or not np.isfinite(turn):
        return None
    return {
        "between": float(_level(np.array([turn]), y)[0]),
        "weights": numbers.gradient(found.weights),
        "slopes": numbers.gradient(found.slopes),
        "whole": f"×{numbers.gradient(found.whole)}",
    }


def _picture(
    moment: Moment, split: GradientSplit, at: int, net: Drawn, y: axes.Axis
) -> dict[str, Any]:
    signal = _signal(moment)[net.index]
    layers = range(len(moment.config.hidden))
    sentence = _sentence(moment, split, net)
    return {
        "net": at,
        "heading": HEADING,
        "detail": DETAIL,
        "y": y,
        "layers": [*(f"layer {layer + 1}" for layer in layers), "output"],
        "signal": _level(signal, y),
        "between": _level(_between(split)[net.index], y),
        "colours": [layer_look(net.choice.layer(layer)).colour for layer in layers],
        "weights": _texts(split.weights[net.index]),
        "slopes": _texts(split.slope[net.index]),
        "signals": _texts(signal),
        "total": _total(moment, split, net, y),
        "faded": net.divergence is not None,
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, "gradient by cause", sentence),
    }


def _level(sizes: Floats, y: axes.Axis) -> NDArray[np.float32]:
    """Logarithms; 0 is on the floor, and what is not finite is missing."""
    known = np.isfinite(sizes) & (sizes > 0)
    found = np.log10(sizes, out=np.full(len(sizes), y["low"]), where=known)
    return plain_array(np.where(np.isfinite(sizes), found, np.nan))


def _texts(values: Floats) -> list[str]:
    return [numbers.gradient(float(value)) for value in values]


def _sentence(moment: Moment, split: GradientSplit, net: Drawn) -> str:
    if net.divergence:
        return words.stopped_there(net.divergence)
    normalized = moment.config.normalization != "none"
    return words.split(path(split, net.index), normalized)
