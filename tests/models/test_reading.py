"""What the history keeps at a step, against plain loops over samples, units and weights."""

import dataclasses
import math
import pickle

import numpy as np
import pytest
import torch
from torch import nn

from models.config import Change, RunConfig
from models.datasets import make_data
from models.export import to_sequential
from models.measures.reading import SATURATED
from models.measures.reading_bins import HISTOGRAMS, histogram_nets
from models.training import Budget, advance, begin, observe
from tests.models.runs import by_hand, run

MIXED = RunConfig(
    activations=("relu", "tanh|elu"), hidden=(5, 4), samples=60, seeds=2, dtype="float64"
)
TRAINED = run(MIXED, [40]).state
READ = observe(MIXED, TRAINED, ()).readings[0]
SMALL = RunConfig(
    samples=40, hidden=(3,), optimizer="adam", changes=(Change(131, "learning_rate", 0.5),)
)


class Plain:
    """One net as a plain module, and everything that passes through it."""

    def __init__(self, config, state, net):
        self.model = to_sequential(config, state, net)
        self.linear = [part for part in self.model if isinstance(part, nn.Linear)]
        self.z, self.h, x = [], [], torch.tensor(make_data(config).x_train)
        for part in self.model:
            x = part(x)
            (self.z if isinstance(part, nn.Linear) else self.h).append(x)
            x.retain_grad()
        target = torch.tensor(make_data(config).y_train)
        nn.BCEWithLogitsLoss(reduction="sum")(x.squeeze(1), target).backward()


@pytest.fixture(params=range(4))
def net(request):
    return request.param


@pytest.fixture
def plain(net):
    return Plain(MIXED, TRAINED, net)


def numbers(tensor):
    return tensor.detach().flatten().tolist()


def test_means_and_spreads(plain, net):
    for found, z, h in zip(READ.layers, plain.z, plain.h, strict=False):
        for values, mean, std in ((z, found.z_mean, found.z_std), (h, found.h_mean, found.h_std)):
            each = numbers(values)
            wanted = sum(each) / len(each)
            spread = math.sqrt(sum((value - wanted) ** 2 for value in each) / len(each))
            assert mean[net] == pytest.approx(wanted, rel=1e-9)
            assert std[net] == pytest.approx(spread, rel=1e-9)


def test_zeros(plain, net):
    for found, h in zip(READ.layers, plain.h, strict=True):
        each = numbers(h)
        assert found.zero_share[net] == pytest.approx(each.count(0.0) / len(each), abs=1e-12)
    assert (READ.layers[0].zero_share > 0).tolist() == [True, True, False, False]


def saturated_by_hand(biases):
    """The reading of tanh units z = x + bias, and which of their values are flat."""
    config = dataclasses.replace(MIXED, activations=("tanh",), hidden=(4,), seeds=1)
    state = by_hand(config, (([[1] * 4, [0] * 4], biases), ([[0.1]] * 4, 0)))
    z = make_data(config).x_train[:, :1] + biases
    return observe(config, state, ()).readings[0].layers[0], 1 - np.tanh(z) ** 2 < 0.05


def test_saturated_units_are_flat_on_nearly_all_samples():
    found, flat = saturated_by_hand([0.0, 5.0, -2.0, -3.5])
    assert found.saturated_share[0] == pytest.approx(flat.mean(), rel=1e-12)
    counts = [sum(column) for column in flat.T.tolist()]
    wanted = [count >= SATURATED * len(flat) for count in counts]
    assert found.saturated[0].tolist() == wanted
    assert 0 < sum(wanted) < 4


def test_relus_saturate_never():
    assert not READ.layers[0].saturated[:2].any()
    assert not READ.layers[0].saturated_share[:2].any()


def bins_by_loop(values, limit):
    counts, below, above = [0] * 64, 0, 0
    for value in values:
        below += value < -limit
        above += value > limit
        if -limit <= value <= limit:
            counts[min(63, math.floor((value + limit) / (2 * limit) * 64))] += 1
    return counts, below, above


def test_histograms_of_values(plain, net):
    for found, z, h in zip(READ.layers, plain.z, plain.h, strict=False):
        for values, kept in ((z, found.z), (h, found.h)):
            counts, below, above = bins_by_loop(numbers(values), kept.limit)
            assert kept.counts[net].tolist() == counts
            assert (kept.below[net], kept.above[net]) == (below, above)


