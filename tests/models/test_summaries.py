"""Figures that pictures and sentences share, against NumPy and by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.activations.shape import curve, is_flat
from models.choices import ActivationChoice
from models.events import NEVER
from models.measures.records import Histogram
from models.summaries import (
    Spread,
    dead_units,
    gradient_ratio,
    learned_curve,
    median_nets,
    median_step,
    rebinned,
    spread,
    standing,
    wrong_count,
)


@given(st.integers(1, 12), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_quartiles_are_those_of_numpy(seeds, groups, entropy):
    values = np.random.default_rng(entropy).normal(size=(3, groups * seeds))
    found = spread(values, seeds, np.inf)
    wanted = np.quantile(values.reshape(3, groups, seeds), [0.25, 0.5, 0.75], axis=2)
    np.testing.assert_allclose([found.low, found.median, found.high], wanted, atol=1e-12)


def test_a_failed_seed_stays_in_the_median():
    found = spread(np.array([1.0, 2.0, np.nan, np.nan]), 4, np.inf)
    assert (found.low[0], found.median[0], found.high[0]) == (1.75, np.inf, np.inf)
    worst = spread(np.array([np.nan, 0.5, 0.75]), 3, -np.inf)
    assert (worst.low[0], worst.median[0]) == (-np.inf, 0.5)


@pytest.mark.parametrize(
    ("losses", "seeds", "nets"),
    [
        ([0.3, 0.1, 0.2, 9, 8, 7], 3, (2, 4)),
        ([0.1, 0.1, 0.1], 3, (1,)),
        ([0.4, 0.1, 0.2, 0.3], 4, (2,)),
        ([np.nan, np.inf, 0.2], 3, (0,)),
        ([0.5, 0.6], 1, (0, 1)),
        ([0.5, 0.5], 2, (0,)),
    ],
)
def test_the_median_net(losses, seeds, nets):
    assert median_nets(np.array(losses, dtype=float), seeds) == nets


def test_the_median_step_counts_what_never_happens_as_infinite():
    since = np.array([83, NEVER, 60, NEVER, NEVER, 12])
    assert median_step(since, 3, 100) == (83, NEVER)
    assert median_step(since, 3, 82) == (NEVER, NEVER)
    assert median_step(since, 2, 100) == (83, 60, 12)
    assert median_step(since, 1, 60) == (NEVER, NEVER, 60, NEVER, NEVER, 12)


@given(st.integers(1, 20_000), st.data())
def test_wrong_samples_are_counted_exactly(samples, data):
    wrong = data.draw(st.integers(0, samples))
    assert wrong_count((samples - wrong) / samples, samples) == wrong


def test_dead_units_are_dated_as_far_as_is_known():
    dead, since = np.array([True, False, True]), np.array([88, 3, 40])
    found = dead_units(dead, since, 100)
    assert (found.count, found.units, found.first, found.last) == (2, 3, 40, 88)
    early = dead_units(dead, since, 50)
    assert (early.first, early.last) == (40, None)
    unknown = dead_units(dead, np.array([NEVER, 3, NEVER]), 100)
    assert (unknown.first, unknown.last) == (None, None)


def test_overlapping_quartiles_lead_together():
    found = Spread(
        np.array([0.8, 0.7, 0.1]), np.array([0.9, 0.81, 0.2]), np.array([0.95, 0.82, 0.3])
    )
    result = standing(found)
    assert result.leaders == (0, 1) and result.going == 3
    assert result.margin == pytest.approx(0.7)


def test_those_that_failed_are_not_compared():
    values = np.array([-np.inf, 0.5])
    result = standing(Spread(values, values, values))
    assert result.leaders == (1,) and result.going == 1 and np.isnan(result.margin)
    assert standing(Spread(*[np.array([-np.inf])] * 3)).leaders == ()


def test_gradient_ratios():
    assert gradient_ratio([0.3, 9.0, 0.2]) == 1.5
    assert gradient_ratio([0.3, 0.0]) == np.inf
    assert gradient_ratio([0.0, 0.3]) == 0
    assert np.isnan(gradient_ratio([0.0, 0.0]))


def test_learned_curves_are_those_of_the_learned_values():
    choice = ActivationChoice("prelu")
    start = curve(choice, 4.0, 9)
    same = learned_curve(choice, (0.25,), 4.0, 9, 8)
    np.testing.assert_array_equal(same.value, start.value)
    steep = learned_curve(choice, (-2.5,), 4.0, 9, 8)
    assert steep.value[0] == 10 and steep.derivative[0] == -2.5
    assert learned_curve(choice, (0.01,), 4.0, 9, 8).flat_bins.tolist() == [True] * 4 + [False] * 4


@pytest.mark.parametrize("key", ["relu", "tanh", "gelu", "identity"])
def test_flat_bins_are_flat_at_their_centres(key):
    choice = ActivationChoice(key)
    centres = np.linspace(-8, 8, 97)[1::2]
    found = learned_curve(choice, (), 8.0, 5, 48).flat_bins
    np.testing.assert_array_equal(found, is_flat(choice, centres))


@given(st.integers(2, 40), st.integers(2, 100), st.integers(0, 2**32 - 1))
def test_rebinning_loses_nothing(fine, wide, entropy):
    rng = np.random.default_rng(entropy)
    limit = 2.0**fine
    counts = rng.integers(0, 9, (2, 768))
    outside = rng.integers(0, 9, (3, 2))
    found = Histogram(np.linspace(-limit, limit, 769), counts, *outside)
    new = rebinned(found, max(2.0**wide, limit / 16), 48)
    assert new.counts.shape == (2, 48)
    before = counts.sum(1) + outside.sum(0)
    after = new.counts.sum(1) + new.below + new.above + new.not_finite
    np.testing.assert_array_equal(before, after)
    if wide >= fine:
        np.testing.assert_array_equal(new.counts[:, :24].sum(1), counts[:, :384].sum(1))
