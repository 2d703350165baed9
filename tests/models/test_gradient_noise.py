"""The noise of minibatch gradients, computed by a plain loop over the minibatches."""

import dataclasses
from importlib import import_module

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from torch import nn

from models.config import RunConfig
from models.export import to_sequential
from models.measures.gradient_noise import MOST_MINIBATCHES
from models.minibatches import minibatches
from models.snapshot import samples
from models.state import Divergence
from models.training import Budget, advance, begin, observe
from tests.models.configs import tame
from tests.models.plain import LOSSES

RUN = RunConfig(
    activations=("tanh", "relu|gelu"), hidden=(4, 3), samples=80, batch_size=7, dtype="float64"
)


def noise_of(config, state):
    return observe(config, state, ("gradient_noise",))["gradient_noise"]


def plain_gradients(model, config, x, y):
    """Gradients of the weights of the affine layers for some samples."""
    model.zero_grad()
    output = model(x)
    LOSSES[config.loss](output if config.outputs > 1 else output.squeeze(1), y).backward()
    return [p.weight.grad.clone() for p in model if isinstance(p, nn.Linear)]


def by_a_loop(config, state, net, most=MOST_MINIBATCHES):
    model, data = to_sequential(config, state, net), samples(config)
    whole = plain_gradients(model, config, data.x_train, data.y_train)
    todo, squares = minibatches(config, data, state.step // config.epoch_steps), []
    for x, y in list(zip(todo.x, todo.y, strict=True))[:most]:
        parts = plain_gradients(model, config, x[net], y[net])
        squares.append([float((a - b).square().sum()) for a, b in zip(parts, whole, strict=True)])
    return np.sqrt(np.mean(squares, 0)) / [float(gradient.norm()) for gradient in whole]


@pytest.mark.parametrize("normalization", ["none", "before", "after"])
@pytest.mark.parametrize("dataset", ["circles", "three_spiral"])
def test_noise_is_that_of_a_loop_over_the_minibatches(normalization, dataset):
    loss = "binary_cross_entropy" if dataset == "circles" else "softmax_cross_entropy"
    config = dataclasses.replace(
        RUN, normalization=normalization, dropout=0.2, dataset=dataset, loss=loss, seeds=2
    )
    state, frame = advance(config, begin(config), Budget(steps=20), ("gradient_noise",))
    found = frame["gradient_noise"]
    assert found.minibatches == found.epoch_minibatches == 6
    for net in range(config.net_count):
        np.testing.assert_allclose(found.ratio[net], by_a_loop(config, state, net), rtol=1e-9)


def test_only_the_first_minibatches_of_a_long_epoch_are_compared():
    config = dataclasses.replace(RUN, samples=600, batch_size=1, hidden=(2,), activations=("tanh",))
    found = noise_of(config, begin(config))
    assert (found.minibatches, found.epoch_minibatches) == (MOST_MINIBATCHES, 300)
    np.testing.assert_allclose(found.ratio[0], by_a_loop(config, begin(config), 0), rtol=1e-9)


def test_many_weights_are_taken_in_parts(monkeypatch):
    whole = noise_of(RUN, begin(RUN))
    module = import_module("models.measures.gradient_noise")  # the name is that of its function too
    monkeypatch.setattr(module, "AT_ONCE", 1)
    parts = noise_of(RUN, begin(RUN))
    np.testing.assert_allclose(parts.ratio, whole.ratio, rtol=1e-12)


@given(tame(steps=5))
@settings(max_examples=20, deadline=None)
def test_a_minibatch_of_all_samples_has_no_noise(config):
    config = dataclasses.replace(config, batch_size=config.train_count)
    _, frame = advance(config, begin(config), Budget(steps=2), ("gradient_noise", "gradients"))
    found, norm = frame["gradient_noise"], frame["gradients"].weight_norm
    assert found.ratio.shape == norm.shape
    assert (found.ratio[norm > 0] == 0).all()


def test_halves_of_a_set_are_as_far_from_it_as_from_each_other():
    config = dataclasses.replace(RUN, hidden=(), activations=("relu",), samples=40, batch_size=10)
    model, data = to_sequential(config, begin(config), 0), samples(config)
    todo = minibatches(config, data, 0)
    one, other = (
        plain_gradients(model, config, x[0], y[0])[0] for x, y in zip(todo.x, todo.y, strict=True)
    )
    wanted = float((one - other).norm() / (one + other).norm())
    assert noise_of(config, begin(config)).ratio[0, 0] == pytest.approx(wanted, rel=1e-12)


def test_nothing_to_compare_with_is_not_a_number():
    state = begin(RUN)
    parameters = state.parameters.copy()
    parameters[0] = 0.0
    dead = dataclasses.replace(state, parameters=parameters)
    found = noise_of(RUN, dead).ratio
    assert np.isnan(found[0, :2]).all() and np.isfinite(found[1]).all()
    gone = dataclasses.replace(state, divergence=(None, Divergence(1, 1, "gradient")))
    assert np.isnan(noise_of(RUN, gone).ratio[1]).all()


def test_measuring_in_single_precision_agrees():
    single = dataclasses.replace(RUN, dtype="float32")
    double = dataclasses.replace(begin(RUN), parameters=begin(single).parameters.astype(float))
    with torch.no_grad():
        one, other = noise_of(single, begin(single)), noise_of(RUN, double)
    np.testing.assert_allclose(one.ratio, other.ratio, rtol=1e-4)
