"""Derived properties against samples, closed forms and functions made for the purpose."""

import math

import numpy as np
import pytest
import torch
from scipy.special import ndtri

from models.activations import ACTIVATIONS
from models.activations.properties import ZERO_CENTRED, properties
from models.activations.smoothness import smoothness
from models.choices import ActivationChoice
from tests.models.references import computed, settings, settings_of
from tests.models.stand_ins import stand_in

NORMAL = ndtri((np.arange(20_000) + 0.5) / 20_000)
WIDE = np.sort(np.random.default_rng(5).uniform(-40, 40, 20_000))


def found(text):
    return properties(ActivationChoice.parse(text))


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_no_sample_contradicts_the_properties(key):
    for choice in settings_of(key):
        derived, what = properties(choice), str(choice)
        assert_range_and_slope(derived, *computed(choice, WIDE), what)
        assert_shares_and_moments(derived, *computed(choice, NORMAL), what)


def assert_range_and_slope(derived, value, slope, what):
    room = 1e-9 * (1 + np.abs(value))
    assert ((value >= derived.low - room) & (value <= derived.high + room)).all(), what
    change = np.diff(value)
    if derived.monotone in ("increasing", "decreasing"):
        sign = 1 if derived.monotone == "increasing" else -1
        assert (sign * change >= -room[1:]).all(), what
    else:
        assert derived.monotone == "no", what
        assert (change > 0).any(), what
        assert (change < 0).any(), what
    if derived.smoothness != "discontinuous":
        assert (np.abs(slope) <= derived.lipschitz * (1 + 1e-9)).all(), what
        assert (np.abs(change) <= derived.lipschitz * np.diff(WIDE) + room[1:]).all(), what


def assert_shares_and_moments(derived, value, slope, what):
    assert derived.zero_output_share == pytest.approx(np.mean(value == 0), abs=1e-4), what
    assert derived.zero_slope_share == pytest.approx(np.mean(slope == 0), abs=1e-4), what
    assert derived.zero_centred == (abs(derived.mean) < ZERO_CENTRED), what
    if derived.lipschitz < 100:  # of the others the outermost sample decides
        near = 2e-3 * (1 + value.std())
        assert derived.mean == pytest.approx(value.mean(), abs=near), what
        assert derived.variance == pytest.approx(value.var(), rel=5e-3, abs=1e-6), what
        wanted = np.mean(slope**2) / np.mean(value**2)
        assert derived.chi1 == pytest.approx(wanted, rel=1e-2, abs=1e-5), what
    gain = (derived.variance + derived.mean**2) ** -0.5
    assert derived.gain == pytest.approx(gain, rel=1e-9), what


@pytest.mark.parametrize(
    ("key", "chi1"),
    [
        *(("relu", 1), ("abs", 1), ("identity", 1), ("leaky_relu", 1), ("exponential", 1)),
        *(("squared_relu", 4 / 3), ("square", 4 / 3), ("cube", 27 / 15), ("gaussian", 0.8)),
        *(("step", 0), ("step_ste", 2 * math.erf(1 / math.sqrt(2)))),
        ("siren30", 900 * (1 + math.exp(-1800)) / (1 - math.exp(-1800))),
        ("sine", (1 + math.exp(-2)) / (1 - math.exp(-2))),
    ],
)
def test_chi1_in_closed_form(key, chi1):
    assert found(key).chi1 == pytest.approx(chi1, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize(
    ("text", "lipschitz"),
    [
        *(("sigmoid", 1 / 4), ("gelu", 1.128904145), ("silu", 1.099839320), ("selu", 1.7580993408)),
        *(("siren30", 30), ("snake(a=50.0)", 2), ("elu(alpha=4.0)", 4), ("bent_identity", 1.5)),
        *(("gaussian", math.sqrt(2 / math.e)), ("square", math.inf), ("gcu", math.inf)),
        *(("step", math.inf), ("hardshrink", math.inf), ("softplus(beta=0.1)", 1)),
    ],
)
def test_known_lipschitz_constants(text, lipschitz):
    assert found(text).lipschitz == pytest.approx(lipschitz, rel=1e-9)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        *(("elu", "C1"), ("elu(alpha=2.0)", "C0"), ("celu(alpha=2.0)", "C1"), ("isrlu", "C2")),
        *(
            ("apl(a=-1.0)", "C∞"),
            ("srelu(al=1.0;ar=1.0)", "C∞"),
            ("threshold_relu", "discontinuous"),
        ),
        *(("threshold_relu(theta=0.0)", "C0"), ("max_c(c=10.0)", "C0"), ("sine", "C∞")),
        *(("xielu(ap=0.4;an=0.8)", "C2"), ("xielu", "C1"), ("rrelu", "C0"), ("softsign", "C1")),
    ],
)
def test_smoothness_depends_on_the_hyperparameters(text, wanted):
    assert found(text).smoothness == wanted


@pytest.mark.parametrize("power", [1, 2, 3, 4])
def test_a_higher_derivative_that_jumps(power):
    assert smoothness(stand_in(lambda z: torch.relu(z) ** power, "0")) == f"C{power - 1}"


def test_periodic_are_the_waves_that_stay_within_bounds():
    assert {c.key for c in settings() if properties(c).periodic} == {"sine", "cosine", "siren30"}


def test_the_minimum_may_lie_far_out():
    derived = found("acon_c(p1=0.05;p2=0.0;beta=0.1)")
    lowest = -0.2784645427610738 / 0.1  # SiLU's, in units of 1 / beta, at z = -256
    assert derived.low == pytest.approx(lowest, rel=1e-9)
    assert derived.low_reached
    assert derived.monotone == "no"


def test_a_limit_may_be_reached_elsewhere():
    phish, sigmoid = found("phish"), found("sigmoid")
    assert (phish.low, phish.low_reached, phish.limit_left) == (0, True, 0)
    assert (sigmoid.low, sigmoid.low_reached, sigmoid.high, sigmoid.high_reached) == (
        *(0, False),
        *(1, False),
    )


def test_a_constant():
    derived = properties(stand_in(lambda z: z * 0 + 3))
    assert (derived.low, derived.high, derived.low_reached) == (3, 3, True)
    assert (derived.monotone, derived.parity, derived.lipschitz) == ("constant", "even", 0)
    assert (derived.saturates_left, derived.saturates_right) == (False, False)
    assert (derived.mean, derived.zero_slope_share) == (pytest.approx(3), 1)
    assert math.isnan(properties(stand_in(lambda z: z * 0)).gain)


def test_a_falling_function():
    derived = properties(stand_in(lambda z: torch.sigmoid(-z)))
    assert (derived.monotone, derived.limit_left, derived.limit_right) == ("decreasing", 1, 0)
    assert derived.bounded


def test_without_a_second_moment_there_are_no_statistics():
    derived = properties(stand_in(lambda z: torch.exp(z**2)))
    numbers = (derived.mean, derived.variance, derived.gain, derived.chi1)
    assert all(math.isnan(number) for number in numbers)
    assert not derived.zero_centred
    assert (derived.low, derived.high, derived.lipschitz) == (1, math.inf, math.inf)


def test_a_function_that_is_no_number_on_the_left():
    derived = properties(stand_in(torch.log))
    assert (derived.monotone, derived.parity, derived.high) == ("increasing", "neither", math.inf)
    assert not derived.periodic
    assert math.isnan(derived.limit_left)
