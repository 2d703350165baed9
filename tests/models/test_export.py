"""A net of a run as plain PyTorch."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from models.choices import NetChoice
from models.config import RunConfig
from models.datasets import make_data
from models.export import activation_module, to_sequential
from models.network import Network
from models.normalization import SHARINGS
from models.snapshot import as_inputs
from models.training import Budget, advance, begin
from tests.models.references import settings

CHOICES = [NetChoice((choice,)) for choice in settings()]
MIXED = NetChoice.parse("relu|prelu|max_c(c=-1)")
EVERY = RunConfig(
    activations=(*CHOICES, MIXED),
    hidden=(4, 3, 5),
    samples=40,
    seeds=2,
    initializer="matched",  # with others, powers and exponentials overflow within three layers
    learning_rate=0.001,
)


@pytest.fixture(scope="module", params=["float32", "float64"])
def trained(request):
    config = dataclasses.replace(EVERY, dtype=request.param)
    state, _ = advance(config, begin(config), Budget(steps=3))
    return config, state


def plain(config, net):
    """A net as a person would write it from the lines of the export."""
    widths, choice = (2, *config.hidden, 1), config.nets[net // config.seeds]
    modules = []
    for index in range(len(widths) - 1):
        modules.append(nn.Linear(widths[index], widths[index + 1]))
        if index < len(config.hidden):
            modules.append(activation_module(choice.layer(index)))
    return nn.Sequential(*modules)


def test_the_outputs_are_the_networks(trained):
    config, state = trained
    dtype = getattr(torch, config.dtype)
    x = torch.from_numpy(np.random.default_rng(0).uniform(-3, 3, (50, 2))).to(dtype)
    network = Network(config, torch.from_numpy(state.parameters), torch.from_numpy(state.buffers))
    with torch.no_grad():
        wanted = network.forward(x.expand(config.net_count, 50, 2))
        for net in range(config.net_count):
            model = to_sequential(config, state, net)
            assert isinstance(model[-1], nn.Linear)
            assert len(model) == 7
            found = model(x).squeeze(1)
            assert found.dtype == dtype
            close = 1e-5 if config.dtype == "float32" else 1e-12
            torch.testing.assert_close(found, wanted[net], rtol=close, atol=close)


ODD = {
    "normalized before": {"normalization": "before"},
    "normalized after": {"normalization": "after", "dropout": 0.4},
    "dropout": {"dropout": 0.4},
    "features": {"features": ("x2", "y", "sin_y")},
    "classes": {"dataset": "three_spiral", "loss": "softmax_cross_entropy"},
    "a number": {"dataset": "gaussians", "loss": "mse"},
    "a line": {"dataset": "sine", "loss": "huber", "features": ("x", "sin_x")},
    "digits": {"dataset": "digits", "loss": "softmax_cross_entropy"},
    "no hidden layer": {"hidden": (), "activations": ("relu",)},
}


@pytest.mark.parametrize("learned_per", SHARINGS)
@pytest.mark.parametrize("values", ODD.values(), ids=ODD)
def test_whatever_a_net_has_is_exported(values, learned_per):
    """Its module takes points, computes their features, and is used without dropout."""
    config = RunConfig(
        **{
            "activations": ("relu", NetChoice.parse("tanh|prelu"), "prelu(a=-0.5)"),
            "hidden": (4, 3),
            "samples": 80,
            "learned_per": learned_per,
            "dtype": "float64",
            **values,
        }
    )
    state, _ = advance(config, begin(config), Budget(steps=9))
    points = torch.tensor(make_data(config).x_test)
    inputs = as_inputs(config, points).expand(config.net_count, -1, -1)
    network = Network(config, torch.from_numpy(state.parameters), torch.from_numpy(state.buffers))
    with torch.no_grad():
        wanted = network.forward(inputs)
        for net in range(config.net_count):
            found = to_sequential(config, state, net)(points)
            found = found if config.outputs > 1 else found.squeeze(1)
            torch.testing.assert_close(found, wanted[net], rtol=1e-12, atol=1e-12)


def test_learned_slopes_are_exported_per_unit():
    config = RunConfig(activations=("prelu", "tanh|prelu"), hidden=(4, 3), learned_per="unit")
    state, _ = advance(config, begin(config), Budget(steps=20))
    slopes = [
        [part.weight for part in to_sequential(config, state, net) if is_prelu(part)]
        for net in range(2)
    ]
    assert [[len(slope) for slope in found] for found in slopes] == [[4, 3], [3]]
    for slope in slopes[0] + slopes[1]:
        assert len(set(slope.tolist())) > 1


def test_the_weights_load_into_a_net_written_from_the_lines(trained):
    config, state = trained
    x = torch.linspace(-3, 3, 20).view(10, 2).to(getattr(torch, config.dtype))
    for net in range(config.net_count):
        model, fresh = to_sequential(config, state, net), plain(config, net).to(x.dtype).eval()
        fresh.load_state_dict(model.state_dict(), strict=True)
        torch.testing.assert_close(fresh(x), model(x), rtol=0, atol=0)


def test_learned_slopes_are_exported_per_layer():
    config = RunConfig(activations=("prelu", "tanh|prelu(a=0.5)", "prelu|tanh"))
    state, _ = advance(config, begin(config), Budget(steps=20))
    slopes = [
        [part.weight.item() for part in to_sequential(config, state, net) if is_prelu(part)]
        for net in range(3)
    ]
    assert [len(found) for found in slopes] == [2, 1, 1]
    assert len({slope for found in slopes for slope in found}) == 4


def is_prelu(part):
    return isinstance(part, nn.PReLU)


def test_the_module_is_apart_from_the_state():
    config = RunConfig()
    state = begin(config)
    model = to_sequential(config, state, 0)
    with torch.no_grad():
        model[0].weight.fill_(7)
    assert not (state.parameters == 7).any()


@pytest.mark.parametrize("net", [-1, 2, 100])
def test_a_net_that_is_not_there_is_refused_in_a_sentence(net):
    with pytest.raises(IndexError, match=f"net must lie between 0 and 1; got {net}"):
        to_sequential(RunConfig(), begin(RunConfig()), net)
