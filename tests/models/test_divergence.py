"""Nets that overflow: where, from when on, and without a trace in the others."""

import dataclasses

import numpy as np
import pytest

from models.config import RunConfig
from models.datasets import make_data
from models.history import History, extend
from models.minibatches import order
from models.training import Budget, Divergence, advance, begin, observe
from tests.models.runs import by_hand, differences

# Two identity nets 2-1-1-1; the second one has small weights and goes on.
CONFIG = RunConfig(
    samples=40, batch_size=5, activations=("identity",), hidden=(1, 1), loss="mse", seeds=2
)
CALM = (([[0.1], [0.1]], 0.1), ([[0.1]], 0.1), ([[0.1]], 0.1))


def net(first, second, last, biases=(0.0, 0.0, 0.0)):
    return (
        ([[first], [first]], biases[0]),
        ([[second]], biases[1]),
        ([[last]], biases[2]),
    )


# Weights, then biases, then the layer and the quantity that overflow first in 32 bits.
OVERFLOWS = {
    "first layer": (net(3e38, 1, 1), 1, "preactivation"),
    "second layer": (net(1, 1, 1, (1e30, 0, 0)), 0, "loss"),
    "second preactivation": (net(1, 1e30, 1, (1e10, 0, 0)), 2, "preactivation"),
    "output": (net(1, 1e10, 1e30, (1, 0, 0)), 3, "preactivation"),
    "loss": (net(0, 0, 0, (0, 0, 1e20)), 0, "loss"),
    "gradient of the last layer": (net(0, 0, 1e-10, (0, 1e25, 0)), 3, "gradient"),
    "gradient of the second layer": (net(0, 0, 1e30, (0, 1e-20, 0)), 2, "gradient"),
    "gradient of the first layer": (net(0, 1e15, 1e15, (1e-20, 0, 0)), 1, "gradient"),
    "parameter of the last layer": (net(0, 0, 0, (0, 1e22, 1e15)), 3, "parameter"),
}


def config_for(quantity):
    return dataclasses.replace(CONFIG, learning_rate=100 if quantity == "parameter" else 0.03)


@pytest.mark.parametrize("step", [0, 7, 5000])
@pytest.mark.parametrize("name", OVERFLOWS)
def test_step_layer_and_quantity_are_named(name, step):
    given, layer, quantity = OVERFLOWS[name]
    config = config_for(quantity)
    start = by_hand(config, given, CALM, step=step)
    state, frame = advance(config, start, Budget(steps=3), ("loss",))
    assert state.divergence == (Divergence(step + 1, layer, quantity), None)
    assert frame.divergence == state.divergence
    assert state.diverged.tolist() == [True, False]
    np.testing.assert_array_equal(state.parameters[0], start.parameters[0])
    assert np.isnan(frame.batch_loss[:, 0]).all()
    assert np.isfinite(frame.batch_loss[:, 1]).all()


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("name", OVERFLOWS)
def test_the_others_go_on_bit_by_bit(name, optimizer):
    given, _, quantity = OVERFLOWS[name]
    config = dataclasses.replace(config_for(quantity), optimizer=optimizer)
    start = dataclasses.replace(by_hand(config, given, CALM), step=300)
    calm = dataclasses.replace(by_hand(config, CALM, CALM), step=300)
    (one, frame), (other, quiet) = (advance(config, s, Budget(steps=50)) for s in (start, calm))
    np.testing.assert_array_equal(one.parameters[1], other.parameters[1])
    np.testing.assert_array_equal(one.moments[:, 1], other.moments[:, 1])
    np.testing.assert_array_equal(frame.batch_loss[:, 1], quiet.batch_loss[:, 1])
    for told, wanted in zip(frame.readings, quiet.readings, strict=True):
        assert told.loss.test_loss[1] == wanted.loss.test_loss[1]


