"""What became of nets: diverged first, then at chance, and only then anything else."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

DIVERGED, AT_CHANCE, TRAINED = FATES = ("diverged", "at chance", "trained")
ABOVE_CHANCE = 0.1

Fates = tuple[str, ...]


def fates(diverged: NDArray[np.bool_], accuracy: NDArray[np.floating[Any]], classes: int) -> Fates:
    """One word for each net.

    A net has diverged where an output or its loss is not finite. One that has not is at chance
    where its accuracy, on balanced classes, is less than 0.1 above 1/classes.

    Parameters
    ----------
    diverged : ndarray, shape (K,)
    accuracy : ndarray, shape (K,)
        On the training samples; NaN counts as diverged.
    classes : int

    Examples
    --------
    >>> fates(np.array([True, False, False]), np.array([0.9, 0.12, 0.99]), 10)
    ('diverged', 'at chance', 'trained')
    """
    gone = diverged | np.isnan(accuracy)
    chance = accuracy < 1 / classes + ABOVE_CHANCE
    words = np.where(gone, DIVERGED, np.where(chance, AT_CHANCE, TRAINED))
    return tuple(str(word) for word in words)
