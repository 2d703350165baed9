"""How far from 0 nets begin."""

import math

import numpy as np
import pytest

from models import layout
from models.config import RunConfig
from models.initializers import INITIALIZERS, draw_layer
from models.training import begin

FAN_IN, FAN_OUT = 400, 250
VARIANCES = {
    "he_normal": 2 / FAN_IN,
    "he_uniform": 2 / FAN_IN,
    "glorot_normal": 2 / (FAN_IN + FAN_OUT),
    "glorot_uniform": 2 / (FAN_IN + FAN_OUT),
    "lecun_normal": 1 / FAN_IN,
    "lecun_uniform": 1 / FAN_IN,
    "pytorch": 1 / (3 * FAN_IN),
}
FOURTH = {"normal": 3.0, "uniform": 9 / 5}  # E z^4 / (E z^2)^2


def assert_variance(values, variance, fourth):
    """Within five standard errors of mean and variance."""
    count = values.size
    assert abs(values.mean()) < 5 * math.sqrt(variance / count)
    assert abs(np.square(values).mean() / variance - 1) < 5 * math.sqrt((fourth - 1) / count)


@pytest.mark.parametrize("key", VARIANCES)
def test_variance_of_the_weights(key):
    entry = INITIALIZERS[key]
    weight, bias = draw_layer(entry, 0, 1, FAN_IN, FAN_OUT)
    fourth = FOURTH[entry.distribution]
    assert_variance(weight, VARIANCES[key], fourth)
    measured = np.mean((weight / weight.std()) ** 4)
    assert abs(measured - fourth) < 0.1
    assert weight.shape == (FAN_IN, FAN_OUT)
    assert bias.shape == (FAN_OUT,)


@pytest.mark.parametrize("key", VARIANCES)
def test_biases_are_0_but_for_pytorchs_own(key):
    drawn = [draw_layer(INITIALIZERS[key], seed, 0, FAN_IN, FAN_OUT)[1] for seed in range(40)]
    biases = np.concatenate(drawn)
    if key == "pytorch":
        assert_variance(biases, 1 / (3 * FAN_IN), FOURTH["uniform"])
        assert np.abs(biases).max() <= 1 / math.sqrt(FAN_IN)
    else:
        assert not biases.any()


@pytest.mark.parametrize("key", VARIANCES)
def test_draws_differ_by_seed_and_layer_alone(key):
    entry = INITIALIZERS[key]
    first = draw_layer(entry, 5, 2, 8, 8)
    for same, other in zip(first, draw_layer(entry, 5, 2, 8, 8), strict=True):
        np.testing.assert_array_equal(same, other)
    for seed, layer in ((6, 2), (5, 3)):
        assert not np.isclose(first[0], draw_layer(entry, seed, layer, 8, 8)[0]).any()


@pytest.mark.parametrize("key", VARIANCES)
def test_nets_that_differ_in_the_activation_start_from_the_same_numbers(key):
    config = RunConfig(
        activations=("relu", "tanh", "prelu", "elu|prelu"), initializer=key, seed=3, seeds=2
    )
    parameters = begin(config).parameters.reshape(4, 2, -1)
    affine = np.concatenate([np.r_[part.weight, part.bias] for part in layout.layers(config)])
    for activation in range(1, 4):
        np.testing.assert_array_equal(parameters[activation][:, affine], parameters[0][:, affine])
    assert not np.isclose(parameters[0, 0, :16], parameters[0, 1, :16]).any()


def test_the_start_is_what_was_drawn():
    config = RunConfig(seed=9, seeds=2, dtype="float64", hidden=(5, 4))
    state = begin(config)
    for index, layer in enumerate(layout.layers(config)):
        entry = INITIALIZERS["he_normal"]
        weight, bias = draw_layer(entry, 10, index, layer.inputs, layer.outputs)
        for net in (1, 3):
            np.testing.assert_array_equal(state.parameters[net, layer.weight], weight.ravel())
            np.testing.assert_array_equal(state.parameters[net, layer.bias], bias)
    assert state.step == 0
    assert not state.moments.any()
    assert state.divergence == (None,) * 4


def test_learned_slopes_start_where_they_were_set():
    config = RunConfig(activations=("prelu(a=0.5)", "relu", "tanh|prelu"))
    first, second, _ = layout.layers(config)
    parameters = begin(config).parameters
    assert parameters[:, first.learnable].ravel().tolist() == [0.5, 0, 0]
    assert parameters[:, second.learnable].ravel().tolist() == [0.5, 0, 0.25]
