"""Moments of activations: against another integration of the formula, and against closed forms."""

import math
from itertools import pairwise

import numpy as np
import pytest
import sympy
import torch
from scipy.integrate import quad

from models.activations import ACTIVATIONS
from models.activations.moments import gain, mean, second_moment
from models.choices import ActivationChoice
from tests.models.references import X, expression, kinks, settings_of
from tests.models.stand_ins import stand_in

FAR = 20


def integral(function, breaks):
    """E function(Z) by adaptive Gauss-Kronrod quadrature, piece by piece."""

    def integrand(z):
        return function(z) * math.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)

    inner = {kink for kink in breaks if abs(kink) < FAR} | set(range(-8, 9, 2))
    edges = sorted({-FAR, FAR, *inner})
    total = 0.0
    for low, high in pairwise(edges):
        part, error, *_ = quad(
            integrand, low, high, epsabs=1e-12, epsrel=1e-12, limit=1000, full_output=1
        )
        assert error <= 1e-9 * max(1, abs(part))
        total += part
    return total


def moments_of_the_formula(choice):
    formula = sympy.lambdify(X, expression(choice), ["scipy", "numpy"])

    def power(exponent):
        return lambda z: float(formula(np.float64(z))) ** exponent

    with np.errstate(all="ignore"):
        return integral(power(1), kinks(choice)), integral(power(2), kinks(choice))


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_moments_are_those_of_the_formula(key):
    for choice in settings_of(key):
        first, second = moments_of_the_formula(choice)
        assert mean(choice) == pytest.approx(first, rel=1e-10, abs=1e-10), choice
        assert second_moment(choice) == pytest.approx(second, rel=1e-10, abs=1e-10), choice
        assert gain(choice) ** -2 == pytest.approx(second, rel=1e-10, abs=1e-10), choice


def above(c):
    """E max(c, Z)^2 in closed form."""
    density = math.exp(-(c**2) / 2) / math.sqrt(2 * math.pi)
    below = math.erfc(-c / math.sqrt(2)) / 2
    return c**2 * below + (1 - below) + c * density


@pytest.mark.parametrize("c", [-10.0, -1.3, 0.0, 0.77, 4.5, 10.0])
def test_a_kink_anywhere_costs_no_digit(c):
    choice = ActivationChoice("max_c", (("c", c),))
    assert second_moment(choice) == pytest.approx(above(c), rel=1e-13)


def test_known_gains():
    wanted = {"gelu": 1.53, "silu": 1.68, "tanh": 1.59, "elu": 1.25, "sigmoid": 1.85, "selu": 1.0}
    found = {key: round(gain(ActivationChoice(key)), 2) for key in wanted}
    assert found == wanted
    assert gain(ActivationChoice("relu")) == pytest.approx(math.sqrt(2), rel=1e-14)
    assert gain(ActivationChoice("identity")) == pytest.approx(1, rel=1e-14)


@pytest.mark.parametrize(
    ("function", "first", "second"),
    [
        (lambda z: torch.sin(100 * z), 0, 0.5),
        (torch.exp, math.exp(0.5), math.exp(2)),
        (lambda z: torch.exp(z**2 / 5), 1 / math.sqrt(0.6), 1 / math.sqrt(0.2)),
        (lambda z: z**3, 0, 15),
        (torch.zeros_like, 0, 0),
    ],
    ids=["sin 100z", "exp", "exp z²/5", "cube", "zero"],
)
def test_closed_forms_of_fast_and_large_functions(function, first, second):
    choice = stand_in(function)
    assert mean(choice) == pytest.approx(first, rel=1e-12, abs=1e-12)
    assert second_moment(choice) == pytest.approx(second, rel=1e-12, abs=1e-12)


def test_kinks_may_be_expressions_in_the_hyperparameters():
    choice = stand_in(lambda z, a: (z > -a / 3 + math.pi).to(z.dtype), "-a/3 + pi", a=7.0)
    wanted = math.erfc((math.pi - 7 / 3) / math.sqrt(2)) / 2
    assert mean(choice) == pytest.approx(wanted, rel=1e-13)


def test_what_is_always_0_has_no_gain():
    with pytest.raises(ValueError, match="Stand-in has no gain: it is 0 at all preactivations"):
        gain(stand_in(torch.zeros_like))


@pytest.mark.parametrize(
    "function", [torch.log, lambda z: torch.exp(z**2 / 4), lambda z: torch.exp(20 * z)]
)
def test_without_a_finite_second_moment_there_is_no_gain(function):
    with pytest.raises(ValueError, match="Stand-in has no finite second moment"):
        gain(stand_in(function))
