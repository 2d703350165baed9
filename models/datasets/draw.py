"""The data of a run: samples drawn, noise added, split into training and test."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from models import draws
from models.datasets.record import SCALE, Array
from models.datasets.table import DATASETS

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True, eq=False)
class Data:
    """The samples of a run; arrays are read-only.

    Parameters
    ----------
    x_train, x_test : ndarray, shape (N, columns)
        Coordinates, or whatever the dataset has for columns.
    y_train, y_test : ndarray, shape (N,)
        Class 0.0, 1.0, ..., or the number to be met.
    """

    x_train: Array
    y_train: Array
    x_test: Array
    y_test: Array


def make_data(config: RunConfig) -> Data:
    """Samples of a configuration: same data for every net, drawn from the run's seed.

    Classes are as equal as the count allows. Noise is the standard deviation added to each
    coordinate, relative to the outer radius; the draws do not depend on its size.

    >>> from models.config import RunConfig
    >>> make_data(RunConfig()).x_train.shape
    (250, 2)
    """
    return _make(config.dataset, config.samples, config.noise, config.train_count, config.seed)


@lru_cache(maxsize=32)
def _make(dataset: str, samples: int, noise: float, train: int, seed: int) -> Data:
    rng = draws.generator(draws.DATA, seed)
    y = rng.permutation(np.arange(samples) % 2)
    x = DATASETS[dataset].make(y, rng)
    x = SCALE * (x + noise * rng.standard_normal(x.shape))
    labels = y.astype(np.float64)
    parts = (x[:train], labels[:train], x[train:], labels[train:])
    for part in parts:
        part.setflags(write=False)
    return Data(*parts)
