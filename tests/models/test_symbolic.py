"""Formulas in LaTeX: equal to the exact derivatives, and written so that they can be read."""

import re
import subprocess
import sys

import mpmath
import numpy as np
import pytest
import sympy

from models.activations import ACTIVATIONS
from models.activations.symbolic import expression, latex
from models.choices import ActivationChoice
from tests.models.references import X, exact_values, kinks

CHOICES = [ActivationChoice(key) for key, entry in ACTIVATIONS.items() if not entry.preset_of]
POINTS = np.array([-7.3, -2.9, -1.2, -0.41, 0.37, 0.83, 2.2, 5.1, 7.6])
SPELLED = {
    "Sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "NormalDensity": mpmath.npdf,
    "NormalDistribution": mpmath.ncdf,
}


def values(choice, order):
    """The expression with its own hyperparameters, at the points."""
    formula = expression(choice, order)
    numbers = {s: sympy.Rational(choice.values[str(s)]) for s in formula.free_symbols - {X}}
    function = sympy.lambdify(X, formula.subs(numbers), [SPELLED, "mpmath"])
    with mpmath.workdps(40):
        return np.array([float(function(mpmath.mpf(z))) for z in POINTS])


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_it_is_the_formula_and_its_derivatives_and_can_be_read(choice):
    assert not set(POINTS) & set(kinks(choice))
    for order, most in enumerate((250, 280, 570)):
        wanted, what = exact_values(choice, order, POINTS), f"order {order}"
        np.testing.assert_allclose(values(choice, order), wanted, 1e-9, 1e-15, err_msg=what)
        assert_can_be_read(latex(choice, order), most)


def assert_can_be_read(text, most):
    assert 0 < len(text) <= most
    assert text.count("{") == text.count("}")
    assert text.count(r"\left") == text.count(r"\right")
    words = set(re.findall(r"[a-zA-Z]+", re.sub(r"\\text{[a-z ]*}", "", text)))
    assert not words & {"x", "d", "delta", "sign", "Subs", "Derivative", "lambd", "Piecewise"}


@pytest.mark.parametrize(
    ("key", "order", "wanted"),
    [
        ("relu", 1, r"\begin{cases} 1 & \text{for}\: z > 0 \\0 & \text{otherwise} \end{cases}"),
        ("max_c", 0, r"\begin{cases} z & \text{for}\: z > c \\c & \text{otherwise} \end{cases}"),
        ("softplus", 1, r"\sigma{\left(\beta z \right)}"),
        ("gelu", 1, r"z \varphi{\left(z \right)} + \Phi{\left(z \right)}"),
        ("gelu", 2, r"\left(2 - z^{2}\right) \varphi{\left(z \right)}"),
        ("tanh", 1, r"1 - \tanh^{2}{\left(z \right)}"),
        ("gudermannian", 1, r"\frac{1}{\cosh{\left(z \right)}}"),
        ("snake", 1, r"\sin{\left(2 a z \right)} + 1"),
    ],
)
def test_what_is_written(key, order, wanted):
    assert latex(ActivationChoice(key), order) == wanted


def test_names_of_hyperparameters():
    texts = [
        latex(ActivationChoice(key)) for key in ("softshrink", "srelu", "leaky_relu", "acon_c")
    ]
    wanted = (r"z > \lambda", "t_r", r"\text{negative slope}\, z", "p_{2}")
    assert all(part in text for part, text in zip(wanted, texts, strict=True))


def test_a_filled_gap_has_the_limits_of_the_derivatives():
    at_zero = [expression(ActivationChoice("sinc"), order).subs(X, 0) for order in (0, 1, 2)]
    assert at_zero == [1, 0, sympy.Rational(-1, 3)]


def test_the_surrogate_is_not_the_derivative():
    assert latex(ActivationChoice("step_ste"), 1) == "0"


def test_other_orders_are_refused():
    with pytest.raises(ValueError, match="must be 0, 1 or 2; got 3"):
        latex(ActivationChoice("relu"), 3)


def test_sympy_is_imported_only_for_a_formula():
    script = "import sys, models.activations.symbolic; print('sympy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
