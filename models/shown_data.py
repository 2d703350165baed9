"""Where the samples of a run stand in pictures, and which range of targets a picture covers."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from models.config import RunConfig
from models.datasets import dataset_of, make_data
from models.datasets.keeping import kept
from models.datasets.record import Array
from models.measures.boundary import LINE

ROUND = (1.0, 2.0, 5.0, 10.0)
FINEST = 4


@dataclass(frozen=True, eq=False)
class Places:
    """Where samples stand: on the plane (N, 2), or on the line (N, 1)."""

    train: Array
    test: Array


@dataclass(frozen=True, eq=False)
class TrueCurve:
    """What the targets are without noise, along the line, and where there are samples.

    Parameters
    ----------
    x, y : ndarray, shape (257,)
    covered : tuple of float
        Smallest and largest coordinate of the training samples.
    """

    x: Array
    y: Array
    covered: tuple[float, float]


@kept(maxsize=32)
def places(config: RunConfig) -> Places:
    """Places of a run's samples, projected where the dataset has more than two columns."""
    data, project = make_data(config), dataset_of(config).project
    if project is None:
        return Places(data.x_train, data.x_test)
    return Places(project(data.x_train), project(data.x_test))


@kept(maxsize=64)
def outside_count(config: RunConfig) -> int:
    """How many samples lie outside the part of the plane that pictures show."""
    found = places(config)
    size = np.abs(np.concatenate([found.train, found.test]))
    return int((size > dataset_of(config).limit).any(axis=1).sum())


@kept(maxsize=64)
def target_range(config: RunConfig) -> tuple[float, float]:
    """Round ends of a range that covers every target of a run, noise included.

    On the plane it is symmetric around 0 where there are targets on both sides of it.

    >>> target_range(RunConfig(dataset="gaussians", loss="mse", noise=0.0))
    (-1.0, 1.0)
    """
    data = make_data(config)
    targets = np.concatenate([data.y_train, data.y_test])
    low, high = float(targets.min()), float(targets.max())
    if config.outline.columns > 1 and low < 0 < high:
        low, high = min(low, -high), max(high, -low)
    return rounded(low, high)


def rounded(low: float, high: float) -> tuple[float, float]:
    """The narrowest range of round ends around [low, high], at most a quarter of it away.

    >>> rounded(-1.25, 1.25), rounded(-0.3, 1.3), rounded(2.0, 2.0)
    ((-1.5, 1.5), (-0.4, 1.4), (1.0, 3.0))
    """
    if low == high:
        return low - 1, high + 1
    aim = (high - low) / FINEST
    power = 10.0 ** math.floor(math.log10(aim))
    stride = max(size * power for size in ROUND if size * power <= aim)
    ends = math.floor(low / stride + 1e-9) * stride, math.ceil(high / stride - 1e-9) * stride
    return round(ends[0], 12), round(ends[1], 12)


@kept(maxsize=32)
def true_curve(config: RunConfig) -> TrueCurve:
    """The targets without noise of a run whose samples have one coordinate.

    Raises
    ------
    ValueError
        When the samples of the run have classes.
    """
    dataset = dataset_of(config)
    if dataset.target is None:
        raise ValueError(f"only numbers have a true curve; {dataset.key} has classes.")
    x = np.linspace(-dataset.limit, dataset.limit, LINE)
    train = make_data(config).x_train
    y = dataset.target(x[:, None])
    shown = np.where(np.isfinite(y), y, np.nan)
    return TrueCurve(x, shown, (float(train.min()), float(train.max())))
