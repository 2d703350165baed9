"""Convolutions, against PyTorch's own modules and optimizers."""

from itertools import pairwise

import numpy as np
import pytest
import torch
from sklearn.datasets import load_digits
from torch import nn

from models.kinds.digits import digits, samples
from models.kinds.image_config import TRAIN, ImageConfig
from models.kinds.image_network import ImageNetwork
from models.layout import layers
from models.minibatches import order
from models.state import begin
from models.training import Budget, advance

MODULES = {"relu": nn.ReLU, "tanh": nn.Tanh, "identity": nn.Identity}


def network(config):
    state = begin(config)
    return ImageNetwork(config, torch.tensor(state.parameters), torch.tensor(state.buffers))


def plain(config, net):
    """The same net as a Sequential."""
    row, parts = begin(config).parameters[net], []
    *convolutions, last = layers(config)
    activation = str(config.nets[net // config.seeds])
    for (before, after), layer in zip(pairwise((1, *config.channels)), convolutions, strict=True):
        part = nn.Conv2d(before, after, 3, padding=1, dtype=torch.float64)
        weight = torch.tensor(row[layer.weight]).view(-1, after).T
        _set(part, weight.reshape(after, before, 3, 3), row[layer.bias])
        parts += [part, MODULES[activation]()]
    pool = nn.MaxPool2d(2) if config.pool == "max" else nn.AvgPool2d(2)
    linear = nn.Linear(last.inputs, 10, dtype=torch.float64)
    _set(linear, torch.tensor(row[last.weight]).view(-1, 10).T, row[last.bias])
    return nn.Sequential(nn.Unflatten(1, (1, 8, 8)), *parts, pool, nn.Flatten(), linear)


def _set(part, weight, bias):
    with torch.no_grad():
        part.weight.copy_(weight)
        part.bias.copy_(torch.tensor(bias))


@pytest.mark.parametrize("pool", ["average", "max"])
@pytest.mark.parametrize("channels", [(8, 16), (3,)])
def test_the_forward_pass_is_that_of_modules(pool, channels):
    config = ImageConfig(
        activations=tuple(MODULES), seeds=2, pool=pool, channels=channels, dtype="float64"
    )
    x = samples(config).x_test[:5]
    found = network(config)
    traced = found.trace(x.expand(6, 5, 64))
    assert torch.equal(traced.output, found.forward(x.expand(6, 5, 64)))
    for net in range(6):
        torch.testing.assert_close(traced.output[net], plain(config, net)(x), rtol=1e-9, atol=1e-9)


def test_a_row_of_values_is_a_pixel_and_a_column_a_channel():
    config = ImageConfig(activations=("relu",), seeds=2, dtype="float64")
    x = samples(config).x_test[:3]
    traced = network(config).trace(x.expand(2, 3, 64))
    first = plain(config, 1)[:3](x)
    found = traced.activations[0][1].view(3, 8, 8, 8).permute(0, 3, 1, 2)
    torch.testing.assert_close(found, first, rtol=1e-9, atol=1e-9)


def test_a_channel_that_is_off_passes_zeros_on():
    config = ImageConfig(activations=("tanh",), seeds=1, channels=(2, 3), dtype="float64")
    x = samples(config).x_test[:3]
    off = (torch.tensor([False, True]), torch.tensor([True, False, False]))
    module = plain(config, 0)
    h = module[:3](x) * torch.tensor([1.0, 0.0]).view(2, 1, 1)
    h = module[3:5](h) * torch.tensor([0.0, 1.0, 1.0]).view(3, 1, 1)
    found = network(config).forward(x.expand(1, 3, 64), off)[0]
    torch.testing.assert_close(found, module[5:](h), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("pool", ["average", "max"])
def test_training_is_that_of_a_plain_loop(pool):
    config = ImageConfig(
        activations=("relu", "tanh"), pool=pool, batch_size=500, seed=3, dtype="float64"
    )
    state, frame = advance(config, begin(config), Budget(steps=4))
    data = samples(config)
    for net in range(2):
        module, losses = plain(config, net), []
        optimizer = torch.optim.Adam(module.parameters(), lr=config.learning_rate)
        for step in range(4):
            epoch, place = divmod(step, 3)
            rows = order(3, epoch, TRAIN)[500 * place : 500 * (place + 1)].copy()
            loss = nn.CrossEntropyLoss()(module(data.x_train[rows]), data.y_train[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        np.testing.assert_allclose(frame.batch_loss[:, net], losses, rtol=1e-9)
        last = layers(config)[-1]
        weight = module[-1].weight.detach().T.reshape(-1)
        np.testing.assert_allclose(state.parameters[net, last.weight], weight, rtol=1e-7)


def test_the_default_weights_are_as_torch_draws_them():
    parameters = begin(ImageConfig(activations=("relu",), seeds=40)).parameters
    for layer in layers(ImageConfig()):
        for columns in (layer.weight, layer.bias):
            values = parameters[:, columns].ravel()
            assert np.abs(values).max() <= layer.inputs**-0.5
            assert np.abs(values).max() >= 0.98 * layer.inputs**-0.5
            assert values.var() * 3 * layer.inputs == pytest.approx(1, abs=0.12)


def test_the_images_are_those_of_scikit_learn():
    found, given = digits(), load_digits()
    assert found.x.shape == (1797, 64)
    assert found.x[:TRAIN].mean() == pytest.approx(0, abs=1e-12)
    assert found.x[:TRAIN].std() == pytest.approx(1)
    rows = torch.randperm(1797, generator=torch.Generator().manual_seed(0)).numpy()
    np.testing.assert_array_equal(found.y, given.target[rows])
    np.testing.assert_allclose(found.x, found.scaled(given.data[rows]))