def test_it_keeps_the_last_finite_parameters():
    config = dataclasses.replace(
        CONFIG,
        learning_rate=50.0,
        samples=500,
        optimizer_hyperparameters=(("momentum", 0.5),),
    )
    start = dataclasses.replace(begin(config), step=3000)
    state, frame = advance(config, start, Budget(steps=200))
    for k, where in enumerate(state.divergence):
        before, _ = advance(config, start, Budget(steps=where.step - 1 - 3000))
        assert before.divergence[k] is None
        np.testing.assert_array_equal(state.parameters[k], before.parameters[k])
        np.testing.assert_array_equal(state.moments[:, k], before.moments[:, k])
        after, _ = advance(config, before, Budget(steps=1))
        assert after.divergence[k] == where
    assert np.isfinite(state.parameters).all()
    assert np.isfinite(state.moments).all()
    assert frame.stopped == "diverged"


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("activation", ["relu", "tanh", "softplus"])
def test_a_huge_rate_leaves_only_finite_numbers_or_a_named_divergence(optimizer, dtype, activation):
    config = dataclasses.replace(
        CONFIG,
        activations=(activation,),
        hidden=(4, 4, 4),
        learning_rate=100.0,
        optimizer=optimizer,
        dtype=dtype,
    )
    state, frame = advance(config, begin(config), Budget(steps=120))
    assert np.isfinite(state.parameters).all()
    for k, where in enumerate(state.divergence):
        told = np.isfinite(frame.batch_loss[:, k])
        assert told[: (where.step - 1 if where else 120)].all()


def test_every_record_tells_diverged_nets_from_others():
    given = OVERFLOWS["first layer"][0]
    start = by_hand(CONFIG, given, CALM, step=10)
    _, frame = advance(CONFIG, start, Budget(steps=4))
    history = extend(History(), [*observe(CONFIG, start, ()).readings, *frame.readings])
    assert [r.diverged.tolist() for r in history.readings] == [[False] * 2] + [[True, False]] * 4
    for name in ("train_loss", "test_loss", "train_accuracy", "test_accuracy"):
        series = history.series(name)
        assert np.isnan(series[1:, 0]).all()
        assert np.isfinite(series[:, 1]).all()
    assert np.isnan(history.signal()[1:, 0]).all()
    assert np.isfinite(history.reach).all()


def test_a_net_that_does_not_compute_is_not_counted_dead():
    start = by_hand(CONFIG, OVERFLOWS["first layer"][0], CALM)
    layer = observe(CONFIG, start, ("preactivations",))["preactivations"].layers[0]
    assert layer.histogram.not_finite.tolist()[1] == 0
    assert layer.histogram.not_finite[0] > 0
    assert not layer.dead.any()


# Layer 3 overflows, but tanh turns infinity into 1: output, loss and gradients are numbers.
BOUNDED = dataclasses.replace(
    CONFIG, activations=("identity|identity|tanh",), hidden=(1, 1, 1), batch_size=1, samples=200
)
HIDDEN = (([[0], [0]], 1e14), ([[1e14]], 0), ([[1e14]], 0), ([[0.1]], 0))
LEVEL = (([[0.1], [0.1]], 0.1), ([[0.1]], 0.1), ([[0.1]], 0.1), ([[0.1]], 0.1))
LOST = (([[0], [0]], 0), ([[0]], 0), ([[0]], 0), ([[0]], 1e20))


@pytest.mark.parametrize("companion", [LEVEL, LOST])
def test_infinity_that_a_bounded_activation_swallows_is_found_at_its_step(companion):
    """Whether or not another net has the steps looked at one by one."""
    start = by_hand(BOUNDED, HIDDEN, companion, step=3000)
    whole, _ = advance(BOUNDED, start, Budget(steps=30))
    assert whole.divergence[0] == Divergence(3001, 3, "preactivation")
    assert (whole.divergence[1] is None) == (companion is LEVEL)
    early, _ = advance(BOUNDED, start, Budget(steps=10))
    late, _ = advance(BOUNDED, early, Budget(steps=20))
    assert differences(late, whole) == []


def test_infinity_in_the_middle_of_a_chunk_is_found_although_it_passes():
    """Only one of 20 minibatches reaches the edge of what a float can hold."""
    config = dataclasses.replace(
        BOUNDED, activations=("relu|relu|relu",), learning_rate=1e-30, dataset="xor"
    )
    x = make_data(config).x_train[order(0, 0, config.train_count)[:20], 0]
    first = int(np.argmax(np.abs(x)))
    assert 0 < first < 19
    below = -3.4029e12 / np.abs(x[first])
    start = by_hand(
        config,
        (([[np.sign(x[first]) * 1e13], [0]], 0), ([[1e13]], 0), ([[below]], 0), ([[1]], 0)),
        LEVEL,
    )
    state, _ = advance(config, start, Budget(steps=20))
    assert state.divergence[0] == Divergence(first + 1, 3, "preactivation")
