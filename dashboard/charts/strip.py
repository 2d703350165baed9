"""The strip: each hidden layer's activation over the histogram of its preactivations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.moment import (
    MOST_LAYERS,
    Drawn,
    Moment,
    count_text,
    layer_look,
    picture_text,
    plain_array,
)
from dashboard.charts.output import output_column
from models.activations.shape import shape
from models.choices import ActivationChoice
from models.config import RunConfig
from models.measures.records import Histogram, LayerStatistics
from models.summaries import dead_units, learned_curve, learned_values, rebinned

BINS = 48
# Samples of a curve: kinks at halves and whole numbers fall on them. One net has wider panels.
POINTS, WIDE_POINTS = 129, 257


@dataclass(frozen=True, eq=False)
class Column:
    """What the panels of one layer share.

    Parameters
    ----------
    index : int
        Hidden layer, from 0.
    layer : LayerStatistics
    limit : float
    histogram : Histogram
        Over [-limit, limit], with all that lies outside.
    """

    index: int
    layer: LayerStatistics
    limit: float
    histogram: Histogram


def shown_layers(count: int, wanted: tuple[int, ...] | None = None) -> tuple[int, ...]:
    """Which hidden layers are drawn: at most four of those wanted, in order.

    >>> shown_layers(2), shown_layers(10)
    ((0, 1), (0, 3, 6, 9))
    """
    if count <= MOST_LAYERS:
        return tuple(range(count))
    if wanted is None:
        wanted = (0, round((count - 1) / 3), round(2 * (count - 1) / 3), count - 1)
    return tuple(sorted({index for index in wanted if 0 <= index < count}))[:MOST_LAYERS]


def strip(moment: Moment, layers: tuple[int, ...]) -> list[dict[str, Any]]:
    """One column per layer; one that says so where there is none."""
    if not moment.config.hidden:
        return [_no_layer(moment.config), output_column(moment)]
    return [_column(moment, index) for index in layers]


def _no_layer(config: RunConfig) -> dict[str, Any]:
    text = words.no_layer(config)
    limit = axes.FIRST_LIMIT
    ticks = axes.around_zero(limit)
    heading = {"heading": "Hidden layers", "detail": "none", "text": text}
    return {**heading, "limit": limit, "ticks": ticks, "panels": []}


def _column(moment: Moment, index: int) -> dict[str, Any]:
    column = column_of(moment, index, moment.frame["preactivations"].layers[index])
    units = moment.config.hidden[index]
    return {
        "heading": f"Hidden layer {index + 1}",
        "detail": f"{units} {'unit' if units == 1 else 'units'} · {_given(moment)}",
        "text": None,
        "limit": column.limit,
        "ticks": axes.around_zero(column.limit),
        "panels": [_panel(moment, column, at, net) for at, net in enumerate(moment.nets)],
    }


def column_of(moment: Moment, index: int, layer: LayerStatistics) -> Column:
    """What the panels of hidden layer `index` share, whose statistics may be of one unit alone."""
    fine = layer.histogram
    most_merged = len(fine.edges[1:]) // BINS
    limit = axes.limit(_reach(moment, index), fine.limit, most_merged)
    return Column(index, layer, limit, rebinned(fine, limit, BINS))


def _given(moment: Moment) -> str:
    """What the activation is given; no other place of batch normalization changes it."""
    before = moment.config.normalization == "before"
    return "z after batch norm" if before else "preactivation z"


def _reach(moment: Moment, index: int) -> float:
    """Largest reach so far, without the nets that have diverged while others go on."""
    reach, gone = moment.history.reach[:, index], moment.last_gone
    return float(reach.max() if gone.all() else reach[~gone].max())


def _panel(moment: Moment, column: Column, at: int, net: Drawn) -> dict[str, Any]:
    points = POINTS if len(moment.nets) > 1 else WIDE_POINTS
    sentence = _sentence(moment, column, net, net.choice.layer(column.index))
    return panel(column, net, at, points, sentence)


def panel(column: Column, net: Drawn, at: int, points: int, sentence: str) -> dict[str, Any]:
    """The panel of one net, number `at` of those that are drawn, with curves of so many points."""
    choice = net.choice.layer(column.index)
    learned = learned_values(column.layer, net.index)
    curve = _curve(choice, learned, column.limit, points)
    return {
        "net": at,
        "name": words.short_name(choice),
        "colour": layer_look(choice).colour,
        "formula": words.formula(choice, learned, column.layer.learned.shape[-1]),
        **curve,
        **_values(column, net),
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, f"hidden layer {column.index + 1}", sentence),
    }


@lru_cache(maxsize=256)
def _curve(
    choice: ActivationChoice, learned: tuple[float, ...], limit: float, points: int
) -> dict[str, NDArray[Any]]:
    found = learned_curve(choice, learned, limit, points, BINS)
    return {
        "z": plain_array(found.z),
        "f": _drawable(found.value),
        "slope": _drawable(found.derivative),
        "flat": found.flat_bins.astype(np.uint8),
    }


def _drawable(values: NDArray[Any]) -> NDArray[np.float32]:
    """Values as float32, with a gap where they are not finite."""
    found = plain_array(values)
    return np.where(np.isfinite(found), found, np.float32(np.nan))


def _values(column: Column, net: Drawn) -> dict[str, Any]:
    histogram, layer, index = column.histogram, column.layer, net.index
    central = np.nan_to_num(layer.central[index], nan=0.0)
    return {
        "central": np.clip(central, -column.limit, column.limit).tolist(),
        "counts": plain_array(histogram.counts[index]),
        "flat_left": _flat(net, float(layer.flat_left[index])),
        "flat_right": _flat(net, float(layer.flat_right[index])),
        "below": count_text(int(histogram.below[index])),
        "above": count_text(int(histogram.above[index])),
    }


def _flat(net: Drawn, share: float) -> str | None:
    if net.divergence or np.isnan(share):
        return None
    return f"{numbers.share(share)} flat"


def _sentence(moment: Moment, column: Column, net: Drawn, choice: ActivationChoice) -> str:
    if net.divergence:
        return words.stopped_there(net.divergence)
    dead = dead_units(
        column.layer.dead[net.index],
        moment.history.dead_since[column.index][net.index],
        moment.frame.step,
    )
    return words.layer(column.layer, net.index, dead, shape(choice))
