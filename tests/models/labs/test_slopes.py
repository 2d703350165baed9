"""Learned slopes, mean shift and the slope at 0, against closed forms."""

import math

import numpy as np
import pytest

from models.activations.moments import mean
from models.choices import ActivationChoice
from models.labs.at_zero import AT_ZERO
from models.labs.means import MEANS
from models.labs.one_unit import ONE_UNIT, TARGETS
from models.labs.slopes import SLOPES
from models.labs.stage import finish

SETTINGS = {"rule": "adam", "layers": 2, "start": 0.25, "seeds": 2, "steps": 60}


@pytest.mark.parametrize(("target", "slope"), [("|x|", -1.0), ("x", 1.0), ("ReLU", 0.0)])
def test_a_single_unit_finds_the_slope_of_its_curve(target, slope):
    result = finish(ONE_UNIT, {"target": target})
    assert result.slopes[-1] == pytest.approx(slope, abs=1e-3)
    assert result.best == pytest.approx(slope, abs=1e-12)
    np.testing.assert_allclose(result.fitted, result.wanted, atol=3e-3)


@pytest.mark.parametrize("target", TARGETS)
def test_gradient_descent_ends_at_the_least_squares(target):
    result = finish(ONE_UNIT, {"target": target})
    assert result.slopes[0] == 0.25
    assert result.slopes[-1] == pytest.approx(result.best, abs=1e-6)


def test_slopes_are_learned_from_where_they_start():
    result = finish(SLOPES, SETTINGS)
    assert result.slopes.shape == (3, 2, 2)
    assert (result.slopes[0] == 0.25).all() and (result.slopes[-1] != 0.25).all()
    assert result.fates == ("trained", "trained")


def test_with_sgd_the_slopes_grow_and_decay_pulls_them_to_zero():
    sgd = finish(SLOPES, {**SETTINGS, "rule": "sgd", "steps": 150})
    assert (sgd.spread.median[-1] > 0.6).all()
    adam = finish(SLOPES, {**SETTINGS, "steps": 150})
    decay = finish(SLOPES, {**SETTINGS, "rule": "decay", "steps": 150})
    assert (np.abs(decay.spread.median[-1]) < adam.spread.median[-1]).all()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("relu", 1 / math.sqrt(2 * math.pi)),
        ("leaky_relu", 0.99 / math.sqrt(2 * math.pi)),
        ("elu", 1 / math.sqrt(2 * math.pi) + math.exp(0.5) * math.erfc(math.sqrt(0.5)) / 2 - 0.5),
        ("gelu", 1 / (2 * math.sqrt(math.pi))),
        ("selu", 0.0),
        ("tanh", 0.0),
        ("sigmoid", 0.5),
    ],
)
def test_gaussian_means_have_closed_forms(key, value):
    assert mean(ActivationChoice(key)) == pytest.approx(value, abs=1e-6)


@pytest.fixture(scope="module")
def shifts():
    settings = {"activations": ("relu", "elu", "tanh"), "seeds": 2, "steps": 90}
    return {one.key: one for one in finish(MEANS, settings)}


def test_elu_lies_below_relu_in_every_layer_at_the_start_and_after(shifts):
    relu, elu = shifts["relu"], shifts["elu"]
    assert (elu.mean_spread.median < relu.mean_spread.median).all()
    assert (relu.mean_spread.median[1] > relu.mean_spread.median[0]).all()
    assert set(relu.fates) == set(elu.fates) == {"trained"}


def test_tanh_stays_near_zero(shifts):
    assert np.abs(shifts["tanh"].mean_spread.median).max() < 0.12


def test_only_an_elu_of_alpha_one_has_a_continuous_slope():
    for alpha in (0.5, 1.0, 2.0):
        elu, relu, selu, gelu = finish(AT_ZERO, {"alpha": alpha})
        assert elu.jump == pytest.approx(abs(1 - alpha), abs=1e-6)
        assert elu.at_zero == pytest.approx(alpha)
    assert (selu.left, selu.right) == pytest.approx((1.7581, 1.0507), abs=1e-4)
    assert selu.at_zero == pytest.approx(1.7581, abs=1e-4)
    assert relu.jump == 1 and gelu.jump < 1e-6
    assert elu.x.shape == elu.derivative.shape and 0.0 not in elu.x


@pytest.mark.soak
def test_slopes_of_six_layers_grow_with_depth_at_first():
    six = finish(SLOPES, {**SETTINGS, "layers": 6, "seeds": 6, "steps": 600}).spread.median[-1]
    assert abs(six[0]) < 0.15 and (six[2:] > 0.3).all() and six[0] < six[1] < six[2]
    two = finish(SLOPES, {**SETTINGS, "rule": "sgd", "seeds": 6, "steps": 600}).spread.median[-1]
    assert (two > 1.5).all()
