"""Decision fields and the samples on them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import words
from dashboard.charts.moment import Drawn, Moment, picture_text
from models.datasets import PLANE, make_data
from models.measures.records import DecisionBoundary, Floats

MOST_SAMPLES = 400
LEVELS = 32767


def plane() -> dict[str, list[float]]:
    """The part of the plane that fields show."""
    return {"x": [-PLANE, PLANE], "y": [-PLANE, PLANE]}


def samples(moment: Moment) -> dict[str, NDArray[Any]]:
    """The first 400 train and test samples."""
    data = make_data(moment.config)
    return {
        "train": data.x_train[:MOST_SAMPLES].astype(np.float32),
        "train_class": data.y_train[:MOST_SAMPLES].astype(np.uint8),
        "test": data.x_test[:MOST_SAMPLES].astype(np.float32),
        "test_class": data.y_test[:MOST_SAMPLES].astype(np.uint8),
    }


def fields(moment: Moment) -> list[dict[str, Any]]:
    """One field per drawn net."""
    record: DecisionBoundary = moment.frame["boundary"]
    return [
        {
            "net": at,
            "shade": shade(record.probability[net.index]),
            "level": level(record.output[net.index], record.threshold),
            **_words(moment, net),
        }
        for at, net in enumerate(moment.nets)
    ]


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


def _words(moment: Moment, net: Drawn) -> dict[str, Any]:
    if net.divergence:
        sentence = words.diverged(moment.config, net.divergence)
    else:
        count = moment.config.samples - moment.config.train_count
        sentence = words.decision(float(moment.frame["loss"].test_accuracy[net.index]), count)
    return {
        "sentence": sentence,
        "error": net.divergence is not None,
        "aria": picture_text(net, "decision", sentence),
    }
