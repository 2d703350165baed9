"""Labels that are wrong on purpose."""

from __future__ import annotations

import numpy as np

from models.datasets.record import Array


def mislabelled(
    y: Array, classes: int, share: float, train: int, rng: np.random.Generator
) -> Array:
    """The classes (N,) with that share of the first `train` replaced by another one each.

    What a smaller share hits, a larger one hits too.
    """
    order = np.argsort(rng.random(len(y))[:train])
    shift = rng.integers(1, classes, len(y))
    hit = order[: round(share * train)]
    replaced = y.copy()
    replaced[hit] = (y[hit] + shift[hit]) % classes
    return replaced