def test_histograms_of_gradients(plain, net):
    signals = [numbers(z.grad) for z in plain.z]
    weights = [numbers(part.weight.grad / len(plain.z[0])) for part in plain.linear]
    for kept, layers in ((READ.signal_bins, signals), (READ.weight_gradient_bins, weights)):
        for found, values in zip(kept, layers, strict=True):
            sizes = [abs(value) for value in values if value]
            places = [min(39, max(0, math.floor((math.log10(s) + 12) * 2.5))) for s in sizes]
            assert found.counts[net].tolist() == [places.count(place) for place in range(40)]
            assert found.zeros[net] == values.count(0.0)


def test_the_norm_of_weight_gradients(plain, net):
    count = len(plain.z[0])
    wanted = [
        math.sqrt(sum((g / count) ** 2 for g in numbers(p.weight.grad))) for p in plain.linear
    ]
    np.testing.assert_allclose(READ.weight_norm[net], wanted, rtol=1e-9)


def weights(config, state, net):
    model = to_sequential(config, state, net)
    return [numbers(part.weight) for part in model if isinstance(part, nn.Linear)]


@pytest.mark.parametrize("steps", [1, 130, 132])
def test_the_update_ratio_is_of_the_step_before(steps):
    state, _ = advance(SMALL, begin(SMALL), Budget(steps=steps - 1))
    after, frame = advance(SMALL, state, Budget(steps=1))
    whole = run(SMALL, [steps]).readings[-1]
    assert frame.readings[-1].step == whole.step == steps
    for net in range(SMALL.net_count):
        layers = zip(weights(SMALL, state, net), weights(SMALL, after, net), strict=True)
        for layer, (old, new) in enumerate(layers):
            moved = math.sqrt(sum((b - a) ** 2 for a, b in zip(old, new, strict=True)))
            ratio = moved / math.sqrt(sum(a**2 for a in old))
            assert whole.update_ratio[net, layer] == pytest.approx(ratio, rel=1e-6)


def test_without_a_step_there_is_no_update_ratio():
    assert np.isnan(observe(SMALL, begin(SMALL), ()).readings[0].update_ratio).all()


def test_a_net_that_diverged_has_no_values():
    config = dataclasses.replace(MIXED, activations=("identity", "tanh"), seeds=1, loss="mse")
    config = dataclasses.replace(config, learning_rate=20.0)
    found = run(config, [60]).readings[-1]
    assert found.diverged.tolist() == [True, False]
    for values in (found.weight_norm, found.update_ratio):
        assert np.isnan(values).all(1).tolist() == [True, False]
    for layer in found.layers:
        assert not layer.saturated[0].any()
        assert np.isnan([layer.z_mean[0], layer.h_std[0], layer.saturated_share[0]]).all()
        counted = layer.z.counts.sum(1) + layer.z.below + layer.z.above
        assert counted.tolist() == [0, 30 * layer.saturated.shape[1]]
    for kept in (*found.signal_bins, *found.weight_gradient_bins):
        counted = kept.counts.sum(1) + kept.zeros
        assert counted[0] == 0 < counted[1]


def test_histograms_are_kept_for_the_first_nets():
    config = dataclasses.replace(MIXED, activations=("relu",), seeds=7, hidden=(2,) * 4)
    found = observe(config, begin(config), ()).readings[0]
    kept = histogram_nets(config.net_count, 4)
    assert kept == 6 == HISTOGRAMS // 4
    for layer in found.layers:
        assert len(layer.z.counts) == len(layer.h.counts) == kept
        assert layer.z_mean.shape == (7,)
    assert len(found.signal_bins) == len(found.weight_gradient_bins) == 5
    assert all(len(bins.counts) == kept for bins in found.signal_bins)


def test_without_hidden_layers_gradients_are_kept():
    config = dataclasses.replace(MIXED, hidden=(), activations=("relu",))
    found = observe(config, begin(config), ()).readings[0]
    assert found.layers == ()
    assert found.weight_gradient_bins[0].counts.sum() == 2 * 2


def test_a_reading_is_small():
    config = RunConfig(samples=500, activations=("relu", "tanh", "gelu"), hidden=(8,) * 4)
    assert len(pickle.dumps(observe(config, begin(config), ()).readings[0])) < 20_000
