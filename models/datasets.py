"""The table of datasets, and the data of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models import draws

if TYPE_CHECKING:
    from models.config import RunConfig

Array = NDArray[np.float64]
Make = Callable[[NDArray[np.int64], np.random.Generator], Array]

SCALE = 3.0
PLANE = 1.5 * SCALE


@dataclass(frozen=True)
class Dataset:
    """One way to put samples of two classes on the plane.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    make : callable
        ``make(y, rng) -> x``: points (N, 2) of the classes `y` (N,) without noise, in a plane where
        the outer radius is 1.
    note : str
        One sentence for the screen.
    """

    key: str
    name: str
    make: Make
    note: str


@dataclass(frozen=True, eq=False)
class Data:
    """The samples of a run; arrays are read-only.

    Parameters
    ----------
    x_train, x_test : ndarray, shape (N, 2)
        Coordinates; the plane that pictures show is [-PLANE, PLANE] on both axes.
    y_train, y_test : ndarray, shape (N,)
        Class, 0.0 or 1.0.
    """

    x_train: Array
    y_train: Array
    x_test: Array
    y_test: Array


def _circles(y: NDArray[np.int64], rng: np.random.Generator) -> Array:
    angle = rng.uniform(0, 2 * np.pi, len(y))
    radius = np.where(y == 1, 0.5, 1.0)
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _xor(y: NDArray[np.int64], rng: np.random.Generator) -> Array:
    size = rng.uniform(0.08, 1, (len(y), 2))
    side = np.where(rng.random(len(y)) < 0.5, -1.0, 1.0)
    return np.column_stack([side * size[:, 0], np.where(y == 1, side, -side) * size[:, 1]])


def _blobs(y: NDArray[np.int64], rng: np.random.Generator) -> Array:
    centre = np.where(y == 1, 0.5, -0.5)[:, None]
    return centre + rng.normal(0, 0.15, (len(y), 2))


def _spiral(y: NDArray[np.int64], rng: np.random.Generator) -> Array:
    along = np.sqrt(rng.uniform(0, 1, len(y)))
    angle = 1.75 * 2 * np.pi * along + np.where(y == 1, np.pi, 0)
    return np.column_stack([along * np.sin(angle), along * np.cos(angle)])


def _moons(y: NDArray[np.int64], rng: np.random.Generator) -> Array:
    angle = rng.uniform(0, np.pi, len(y))
    upper = np.column_stack([np.cos(angle) - 0.5, np.sin(angle) - 0.25])
    lower = np.column_stack([0.5 - np.cos(angle), 0.25 - np.sin(angle)])
    return np.where((y == 1)[:, None], lower, upper) / 1.5


def _checkerboard(y: NDArray[np.int64], rng: np.random.Generator) -> Array:
    row = rng.integers(0, 4, len(y))
    column = 2 * rng.integers(0, 2, len(y)) + (row + y) % 2
    return (np.column_stack([column, row]) + rng.random((len(y), 2))) / 2 - 1


DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Dataset("circles", "Circles", _circles, "A disc's rim inside a larger one."),
            Dataset("xor", "XOR", _xor, "Opposite quadrants share a class."),
            Dataset("moons", "Moons", _moons, "Two half circles that hook into each other."),
            Dataset("spiral", "Spiral", _spiral, "Two arms that turn around each other."),
            Dataset("blobs", "Blobs", _blobs, "Two clouds that a straight line separates."),
            Dataset("checkerboard", "Checkerboard", _checkerboard, "Sixteen squares."),
        )
    }
)


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
