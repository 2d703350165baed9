"""Simulated races with a known difference and with none: what the comparison makes of them."""

from itertools import product

import numpy as np
import pytest
from scipy import stats

from models.race.intervals import intervals
from models.race.signed_ranks import differences, holm, p_value, seeds_needed
from models.race.standings import compared

SIMULATIONS = 200


def simulated(rng, factors, seeds=10, never=0.0, late=np.inf):
    """Lognormal steps, of which a part is the seed's own; a share of nets never gets there."""
    own, shared = rng.normal(0, 0.25, (len(factors), seeds)), rng.normal(0, 0.25, seeds)
    steps = np.round(100 * np.array(factors)[:, None] * np.exp(own + shared))
    lost = (rng.random(steps.shape) < never) | (steps > late)
    return np.where(lost, np.inf, steps)


def pairs_of(steps):
    rows = tuple(tuple(map(float, row)) for row in steps)
    order = tuple(int(at) for at in np.argsort(np.median(steps, axis=1), kind="stable"))
    return compared(rows, order)[0]


@pytest.mark.parametrize(
    ("activations", "seeds", "never", "late"),
    [(3, 10, 0.0, np.inf), (6, 10, 0.0, np.inf), (4, 10, 0.2, 130), (2, 6, 0.0, np.inf)],
)
def test_where_nothing_differs_hardly_ever_a_pair_is_said_to(activations, seeds, never, late):
    """Any pair of a race is one false positive of that race: at most 5 % of the races."""
    rng = np.random.default_rng(activations)
    races = (simulated(rng, (1,) * activations, seeds, never, late) for _ in range(SIMULATIONS))
    wrong = sum(any(pair.differ for pair in pairs_of(race)) for race in races)
    assert wrong <= 0.05 * SIMULATIONS


def test_a_pair_that_is_level_is_found_level_among_others_that_are_not():
    rng = np.random.default_rng(7)
    wrong = 0
    for _ in range(SIMULATIONS):
        found = pairs_of(simulated(rng, (1, 1, 3, 3)))
        level = [pair for pair in found if {pair.ahead, pair.behind} in ({0, 1}, {2, 3})]
        wrong += any(pair.differ for pair in level)
    assert wrong <= 0.05 * SIMULATIONS


@pytest.mark.parametrize("late", [np.inf, 180])
def test_a_difference_that_is_there_is_found(late):
    rng = np.random.default_rng(3)
    found = [pairs_of(simulated(rng, (2.0, 1.0, 1.0), 10, late=late)) for _ in range(40)]
    slow = [pair for race in found for pair in race if 0 in (pair.ahead, pair.behind)]
    right = [pair for pair in slow if pair.differ and pair.behind == 0]
    assert len(right) >= 0.8 * len(slow)
    assert not [pair for pair in slow if pair.differ and pair.ahead == 0]


def test_intervals_hold_the_true_ratio_as_often_as_they_say():
    rng = np.random.default_rng(5)
    found = [
        intervals(simulated(rng, (1, 2), seeds=20), [(0, 1)]).ratio[0] for _ in range(SIMULATIONS)
    ]
    held = np.mean([low <= 2 <= high for _, low, high in found])
    assert 0.9 <= held <= 0.99
    assert np.median([middle for middle, _, _ in found]) == pytest.approx(2, rel=0.05)


def test_what_is_never_reached_makes_an_interval_open():
    steps = np.array([[10.0] * 10, [20.0] * 6 + [np.inf] * 4])
    ratio, low, high = intervals(steps, [(0, 1)]).ratio[0]
    assert (ratio, low, high) == (2.0, 2.0, np.inf)
    turned = intervals(steps, [(1, 0)]).ratio[0]
    assert turned.tolist() == pytest.approx([0.5, 0.0, 0.5])
    nobody = intervals(np.full((2, 10), np.inf), [(0, 1)])
    assert nobody.ratio.tolist() == [[1.0, 1.0, 1.0]]
    assert np.isinf(nobody.median).all()


def test_a_seed_that_never_arrives_is_not_left_out():
    """Left out, the other six would make the second one faster."""
    steps = np.array([[100.0] * 10, [90.0] * 6 + [np.inf] * 4])
    assert p_value(differences(*steps)) > 0.3
    assert p_value(differences(*steps[:, :6])) == 0.03125


def test_the_test_is_the_one_that_scipy_counts_out():
    rng = np.random.default_rng(1)
    for count, ties in product((3, 6, 10), (False, True)):
        found = rng.normal(0.3, 1, count)
        found = np.where(np.round(found, 0) == 0, 0.4, np.round(found, 0)) if ties else found
        resampled = stats.permutation_test(
            (found,),
            lambda x, axis: np.sum(np.sign(x) * stats.rankdata(np.abs(x), axis=axis), axis=axis),
            permutation_type="samples",
            n_resamples=np.inf,
            vectorized=True,
        )
        assert p_value(found) == pytest.approx(resampled.pvalue)


def test_holm_is_monotone_and_never_below_the_single_test():
    adjusted = holm([0.001, 0.04, 0.3, 0.04])
    assert adjusted == pytest.approx((0.004, 0.12, 0.3, 0.12))


def test_with_fewer_seeds_no_difference_can_be_told():
    for activations in (2, 3, 6):
        needed = seeds_needed(activations)
        clear = np.outer(4.0 ** np.arange(activations), 10 + np.arange(needed))
        assert all(pair.differ for pair in pairs_of(clear)[:1])
        assert not any(pair.differ for pair in pairs_of(clear[:, : needed - 1]))
