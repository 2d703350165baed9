"""The data of a run: samples drawn, noise added, split into training and test."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from models import draws
from models.datasets.counts import class_counts
from models.datasets.curves import TYPED
from models.datasets.labels import mislabelled
from models.datasets.own import OWN, Own
from models.datasets.own_data import fitted, outline
from models.datasets.record import Array, Data, Dataset, Labels
from models.datasets.table import DATASETS
from models.datasets.typed import target

if TYPE_CHECKING:
    from models.config import RunConfig


def make_data(config: RunConfig) -> Data:
    """Samples of a configuration: same data for every net, drawn from the run's seed.

    The classes have the sizes that `class_counts` gives. Noise is a standard deviation: with
    classes it is added to each column, in units of the dataset's scale; with a number to be met it
    is added to that number. Label noise replaces the class of that share of the training samples
    by one of the others; where the target is a number it does nothing, and nor does imbalance.
    All draws are the same whatever the size of the noise, and a larger share of label noise hits
    the samples that a smaller one hits, and more. Own data get neither noise nor imbalance.

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
    if config.dataset == OWN:
        return fitted(config).data
    dataset, classes = dataset_of(config), max(1, config.class_count)
    counts = class_counts(config.samples, classes, config.imbalance)
    return _make(dataset, counts, config.noise, config.label_noise, config.train_count, config.seed)


def dataset_of(config: RunConfig) -> Dataset:
    """The dataset of a configuration, with the target that its formula gives or its own data.

    >>> from models.config import RunConfig
    >>> config = RunConfig(dataset="formula", curve="x^2", loss="mse")
    >>> dataset_of(config).target(np.array([[2.0]])).tolist()
    [4.0]
    """
    if config.dataset == OWN:
        return fitted(config).dataset
    entry = DATASETS[config.dataset]
    return replace(entry, target=target(config.curve)) if entry.key == TYPED else entry


def outline_of(key: str, own: Own | None) -> Dataset:
    """The dataset with a key as far as it is known before its samples are: task, classes, columns.

    >>> outline_of("sine", None).task
    'regression'
    """
    return outline(own) if key == OWN else DATASETS[key]


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
        y = mislabelled(y, len(counts), label_noise, train, rng)
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
