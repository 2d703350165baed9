"""The figures of a race, from a run and from numbers made by hand."""

import numpy as np
import pytest

from models.config import RunConfig
from models.history import History, extend, followed
from models.race.standings import race, shares_of, steps_to
from models.targets import LEVELS
from models.training import Budget, advance, begin, observe

CONFIG = RunConfig(
    activations=("relu", "sigmoid", "tanh"), seeds=3, learning_rate=0.3, samples=200, batch_size=20
)
TARGET = 0.4


def course(config, steps=80):
    state = begin(config)
    history = extend(History.of(config), observe(config, state, ()).readings)
    after, frame = advance(config, state, Budget(steps=steps), ("loss",))
    history = extend(followed(history, state, frame.batch_loss), frame.readings)
    return history, frame["loss"], after.diverged


@pytest.fixture(scope="module")
def run():
    return course(CONFIG)


def test_it_ranks_by_median_steps(run):
    history, loss, gone = run
    found = race(CONFIG, history, loss, gone, 80, TARGET)
    medians = [entrant.median for entrant in found.entrants]
    assert medians == sorted(medians)
    last = found.entrants[-1]
    assert (last.group, last.solved, last.median) == (1, 0, np.inf)  # sigmoid
    for entrant in found.entrants:
        rows = slice(3 * entrant.group, 3 * entrant.group + 3)
        assert entrant.test_loss == pytest.approx(np.median(loss.test_loss[rows]))
        assert entrant.score == pytest.approx(np.median(loss.test_accuracy[rows]))
        assert entrant.rate == 0.3
    assert {found.comparisons[0].ahead, found.comparisons[-1].behind} <= {0, 1, 2}
    assert found.needed > 3 and not any(pair.differ for pair in found.comparisons)


def test_what_comes_later_has_not_happened_yet(run):
    history, loss, gone = run
    now = race(CONFIG, history, loss, gone, 80, TARGET)
    first = min(entrant.steps.min() for entrant in now.entrants)
    earlier = race(CONFIG, history, loss, gone, int(first) - 1, TARGET)
    assert all(entrant.solved == 0 for entrant in earlier.entrants)
    assert np.isfinite(first)


def test_shares_are_over_all_hidden_layers(run):
    reading = run[0].last
    dead, saturated = shares_of(reading)
    assert dead == pytest.approx(np.concatenate(reading.dead, 1).mean(1))
    values = [layer.saturated_share for layer in reading.layers]
    assert saturated == pytest.approx(np.mean(values, 0))  # both layers have 8 units


def test_nets_that_diverged_are_counted_and_have_no_shares():
    config = RunConfig(
        samples=100,
        activations=("identity", "sigmoid"),
        loss="mse",
        own_rates=(("identity", 100.0),),
        seeds=2,
    )
    history, loss, gone = course(config, 60)
    assert gone[:2].all() and not gone[2:].any()
    by_group = {e.group: e for e in race(config, history, loss, gone, 60, 0.1).entrants}
    assert (by_group[0].diverged, by_group[1].diverged) == (2, 0)
    assert by_group[0].test_loss == np.inf
    assert np.isnan([by_group[0].dead, by_group[0].score]).all()
    assert np.isfinite(by_group[1].test_loss)


def test_a_single_seed_has_no_intervals():
    config = RunConfig(samples=100)
    history, loss, gone = course(config, 20)
    found = race(config, history, loss, gone, 20, 0.5)
    assert found.comparisons == ()
    assert np.isnan([entrant.interval for entrant in found.entrants]).all()


def test_a_target_between_the_levels_is_refused(run):
    with pytest.raises(ValueError, match="two significant digits"):
        steps_to(run[0], 0.123, 80)
    assert steps_to(run[0], LEVELS[0], 80).shape == (9,)
