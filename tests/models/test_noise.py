"""An activation that is random while it trains: RReLU with its switch on."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from models.activations import ACTIVATIONS
from models.activations.functions.rectifier import rrelu_noisy
from models.choices import ActivationChoice, NetChoice
from models.config import RunConfig
from models.export import pytorch_line, to_sequential
from models.minibatches import minibatches
from models.network import Network
from models.noise import noisy_layers
from models.snapshot import samples
from models.training import Budget, advance, begin, observe
from tests.models.against import assert_plain

ON, OFF = NetChoice.parse("rrelu(random=1)"), "rrelu"
MIXED = RunConfig(
    activations=("relu", ON, NetChoice.parse("tanh|rrelu(lower=0;random=1)")),
    hidden=(6, 5),
    samples=130,
    batch_size=9,
    dropout=0.25,
    seeds=2,
    dtype="float64",
)
PLAIN = dataclasses.replace(MIXED, activations=("relu", OFF), dropout=0.0)


def trained(config, steps=40):
    return advance(config, begin(config), Budget(steps=steps))[0].parameters


def test_the_switch_is_a_hyperparameter_that_is_off():
    assert [key for key, entry in ACTIVATIONS.items() if entry.noisy] == ["rrelu"]
    assert ActivationChoice("rrelu").values["random"] == 0
    assert noisy_layers(PLAIN) == ()
    assert noisy_layers(dataclasses.replace(PLAIN, activations=(OFF, "relu|tanh"))) == ()
    assert noisy_layers(dataclasses.replace(MIXED, activations=MIXED.activations[::2])) == (1,)
    assert noisy_layers(MIXED) == (0, 1)


@pytest.mark.parametrize(("noise", "slope"), [(0.0, 0.1), (0.5, 0.35), (1.0, 0.6)])
def test_each_number_gets_a_slope_between_the_two(noise, slope):
    z = torch.tensor([-2.0, -0.5, 0.0, 3.0], dtype=torch.float64, requires_grad=True)
    found = rrelu_noisy(z, torch.full_like(z, noise), 0.1, 0.6)
    torch.testing.assert_close(found, torch.where(z > 0, z, slope * z))
    (derivative,) = torch.autograd.grad(found.sum(), z)
    assert derivative.tolist() == pytest.approx([slope, slope, slope, 1])


def test_noise_is_uniform_and_drawn_anew_by_seed_epoch_and_layer():
    config = dataclasses.replace(MIXED, samples=2000, hidden=(20, 20), dropout=0.0)
    data = samples(config)
    first, second = (
        [torch.cat(layer, 1) for layer in zip(*minibatches(config, data, e).masks, strict=True)]
        for e in (0, 1)
    )
    assert [layer.shape for layer in first] == [(2, config.train_count, 20)] * 2
    shares = torch.histc(first[0], 10, 0, 1) / first[0].numel()
    torch.testing.assert_close(shares, torch.full_like(shares, 0.1), rtol=0.05, atol=0)
    for one, other in ((first[0], second[0]), (first[0], first[1]), (first[0][:1], first[0][1:])):
        assert abs(np.corrcoef(one.flatten(), other.flatten())[0, 1]) < 0.02


@pytest.mark.parametrize("dropout", [0.0, 0.25])
@pytest.mark.parametrize("normalization", ["none", "before"])
def test_each_net_trains_as_alone_with_the_same_draws(normalization, dropout):
    assert_plain(dataclasses.replace(MIXED, normalization=normalization, dropout=dropout), 30)


def test_the_noise_changes_its_own_net_and_no_other():
    off, on = (trained(dataclasses.replace(PLAIN, activations=("relu", r))) for r in (OFF, ON))
    np.testing.assert_array_equal(on[:2], off[:2])
    assert (np.abs(on[2:] - off[2:]).max(axis=1) > 1e-4).all()


def test_dropout_draws_the_same_masks_with_noise():
    noisy, plain = (
        minibatches(config, samples(config), 0)
        for config in (MIXED, dataclasses.replace(MIXED, activations=("relu", "tanh", "elu")))
    )
    for found, wanted in zip(noisy.masks, plain.masks, strict=True):
        assert (len(found), len(wanted)) == (4, 2)
        assert all(torch.equal(a, b) for a, b in zip(found[:2], wanted, strict=True))


def test_outside_of_training_it_is_the_mean_slope():
    on, off = (dataclasses.replace(PLAIN, activations=(r,), seeds=1) for r in (ON, OFF))
    state = begin(on)
    np.testing.assert_array_equal(state.parameters, begin(off).parameters)
    frames = [observe(config, state, ("loss",)) for config in (on, on, off)]
    assert len({frame["loss"].test_loss.tobytes() for frame in frames}) == 1
    x = samples(on).x_train.unsqueeze(0)
    parts = torch.tensor(state.parameters), torch.tensor(state.buffers)
    outputs = [Network(config, *parts).forward(x) for config in (on, off)]
    assert torch.equal(*outputs)
    exported = to_sequential(on, state, 0)
    assert sum(isinstance(part, nn.RReLU) for part in exported) == 2
    torch.testing.assert_close(exported(x[0]).squeeze(1), outputs[0][0])


def test_the_line_of_pytorch_is_that_of_what_trains():
    lines = [pytorch_line(ActivationChoice.parse(t)) for t in ("rrelu", "rrelu(lower=0;random=1)")]
    third = 1 / 3
    assert lines == [f"nn.LeakyReLU((0.125 + {third}) / 2)", f"nn.RReLU(0.0, {third})"]
