"""Histograms that are kept: their ranges, and how they are merged."""

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some

from models.measures.binning import LARGEST, SMALLEST, binned, log_binned
from models.measures.bins import BINS

ONE = np.ones(1, bool)
numbers = some.lists(
    some.floats(-1e15, 1e15, allow_subnormal=False),
    min_size=1,
    max_size=300,
)


def of(*layers, going=ONE):
    return binned([torch.tensor(np.atleast_2d(values)) for values in layers], going)


@settings(deadline=None, max_examples=60)
@given(numbers, numbers)
def test_the_range_is_the_smallest_that_holds_most(first, second):
    for values, found in zip((first, second), of(first, second), strict=True):
        size = np.abs(values)
        assert np.log2(found.limit) % 1 == 0
        if found.limit < LARGEST:
            assert (size <= found.limit).mean() >= 0.99
        if found.limit > SMALLEST:
            assert (size <= found.limit / 2).mean() < 0.99
        assert found.counts.sum() + found.below[0] + found.above[0] == len(values)


@settings(deadline=None, max_examples=60)
@given(numbers, some.integers(0, 12))
def test_merged_bins_are_bins_of_the_larger_range(values, doublings):
    (found,) = of(values)
    limit = found.limit * 2.0**doublings
    inside = [value for value in values if abs(value) < found.limit]
    edge = [value for value in values if abs(value) == found.limit]
    wanted = np.histogram(inside, np.linspace(-limit, limit, BINS + 1))[0]
    merged = found.over(limit)
    assert merged.limit == limit
    assert (merged.counts[0] - wanted).sum() == len(edge)
    assert (merged.counts[0] >= wanted).all()
    assert (merged.below, merged.above) == (found.below, found.above)


@pytest.mark.parametrize("limit", [0.5, 3.0, -2.0, 0.0, np.inf, np.nan])
def test_other_ranges_are_refused(limit):
    (found,) = of([0.7])
    assert found.limit == 1
    with pytest.raises(ValueError, match=r"limit must be 1 times a power of two, at least 1; got"):
        found.over(limit)


@pytest.mark.parametrize(("value", "place"), [(1, 63), (-1, 0), (0, 32), (-1e-9, 31), (0.5, 48)])
def test_bins_include_their_lower_edge_and_the_last_one_both(value, place):
    found = of([value, 1.0])[0]
    assert found.limit == 1
    wanted = np.bincount([place, 63], minlength=64)
    assert found.counts[0].tolist() == wanted.tolist()


def test_what_is_not_finite_is_counted_nowhere():
    (found,) = of([[np.nan, np.inf, -np.inf, 2.0], [1e30, 1, 1, 1]], going=np.array([True, False]))
    assert found.limit == 2
    assert found.counts.sum(1).tolist() == [1, 0]
    assert not (found.below.any() or found.above.any())
    (sizes,) = log_binned([torch.tensor([[np.nan, np.inf, -np.inf, 0.0, 2.0]])], ONE)
    assert (sizes.counts.sum(), sizes.zeros.tolist()) == (1, [1])


def test_what_lies_far_outside_is_counted_beside_the_bins():
    (found,) = of([0.25] * 198 + [3e38, -3e38])
    assert found.limit == 0.25
    assert (found.counts[0, 63], found.below[0], found.above[0]) == (198, 1, 1)


def test_nothing_that_goes_on_has_the_smallest_range():
    (found,) = of([[1.0, 2.0]], going=np.array([False]))
    assert (found.limit, found.counts.sum()) == (SMALLEST, 0)


@pytest.mark.parametrize(
    ("value", "place"), [(1e-300, 0), (-1e-12, 0), (1.0, 30), (-1.0, 30), (9e3, 39), (1e200, 39)]
)
def test_sizes_go_by_their_logarithm(value, place):
    (found,) = log_binned([torch.tensor([[value]], dtype=torch.float64)], ONE)
    assert np.flatnonzero(found.counts[0]).tolist() == [place]
