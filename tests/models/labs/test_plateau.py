"""The last layer of a deep sigmoid net saturates, the loss stands still, and then it escapes."""

import json

import numpy as np
import pytest

from models.labs.plateau import EXPERIMENT, Training, config, from_json, looks, to_json
from models.labs.stage import finish

NAMES = ("mean", "saturated", "loss", "accuracy", "escape")


def run(rate, steps, activation="sigmoid", seeds=3):
    settings = {"activation": activation, "rate": rate, "steps": steps, "seeds": seeds}
    return finish(EXPERIMENT, settings)


@pytest.fixture(scope="module")
def fast():
    return run(1.0, 200)


def assert_saturated(found, below):
    """The last layer falls to 0 while the first two stay in the middle of their range."""
    assert found.mean.median[-1, -1] < below
    assert np.abs(found.mean.median[:, :2] - 0.5).max() < 0.05
    assert found.at_chance
    assert np.isinf(found.escape.median)


def test_the_last_layer_saturates_within_200_steps_at_rate_1(fast):
    assert_saturated(fast, 0.05)


@pytest.mark.soak
def test_the_last_layer_saturates_by_step_1000_at_rate_01():
    assert_saturated(run(0.1, 1000, seeds=10), 0.30)


@pytest.mark.soak
def test_at_rate_1_it_escapes():
    found = run(1.0, 4000, seeds=5)
    assert 300 <= found.escape.median <= 2500
    assert found.loss.median[-1] < 0.5


def test_it_begins_in_the_middle(fast):
    np.testing.assert_allclose(fast.mean.median[0], 0.5, atol=0.03)
    assert fast.steps[0] == 0
    assert fast.saturated.median[-1, -1] > 0.9


def test_tanh_learns_meanwhile():
    found = run(0.1, 300, "tanh", seeds=2)
    assert found.loss.median[-1] < 0.5
    assert not found.at_chance
    assert found.escape.high < 300


def test_seeds_beyond_one_run_are_trained_in_several():
    found = run(1.0, 10, seeds=6)
    first = run(1.0, 10, seeds=5)
    assert (found.seeds, first.seeds) == (6, 5)
    assert config("sigmoid", 1.0, seed=5, seeds=1).net_seeds == (5,)


def test_a_diverged_net_counts_as_infinite_loss():
    found = run(100.0, 20, "softsign", seeds=1)
    assert found.loss.median[-1] > 3


def test_small_pieces_give_the_same_as_one_call():
    settings = {"activation": "sigmoid", "rate": 0.3, "steps": 20, "seeds": 2}
    stage, shares = EXPERIMENT(settings, None, 0.0), []
    while not stage.done:
        shares.append(stage.share)
        stage = EXPERIMENT(settings, stage.memory, 0.0)
    assert shares == sorted(shares)
    assert_equal(stage.result, finish(EXPERIMENT, settings))


def assert_equal(found, wanted, **tolerance):
    assert (found.steps, found.seeds, found.rate) == (wanted.steps, wanted.seeds, wanted.rate)
    for name in NAMES:
        one, other = getattr(found, name), getattr(wanted, name)
        for part in ("low", "median", "high"):
            np.testing.assert_allclose(getattr(one, part), getattr(other, part), **tolerance)


def test_it_is_stored_and_read_again(fast):
    stored = json.loads(json.dumps(to_json(fast)))
    read = from_json("sigmoid", 1.0, stored)
    assert isinstance(read, Training)
    assert_equal(read, fast, rtol=1e-3)


def test_looks_grow_apart():
    found = looks(2000)
    assert found[0] == 0
    assert found[-1] == 2000
    assert found == sorted(set(found))
