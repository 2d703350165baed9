"""The data of a run: samples drawn, noise added, split into training and test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from models import draws
from models.datasets.counts import class_counts
from models.datasets.curves import TYPED
from models.datasets.record import Array, Dataset, Labels
from models.datasets.table import DATASETS
from models.datasets.typed import target

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

    The classes have the sizes that `class_counts` gives. Noise is a standard deviation: with
    classes it is added to each column, in units of the dataset's scale; with a number to be met it
    is added to that number. Label noise replaces the class of that share of the training samples
    by one of the others; where the target is a number it does nothing, and nor does imbalance.
    All draws are the same whatever the size of the noise, and a larger share of label noise hits
    the samples that a smaller one hits, and more.

    Raises
    ------
    ValueError
        When the dataset has fewer samples of a class, see `largest_samples`.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> make_data(RunConfig()).x_train.shape
    (250, 2)
    """
    dataset, classes = dataset_of(config), max(1, config.class_count)
    counts = class_counts(config.samples, classes, config.imbalance)
    return _make(dataset, counts, config.noise, config.label_noise, config.train_count, config.seed)


def dataset_of(config: RunConfig) -> Dataset:
    """The dataset of a configuration, with the target that its formula gives.

    >>> from models.config import RunConfig
    >>> config = RunConfig(dataset="formula", curve="x^2", loss="mse")
    >>> dataset_of(config).target(np.array([[2.0]])).tolist()
    [4.0]
    """
    entry = DATASETS[config.dataset]
    return replace(entry, target=target(config.curve)) if entry.key == TYPED else entry


@lru_cache(maxsize=32)
def _make(
    dataset: Dataset,
    counts: tuple[int, ...],
    noise: float,
    label_noise: float,
    train: int,
    seed: int,
) -> Data:
    x, y = _drawn(dataset, counts, noise, draws.generator(draws.DATA, seed))
    if dataset.target is None:
        rng = draws.generator(draws.LABELS, seed)
        y = _mislabelled(y, len(counts), label_noise, train, rng)
    parts = (x[:train], y[:train], x[train:], y[train:])
    for part in parts:
        part.setflags(write=False)
    return Data(*parts)


def _drawn(
    dataset: Dataset, counts: tuple[int, ...], noise: float, rng: np.random.Generator
) -> tuple[Array, Array]:
    """All samples x (N, columns), y (N,) in the order of the split."""
    labels = rng.permutation(_in_rounds(counts))
    x = dataset.make(labels, rng)
    if dataset.target is None:
        return dataset.scale * (x + noise * rng.standard_normal(x.shape)), labels.astype(float)
    x = dataset.scale * x
    return x, dataset.target(x) + noise * rng.standard_normal(len(x))


def _in_rounds(counts: tuple[int, ...]) -> Labels:
    """Class of each sample, dealt in rounds: one of each class of which there are any left."""
    labels = np.repeat(np.arange(len(counts)), counts)
    rounds = np.concatenate([np.arange(count) for count in counts])
    return labels[np.lexsort((labels, rounds))]


def _mislabelled(
    y: Array, classes: int, share: float, train: int, rng: np.random.Generator
) -> Array:
    """The classes with that share of the first `train` replaced by another one each."""
    order = np.argsort(rng.random(len(y))[:train])
    shift = rng.integers(1, classes, len(y))
    hit = order[: round(share * train)]
    replaced = y.copy()
    replaced[hit] = (y[hit] + shift[hit]) % classes
    return replaced
