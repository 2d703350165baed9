"""How many samples each class gets."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from models.datasets.record import Dataset


def class_counts(samples: int, classes: int, imbalance: float) -> tuple[int, ...]:
    """Samples of each class: they fall evenly from the first class to the last.

    The last class has ``1 - imbalance`` times as many as the first. What rounding down leaves goes
    to the largest remainders, and each class gets one sample at least.

    Parameters
    ----------
    samples : int
        The sum of the counts.
    classes : int
        Number of classes.
    imbalance : float
        From 0, all classes equal, to below 1.

    Raises
    ------
    ValueError
        When there are fewer samples than classes.

    Examples
    --------
    >>> class_counts(500, 2, 0.0)
    (250, 250)
    >>> class_counts(60, 3, 0.5)
    (27, 20, 13)
    """
    if samples < classes:
        raise ValueError(f"{classes} classes need as many samples; got {samples}")
    weight = np.linspace(1, 1 - imbalance, classes)
    quota = samples * weight / weight.sum()
    counts = np.floor(quota).astype(int)
    left = samples - counts.sum()
    counts[np.argsort(counts - quota, kind="stable")[:left]] += 1
    for empty in np.flatnonzero(counts == 0):
        # The last of the largest gives, so that the counts still fall.
        counts[np.flatnonzero(counts == counts.max())[-1]] -= 1
        counts[empty] = 1
    return tuple(counts.tolist())


def enough(dataset: Dataset, counts: tuple[int, ...]) -> bool:
    """Whether the dataset has that many samples of each class."""
    if not dataset.available:
        return True
    return all(n <= most for n, most in zip(counts, dataset.available, strict=True))


@lru_cache(maxsize=64)
def largest_samples(dataset: Dataset, classes: int, imbalance: float) -> int | None:
    """The largest number of samples that the dataset has; None where there is no end.

    Parameters
    ----------
    dataset : Dataset
        Any entry of the table.
    classes : int
        Number of classes, as the run has it.
    imbalance : float
        As in `class_counts`.
    """
    if not dataset.available:
        return None
    numbers = range(sum(dataset.available), classes - 1, -1)
    return next(n for n in numbers if enough(dataset, class_counts(n, classes, imbalance)))
