"""Policies on CartPole: the linear one solves it, and cannot solve it flipped."""

from dataclasses import replace

import numpy as np
import pytest

from models.devices import one_thread
from models.labs.pole import LEARN, LINEAR, SOLVED, config_of, watch
from models.labs.scripts import pole_script
from models.labs.stage import finish
from models.training import Budget, advance, begin

PLAIN = {"task": "plain", "activations": ("tanh",), "rate": 0.01}
FLIPPED = {**PLAIN, "task": "flipped", "activations": ("relu",)}


@pytest.fixture(scope="module")
def learning():
    return finish(LEARN, {**PLAIN, "seeds": 3, "updates": 45})


def test_the_linear_policy_is_always_there_and_last():
    assert config_of({**PLAIN, "activations": (LINEAR, "relu")}).activations == ("relu", LINEAR)
    assert config_of({**PLAIN, "activations": (LINEAR,)}).activations == (LINEAR,)
    assert config_of({"task": "plain", "rate": 0.01, "activation": "elu"}).activations[0] == "elu"


def test_the_linear_policy_solves_the_plain_task(learning):
    assert learning.activations == ("tanh", LINEAR)
    assert learning.solved_count(1) >= 2
    assert 5 <= float(learning.updates_to_solve(1).median) <= 45
    assert float(learning.last(1).median) >= SOLVED


def test_figures_are_those_of_the_run(learning):
    config = config_of({**PLAIN, "seeds": 3})
    _, frame = advance(config, begin(config), Budget(steps=10))
    np.testing.assert_allclose(learning.returns[:10], -frame.batch_loss, rtol=1e-6)
    np.testing.assert_allclose(learning.smooth[9], learning.returns[5:10].mean(0))
    net = int(np.argmin(learning.solved))
    at = int(learning.solved[net])
    assert learning.smooth[at - 1, net] >= SOLVED > np.nan_to_num(learning.smooth[at - 2, net])


def test_an_experiment_in_pieces_is_the_experiment_at_once():
    settings = {**PLAIN, "seeds": 1, "updates": 12}
    whole, pieces = finish(LEARN, settings), finish(LEARN, settings, 0.01)
    np.testing.assert_array_equal(whole.returns, pieces.returns)
    assert whole.watched == pieces.watched == (0, 10, 12)
    for one, other in zip(whole.parameters, pieces.parameters, strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_net_that_diverged_counts_as_nothing(learning):
    returns = learning.returns.copy()
    returns[3:, 0] = np.nan
    gone = np.arange(6) == 0
    found = replace(learning, returns=returns, diverged=gone)
    assert found.solved[0] == np.inf
    assert found.smooth[-1, 0] == 0
    assert float(found.last(0).low) < float(learning.last(0).low)


def test_an_episode_ends_where_it_is_lost_and_gets_longer_with_training(learning):
    first, last = (watch(learning, 1, 0, kept, 1) for kept in (0, -1))
    assert first.length < last.length <= 200
    assert not first.balanced
    assert np.abs(first.states[:-1, 2]).max() <= np.radians(12)
    assert set(np.unique(last.pushes)) == {-1, 1}
    again = watch(learning, 1, 0, 0, 1)
    np.testing.assert_array_equal(first.states, again.states)


def test_in_the_flipped_task_an_episode_of_each_case_can_be_watched():
    learning = finish(LEARN, {**FLIPPED, "seeds": 1, "updates": 5})
    one, other = (watch(learning, 0, 0, 0, context) for context in (1, -1))
    assert (one.context, other.context) == (1, -1)
    assert one.length != other.length or (one.states != other.states).any()


def test_the_linear_policy_keeps_to_one_case_of_the_flipped_task():
    learning = finish(LEARN, {**FLIPPED, "activations": (LINEAR,), "seeds": 2, "updates": 50})
    assert learning.solved_count(0) == 0
    assert np.nanmax(learning.smooth) <= 115


@pytest.mark.parametrize("task", ["plain", "flipped"])
def test_the_script_trains_a_policy(capsys, task):
    text = pole_script(config_of({**PLAIN, "task": task, "scale": 2.0}), 3)
    with one_thread():
        exec(text, {"__name__": "script"})  # noqa: S102  our own text
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(8 <= float(line.split()[2]) <= 200 for line in lines)


@pytest.mark.soak
def test_identity_solves_plain_and_never_flipped_relu_solves_flipped():
    seeds = {"seeds": 16, "updates": 150}
    plain = finish(LEARN, {**PLAIN, "activations": (LINEAR,), **seeds})
    assert plain.solved_count(0) >= 0.9 * 16
    flipped = finish(LEARN, {**FLIPPED, **seeds})
    assert flipped.solved_count(1) == 0
    assert np.nanmax(flipped.smooth[:, flipped.of(1)]) <= 115
    assert flipped.solved_count(0) >= 0.7 * 16
