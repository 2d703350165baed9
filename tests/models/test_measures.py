"""Measures on nets whose numbers are known by hand."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.datasets import PLANE, make_data
from models.export import to_sequential
from models.training import Budget, advance, begin, observe
from tests.models.runs import by_hand, run

ONE = RunConfig(activations=("relu",), hidden=(2,), samples=40, batch_size=5, dtype="float64")
MIXED = RunConfig(
    activations=("relu", "tanh|elu", "prelu"), hidden=(5, 4), samples=60, seeds=2, dtype="float64"
)


def observed(config, state, *measures):
    return observe(config, state, measures)


def linear(a, b, bias):
    """A net 2-2-1 of ReLUs whose output is a x + b y + bias for |a x + b y| < 100."""
    return ([[a, 0], [b, 0]], [100, 0]), ([[1], [0]], bias - 100)


@pytest.mark.parametrize("loss", ["binary_cross_entropy", "mse"])
def test_loss_and_accuracy_of_a_constant_net(loss):
    config = dataclasses.replace(ONE, loss=loss)
    data, output = make_data(config), 0.3
    record = observed(config, by_hand(config, linear(0, 0, output)), "loss")["loss"]
    for y, found, accuracy in (
        (data.y_train, record.train_loss, record.train_accuracy),
        (data.y_test, record.test_loss, record.test_accuracy),
    ):
        ones = y.mean()
        if loss == "mse":
            wanted = ones * (1 - output) ** 2 + (1 - ones) * output**2
            share = 1 - ones  # 0.3 lies below the threshold 0.5
        else:
            wanted = np.log1p(np.exp(-output)) * ones + np.log1p(np.exp(output)) * (1 - ones)
            share = ones  # 0.3 lies above the threshold 0
        assert found[0] == pytest.approx(wanted, rel=1e-12)
        assert accuracy[0] == pytest.approx(share, rel=1e-12)


def test_an_output_at_the_threshold_is_class_0():
    data = make_data(ONE)
    record = observed(ONE, by_hand(ONE, linear(0, 0, 0)), "loss")["loss"]
    assert record.train_accuracy[0] == (data.y_train == 0).mean()


@pytest.mark.parametrize(("loss", "threshold"), [("binary_cross_entropy", 0.0), ("mse", 0.5)])
def test_the_boundary_runs_from_the_lowest_y_and_x(loss, threshold):
    config = dataclasses.replace(ONE, loss=loss)
    record = observed(config, by_hand(config, linear(2, 5, 1)), "boundary")["boundary"]
    axis = np.linspace(-PLANE, PLANE, record.output.shape[-1])
    wanted = 2 * axis[None, :] + 5 * axis[:, None] + 1
    np.testing.assert_allclose(record.output[0], wanted, atol=1e-12)
    assert record.threshold == threshold
    assert record.limit == PLANE
    share = np.clip(wanted, 0, 1) if loss == "mse" else 1 / (1 + np.exp(-wanted))
    np.testing.assert_allclose(record.probability[0], share, atol=1e-12)


def plain_gradients(config, state, net):
    """Weight-gradient norms and signal RMS from hooks on the plain module."""
    model, data, signals = to_sequential(config, state, net), make_data(config), []
    for part in model:
        if isinstance(part, nn.Linear):
            part.register_full_backward_hook(lambda *call: signals.append(call[2][0]))
    output = model(torch.tensor(data.x_train, requires_grad=True)).squeeze(1)
    nn.BCEWithLogitsLoss()(output, torch.tensor(data.y_train)).backward()
    norms = [float(p.weight.grad.norm()) for p in model if isinstance(p, nn.Linear)]
    count = len(data.y_train)
    return norms, [float((count * s).square().mean().sqrt()) for s in reversed(signals)]


def test_gradients_are_those_of_the_plain_module():
    state, frame = advance(MIXED, begin(MIXED), Budget(steps=20), ("gradients",))
    record = frame["gradients"]
    for net in range(MIXED.net_count):
        norms, signals = plain_gradients(MIXED, state, net)
        np.testing.assert_allclose(record.weight_norm[net], norms, rtol=1e-12)
        np.testing.assert_allclose(record.signal_rms[net], signals, rtol=1e-12)
    np.testing.assert_array_equal(frame.readings[-1].signal_rms, record.signal_rms)


def test_measuring_changes_nothing():
    measured, _ = advance(MIXED, begin(MIXED), Budget(steps=9), ("gradients", "preactivations"))
    observe(MIXED, measured, ("gradients", "preactivations", "units", "boundary", "loss"))
    np.testing.assert_array_equal(measured.parameters, run(MIXED, [9]).state.parameters)


def test_unit_pictures_are_the_activations_over_the_plane():
    state = begin(MIXED)
    record = observed(MIXED, state, "units")["units"]
    size = record.layers[0].shape[-1]
    axis = np.linspace(-PLANE, PLANE, size)
    grid = torch.tensor([[x, y] for y in axis for x in axis])
    for net in range(MIXED.net_count):
        model, h = to_sequential(MIXED, state, net), grid
        for index in range(2):
            h = model[2 * index + 1](model[2 * index](h))
            wanted = h.detach().numpy().T.reshape(-1, size, size)
            np.testing.assert_allclose(record.layers[index][net], wanted, atol=1e-12)
    assert record.limit == PLANE


def test_learned_slopes_are_reported_where_there_are_any():
    config = RunConfig(activations=("relu", "prelu(a=0.5)", "tanh|prelu"), hidden=(3, 3), seeds=2)
    state, frame = advance(config, begin(config), Budget(steps=20), ("preactivations",))
    first, second = (layer.learned[:, 0, 0] for layer in frame["preactivations"].layers)
    assert np.isnan(first).tolist() == [True, True, False, False, True, True]
    assert np.isnan(second).tolist() == [True, True, False, False, False, False]
    for net in (2, 3):
        model = to_sequential(config, state, net)
        assert [first[net], second[net]] == [model[1].weight.item(), model[3].weight.item()]
    assert first[2] != 0.5


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_activation_can_be_measured(key):
    config = RunConfig(activations=(key,), hidden=(3, 2), samples=20)
    frame = observe(config, begin(config), ("loss", "gradients", "preactivations", "units"))
    assert frame["preactivations"].layers[1].dead.shape == (1, 2)
    assert np.isfinite(frame["gradients"].signal_rms).all()


def test_a_net_without_hidden_layers_can_be_measured():
    config = RunConfig(hidden=())
    state, frame = advance(config, begin(config), Budget(steps=5), ("preactivations", "gradients"))
    assert frame["preactivations"].layers == ()
    assert frame["gradients"].signal_rms.shape == (2, 1)
    assert observe(config, state, ("units",))["units"].layers == ()


def test_first_layer_relus_stay_dead_under_plain_sgd():
    config = RunConfig(activations=("relu",), learning_rate=3.0, seeds=5, hidden=(8,))
    found = run(config, [200])
    dead = np.array([reading.dead[0] for reading in found.readings])
    assert dead[-1].sum() > 0
    assert not (dead[:-1] & ~dead[1:]).any()
