"""The split of the gradient signal by cause, computed another way."""

import dataclasses
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some
from torch import nn

from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.datasets import make_data
from models.export import to_sequential
from models.state import Divergence
from models.training import Budget, advance, begin, observe
from tests.models.configs import tame
from tests.models.plain import LOSSES
from tests.models.runs import by_hand

PLAIN = (nn.Linear, nn.BatchNorm1d)
PARTS = ("arrives", "weights", "slope", "signal")
SMALL = RunConfig(
    activations=("tanh", "sigmoid|relu|tanh"),
    hidden=(3, 4, 2),
    samples=40,
    batch_size=5,
    dtype="float64",
)
LARGE = 3.0  # with weights of -1 and this as a negative bias, units are dead on every sample


def split_of(config, state):
    return observe(config, state, ("gradient_split",))["gradient_split"]


def root(values):
    return float(np.sqrt(np.mean(np.square(values))))


def derivative(key, z, step=1e-6):
    """f' by central differences."""
    function = ACTIVATIONS[key].function
    ends = [function(torch.tensor(place)).numpy() for place in (z + step, z - step)]
    return (ends[0] - ends[1]) / (2 * step)


def by_products(config, layers, net):
    """(arrives, weights, slope, signal) of each hidden layer, by matrix products and f'."""
    data = make_data(config)
    keys = [layer.key for layer in config.nets[net].layers]
    keys *= 1 if len(keys) > 1 else len(config.hidden)
    h, zs = data.x_train, []
    for index, (weight, bias) in enumerate(layers):
        zs.append(h @ np.asarray(weight, float) + np.asarray(bias, float))
        if index < len(keys):
            h = ACTIVATIONS[keys[index]].function(torch.tensor(zs[-1])).numpy()
    signal = 1 / (1 + np.exp(-zs[-1])) - data.y_train[:, None]
    found = []
    for index in reversed(range(len(keys))):
        behind = signal @ np.asarray(layers[index + 1][0], float).T
        before, signal = signal, behind * derivative(keys[index], zs[index])
        sizes = root(before), root(behind), root(signal)
        found.insert(0, (sizes[0], sizes[1] / sizes[0], sizes[2] / sizes[1], sizes[2]))
    return np.array(found).T


def test_factors_are_those_of_matrix_products_and_finite_differences():
    rng = np.random.default_rng(3)
    widths = (2, *SMALL.hidden, 1)
    nets = [
        [(rng.normal(size=(a, b)), rng.normal(size=b)) for a, b in pairwise(widths)]
        for _ in range(2)
    ]
    found = split_of(SMALL, by_hand(SMALL, *nets))
    for net, layers in enumerate(nets):
        wanted = by_products(SMALL, layers, net)
        for name, values in zip(PARTS, wanted, strict=True):
            np.testing.assert_allclose(getattr(found, name)[net], values, rtol=1e-7)


def plain_signals(config, state, net):
    """RMS of dL/dz and dL/dh of each hidden layer and of the output, by autograd alone."""
    model, data = to_sequential(config, state, net), make_data(config)
    h, kept = torch.tensor(data.x_train, dtype=torch.float64), []
    for part in model:
        h = part(h)
        if not isinstance(part, nn.Dropout):
            kept.append((part, h))
    several = config.outputs > 1
    y = torch.tensor(data.y_train)
    loss = LOSSES[config.loss](h if several else h.squeeze(1), y.long() if several else y.double())
    found = torch.autograd.grad(len(y) * loss, [tensor for _, tensor in kept])
    sizes = [(part, root(g.numpy())) for (part, _), g in zip(kept, found, strict=True)]
    hidden = [at for at, (part, _) in enumerate(sizes) if not isinstance(part, PLAIN)]
    return [sizes[at - 1][1] for at in hidden] + [sizes[-1][1]], [sizes[at][1] for at in hidden]


@pytest.mark.parametrize("normalization", ["none", "before", "after"])
@pytest.mark.parametrize("dataset", ["circles", "three_spiral"])
def test_factors_are_those_of_the_plain_module(normalization, dataset):
    loss = "binary_cross_entropy" if dataset == "circles" else "softmax_cross_entropy"
    config = dataclasses.replace(
        SMALL, normalization=normalization, dropout=0.3, dataset=dataset, loss=loss, samples=60
    )
    state, frame = advance(config, begin(config), Budget(steps=30), ("gradient_split",))
    found = frame["gradient_split"]
    for net in range(config.net_count):
        signals, behind = plain_signals(config, state, net)
        wanted = (
            signals[1:],
            np.divide(behind, signals[1:]),
            np.divide(signals[:-1], behind),
            signals[:-1],
        )
        for name, values in zip(PARTS, wanted, strict=True):
            np.testing.assert_allclose(getattr(found, name)[net], values, rtol=1e-9)


@given(tame(steps=20), some.integers(0, 20))
@settings(max_examples=25, deadline=None)
def test_the_product_is_the_measured_signal(config, steps):
    _, frame = advance(config, begin(config), Budget(steps=steps), ("gradients", "gradient_split"))
    found, signal = frame["gradient_split"], frame["gradients"].signal_rms[:, :-1]
    np.testing.assert_array_equal(found.signal, signal)
    product = found.arrives * found.weights * found.slope
    known = np.isfinite(product)
    np.testing.assert_allclose(product[known], signal[known], rtol=1e-6)
    assert (signal[~known] == 0).all()


def test_a_linear_net_lets_everything_through_and_no_layer_has_no_factor():
    config = dataclasses.replace(SMALL, activations=("identity",))
    found = split_of(config, begin(config))
    np.testing.assert_array_equal(found.slope, np.ones((1, 3)))
    flat = dataclasses.replace(config, hidden=())
    empty = split_of(flat, begin(flat))
    assert empty.signal.shape == empty.weights.shape == (1, 0)


def test_a_dead_layer_stops_the_signal_and_factors_behind_it_are_unknown():
    config = dataclasses.replace(SMALL, activations=("relu",), hidden=(2, 2, 2))
    usual = (np.ones((2, 2)), np.full(2, LARGE))
    layers = [usual, (-np.ones((2, 2)), np.full(2, -LARGE)), usual, (np.ones((2, 1)), [0.1])]
    found = split_of(config, by_hand(config, layers))
    assert found.signal[0, 2] > 0 and found.signal[0, :2].tolist() == [0, 0]
    assert found.slope[0, 1] == 0 and found.weights[0, 1] > 0
    assert np.isnan([found.weights[0, 0], found.slope[0, 0]]).all()


def test_a_diverged_net_has_no_factors_and_the_other_keeps_its_own():
    state = begin(SMALL)
    gone = dataclasses.replace(state, divergence=(Divergence(1, 1, "gradient"), None))
    found, usual = split_of(SMALL, gone), split_of(SMALL, state)
    for name in PARTS:
        assert np.isnan(getattr(found, name)[0]).all()
        np.testing.assert_array_equal(getattr(found, name)[1], getattr(usual, name)[1])
