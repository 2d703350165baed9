"""CartPole and the policy gradient, against plain loops over single numbers."""

import dataclasses
import math

import numpy as np
import pytest
import torch
from torch.distributions import Categorical

from models.engine import Engine
from models.kinds.cartpole import LENGTH, fallen, moved
from models.kinds.episodes import chances, contexts, play
from models.kinds.policy import MeanReturn, to_go, weights
from models.kinds.policy_config import PolicyConfig
from models.minibatches import Minibatches
from models.network import Network
from models.state import begin
from models.training import Budget, advance

CONFIG = PolicyConfig(activations=("relu", "tanh"), seeds=2, episodes=4, dtype="float64")
FLIPPED = dataclasses.replace(CONFIG, task="flipped", state_scale=2.0, context_scale=3.0)
TASKS = pytest.mark.parametrize("config", [CONFIG, FLIPPED], ids=["plain", "flipped"])


def network(config):
    state = begin(config)
    return Network(config, torch.tensor(state.parameters), torch.tensor(state.buffers))


def one_step(x, speed, angle, turning, force):
    """The step of Gymnasium's CartPole with its Euler integrator, written out for numbers."""
    sine, cosine = math.sin(angle), math.cos(angle)
    temp = (force + 0.05 * turning**2 * sine) / 1.1
    turn = (9.8 * sine - cosine * temp) / (0.5 * (4.0 / 3.0 - 0.1 * cosine**2 / 1.1))
    faster = temp - 0.05 * turn * cosine / 1.1
    return (x + 0.02 * speed, speed + 0.02 * faster, angle + 0.02 * turning, turning + 0.02 * turn)


def test_the_cart_moves_as_the_equations_say():
    rng = np.random.default_rng(0)
    states, forces = rng.normal(0, [[2], [2], [0.3], [2]], (4, 50)), rng.choice([-10, 10], 50)
    expected = [one_step(*states[:, i], forces[i]) for i in range(50)]
    np.testing.assert_allclose(moved(states, forces).T, expected, rtol=1e-12, atol=1e-14)


def test_a_pole_that_nobody_moves_gains_energy_only_by_the_error_of_the_step():
    state = np.array([0.0, 0.0, 0.05, 0.0])
    for _ in range(20):
        state = moved(state, np.array(0.0))
    assert state[2] > 0.05
    assert state[0] < 0  # the cart rolls away below the pole
    assert state[1] * 1.1 + 0.05 * state[3] * math.cos(state[2]) == pytest.approx(0, abs=0.003)


def test_an_episode_ends_at_the_limits():
    angle = math.radians(12)
    rows = [[2.41, 0, 0, 0], [-2.39, 0, 0, 0], [0, 0, angle + 1e-9, 0], [0, 9, -angle + 1e-9, 9]]
    assert fallen(np.array(rows).T).tolist() == [True, False, True, False]


@TASKS
def test_episodes_are_those_of_a_loop_over_one(config):
    nets, drawn = network(config), chances(config, 5)
    played = play(config, nets, drawn)
    for net in range(4):
        for episode in range(4):
            state, length = tuple(drawn.starts[:, net, episode]), LENGTH
            sign = contexts(config)[episode]
            for step in range(LENGTH):
                np.testing.assert_allclose(played.states[step, :, net, episode], state, rtol=1e-6)
                seen = torch.tensor([[*np.multiply(state, config.state_scale)]])
                if config.task == "flipped":
                    seen = torch.cat((seen, torch.tensor([[3.0 * sign]])), 1)
                output = nets.forward(seen.expand(4, 1, -1))[net, 0]
                right = drawn.luck[step, net, episode] < output.softmax(-1)[1]
                assert played.actions[step, net, episode] == right
                state = one_step(*state, sign * (10.0 if right else -10.0))
                if fallen(np.array(state)):
                    length = step + 1
                    break
            assert played.returns[net, episode] == length


def test_nets_of_a_seed_meet_the_same_chances_and_updates_do_not():
    first, second = chances(CONFIG, 0), chances(CONFIG, 1)
    np.testing.assert_array_equal(first.starts[:, 0], first.starts[:, 2])
    np.testing.assert_array_equal(first.luck[:, 1], first.luck[:, 3])
    assert (first.starts[:, 0] != first.starts[:, 1]).all()
    assert (first.luck != second.luck).mean() > 0.99
    assert np.abs(first.starts).max() <= 0.05


def test_the_weight_of_an_action_is_what_followed_it_compared_with_the_others():
    nets = network(CONFIG)
    played = play(CONFIG, nets, chances(CONFIG, 0))
    found = weights(played, 0.9)
    for net in range(4):
        alive = played.alive[:, net] > 0
        rewards = np.concatenate(
            [[sum(0.9**k for k in range(n - i)) for i in range(n)] for n in alive.sum(0)]
        )
        expected = (rewards - rewards.mean()) / rewards.std()
        share = alive.sum() / (LENGTH * 4)
        np.testing.assert_allclose(found[:, net].T[alive.T] * share, expected, rtol=1e-7)
        assert not found[:, net][~alive].any()


def test_rewards_to_go_are_discounted():
    alive = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    np.testing.assert_allclose(to_go(alive, 0.5), [[1.75, 1], [1.5, 0], [1, 0]])


@TASKS
def test_the_gradient_is_that_of_log_probabilities(config):
    engine = Engine(config, begin(config))
    batch = engine._epoch(0)
    assert isinstance(batch, Minibatches)
    engine._stepper._differentiate(batch.x[0], batch.y[0], ())
    found = engine.network.rows(engine.network.gradient).clone()
    nets = network(config)
    output, target = nets.train(batch.x[0])[0], batch.y[0]
    log = Categorical(logits=output).log_prob(target[..., 0])
    (-(log * target[..., 1]).mean(1).sum()).backward()
    torch.testing.assert_close(found, nets.rows(nets.gradient), rtol=1e-9, atol=1e-12)


def test_the_loss_is_minus_the_mean_return():
    _, frame = advance(CONFIG, begin(CONFIG), Budget(steps=1))
    played = play(CONFIG, network(CONFIG), chances(CONFIG, 0))
    np.testing.assert_allclose(-frame.batch_loss[0], played.returns.mean(1), rtol=1e-12)


def test_the_slope_of_an_ended_episode_is_nothing():
    output = torch.randn(2, 3, 2, generator=torch.Generator().manual_seed(0))
    assert not MeanReturn().slope(output, torch.zeros(2, 3, 3)).any()
