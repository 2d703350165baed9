"""The functions of the table against their own formulas, and their gradients.

One test for each entry, which looks at all its settings of hyperparameters and names those at
fault.

How exact "equal" is: 1e-12 of the number, or a few roundings of the terms that cancel in it. In the
tail of GELU, for instance, 1 + erf(z) loses digits, and 1 - tanh(z)^2 does so for large z: PyTorch
computes them that way, and no test can ask for digits that are not there. Such terms are of size
max(1, |z|), so the error allowed there is four roundings of that.
"""

import numpy as np
import pytest
import sympy
import torch

from models.activations import ACTIVATIONS
from models.activations.shape import second_derivative
from models.choices import ActivationChoice
from tests.models.references import (
    GRID,
    away_from_kinks,
    computed,
    exact_values,
    kinks,
    settings,
    settings_of,
)

EPS = np.finfo(np.float64).eps
TRUE = [key for key, entry in ACTIVATIONS.items() if not entry.surrogate]
INSIDE = np.array([-3.3, -1.7, -0.55, -0.1, 0.2, 0.8, 1.3, 2.7])


def assert_close(found, wanted, z, what):
    allowed = np.maximum(1e-12 * np.abs(wanted), 4 * EPS * np.maximum(1, np.abs(z)))
    worst = np.argmax(np.abs(found - wanted) / allowed)
    message = f"{what} at {z[worst]}: {found[worst]!r}, not {wanted[worst]!r}"
    assert np.all(np.abs(found - wanted) <= allowed), message


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_it_is_what_its_formula_says(key):
    for choice in settings_of(key):
        assert_close(computed(choice, GRID)[0], exact_values(choice, 0, GRID), GRID, choice)
        if key in TRUE:
            z = away_from_kinks(choice)
            assert_close(computed(choice, z)[1], exact_values(choice, 1, z), z, f"{choice}, slope")


@pytest.mark.parametrize("key", TRUE)
def test_its_second_derivative_is_that_of_its_formula(key):
    choice = ActivationChoice(key)
    wanted = exact_values(choice, 2, INSIDE)
    np.testing.assert_allclose(second_derivative(choice, INSIDE), wanted, rtol=1e-10, atol=1e-11)


def test_only_the_straight_through_step_has_another_derivative():
    assert set(ACTIVATIONS) - set(TRUE) == {"step_ste"}
    z = np.array([-1.5, -1, -0.3, 0, 0.3, 1, 1.5])
    choice = ActivationChoice("step_ste")
    assert computed(choice, z)[1].tolist() == [0, 1, 1, 1, 1, 1, 0]
    wide = ActivationChoice("step_ste", (("clip", 1.4),))
    assert computed(wide, z)[1].tolist() == [0, 1, 1, 1, 1, 1, 0]
    assert computed(wide, z)[0].tolist() == [0, 0, 0, 0, 1, 1, 1]


def as_tensors(choice):
    """The hyperparameters as leaf tensors, and the function of them."""
    numbers = [
        torch.tensor([value], dtype=torch.float64, requires_grad=True)
        for value in choice.values.values()
    ]

    def function(z, *values):
        return choice.activation.function(z, **dict(zip(choice.values, values, strict=True)))

    return numbers, function


@pytest.mark.parametrize("key", ACTIVATIONS)
def test_gradients_of_preactivation_and_hyperparameters(key):
    steps = np.array([-3.13, -1.41, -0.63, -0.24, 0.33, 0.74, 1.62, 2.93])
    for choice in settings_of(key):
        numbers, function = as_tensors(choice)
        assert_tensors_will_do(choice, numbers, function)
        z = torch.tensor(steps + sum(kinks(choice)), dtype=torch.float64, requires_grad=True)
        assert key not in TRUE or torch.autograd.gradcheck(function, (z, *numbers)), choice


def assert_tensors_will_do(choice, numbers, function):
    """Hyperparameters that are tensors give what numbers do, slopes included."""
    z = torch.from_numpy(np.concatenate([GRID, kinks(choice)])).requires_grad_()
    wanted = choice.activation.function(z, **choice.values)
    for values in (numbers, [number.view(1, 1, 1) for number in numbers]):
        found = function(z, *values)
        shape = (1, 1, len(z)) if numbers and values is not numbers else z.shape
        assert found.shape == shape, choice
        slopes = [torch.autograd.grad(v.sum(), z, retain_graph=True)[0] for v in (found, wanted)]
        for pair in ((found.flatten(), wanted), slopes):
            close = torch.isclose(*pair, rtol=1e-13, atol=1e-15)
            assert close.all(), f"{choice} at {z[~close].tolist()}"


@pytest.mark.parametrize("alpha", [-0.25, -1e-3, -1e-9, 1e-9, 1e-3])
def test_soft_exponential_where_training_may_take_it(alpha):
    z = np.array([-2.0, -0.5, 0.0, 0.7, 3.0])
    leaf, learned = (torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in (z, alpha))
    value = ACTIVATIONS["soft_exponential"].function(leaf, alpha=learned)
    formula = sympy.sympify(ACTIVATIONS["soft_exponential"].formula)
    formula = formula.subs("alpha", sympy.Rational(alpha))
    wanted = [float(formula.subs("x", sympy.Rational(point)).evalf(40)) for point in z]
    np.testing.assert_allclose(value.detach().numpy(), wanted, rtol=1e-12)
    assert torch.autograd.gradcheck(ACTIVATIONS["soft_exponential"].function, (leaf, learned))


def test_soft_exponential_ends_where_its_logarithm_does():
    leaf = torch.tensor([-4.0, -3.75, -3.7], dtype=torch.float64, requires_grad=True)
    alpha = torch.tensor([-0.25], dtype=torch.float64, requires_grad=True)
    value = ACTIVATIONS["soft_exponential"].function(leaf, alpha=alpha)
    assert torch.isneginf(value).tolist() == [True, True, False]
    gradients = torch.autograd.grad(value.sum(), (leaf, alpha))
    assert all(torch.isfinite(gradient).all() for gradient in gradients)
    assert gradients[0][:2].tolist() == [0, 0]


def stays(choice, shape, dtype):
    """Whether value and slope have the shape and precision of the preactivations."""
    z = torch.zeros(shape, dtype=dtype, requires_grad=True)
    value = choice.activation.function(z, **choice.values)
    (slope,) = torch.autograd.grad(value.sum(), z)
    new = value is not z
    return new and all((v.shape, v.dtype) == (shape, dtype) for v in (value, slope))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", [(), (0,), (3, 1, 2)])
def test_shape_and_precision_stay(shape, dtype):
    assert [str(choice) for choice in settings() if not stays(choice, shape, dtype)] == []
