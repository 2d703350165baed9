"""When something was reached for the first time; what was never reached counts as infinity."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.measures.records import Floats


def first_at(steps: Sequence[int], values: Floats, target: float) -> Floats:
    """First of the steps (T,) at which values (T, K) are at least `target`: (K,), else infinity.

    >>> first_at((0, 5, 10), np.array([[0.1, 0.2], [0.9, 0.3], [0.8, np.nan]]), 0.8).tolist()
    [5.0, inf]
    """
    there = values >= target
    if not len(there):
        return np.full(values.shape[1], np.inf)
    return np.where(there.any(0), np.asarray(steps, float)[there.argmax(0)], np.inf)


def running_mean(values: Floats, count: int) -> Floats:
    """Mean of each value and the `count` - 1 before it, (T, K); NaN while there are too few.

    >>> running_mean(np.array([[1.0], [3.0], [5.0]]), 2).ravel().tolist()
    [nan, 2.0, 4.0]
    """
    found = np.full_like(values, np.nan)
    if len(values) >= count:
        windows = np.lib.stride_tricks.sliding_window_view(values, count, 0)
        found[count - 1 :] = windows.mean(-1)
    return found
