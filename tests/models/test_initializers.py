"""What weights and biases nets begin with."""

import math

import numpy as np
import pytest
import torch

from models import layout
from models.activations.moments import gain
from models.choices import ActivationChoice, NetChoice
from models.config import RunConfig
from models.draws import BIASES, WEIGHTS, generator
from models.initializers import INITIALIZERS, Affine, draw_layer, matched_to
from models.training import begin

FAN_IN, FAN_OUT = 400, 250
WIDE = Affine(FAN_IN, FAN_OUT, ActivationChoice("tanh"))
SCALES = {
    "he_normal": lambda i, o: math.sqrt(2 / i),
    "he_uniform": lambda i, o: math.sqrt(6 / i),
    "glorot_normal": lambda i, o: math.sqrt(2 / (i + o)),
    "glorot_uniform": lambda i, o: math.sqrt(6 / (i + o)),
    "lecun_normal": lambda i, o: math.sqrt(1 / i),
    "lecun_uniform": lambda i, o: math.sqrt(3 / i),
    "pytorch": lambda i, o: 1 / math.sqrt(i),
}
VARIANCES = {
    "he_normal": 2 / FAN_IN,
    "he_uniform": 2 / FAN_IN,
    "glorot_normal": 2 / (FAN_IN + FAN_OUT),
    "glorot_uniform": 2 / (FAN_IN + FAN_OUT),
    "lecun_normal": 1 / FAN_IN,
    "lecun_uniform": 1 / FAN_IN,
    "pytorch": 1 / (3 * FAN_IN),
    "matched": gain(ActivationChoice("tanh")) ** 2 / FAN_IN,
    "normal": 0.5**2,
}
FOURTH = {"normal": 3.0, "uniform": 9 / 5}  # E z^4 / (E z^2)^2
SAME_FOR_ALL = ("zeros", "constant")
DRAWN = [key for key in INITIALIZERS if key not in SAME_FOR_ALL]


def assert_variance(values, variance, fourth):
    """Within five standard errors of mean and variance."""
    count = values.size
    assert abs(values.mean()) < 5 * math.sqrt(variance / count)
    assert abs(np.square(values).mean() / variance - 1) < 5 * math.sqrt((fourth - 1) / count)


def drawn(key, layer, seed=0, index=1, **given):
    return draw_layer(INITIALIZERS[key], seed, index, layer, **given)


@pytest.mark.parametrize("key", VARIANCES)
def test_variance_of_the_weights(key):
    weight, bias = drawn(key, WIDE)
    fourth = FOURTH[INITIALIZERS[key].distribution]
    assert_variance(weight, VARIANCES[key], fourth)
    measured = np.mean((weight / weight.std()) ** 4)
    assert abs(measured - fourth) < 0.1
    assert weight.shape == (FAN_IN, FAN_OUT)
    assert bias.shape == (FAN_OUT,)


@pytest.mark.parametrize("key", SCALES)
def test_weights_are_the_scaled_draw_to_the_last_bit(key):
    for inputs, outputs in ((2, 8), (8, 5), (7, 1)):
        rng = generator(WEIGHTS, 3, 2)
        shape = (inputs, outputs)
        uniform = INITIALIZERS[key].distribution == "uniform"
        raw = rng.uniform(-1, 1, shape) if uniform else rng.standard_normal(shape)
        weight, _ = drawn(key, Affine(inputs, outputs), 3, 2)
        np.testing.assert_array_equal(weight, raw * SCALES[key](inputs, outputs))


@pytest.mark.parametrize("key", INITIALIZERS)
def test_biases_are_equal_but_for_pytorchs_own(key):
    found = [drawn(key, WIDE, seed, initial_bias=0.25)[1] for seed in range(40)]
    shifts = np.concatenate(found) - 0.25
    if key == "pytorch":
        assert_variance(shifts, 1 / (3 * FAN_IN), FOURTH["uniform"])
        assert np.abs(shifts).max() <= 1 / math.sqrt(FAN_IN)
        unit = generator(BIASES, 7, 1).uniform(-1, 1, FAN_OUT)
        bias = drawn(key, WIDE, 7)[1]
        np.testing.assert_array_equal(bias, unit * SCALES[key](FAN_IN, FAN_OUT))
    else:
        assert not shifts.any()
        assert not drawn(key, WIDE)[1].any()


@pytest.mark.parametrize("key", DRAWN)
def test_draws_differ_by_seed_and_layer_alone(key):
    layer = Affine(8, 8)
    first = drawn(key, layer, 5, 2)
    for same, other in zip(first, drawn(key, layer, 5, 2), strict=True):
        np.testing.assert_array_equal(same, other)
    for seed, index in ((6, 2), (5, 3)):
        assert not np.isclose(first[0], drawn(key, layer, seed, index)[0]).any()


