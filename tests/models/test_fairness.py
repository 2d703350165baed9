"""A comparison is fair: nets that differ in one thing differ in nothing else."""

import dataclasses

import numpy as np
import pytest
import torch

from models import layout
from models.activations.moments import gain
from models.choices import ActivationChoice, NetChoice
from models.config import RunConfig
from models.initializers import INITIALIZERS
from models.minibatches import minibatches
from models.snapshot import samples
from models.state import begin
from models.training import Budget, advance

ACTIVATIONS = ("relu", "tanh", "prelu", "elu(alpha=2)", NetChoice.parse("gelu|sigmoid"))
SEEDS = 3
CONFIG = RunConfig(
    activations=ACTIVATIONS,
    hidden=(6, 5),
    samples=130,
    batch_size=9,
    dropout=0.3,
    seed=11,
    seeds=SEEDS,
    dtype="float64",
)


def weights(config):
    """Weights (activations, seeds, in * out) of each layer at step 0."""
    parameters = begin(config).parameters
    parts = [parameters[:, layer.weight] for layer in layout.layers(config)]
    return [part.reshape(len(config.activations), config.seeds, -1) for part in parts]


@pytest.mark.parametrize("normalization", ["none", "before"])
@pytest.mark.parametrize("initializer", sorted(INITIALIZERS.keys() - {"matched"}))
def test_nets_start_from_the_same_weights(initializer, normalization):
    config = dataclasses.replace(CONFIG, initializer=initializer, normalization=normalization)
    for part in weights(config):
        for other in part[1:]:
            np.testing.assert_array_equal(other, part[0])


def test_matched_weights_differ_by_their_own_gain_alone():
    found = weights(dataclasses.replace(CONFIG, initializer="matched"))
    for layer, part in enumerate(found):
        shared = part[0] / gain(ActivationChoice("relu"))
        for net, weight in zip(CONFIG.nets, part, strict=True):
            own = gain(net.layer(max(0, layer - 1)))
            np.testing.assert_allclose(weight / own, shared, rtol=1e-14)


@pytest.mark.parametrize("initializer", sorted(INITIALIZERS.keys() - {"zeros", "constant"}))
def test_seeds_start_from_other_weights(initializer):
    for part in weights(dataclasses.replace(CONFIG, initializer=initializer)):
        for seed in range(1, SEEDS):
            assert not np.isclose(part[:, seed], part[:, 0]).any()


@pytest.mark.parametrize("epoch", [0, 1, 57])
def test_nets_see_the_same_minibatches_and_the_same_dropout(epoch):
    found = minibatches(CONFIG, samples(CONFIG), epoch)
    parts = [*found.x, *found.y, *(mask for masks in found.masks for mask in masks)]
    assert len(parts) == CONFIG.epoch_steps * (2 + len(CONFIG.hidden))
    for part in parts:
        by_net = part.view(len(ACTIVATIONS), SEEDS, *part.shape[1:])
        assert (by_net == by_net[0]).all()


def test_seeds_see_other_minibatches_and_other_dropout():
    found = minibatches(CONFIG, samples(CONFIG), 0)
    for part in (found.x[0], *found.masks[0]):
        assert not torch.equal(part[0], part[1])
        assert not torch.equal(part[1], part[2])


def test_epochs_differ_in_order_and_dropout_but_not_in_samples():
    data = samples(CONFIG)
    first, second = (minibatches(CONFIG, data, epoch) for epoch in (0, 1))
    for one, other in ((first.x[0], second.x[0]), (first.masks[0][0], second.masks[0][0])):
        assert not torch.equal(one, other)
    for found in (first, second):
        seen = torch.cat(found.x, 1)[0]
        assert sorted(seen.tolist()) == sorted(data.x_train.tolist())


def test_dropout_keeps_its_share_and_the_mean():
    config = dataclasses.replace(CONFIG, samples=2000, hidden=(50, 50))
    for layer in range(2):
        masks = torch.cat([m[layer] for m in minibatches(config, samples(config), 0).masks], 1)
        assert set(masks.unique().tolist()) == {0.0, 1 / 0.7}
        assert abs(masks.mean().item() - 1) < 0.01


@pytest.mark.parametrize("normalization", ["none", "before", "after"])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_a_net_is_the_same_in_any_company(dtype, normalization):
    """Within float reordering: with more nets the same sums may be taken in another order."""
    company = dataclasses.replace(CONFIG, dtype=dtype, normalization=normalization)
    together, _ = advance(company, begin(company), Budget(steps=30))
    shapes = layout.layers(company)
    for index, choice in enumerate(ACTIVATIONS):
        alone = dataclasses.replace(company, activations=(choice,))
        state, _ = advance(alone, begin(alone), Budget(steps=30))
        rows = slice(index * SEEDS, (index + 1) * SEEDS)
        np.testing.assert_allclose(state.buffers, together.buffers[rows], rtol=1e-5, atol=1e-6)
        for own, shared in zip(layout.layers(alone), shapes, strict=True):
            for part in ("weight", "bias", "scale", "shift"):
                np.testing.assert_allclose(
                    state.parameters[:, getattr(own, part)],
                    together.parameters[rows, getattr(shared, part)],
                    rtol=1e-5 if dtype == "float32" else 1e-12,
                    atol=1e-6 if dtype == "float32" else 1e-12,
                )
