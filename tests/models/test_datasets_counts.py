"""How many samples each class gets."""

import dataclasses
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.datasets import DATASETS, class_counts, enough, largest_samples

CIRCLES = DATASETS["circles"]


@given(some.integers(20, 20_000), some.integers(2, 10), some.floats(0, 0.95))
def test_counts_fall_evenly(samples, classes, imbalance):
    counts = np.array(class_counts(samples, classes, imbalance))
    assert counts.sum() == samples
    assert len(counts) == classes
    assert counts.min() >= 1
    assert (np.diff(counts) <= 0).all()
    line = np.linspace(1, 1 - imbalance, classes)
    quota = samples * line / line.sum()
    if quota.min() >= 1:
        assert np.abs(counts - quota).max() < 1
        assert counts[-1] == pytest.approx((1 - imbalance) * counts[0], abs=2)


@pytest.mark.parametrize(("samples", "classes"), [(500, 2), (501, 2), (20, 3), (47, 10)])
def test_without_imbalance_the_counts_are_as_equal_as_can_be(samples, classes):
    counts = class_counts(samples, classes, 0.0)
    assert counts == tuple(np.bincount(np.arange(samples) % classes))


def test_a_class_may_be_twenty_times_as_rare():
    assert class_counts(2100, 2, 0.95) == (2000, 100)
    assert class_counts(20, 10, 0.95) == (3, 3, 3, 3, 2, 2, 1, 1, 1, 1)
    with pytest.raises(ValueError, match="10 classes need as many samples; got 9"):
        class_counts(9, 10, 0.0)


@pytest.mark.parametrize("imbalance", [0.0, 0.3, 0.95])
def test_the_largest_number_of_samples_is_where_a_class_runs_out(imbalance):
    scarce = dataclasses.replace(CIRCLES, available=(70, 90))
    most = largest_samples(scarce, 2, imbalance)
    fits = [n for n in range(2, 161) if enough(scarce, class_counts(n, 2, imbalance))]
    assert fits[-1] == most
    assert 70 in class_counts(most, 2, imbalance)
    assert largest_samples(CIRCLES, 2, imbalance) is None


def test_enough_looks_at_each_class():
    scarce = dataclasses.replace(CIRCLES, available=(3, 2))
    held = {counts for counts in itertools.product(range(5), repeat=2) if enough(scarce, counts)}
    assert held == set(itertools.product(range(4), range(3)))
    assert enough(CIRCLES, (10**9, 10**9))
