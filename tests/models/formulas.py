"""Formulas for tests: hostile and broken texts, typical ones, random ones, and what SymPy says."""

from functools import lru_cache

import mpmath
import sympy
import torch
from hypothesis import strategies as st

from models.formula import parse

# Typical ones, with hyperparameters at which they are looked at.
TYPICAL = (
    ("x*sigmoid(beta*x)", {"beta": 1.5}),
    ("max(0.1*x, x)", {}),
    ("where(x > 0, x, exp(x) - 1)", {}),
    ("sin(x)^2", {}),
    ("relu(x)", {}),
    ("x if x > 0 else a*x", {"a": 0.25}),
    ("x + sin(a*x)^2/a", {"a": 0.7}),
    ("log(1 + exp(beta*x))/beta", {"beta": 2.0}),
    ("x*tanh(softplus(x))", {}),
    ("clip(x/6 + 0.5, 0, 1)*x", {}),
    ("exp(-x²)", {}),
    ("x/(1 + exp(-1.702*x))", {}),
    ("sign(x)*log(1 + abs(x))", {}),
    ("where(-1 < x <= 1 and not x > c, atan(x), erf(x)/2)", {"c": 0.4}),
    ("sqrt(x^2 + 1e-6) - e^-x/pi", {}),
)

UNARY = (
    *("exp", "log", "sqrt", "abs", "sign", "sin", "cos", "tan", "tanh", "sinh", "cosh", "atan"),
    *("sigmoid", "softplus", "relu", "erf", "floor"),
)


LEAVES = (*["x"] * 6, "beta", "0.1", "0.5", "1", "2", "3", "1e-3", "pi", "e", "1.25", "7", ".3")
GROWN = (
    *("{0} + {1}", "{0} - {1}", "{0}*{1}", "{0}/{1}", "({0})^{2}", "-{0}", "({0})"),
    *("{3}({0})", "{3}({0})", "{3}({0})", "max({0}, {1})", "min({0}, {1})", "clip({0}, -1, 0.7)"),
    *("where({4}, {0}, {1})", "({0} if {4} else {1})"),
)
CONDITIONS = (
    *("{0} > {1}", "{0} <= {1}", "{0} == {1}", "not {0} < x", "{0} != 1 and {1} >= x"),
    *("(x > {0} or not ({1} > 0.3 and x < 1))", "-1 < x - {0} <= {1}"),
)


@st.composite
def texts(draw, depth=4):
    """Random texts in the grammar; a few of them pass a limit."""
    if depth == 0 or draw(st.integers(0, 4)) == 0:
        return draw(st.sampled_from(LEAVES))
    parts = [draw(texts(depth - 1)), draw(texts(depth - 2 if depth > 1 else 0))]
    exponent = draw(st.sampled_from(["2", "3", "-1", "0.5", "beta"]))
    function = draw(st.sampled_from(UNARY))
    condition = draw(st.sampled_from(CONDITIONS)).format(draw(st.sampled_from(LEAVES)), parts[1])
    return draw(st.sampled_from(GROWN)).format(*parts, exponent, function, condition)


class Steps(sympy.Function):
    """floor, with the derivative that SymPy leaves open."""

    def fdiff(self, argindex=1):
        return sympy.S.Zero


@lru_cache(maxsize=64)
def exact(text):
    """Value and derivative of a formula in x and beta, by SymPy, as a function for mpmath."""
    names = {n: sympy.Symbol(n, real=True) for n in ("x", *parse(text).hyperparameters)}
    expression = sympy.sympify(parse(text).sympy, locals={**names, "floor": Steps})
    both = [expression, sympy.diff(expression, names["x"])]
    both = [part.xreplace({sympy.zoo: sympy.nan}) for part in both]  # which mpmath can write
    return sympy.lambdify(list(names.values()), both, [{"Steps": mpmath.floor}, "mpmath"])


def exact_at(formula, x, beta):
    """Value and derivative at one place to 50 digits; None where one of them is no real number."""
    with mpmath.workdps(50):
        values = (mpmath.mpf(beta) for _ in formula.hyperparameters)
        try:
            both = [mpmath.mpmathify(n) for n in exact(str(formula))(mpmath.mpf(x), *values)]
        except (ZeroDivisionError, OverflowError, ValueError, TypeError):  # complex have no order
            return None
        if any(mpmath.im(n) != 0 or not mpmath.isfinite(n) for n in both):
            return None
        return [float(mpmath.re(n)) for n in both]


def made_module(formula, value):
    """The module that a formula's source makes, with `value` for every hyperparameter."""
    scope = {"torch": torch}
    exec(formula.module("Own"), scope)  # noqa: S102  source of our own making
    return scope["Own"](*(value for _ in formula.hyperparameters))
