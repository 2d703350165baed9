"""Figures about several nets or units that pictures and sentences share, taken from records.

K nets are ordered by activation, then by seed; A is the number of activations.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.activations.shape import curve, is_flat
from models.choices import ActivationChoice
from models.events import NEVER
from models.measures.bins import Histogram
from models.measures.records import LayerStatistics

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Spread:
    """Quartiles over the seeds of each activation; each (..., A), infinite where seeds failed."""

    low: Floats
    median: Floats
    high: Floats


@dataclass(frozen=True)
class DeadUnits:
    """The dead units of one layer of one net.

    Parameters
    ----------
    count, units : int
    first, last : int or None
        Steps since which the first and the last of them have been dead; None where not known.
    """

    count: int
    units: int
    first: int | None
    last: int | None


@dataclass(frozen=True)
class Standing:
    """Who is ahead.

    Parameters
    ----------
    leaders : tuple of int
        The one with the highest median, and all whose quartiles overlap with its own.
    margin : float
        From the highest median to the highest one behind the leaders; NaN if nothing is behind.
    going : int
        How many have a finite median.
    """

    leaders: tuple[int, ...]
    margin: float
    going: int


def spread(values: Floats, seeds: int, worst: float) -> Spread:
    """Quartiles over seeds of values (..., K); a missing value counts as `worst`.

    >>> float(spread(np.array([1.0, 2.0, np.nan]), 3, worst=np.inf).median[0])
    2.0
    """
    filled = np.where(np.isnan(values), worst, values)
    ordered = np.sort(filled.reshape(*values.shape[:-1], -1, seeds), axis=-1)
    return Spread(*(_quantile(ordered, share) for share in (0.25, 0.5, 0.75)))


def _quantile(ordered: Floats, share: float) -> Floats:
    """Linear between neighbours, as `numpy.quantile`, but infinite next to an infinite value."""
    place = share * (ordered.shape[-1] - 1)
    left = int(place)
    part = place - left
    if part == 0:
        return ordered[..., left]
    below, above = ordered[..., left], ordered[..., left + 1]
    found: Floats = np.where(below == above, below, (1 - part) * below + part * above)
    return found


def median_nets(test_loss: Floats, seeds: int) -> tuple[int, ...]:
    """Net with the median test loss of each activation; the lower middle one of an even number.

    Missing losses count as infinite; ties go to the lowest seed.

    >>> median_nets(np.array([0.3, 0.1, 0.2]), 3)
    (2,)
    """
    filled = np.where(np.isfinite(test_loss), test_loss, np.inf).reshape(-1, seeds)
    middle = np.argsort(filled, axis=1, kind="stable")[:, (seeds - 1) // 2]
    return tuple(int(net) for net in np.arange(len(filled)) * seeds + middle)


def median_step(since: NDArray[np.int64], seeds: int, step: int) -> tuple[int, ...]:
    """Step of the median seed of each activation, of steps (K,) that may be `NEVER`.

    What lies after `step` has not happened yet. A seed that never gets there counts as infinite; of
    an even number the lower middle one is taken.

    >>> median_step(np.array([83, NEVER, 60]), 3, step=100), median_step(np.array([83]), 1, step=80)
    ((83,), (-1,))
    """
    late = np.iinfo(np.int64).max
    dates = np.where((since == NEVER) | (since > step), late, since).reshape(-1, seeds)
    middle = np.sort(dates, axis=1)[:, (seeds - 1) // 2]
    return tuple(NEVER if date == late else int(date) for date in middle)


def wrong_count(accuracy: float, samples: int) -> int:
    """How many of the samples are classified wrongly.

    >>> wrong_count(142 / 150, 150)
    8
    """
    return round((1 - accuracy) * samples)


def dead_units(dead: NDArray[np.bool_], since: NDArray[np.int64], step: int) -> DeadUnits:
    """The dead units (units,) of a layer at `step`; dates after it are not known."""
    dates = since[dead]
    known = dates[(dates != NEVER) & (dates <= step)]
    complete = len(known) > 0 and len(known) == len(dates)
    return DeadUnits(
        int(dead.sum()),
        len(dead),
        int(known.min()) if len(known) else None,
        int(known.max()) if complete else None,
    )


def saturated_share(layer: LayerStatistics, net: int) -> float:
    """Share of all values of a layer that are saturated."""
    return float(layer.saturated_share[net].mean())


def standing(found: Spread) -> Standing:
    """Who has the highest median (A,), who is level with it, and by how much the rest is behind."""
    finite = np.isfinite(found.median)
    if not finite.any():
        return Standing((), np.nan, 0)
    median = np.where(finite, found.median, -np.inf)
    best = int(np.argmax(median))
    level = finite & (found.high >= found.low[best]) & (found.low <= found.high[best])
    behind = median[finite & ~level]
    margin = float(median[best] - behind.max()) if len(behind) else np.nan
    return Standing(tuple(int(i) for i in np.flatnonzero(level)), margin, int(finite.sum()))


def gradient_ratio(signal_rms: Sequence[float]) -> float:
    """Gradient of the first of some layers relative to that of the last; NaN where both are 0.

    >>> gradient_ratio([0.3, 0.5, 0.2])
    1.5
    """
    first, last = float(signal_rms[0]), float(signal_rms[-1])
    if last == 0:
        return np.inf if first > 0 else np.nan
    return round(first / last, 12)


def learned_values(layer: LayerStatistics, net: int) -> tuple[float, ...]:
    """Learned hyperparameters of a layer of a net, in the order of `Activation.learnable`.

    Where each unit has its own, their mean.
    """
    means = layer.learned[net].mean(-1)
    return tuple(float(value) for value in means[~np.isnan(means)])


@dataclass(frozen=True, eq=False)
class LearnedCurve:
    """A layer's activation as it is now, and which bins below it are flat.

    Parameters
    ----------
    z, value, derivative : ndarray, shape (points,)
    flat_bins : ndarray of bool, shape (bins,)
        Whether the activation is flat at the centre of each of equal bins over the same range.
    """

    z: Floats
    value: Floats
    derivative: Floats
    flat_bins: NDArray[np.bool_]


@lru_cache(maxsize=256)
def learned_curve(
    choice: ActivationChoice, learned: tuple[float, ...], limit: float, points: int, bins: int
) -> LearnedCurve:
    """The curve over [-limit, limit] with learned hyperparameters in place of their start.

    Flat is what lies below 5 % of the steepest slope at the start, as in the record of the layer.
    """
    found = curve(choice, limit, points, learned)
    centres = (np.arange(bins) + 0.5) * (2 * limit / bins) - limit
    flat = is_flat(choice, centres, learned)
    return LearnedCurve(found.z, found.value, found.derivative, flat)


def rebinned(found: Histogram, limit: float, bins: int) -> Histogram:
    """The same values over [-limit, limit], however wide that is.

    Where all fine bins of one side fit into one new bin, they are merged there, so that the cost
    does not grow with `limit`.
    """
    if 2 * limit <= bins * found.limit:
        return found.over(limit, bins)
    counts = np.zeros((len(found.counts), bins), dtype=np.int64)
    middle = slice(bins // 2 - 1, bins // 2 + 1)
    counts[:, middle] = found.counts.reshape(len(counts), 2, -1).sum(2)
    edges = np.linspace(-limit, limit, bins + 1)
    return Histogram(edges, counts, found.below, found.above, found.not_finite)
