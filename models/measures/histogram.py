"""Fine counts, which any picture can merge."""

from __future__ import annotations

import math

import numpy as np

from models.measures.bins import Histogram
from models.measures.records import Bools, Floats

FINE_BINS = 768
SMALLEST_LIMIT = 4.0
LARGEST_LIMIT = 2.0**40
BELOW, ABOVE, NOT_FINITE = 0, FINE_BINS + 1, FINE_BINS + 2
SLOTS = FINE_BINS + 3


def histogram(values: Floats, going: Bools) -> Histogram:
    """Fine counts of values (K, n) over a symmetric range.

    The range is the smallest power of two that holds all finite values of the nets that go on,
    `going` (K,), so that what overflowed in one net leaves the others their bins; these are so fine
    that any picture can merge them exactly.

    >>> found = histogram(np.array([[-5.0, 0.0, 8.0, np.nan]]), np.array([True]))
    >>> found.limit, found.counts.sum(), found.not_finite
    (8.0, np.int64(3), array([1]))
    """
    finite = np.isfinite(values)
    largest = np.abs(values[going]).max(initial=0.0, where=finite[going])
    limit = _power_of_two(float(largest))
    # Not floor(values + limit): that rounds a tiny negative value up to 0.
    with np.errstate(invalid="ignore", over="ignore"):
        place = np.floor(values * (FINE_BINS / (2 * limit))) + (FINE_BINS // 2 + 1)
    place = np.clip(place, BELOW, ABOVE)
    place[values == limit] = FINE_BINS
    place[~finite] = NOT_FINITE
    index = place.astype(np.intp) + SLOTS * np.arange(len(values))[:, np.newaxis]
    counts = np.bincount(index.ravel(), minlength=SLOTS * len(values)).reshape(len(values), SLOTS)
    edges = np.linspace(-limit, limit, FINE_BINS + 1)
    outside = (counts[:, slot] for slot in (BELOW, ABOVE, NOT_FINITE))
    return Histogram(edges, counts[:, 1:ABOVE], *outside)


def _power_of_two(largest: float) -> float:
    if largest <= SMALLEST_LIMIT:
        return SMALLEST_LIMIT
    return min(2.0 ** math.ceil(math.log2(largest)), LARGEST_LIMIT)
