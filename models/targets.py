"""Steps to target: when a running mean of the minibatch loss first lay below each of many levels.

The levels are all losses of two significant digits from 0.001 to 9.9, so that a target may be
chosen, or changed, long after the steps were taken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.events import NEVER
from models.state import RECENT, Floats

if TYPE_CHECKING:
    from models.config import RunConfig

MEAN_OVER = RECENT + 1
DECADES = (-4, -3, -2, -1)
LEVELS = tuple(round(digits * 10.0**power, 6) for power in DECADES for digits in range(10, 100))

Dates = NDArray[np.int64]


def nearest(loss: float) -> float:
    """The level nearest to a loss.

    >>> nearest(0.3), nearest(0.3141), nearest(50.0)
    (0.3, 0.31, 9.9)
    """
    return min(LEVELS, key=lambda level: abs(level - loss))


def window(config: RunConfig) -> int:
    """Steps in the running mean: 10, or 1 where each step sees every training sample."""
    return 1 if config.batch_size >= config.train_count else MEAN_OVER


def nobody(nets: int) -> Dates:
    """No level reached by any net, shape (levels, K)."""
    return np.full((len(LEVELS), nets), NEVER, dtype=np.int64)


def reached(first: Dates, recent: Floats, losses: Floats, step: int, over: int) -> Dates:
    """The first step at which each level was passed, after some more steps.

    Parameters
    ----------
    first : ndarray of int, shape (levels, K)
        What was passed before, or `NEVER`.
    recent : ndarray, shape (n, K)
        Minibatch losses of the steps before; all of them, or the last `RECENT`.
    losses : ndarray, shape (steps, K)
        Minibatch loss before each update; NaN for a net that had diverged.
    step : int
        Steps taken before the first of `losses`.
    over : int
        Length of the running mean.

    Examples
    --------
    >>> losses = np.array([[0.9], [0.5], [0.2]])
    >>> first = reached(nobody(1), np.empty((0, 1)), losses, step=0, over=1)
    >>> [int(first[LEVELS.index(level), 0]) for level in (0.6, 0.3, 0.1)]
    [2, 3, -1]
    """
    before = recent[len(recent) - min(over - 1, len(recent)) :]
    values = np.concatenate([before, losses]).astype(float)
    count = len(values) - over + 1
    if count < 1:
        return first
    # Added in one order, so that a mean does not depend on how the steps were cut.
    means = np.asarray(sum(values[at : at + count] for at in range(over))) / over
    lowest = np.fmin.accumulate(np.where(np.isnan(means), np.inf, means))
    found = first.copy()
    for net in range(first.shape[1]):
        places = np.searchsorted(-lowest[:, net], -np.array(LEVELS), side="right")
        new = (places < count) & (first[:, net] == NEVER)
        found[new, net] = step + places[new] + over - len(before)
    return found
