"""How normal preactivations come out of an activation: once, and layer after layer."""

import math
from itertools import pairwise

import numpy as np
import pytest
import torch
from scipy.integrate import quad

from models.activations import ACTIVATIONS, moments
from models.activations.propagation import density, depths, scaled_moments, slope_moment
from models.activations.properties import properties
from models.choices import ActivationChoice
from tests.models.references import settings_of
from tests.models.stand_ins import stand_in


def choice(text):
    return ActivationChoice.parse(text)


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_shares_add_up_and_masses_are_the_constant_parts(key):
    for setting in settings_of(key):
        assert_adds_up(setting, density(setting, 40))


def assert_adds_up(setting, found):
    bins = np.diff(found.edges) @ found.height if found.height.size else 0.0
    masses = sum(mass.share for mass in found.masses)
    assert bins + masses + found.outside == pytest.approx(1, abs=1e-12), setting
    assert 0 <= found.outside <= 0.0011, setting
    zero = sum(mass.share for mass in found.masses if mass.value == 0)
    assert zero == pytest.approx(properties(setting).zero_output_share, abs=1e-15), setting
    levels = [mass.value for mass in found.masses]
    assert levels == sorted(set(levels)), setting


def test_the_density_of_relu():
    found = density(choice("relu"))
    assert [(mass.value, mass.share) for mass in found.masses] == [(0, 0.5)]
    middle = (found.edges[1:] + found.edges[:-1]) / 2
    wanted = np.exp(-(middle**2) / 2) / math.sqrt(2 * math.pi)
    np.testing.assert_allclose(found.height, wanted, atol=2e-3)


def test_the_density_of_a_square_is_chi_square():
    found = density(choice("square"), 60)
    ends = np.sqrt(found.edges)
    wanted = np.diff([math.erf(end / math.sqrt(2)) for end in ends])
    np.testing.assert_allclose(found.height * np.diff(found.edges), wanted, atol=2e-5)


def test_a_step_has_only_masses():
    found = density(choice("sign"))
    assert [(mass.value, mass.share) for mass in found.masses] == [(-1, 0.5), (1, 0.5)]
    assert found.edges.size == found.height.size == 0


def test_no_density_where_f_is_not_a_number():
    with pytest.raises(ValueError, match="Stand-in is not a number at all preactivations"):
        density(stand_in(torch.log))


@pytest.mark.parametrize(
    ("text", "factor"), [("relu", 0.5), ("identity", 1), ("abs", 1), ("leaky_relu", 0.50005)]
)
def test_homogeneous_activations_multiply_the_second_moment(text, factor):
    found = depths(choice(text))
    np.testing.assert_allclose(found.second_moment, factor ** np.arange(20), rtol=1e-11)


@pytest.mark.parametrize("text", ["relu", "tanh", "gelu", "sigmoid", "siren30", "max_c(c=4.5)"])
def test_the_matched_gain_keeps_the_second_moment(text):
    found = depths(choice(text), 6, gain=True)
    np.testing.assert_allclose(found.second_moment, 1, rtol=1e-9)
    np.testing.assert_allclose(found.output_mean, moments.mean(choice(text)), atol=1e-9)


@pytest.mark.parametrize("variance", [1e-6, 0.3, 1.0, 7.0, 1e4, 1e12])
@pytest.mark.parametrize("text", ["tanh", "gelu", "softplus", "max_c(c=0.7)", "gaussian"])
def test_moments_at_other_variances(text, variance):
    function, spread = choice(text).activation.function, math.sqrt(variance)
    values = choice(text).values

    def integrand(z, power):
        x = torch.tensor(spread * z, dtype=torch.float64)
        weight = math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)
        return float(function(x, **values)) ** power * weight

    scales = [0.0, *(sign * 4.0**k / spread for sign in (-1, 1) for k in range(-3, 4))]
    edges = sorted({-12.0, 12.0, 0.7 / spread, *scales, *range(-12, 13, 3)})
    edges = [edge for edge in edges if abs(edge) <= 12]
    for power, found in enumerate(scaled_moments(choice(text), variance), start=1):
        parts = [
            quad(integrand, *pair, args=(power,), epsabs=1e-14, epsrel=1e-11, limit=200)[0]
            for pair in pairwise(edges)
        ]
        assert found == pytest.approx(math.fsum(parts), rel=1e-8, abs=1e-12)


def test_what_grows_too_fast_ends_in_infinity():
    found = depths(choice("exponential"), 8)
    assert np.isinf(found.second_moment[-3:]).all()
    assert found.second_moment[1] == pytest.approx(math.exp(2), rel=1e-9)
    assert np.isnan(found.output_mean[-3:]).all()
    assert np.isinf(found.simulated[-3:]).all()


def test_what_dies_out_ends_in_zero():
    found = depths(choice("threshold_relu"))
    assert found.second_moment[-1] == found.output_mean[-1] == found.simulated[-1] == 0
    assert (np.diff(found.second_moment) <= 0).all()


@pytest.mark.parametrize("text", ["relu", "tanh", "gelu", "sigmoid", "selu", "sine"])
def test_a_wide_random_net_follows_the_theory(text):
    found = depths(choice(text), 6, width=1024, gain=True, seed=3)
    np.testing.assert_allclose(found.simulated, found.second_moment, rtol=0.15)
    assert np.abs(found.simulated_mean).max() < 0.15
    assert found.layer.tolist() == [1, 2, 3, 4, 5, 6]
    assert found.width == 1024


def test_the_seed_decides_the_random_net():
    first, again, other = (depths(choice("tanh"), 3, 16, seed=seed) for seed in (1, 1, 2))
    assert first.simulated.tolist() == again.simulated.tolist()
    assert first.simulated.tolist() != other.simulated.tolist()
    assert first.second_moment.tolist() == other.second_moment.tolist()


def test_nothing_is_matched_to_an_activation_without_a_gain():
    with pytest.raises(ValueError, match="has no gain"):
        depths(stand_in(torch.zeros_like), gain=True)


@pytest.mark.parametrize("variance", [0.04, 1.0, 900.0])
def test_the_mean_square_of_the_slope(variance):
    spread = math.sqrt(variance)

    def weighted(z):
        return math.cosh(spread * z) ** -4 * math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)

    wanted, _ = quad(weighted, -8 / max(1, spread), 8 / max(1, spread), epsabs=1e-13)
    assert slope_moment(choice("tanh"), variance) == pytest.approx(wanted, rel=1e-6)
    assert slope_moment(choice("relu"), variance) == pytest.approx(0.5, abs=1e-12)
    assert slope_moment(choice("selu"), 1.0) == pytest.approx(1.0716, abs=1e-4)
