"""Signals in deep random nets agree with the theory of infinitely wide ones."""

import math

import numpy as np
import pytest
import torch

from models.choices import ActivationChoice
from models.labs.random_net import Layers, draw_layers, normal_error, normal_inputs, pass_through
from models.labs.signal import EXPERIMENT, shown_layers, weight_scale
from models.labs.stage import finish
from models.labs.wide_theory import matched_factor, wide_net

LECUN = ("identity", "relu", "tanh", "sigmoid", "selu", "elu", "silu")


def run(initializer, *activations, seeds=4, depth=30, width=256):
    return finish(
        EXPERIMENT,
        {
            "initializer": initializer,
            "activations": activations,
            "seeds": seeds,
            "depth": depth,
            "width": width,
        },
    )


@pytest.fixture(scope="module")
def he():
    return run("he_normal", "relu", "tanh", "sigmoid")


def assert_factors_agree(signals):
    for line in signals.lines:
        measured, expected = line.growth(5, 25).median, line.theory.growth(5, 25)
        assert measured == pytest.approx(expected, rel=0.03), line.choice.name


def test_the_factor_of_a_layer_is_that_of_the_theory(he):
    assert_factors_agree(he)


@pytest.mark.soak
@pytest.mark.parametrize("initializer", ["lecun_normal", "he_normal"])
def test_the_factors_of_seven_activations_over_ten_seeds(initializer):
    assert_factors_agree(run(initializer, *LECUN, seeds=10))


@pytest.mark.parametrize("scale", [1 / 3, 1.0, 2.0])
def test_the_factor_of_relu_is_half_the_scale(scale):
    np.testing.assert_allclose(wide_net(ActivationChoice("relu"), 8, scale).factor, scale / 2)


def test_the_known_factors():
    """Of tanh and sigmoid between layers 5 and 25, and of SELU at its fixed point."""
    assert wide_net(ActivationChoice("sigmoid"), 30, 1.0).growth(5, 25) == pytest.approx(
        0.0557, abs=1e-4
    )
    assert wide_net(ActivationChoice("tanh"), 30, 2.0).growth(5, 25) == pytest.approx(
        1.10, abs=5e-3
    )
    assert matched_factor(ActivationChoice("selu")) == pytest.approx(1.07, abs=5e-3)


def test_forward_and_back_agree_with_the_theory_in_every_layer(he):
    for line in he.lines:
        np.testing.assert_allclose(line.second_moment.median, line.theory.second_moment, rtol=0.35)
        np.testing.assert_allclose(line.signal.median**2, line.theory.signal, rtol=0.5)


def test_he_keeps_the_signal_of_relu_and_pytorch_loses_it(he):
    assert 0.3 < he.line("relu").reached.median < 3
    assert he.line("sigmoid").reached.median < 1e-10
    lost = run("pytorch", "identity", "relu", seeds=2)
    assert lost.line("identity").reached.median < 1e-6
    assert lost.line("relu").reached.median < 1e-10


def test_the_gradient_of_the_weights_does_not_see_it():
    """Forward and backward factors cancel in their product: ReLU, LeCun, no biases."""
    line = run("lecun_normal", "relu").line("relu")
    assert line.reached.median < 1e-4
    assert 0.2 < line.weight_reached.median < 5
    assert line.second_moment.median[-1] < 1e-8


def test_slopes_of_relu_are_0_or_1_whatever_arrives(he):
    np.testing.assert_array_equal(he.line("relu").binary.median, 1)
    assert he.line("tanh").binary.median.max() == 0


def test_a_pass_is_what_autograd_makes_of_it():
    layers = draw_layers("pytorch", ActivationChoice("tanh"), [5, 4, 3], seed=2)
    x, error = normal_inputs(2, 6, 5), normal_error(2, 6, 3)
    found = pass_through(layers, ActivationChoice("tanh"), x, error, (1, 2))
    weights = [torch.tensor(w, requires_grad=True) for w in layers.weights]
    h, z = torch.tensor(x), []
    for weight, bias in zip(weights, layers.biases, strict=True):
        z.append(h @ weight + torch.tensor(bias))
        h = torch.tanh(z[-1])
    gradients = torch.autograd.grad(h, [*z, *weights], torch.tensor(error))
    squares = [float(g.square().mean()) for g in gradients]
    np.testing.assert_allclose([*found.signal, *found.weight_gradient], squares, rtol=1e-12)
    np.testing.assert_allclose(found.variance[-1], h.detach().var(correction=0), rtol=1e-12)


def test_histograms_count_what_lies_outside(he):
    for line in run("he_normal", "selu", "relu", seeds=2, depth=8).lines:
        for layer in line.bars:
            assert layer.counts.sum() + layer.below + layer.above == layer.total
            assert (layer.marked <= layer.counts).all()
    assert he.line("relu").bars[0].total == 4 * 16 * 256


def test_a_fixed_range_would_lose_a_part_of_selu_with_he():
    bars = run("he_normal", "selu", seeds=2, depth=8).lines[0].bars[-1]
    assert 0.1 < bars.outside < 0.5


def test_flat_values_are_marked():
    """ReLU is flat on its left half, and only there."""
    zeros = Layers((np.eye(2),), (np.zeros(2),))
    x = np.array([[-1.0, 2.0], [-3.0, 5.0]])
    found = pass_through(zeros, ActivationChoice("relu"), x, np.ones((2, 2)), (1,))
    assert found.flat.tolist() == [0.5]
    assert (found.bars[0].marked.sum(), found.bars[0].above) == (2, 1)


@pytest.mark.parametrize("initializer", ["he_normal", "glorot_uniform", "pytorch", "matched"])
def test_the_scale_is_that_of_the_drawn_weights(initializer):
    choice = ActivationChoice("tanh")
    layers = draw_layers(initializer, choice, [200, 200], seed=0)
    scale, bias = weight_scale(initializer, choice, 200)
    assert 200 * layers.weights[0].var() == pytest.approx(scale, rel=0.03)
    assert layers.biases[0].var() == pytest.approx(bias, rel=0.2)


def test_orthogonal_weights_keep_lengths():
    layers = draw_layers("orthogonal", ActivationChoice("relu"), [50, 50], seed=0)
    assert np.sqrt(50 * layers.weights[0].var()) == pytest.approx(1, rel=0.01)
    assert weight_scale("orthogonal", ActivationChoice("relu"), 50) == (1.0, 0.0)


def test_small_pieces_give_the_same_as_one_call():
    settings = {"initializer": "pytorch", "activations": ("relu",), "seeds": 3, "depth": 4}
    settings["width"] = 16
    memory, calls = None, 0
    while True:
        stage = EXPERIMENT(settings, memory, 0.0)
        memory, calls = stage.memory, calls + 1
        assert stage.result.seeds == calls
        if stage.done:
            break
    whole = finish(EXPERIMENT, settings)
    assert calls == 3
    np.testing.assert_array_equal(stage.result.lines[0].squares, whole.lines[0].squares)
    np.testing.assert_array_equal(
        stage.result.lines[0].bars[0].counts, whole.lines[0].bars[0].counts
    )


@pytest.mark.parametrize("depth", [1, 2, 50])
def test_every_depth_of_the_slider_works(depth):
    found = run("he_normal", "relu", "sigmoid", seeds=1, depth=depth, width=32)
    for line in found.lines:
        assert len(line.signal.median) == depth == len(line.theory.signal)
        assert len(line.bars) == len(shown_layers(depth)) <= 6
        assert math.isfinite(line.reached.median)
