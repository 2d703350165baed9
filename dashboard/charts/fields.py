"""The field of each drawn net: its output over the plane, or along the line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import words
from dashboard.charts.moment import Drawn, Moment, picture_text, plain_array
from dashboard.charts.plane import MOST_DOTS, kind
from models.measures.records import DecisionBoundary, Floats
from models.regions import regions
from models.shown_data import target_range

LEVELS = 32767
Arrays = dict[str, NDArray[Any]]
PICTURES = MappingProxyType(
    {"binary": "decision", "classes": "decision", "surface": "surface", "curve": "curve"}
)


def fields(moment: Moment) -> list[dict[str, Any]]:
    """One field per drawn net."""
    arrays = ARRAYS[kind(moment.config)]
    return [
        {"net": at, **arrays(moment, net.index), **_words(moment, net)}
        for at, net in enumerate(moment.nets)
    ]


def _binary(moment: Moment, net: int) -> Arrays:
    record: DecisionBoundary = moment.frame["boundary"]
    return {
        "shade": shade(_probability(record)[net]),
        "level": level(record.output[net], record.threshold),
    }


def _classes(moment: Moment, net: int) -> Arrays:
    record: DecisionBoundary = moment.frame["boundary"]
    found = regions(record.output[net], _probability(record)[net])
    return {
        "winner": found.winner.astype(np.uint8),
        "share": shade(found.share),
        # Never 0, so that a border between two values lies where rounding cannot move it.
        "margin": np.maximum(1, level(found.margin, 0.0)),
    }


def _surface(moment: Moment, net: int) -> Arrays:
    record: DecisionBoundary = moment.frame["boundary"]
    return {"surface": height(record.output[net], *target_range(moment.config))}


def _curve(moment: Moment, net: int) -> Arrays:
    output = moment.frame["boundary"].output[net]
    return {"curve": plain_array(np.where(np.isfinite(output), output, np.nan))}


ARRAYS: Mapping[str, Callable[[Moment, int], Arrays]] = MappingProxyType(
    {"binary": _binary, "classes": _classes, "surface": _surface, "curve": _curve}
)


def _probability(record: DecisionBoundary) -> Floats:
    if record.probability is None:
        raise ValueError("classes have probabilities; the record has none")
    return record.probability


def shade(probability: Floats) -> NDArray[np.uint8]:
    """Probability of class 1 as 0 to 255; undecided where it is missing."""
    known = np.where(np.isnan(probability), 0.5, probability)
    shades: NDArray[np.uint8] = np.rint(255 * known).astype(np.uint8)
    return shades


def level(output: Floats, threshold: float) -> NDArray[np.int16]:
    """Output relative to the threshold in 16 bits; 0 is the decision boundary."""
    away = output.astype(np.float64) - threshold
    size = float(np.max(np.abs(away), where=np.isfinite(away), initial=0.0))
    if size == 0 and np.isfinite(away).all():
        return np.zeros(output.shape, dtype=np.int16)
    finite = np.nan_to_num(away / (size or 1.0), nan=0.0, posinf=1.0, neginf=-1.0)
    return np.rint(LEVELS * finite).astype(np.int16)


def height(output: Floats, low: float, high: float) -> NDArray[np.int16]:
    """Output in 16 bits: 0 is the middle of [low, high], and both ends are twice as far as these.

    What lies beyond is drawn as the end of the scale; a missing value as its middle.

    >>> height(np.array([-9.0, -1.0, np.nan, 0.5]), -1.0, 1.0).tolist()
    [-32767, -16384, 0, 8192]
    """
    middle, half = (low + high) / 2, (high - low) / 2
    away = np.nan_to_num((output.astype(np.float64) - middle) / (2 * half), nan=0.0)
    return np.rint(LEVELS * np.clip(away, -1, 1)).astype(np.int16)


def _words(moment: Moment, net: Drawn) -> dict[str, Any]:
    gone = net.divergence
    sentence = words.diverged(moment.config, gone, net.group) if gone else _sentence(moment, net)
    return {
        "sentence": sentence,
        "error": gone is not None,
        "aria": picture_text(net, PICTURES[kind(moment.config)], sentence),
    }


def _sentence(moment: Moment, net: Drawn) -> str:
    config, record = moment.config, moment.frame["loss"]
    if config.task == "regression":
        return words.misses(float(record.test_rmse[net.index]))
    rings = config.class_count <= MOST_DOTS
    count = config.sample_count - config.train_count
    return words.decision(float(record.test_accuracy[net.index]), count, rings=rings)
