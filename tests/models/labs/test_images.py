"""Convolutions on digits: who gets there, what is exactly 0, what is linear."""

import numpy as np
import pytest
import torch

from models.devices import one_thread
from models.kinds.digits import samples
from models.kinds.image_config import ImageConfig
from models.kinds.image_network import ImageNetwork
from models.labs.firsts import first_at, running_mean
from models.labs.image_maps import MAPS, examples, ink_of, respond
from models.labs.image_race import RACE, TARGET, config_of
from models.labs.scripts import images_script
from models.labs.stage import finish
from models.state import begin

QUICK = {"activations": ("relu", "identity"), "rate": 0.03, "pool": "average"}


def network(config):
    state = begin(config)
    return ImageNetwork(config, torch.tensor(state.parameters), torch.tensor(state.buffers))


@pytest.fixture(scope="module")
def race():
    return finish(RACE, {**QUICK, "seeds": 2, "steps": 70})


def excess(net, x):
    """How far f is from affine: f(x) + f(y) - f(x + y) - f(0), and the size of f."""
    a, b = x[:8], x[8:16]
    outputs = [net.forward(part.expand(1, 8, 64)) for part in (a, b, a + b, 0 * a)]
    first, second, both, none = outputs
    return (first + second - both - none).abs().max().item(), both.abs().max().item()


@torch.no_grad()
@pytest.mark.parametrize(
    ("activation", "pool", "affine"),
    [("identity", "average", True), ("identity", "max", False), ("relu", "average", False)],
)
def test_a_net_without_an_activation_is_affine_unless_it_takes_the_largest(
    activation, pool, affine
):
    config = ImageConfig(activations=(activation,), pool=pool)
    net, x = network(config), samples(config).x_test
    for weight in net.weights:
        weight *= 2.5  # logits of order 10, as after training
    found, size = excess(net, x)
    assert 1 < size < 100
    assert (found <= 1e-4) == affine


@torch.no_grad()
def test_half_of_each_layer_is_zero_before_training():
    config = ImageConfig(activations=("relu",), seeds=10)
    net, x = network(config), samples(config).x_test[:200]
    for values in net.trace(x.expand(10, 200, 64)).activations:
        assert (values == 0).double().mean().item() == pytest.approx(0.5, abs=0.06)


def test_relu_gets_there_and_the_identity_has_neither_zeros_nor_dead_channels(race):
    assert race.activations == ("relu", "identity")
    assert np.isfinite(race.reached[race.of(0)]).all()
    assert race.zero_share[-1, :, race.of(0)].min() > 0.3
    assert race.zero_share[:, :, race.of(1)].max() < 1e-5
    assert not race.dead[:, :, race.of(1)].any()
    spread = race.accuracy_spread(0)
    assert float(spread.low[-1]) <= float(spread.median[-1]) <= float(spread.high[-1])
    at = race.steps.index(int(race.reached[0]))
    assert race.accuracy[at, 0] >= TARGET > race.accuracy[at - 1, 0]


def test_an_experiment_in_pieces_is_the_experiment_at_once(race):
    pieces = finish(RACE, {**QUICK, "seeds": 2, "steps": 70}, 0.05)
    np.testing.assert_array_equal(pieces.accuracy, race.accuracy)
    np.testing.assert_array_equal(pieces.zero_share, race.zero_share)


def test_the_first_looks_are_there_before_the_race_is_over():
    stage = RACE({**QUICK, "seeds": 1}, None, 0.0)
    assert stage.result.steps == (0,) and 0 <= stage.share < 1
    assert np.isinf(stage.result.reached).all()


def test_what_is_never_reached_is_infinite_and_stays_in_the_median():
    race = finish(RACE, {**QUICK, "activations": ("sigmoid",), "seeds": 3, "steps": 10})
    assert float(race.steps_to_target(0).median) == np.inf
    found = first_at((0, 1), np.array([[0.5, np.nan], [1.0, np.nan]]), 0.9)
    assert found.tolist() == [1.0, np.inf]
    assert np.isnan(running_mean(np.ones((3, 1)), 5)).all()


@pytest.fixture(scope="module")
def maps():
    settings = {"activation": "relu", "rate": 0.03, "pool": "average"}
    return finish(MAPS, {**settings, "seeds": 2, "steps": 60})


@torch.no_grad()
def test_a_response_is_that_of_the_first_net(maps):
    config = maps.config
    net = ImageNetwork(config, torch.tensor(maps.parameters), torch.empty((2, 0)))
    x = samples(config).x_test
    answers = net.forward(x.expand(2, *x.shape))[0].argmax(-1)
    rows = [int((samples(config).y_test == digit).nonzero()[0]) for digit in range(10)]
    found = [respond(maps, ink) for ink in examples()]
    assert [one.answer for one in found] == answers[rows].tolist()
    assert sum(one.answer == digit for digit, one in enumerate(found)) >= 7
    trace = net.trace(x[rows[3:4]].expand(2, 1, 64))
    for layer, values in enumerate(trace.activations):
        first = values[0].T.reshape(-1, 8, 8).numpy()
        np.testing.assert_allclose(found[3].maps[layer], first, rtol=1e-4, atol=1e-5)
    assert found[3].probability.sum() == pytest.approx(1)
    assert found[3].zero_share[0] == (found[3].maps[0] == 0).mean()


def test_dead_channels_are_those_of_the_first_net(maps):
    for layer, dead in enumerate(maps.dead_channels):
        assert dead.mean() == pytest.approx(maps.look.dead[layer, 0])
        for ink in examples():
            assert not respond(maps, ink).maps[layer][dead].any()


def test_a_drawing_is_moved_to_the_middle_and_made_as_large_as_the_pad():
    small, large = np.zeros((32, 32), bool), np.zeros((32, 32), bool)
    small[3:11, 2:6] = True
    large[:, 8:24] = True
    np.testing.assert_array_equal(ink_of(small), ink_of(large))
    assert ink_of(large).tolist() == [[0, 0, 16, 16, 16, 16, 0, 0]] * 8
    assert not ink_of(np.zeros((32, 32), bool)).any()
    dot = np.zeros((32, 32), bool)
    dot[31, 0] = True
    assert (ink_of(dot) == 16).all()
    line = np.zeros((32, 32), bool)
    line[5, 1:31] = True
    assert ink_of(line)[[0, 7]].sum() == 0 and ink_of(line)[3:5].sum() > 0


@pytest.mark.parametrize("activation", ["silu", "logish"])
def test_the_script_trains_a_net(capsys, activation):
    config = config_of({**QUICK, "activations": (activation,)})
    with one_thread():
        exec(images_script(config, 30), {"__name__": "script"})  # noqa: S102  our own text
    accuracy = [float(line.split()[2]) for line in capsys.readouterr().out.splitlines()]
    assert len(accuracy) == 3 and accuracy[-1] > max(0.5, accuracy[0])


@pytest.mark.soak
def test_relu_gets_there_within_100_steps_and_sigmoid_not_within_150():
    found = finish(RACE, {**QUICK, "activations": ("relu", "sigmoid"), "seeds": 10, "steps": 150})
    assert (found.reached[found.of(0)] <= 100).sum() >= 9
    assert float(found.steps_to_target(1).median) == np.inf
