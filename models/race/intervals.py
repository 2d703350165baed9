"""Intervals of medians and of their ratios: SciPy's bootstrap over the seeds.

A seed is drawn with all its nets, because they share first weights and minibatches: every ratio is
paired by seed. The method is BCa (Efron 1987), and percentiles where BCa cannot be had: where the
resamples hardly differ, and where a seed never gets to the target, so that it has an order but no
size.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from models.state import Floats

RESAMPLES = 2000
CONFIDENCE = 0.95
NEVER = 1e12
DIGITS = 9


@dataclass(frozen=True, eq=False)
class Intervals:
    """Medians of A activations, and ratios of P pairs, with the ends of their intervals.

    Parameters
    ----------
    median : ndarray, shape (A, 2)
        Ends of the intervals of the medians; infinite for never.
    ratio : ndarray, shape (P, 3)
        Ratio, low and high end; 0 or infinite where one of the two is never.
    """

    median: Floats
    ratio: Floats


def intervals(steps: Floats, pairs: list[tuple[int, int]]) -> Intervals:
    """Bootstrap the seeds.

    Parameters
    ----------
    steps : ndarray, shape (A, S)
        At least two seeds; infinite for never.
    pairs : list of (int, int)
        The ratio of a pair is the second median by the first.

    Examples
    --------
    >>> steps = np.array([[10.0, 12, 11, 13], [20.0, 24, 22, 26]])
    >>> intervals(steps, [(0, 1)]).ratio.round(6).tolist()
    [[2.0, 2.0, 2.0]]
    """
    logs = np.where(np.isfinite(steps), np.log(np.maximum(steps, 1.0)), NEVER)
    first, second = np.array(pairs, dtype=int).reshape(-1, 2).T

    def figures(seeds: NDArray[Any], axis: int = -1) -> Floats:
        medians = _median(logs[:, seeds.astype(int)])
        return np.concatenate([medians, medians[second] - medians[first]])

    finite = np.array([np.isfinite(row).all() for row in steps])
    sized = np.concatenate([finite, finite[first] & finite[second]])
    low, high = _ends(figures, steps.shape[1], sized)
    middle, count = figures(np.arange(steps.shape[1])), len(steps)
    ratio = np.stack([middle, low, high])[:, count:].T
    median = np.stack([low, high])[:, :count].T
    largest = float(np.log(np.max(steps, where=np.isfinite(steps), initial=1.0)))
    return Intervals(_plain(median, largest), _plain(ratio, largest))


def _median(logs: Floats) -> Floats:
    """Logarithm of the median of numbers, over the last axis of their logarithms."""
    ordered, half = np.sort(logs, axis=-1), logs.shape[-1] // 2
    if logs.shape[-1] % 2:
        return np.asarray(ordered[..., half])
    return np.asarray(np.logaddexp(ordered[..., half - 1], ordered[..., half]) - np.log(2))


def _ends(
    figures: Callable[..., Floats], seeds: int, sized: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Low and high ends of the intervals of all figures; BCa only for those with a size."""
    best, plain = (_bootstrap(figures, seeds, method) for method in ("BCa", "percentile"))
    usable = sized & np.isfinite(best.low) & np.isfinite(best.high)
    return np.where(usable, best.low, plain.low), np.where(usable, best.high, plain.high)


def _bootstrap(figures: Callable[..., Floats], seeds: int, method: str) -> Any:
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        return stats.bootstrap(
            (np.arange(seeds),),
            figures,
            n_resamples=RESAMPLES,
            confidence_level=CONFIDENCE,
            method=method,
            vectorized=True,
            rng=np.random.default_rng(0),
        ).confidence_interval


def _plain(logs: Floats, largest: float) -> Floats:
    """Numbers of logarithms; beyond any that two finite steps can have, 0 or infinite."""
    slack = largest + 1e-9
    found = np.round(np.exp(np.clip(logs, -slack, slack)), DIGITS)
    return np.where(logs > slack, np.inf, np.where(logs < -slack, 0.0, found))
