"""Handwritten digits: 1,797 images of 8 by 8 pixels.

The file beside this one holds what `sklearn.datasets.load_digits` gives (Alpaydin & Kaynak 1998,
UCI Machine Learning Repository, CC BY 4.0): the library itself takes seconds to import.

They come in two forms. `DIGITS` has the mean of each pixel taken off; `UNCENTRED` has one mean
taken off all pixels, so that pixels that are almost always dark share a negative mean.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from models.datasets.record import Array, Dataset, Labels

FILE = Path(__file__).with_name("digits.npz")
COLUMNS = 64
# How many images there are of each digit; stated here so that a run can be checked before the
# images are loaded.
AVAILABLE = (178, 182, 177, 183, 181, 182, 181, 179, 174, 180)


@dataclass(frozen=True, eq=False)
class _Images:
    """All images around their mean, and their first two principal components.

    Parameters
    ----------
    x : ndarray, shape (1797, 64)
        Columns of mean 0; one standard deviation over all pixels is 1.
    spread : float
        What the columns of `x` are multiplied by in the uncentred form.
    offset : ndarray, shape (64,)
        Mean of each column of the uncentred form, in which all pixels have mean 0 and standard
        deviation 1.
    digit : ndarray, shape (1797,)
        What each image shows.
    components : ndarray, shape (2, 64)
        Orthonormal; the largest loading of each is positive.
    share : float
        Share of the variance that lies in their plane.
    """

    x: Array
    spread: float
    offset: Array
    digit: Labels
    components: Array
    share: float


@cache
def pixels() -> tuple[Array, Labels]:
    """Ink of every image, 0 to 16, shape (1797, 64), and the digit that it shows, (1797,)."""
    with np.load(FILE) as file:
        ink, digit = file["pixels"].astype(np.float64), file["digit"].astype(np.int64)
    ink.setflags(write=False)
    digit.setflags(write=False)
    return ink, digit


@cache
def _images() -> _Images:
    ink, digit = pixels()
    x = ink - ink.mean(0)
    spread = x.std() / ink.std()
    offset = (ink.mean(0) - ink.mean()) / ink.std()
    x /= x.std()
    variance, directions = np.linalg.eigh(x.T @ x)
    components = directions[:, :-3:-1].T
    largest = np.abs(components).argmax(1)
    components = components * np.sign(components[[0, 1], largest])[:, None]
    for array in (x, offset, components):
        array.setflags(write=False)
    return _Images(
        x, float(spread), offset, digit, components, float(variance[-2:].sum() / variance.sum())
    )


def _draw(y: Labels, rng: np.random.Generator) -> Array:
    images = _images()
    x = np.empty((len(y), COLUMNS))
    for digit in range(len(AVAILABLE)):
        places = np.flatnonzero(y == digit)
        rows = np.flatnonzero(images.digit == digit)
        x[places] = images.x[rng.choice(rows, len(places), replace=False)]
    return x


def _embed(points: Array) -> Array:
    x: Array = points @ _images().components
    return x


def _project(x: Array) -> Array:
    points: Array = x @ _images().components.T
    return points


def _uncentred(x: Array) -> Array:
    return x * _images().spread + _images().offset


def _centred(x: Array) -> Array:
    return (x - _images().offset) / _images().spread


def _explain_plane() -> str:
    share = f"{100 * _images().share:.0f}\u202f%"
    return (
        "Pictures show the plane of the first two principal components of all "
        f"{sum(AVAILABLE):,} images, which holds {share} of their variance."
    )


DIGITS = Dataset(
    "digits",
    "Digits",
    _draw,
    "Handwritten digits, 8 by 8 pixels each, from scikit-learn.",
    task="multiclass",
    classes=len(AVAILABLE),
    scale=1.0,
    coordinates=(),
    columns=COLUMNS,
    limit=7.0,
    embed=_embed,
    project=_project,
    explain_plane=_explain_plane,
    available=AVAILABLE,
    pill=True,
)

UNCENTRED = replace(
    DIGITS,
    key="digits_uncentred",
    name="Raw digits",
    make=lambda y, rng: _uncentred(_draw(y, rng)),
    note="The digits with one mean taken off all pixels instead of the mean of each.",
    embed=lambda points: _uncentred(_embed(points)),
    project=lambda x: _project(_centred(x)),
    pill=False,
)
