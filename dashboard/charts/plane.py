"""What the fields of all nets share: the part of the plane, or line, that they show; samples."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.charts import axes
from dashboard.charts.moment import Moment, plain_array
from dashboard.charts.series import for_axis
from models.config import RunConfig
from models.datasets import dataset_of, make_data
from models.shown_data import places, target_range, true_curve

MOST_SAMPLES = 400
# Colours alone keep so many classes apart for everyone; more are drawn as numerals.
MOST_DOTS = 4
# Where the lines of equal output lie on a surface, as shares of its range.
LEVELS = (0.25, 0.5, 0.75)


def kind(config: RunConfig) -> str:
    """How a field is drawn: as a decision, classes, a surface, or a curve over a line.

    >>> kind(RunConfig()), kind(RunConfig(dataset="sine", loss="mse"))
    ('binary', 'curve')
    """
    if config.task == "regression":
        return "curve" if config.outline.columns == 1 else "surface"
    return {"binary": "binary", "multiclass": "classes"}[config.task]


def plane(moment: Moment) -> dict[str, Any]:
    """The part of the plane that fields show, with what their kind needs beside it."""
    limit = dataset_of(moment.config).limit
    found = kind(moment.config)
    names = list(moment.config.outline.class_names)
    square = {"kind": found, "x": [-limit, limit], "y": [-limit, limit], "names": names}
    if found == "classes":
        classes = moment.config.class_count
        return {**square, "classes": classes, "numerals": classes > MOST_DOTS}
    if found == "surface":
        return {**square, "scale": _scale(moment.config)}
    return {**square, **_line(moment, limit)} if found == "curve" else square


def _scale(config: RunConfig) -> dict[str, Any]:
    """What the colours of a surface stand for."""
    low, high = target_range(config)
    ticks = axes.scale(low, high)
    return {"low": low, "high": high, "levels": levels(config), "ticks": ticks}


def levels(config: RunConfig) -> list[float]:
    """Outputs at which a surface has lines."""
    low, high = target_range(config)
    return [low + share * (high - low) for share in LEVELS]


def _line(moment: Moment, limit: float) -> dict[str, Any]:
    """Both axes of a curve, the true curve and where there are samples.

    The range of the targets is doubled where a net has missed them by more than its width, so that
    the first steps do not press all others flat.
    """
    config = moment.config
    misses = for_axis(
        moment, moment.history.series("train_rmse"), [net.index for net in moment.nets]
    )
    y = axes.widened(*target_range(config), axes.largest(misses, 0.0) / 2)
    truth = true_curve(config)
    return {
        "y": [y["low"], y["high"]],
        "x_ticks": axes.inner(limit),
        "y_ticks": y["ticks"],
        "truth": plain_array(truth.y),
        "covered": list(truth.covered),
    }


def samples(moment: Moment) -> dict[str, NDArray[Any]]:
    """The first 400 train and test samples: their places, and their class or number.

    Over a line a sample's number is its height.
    """
    config = moment.config
    data, where, found = make_data(config), places(config), kind(config)
    shown: dict[str, NDArray[Any]] = {}
    for part, points, y in (
        ("train", where.train[:MOST_SAMPLES], data.y_train[:MOST_SAMPLES]),
        ("test", where.test[:MOST_SAMPLES], data.y_test[:MOST_SAMPLES]),
    ):
        if found == "curve":
            points = np.column_stack([points, y])
        shown[part] = plain_array(points)
        if found == "surface":
            shown[f"{part}_value"] = plain_array(y)
        elif found != "curve":
            shown[f"{part}_class"] = y.astype(np.uint8)
    return shown
