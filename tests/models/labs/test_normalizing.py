"""What keeps SELU's mean and variance through depth, and what breaks them."""

import numpy as np
import pytest
import torch

from models.activations.propagation import scaled_moments
from models.choices import ActivationChoice
from models.labs.normalizing import (
    EXPERIMENT,
    OTHERS,
    SELU,
    WEIGHTS,
    YOURS,
    alpha_dropout,
    recipes,
)
from models.labs.stage import finish


def run(weights="lecun", dropout="none", shifted=False, others=(), seeds=2, depth=32):
    return finish(
        EXPERIMENT,
        {
            "weights": weights,
            "dropout": dropout,
            "shifted": shifted,
            "others": others,
            "seeds": seeds,
            "depth": depth,
        },
    )


def variances(found, name=YOURS):
    """After layers 1, 8 and 32."""
    return found.path(name).variance.median[[0, 7, 31]]


@pytest.fixture(scope="module")
def published():
    return run(others=("relu_bn", "relu_he", "relu_lecun", "tanh_lecun", "dropout"))


def test_the_fixed_point_by_quadrature():
    mean, second = scaled_moments(SELU, 1.0)
    assert abs(mean) < 1e-6
    assert abs(second - 1) < 1e-6


def test_lecun_weights_keep_the_variance(published):
    assert 0.85 < variances(published)[-1] < 1.15
    assert abs(published.path(YOURS).mean.median[-1]) < 0.05


def test_he_weights_let_it_explode():
    assert variances(run("he"))[-1] > 50


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        ({"weights": "pytorch_no_bias"}, (0.42, 0.009, 1.2e-6)),
        ({"weights": "calculate_gain"}, (0.64, 0.13, 0.044)),
        ({"dropout": "alpha"}, (1.0, 1.0, 1.0)),
        ({"shifted": True}, (6.1, 1.42, 0.99)),
    ],
    ids=str,
)
def test_what_breaks_it_and_what_does_not(settings, wanted):
    np.testing.assert_allclose(variances(run(**settings)), wanted, rtol=0.2)


def test_pytorch_biases_hold_a_little_variance():
    """With biases the variance settles where they put it, far above what the weights leave."""
    assert 0.003 < variances(run("pytorch"))[-1] < 0.02


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("SELU, dropout", (1.11, 1.50, 1.61)),
        ("ReLU, batch norm", (0.34, 0.34, 0.36)),
        ("ReLU, He", (0.69, 0.69, 0.69)),
        ("ReLU, LeCun", (0.34, 0.0026, 1.6e-10)),
        ("tanh, LeCun", (0.39, 0.064, 0.016)),
    ],
)
def test_the_others(published, name, wanted):
    np.testing.assert_allclose(variances(published, name), wanted, rtol=0.35)


def test_measurement_follows_the_theory(published):
    """In the first layers: a net of finite width drifts from it with depth (Hanin 2018)."""
    for path in published.paths:
        np.testing.assert_allclose(path.variance.median[:4], path.theory_variance[:4], rtol=0.25)
        np.testing.assert_allclose(path.mean.median[:4], path.theory_mean[:4], atol=0.06)


def test_the_mean_of_single_units_is_not_0(published):
    assert published.path(YOURS).unit_spread.median.min() > 0.05


def test_pytorch_names_another_gain(published):
    assert published.gain == pytest.approx(1)
    assert published.torch_gain == 0.75
    assert published.factor == pytest.approx(1.07, abs=5e-3)


def test_alpha_dropout_is_pytorchs():
    floor, factor, shift = alpha_dropout(0.1)
    generator_free = torch.nn.AlphaDropout(0.1)(torch.full((1000,), 2.0, dtype=torch.float64))
    found = sorted(set(generator_free.numpy().round(6)))
    np.testing.assert_allclose(found, sorted([floor * factor + shift, 2 * factor + shift]), 1e-5)


def test_dropout_drops_its_share():
    found = run(dropout="dropout", depth=1).path(YOURS)
    assert found.variance.median[0] == pytest.approx(1 / 0.9, rel=0.05)


def test_every_recipe_is_its_own():
    settings = {"weights": "he", "dropout": "alpha", "shifted": True, "others": tuple(OTHERS)}
    names = [recipe.name for recipe in recipes(settings)]
    assert len(set(names)) == len(names) == len(OTHERS) + 1
    assert all(ActivationChoice(recipe.activation) for recipe in recipes(settings))
    assert len({tuple(part.items()) for part in WEIGHTS.values()}) == len(WEIGHTS)


def test_small_pieces_give_the_same_as_one_call():
    settings = {"weights": "lecun", "dropout": "alpha", "shifted": True, "others": ()}
    settings |= {"seeds": 2, "depth": 3}
    stage = EXPERIMENT(settings, None, 0.0)
    assert not stage.done
    stage = EXPERIMENT(settings, stage.memory, 0.0)
    whole = finish(EXPERIMENT, settings).paths[0]
    np.testing.assert_array_equal(stage.result.paths[0].mean.median, whole.mean.median)


@pytest.mark.soak
def test_the_variance_over_ten_seeds():
    found = run(seeds=10).path(YOURS).variance
    assert 0.85 < found.low[-1] < found.high[-1] < 1.15
