"""The search for learning rates: from runs, and from numbers made by hand."""

from dataclasses import replace

import numpy as np
import pytest

from models.config import RunConfig
from models.declarations import MAX_SEED
from models.race.rates import SEEDS, Tried, rate_curves, searched, try_rate
from models.race.standings import steps_to
from tests.models.race.test_standings import course

CONFIG = RunConfig(samples=100, activations=("relu", "identity"), loss="mse", seeds=2)


@pytest.mark.parametrize("seed", [0, MAX_SEED - 2, MAX_SEED])
def test_a_rate_is_tried_with_seeds_that_the_race_does_not_have(seed):
    race = replace(CONFIG, seed=seed)
    config = searched(race)
    assert not set(config.net_seeds) & set(race.net_seeds)
    assert config.seeds == SEEDS
    assert searched(replace(race, own_rates=(("relu", 0.5),), stop_step=9)) == config


def test_what_diverges_at_a_rate_never_arrives():
    found = try_rate(searched(CONFIG), 100.0, 0.1)
    assert np.isinf(found.loss[1]).all() and np.isinf(found.steps[1]).all()


def test_steps_are_those_that_a_race_would_count():
    config = searched(CONFIG)
    found = try_rate(config, 0.1, 0.2)
    history, _, _ = course(replace(config, learning_rate=0.1), 300)
    assert found.steps.ravel().tolist() == steps_to(history, 0.2, 300).tolist()


def tried(rate, steps, loss):
    return Tried(rate, np.array([steps], dtype=float), np.array([loss], dtype=float))


@pytest.mark.parametrize(
    ("rows", "best", "edge"),
    [
        ([(0.1, [90, 80, 70], [0.1] * 3), (1.0, [50, 60, 99], [0.2] * 3)], 1.0, True),
        ([(0.1, [np.inf] * 3, [0.3] * 3), (1.0, [np.inf] * 3, [0.2] * 3)], 1.0, True),
        ([(1.0, [5, np.inf, np.inf], [np.inf] * 3), (0.1, [np.inf] * 3, [0.3] * 3)], 0.1, True),
        ([(r, [s] * 3, [0.1] * 3) for r, s in ((0.1, 9), (0.3, 5), (1.0, 7))], 0.3, False),
    ],
)
def test_the_best_has_the_fewest_median_steps_else_the_lowest_loss(rows, best, edge):
    (curve,) = rate_curves(tuple(tried(*row) for row in rows))
    assert (curve.rate, curve.edge) == (best, edge)
    assert list(curve.rates) == sorted(curve.rates)


def test_a_curve_says_how_many_diverge():
    (curve,) = rate_curves((tried(1.0, [np.inf] * 3, [0.1, np.inf, np.inf]),))
    assert curve.diverged.tolist() == pytest.approx([2 / 3])
    assert np.isinf(curve.median).all()