@pytest.mark.parametrize("key", [key for key in INITIALIZERS if key != "matched"])
def test_nets_that_differ_in_the_activation_start_from_the_same_numbers(key):
    config = RunConfig(
        activations=("relu", "tanh", "prelu", "elu|prelu"), initializer=key, seed=3, seeds=2
    )
    parameters = begin(config).parameters.reshape(4, 2, -1)
    affine = np.concatenate([np.r_[part.weight, part.bias] for part in layout.layers(config)])
    for activation in range(1, 4):
        np.testing.assert_array_equal(parameters[activation][:, affine], parameters[0][:, affine])
    if key in DRAWN:
        assert not np.isclose(parameters[0, 0, :16], parameters[0, 1, :16]).any()


def test_matched_weights_are_the_same_draw_scaled_by_each_ones_gain():
    nets = ("identity", "relu", "tanh", "elu|max_c(c=-1)|gelu")
    config = RunConfig(
        activations=nets, initializer="matched", hidden=(8, 6, 4), dtype="float64", seed=4, seeds=2
    )
    parameters = begin(config).parameters.reshape(4, 2, -1)
    mixed = ["elu", "elu", "max_c(c=-1)", "gelu"]
    for net, texts in enumerate((*([text] * 4 for text in nets[:3]), mixed)):
        for layer, text in zip(layout.layers(config), texts, strict=True):
            wanted = parameters[0][:, layer.weight] * gain(ActivationChoice.parse(text))
            found = parameters[net][:, layer.weight]
            np.testing.assert_allclose(found, wanted, rtol=1e-13)


def test_matched_to_relu_is_he_normal():
    he = begin(RunConfig(activations=("relu",), initializer="he_normal", dtype="float64"))
    matched = begin(RunConfig(activations=("relu",), initializer="matched", dtype="float64"))
    np.testing.assert_allclose(matched.parameters, he.parameters, rtol=1e-15)


def test_a_net_without_hidden_layers_is_matched_to_no_activation():
    assert matched_to(NetChoice.parse("relu"), 0, hidden=0) is None
    plain, matched = drawn("lecun_normal", Affine(2, 1)), drawn("matched", Affine(2, 1))
    np.testing.assert_allclose(matched[0], plain[0], rtol=1e-15)


@pytest.mark.parametrize("key", ["relu", "gelu", "silu", "tanh", "elu", "sigmoid", "softplus"])
def test_matched_weights_keep_the_variance_of_the_preactivations(key):
    choice = ActivationChoice(key)
    z = generator(0, 11).standard_normal((200, 256))
    for index in range(1, 11):
        values = choice.activation.function(torch.from_numpy(z)).numpy()
        z = values @ drawn("matched", Affine(256, 256, choice), 0, index)[0]
    assert 0.6 < np.square(z).mean() < 1.6


@pytest.mark.parametrize(("inputs", "outputs"), [(5, 5), (3, 9), (9, 3), (64, 64)])
def test_orthogonal_is_torchs(inputs, outputs):
    wanted = torch.empty(outputs, inputs, dtype=torch.float64)
    torch.nn.init.orthogonal_(wanted, gain=1.5, generator=torch.Generator().manual_seed(2))
    raw = torch.empty_like(wanted).normal_(generator=torch.Generator().manual_seed(2))
    transform = INITIALIZERS["orthogonal"].weight
    found = transform(raw.T.numpy(), Affine(inputs, outputs), {"gain": 1.5})
    np.testing.assert_allclose(found, wanted.T.numpy(), rtol=0, atol=1e-14)
    tall = found if inputs >= outputs else found.T
    np.testing.assert_allclose(tall.T @ tall, 2.25 * np.eye(min(inputs, outputs)), atol=1e-13)


def test_hyperparameters_and_bias_of_a_run_are_used():
    config = RunConfig(
        initializer="constant", initializer_hyperparameters=(("value", -0.5),), initial_bias=2.0
    )
    assert set(np.unique(begin(config).parameters)) == {-0.5, 2.0}
    assert set(np.unique(begin(RunConfig(initializer="zeros")).parameters)) == {0.0}
    one = begin(RunConfig(initializer="normal")).parameters
    given = (("sigma", 1.5),)
    three = begin(RunConfig(initializer="normal", initializer_hyperparameters=given)).parameters
    np.testing.assert_allclose(three, 3 * one, rtol=1e-6)
    with pytest.raises(ValueError, match=r"sigma of Normal must lie between 0\.01 and 3; got 9\."):
        drawn("normal", WIDE, hyperparameters=(("sigma", 9.0),))


def test_the_start_is_what_was_drawn():
    config = RunConfig(seed=9, seeds=2, dtype="float64", hidden=(5, 4))
    state = begin(config)
    for index, layer in enumerate(layout.layers(config)):
        weight, bias = drawn("he_normal", Affine(layer.inputs, layer.outputs), 10, index)
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
