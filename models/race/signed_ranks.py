"""Wilcoxon's signed-rank test in exact form, for ties and for numbers that may be infinite.

Nets of one seed share draws, so two activations are compared seed by seed. Under the hypothesis
that the activation does not matter, the sign of each difference is a fair coin; the distribution of
the sum of signed ranks follows by counting (Wilcoxon 1945). A seed that never reaches the target
counts as slower than any that does, and two that never do as equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from models.race.records import LEVEL
from models.state import Floats


def differences(one: Floats, other: Floats) -> Floats:
    """Logarithms of ``other / one``, seed by seed; 0 where neither is finite."""
    with np.errstate(invalid="ignore"):
        found = np.log(other) - np.log(one)
    return np.where(np.isinf(one) & np.isinf(other), 0.0, found)


def p_value(found: Floats) -> float:
    """Two-sided probability of a sum of signed ranks as far from 0 as that of some differences.

    >>> p_value(np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])), p_value(np.array([-0.2, 0.1]))
    (0.03125, 1.0)
    """
    going = found[found != 0]
    if not len(going):
        return 1.0
    ranks = _doubled_ranks(np.abs(going))
    total = int(abs(np.sum(np.where(going > 0, ranks, -ranks))))
    return _tail(tuple(int(rank) for rank in np.sort(ranks)), total)


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Probabilities that hold for all of them together (Holm 1979).

    >>> holm([0.01, 0.04, 0.03])
    (0.03, 0.06, 0.06)
    """
    count, adjusted, least = len(p_values), [0.0] * len(p_values), 0.0
    for rank, index in enumerate(sorted(range(count), key=lambda at: p_values[at])):
        least = max(least, min(1.0, (count - rank) * p_values[index]))
        adjusted[index] = least
    return tuple(adjusted)


def seeds_needed(activations: int) -> int:
    """Seeds with which the clearest of all differences is below 5 % by Holm's method.

    >>> seeds_needed(2), seeds_needed(6), seeds_needed(12)
    (6, 10, 12)
    """
    pairs, seeds = max(1, activations * (activations - 1) // 2), 1
    while 2.0 ** (1 - seeds) * pairs >= LEVEL:
        seeds += 1
    return seeds


def _doubled_ranks(sizes: Floats) -> Floats:
    """Twice the rank of each size: whole numbers, even where equal ones share a mean rank."""
    ordered = np.sort(sizes)
    below = np.searchsorted(ordered, sizes, side="left")
    return np.asarray(below + np.searchsorted(ordered, sizes, side="right") + 1, dtype=float)


@lru_cache(maxsize=4096)
def _tail(ranks: tuple[int, ...], total: int) -> float:
    """Share of all choices of signs whose sum is at least `total` in size."""
    chances = np.ones(1)
    for rank in ranks:
        longer = np.zeros(len(chances) + 2 * rank)
        longer[: len(chances)] += chances / 2
        longer[2 * rank :] += chances / 2
        chances = longer
    sums = np.arange(len(chances)) - sum(ranks)
    return min(1.0, float(chances[np.abs(sums) >= total].sum()))
