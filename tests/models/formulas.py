"""Formulas for tests: hostile and broken texts, typical ones, random ones, and what SymPy says."""

from functools import lru_cache

import mpmath
import sympy
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


def _numbers():
    return st.sampled_from(["0.1", "0.5", "1", "2", "3", "1e-3", "pi", "e", "1.25", "7", ".3"])


def _filled(template, *parts):
    return st.tuples(*parts).map(lambda found: template.format(*found))


def _grown(inner):
    """One more level: every rule of the grammar on smaller formulas."""
    sign = st.sampled_from(["<", "<=", ">", ">=", "==", "!="])
    condition = st.recursive(
        _filled("{} {} {}", inner, sign, st.sampled_from(["x", "beta*x"])),
        lambda smaller: st.one_of(
            _filled("({} {} {})", smaller, st.sampled_from(["and", "or"]), smaller),
            _filled("not {}", smaller),
        ),
        max_leaves=2,
    )
    return st.one_of(
        _filled("{}{}{}", inner, st.sampled_from("+-*/"), inner),
        _filled("({})^{}", inner, st.sampled_from(["2", "3", "-1", "0.5", "beta"])),
        _filled("-{}", inner),
        _filled("({})", inner),
        _filled("{}({})", st.sampled_from(UNARY), inner),
        _filled("{}({}, {})", st.sampled_from(["max", "min"]), inner, inner),
        _filled("clip({}, -1, 0.7)", inner),
        _filled("where({}, {}, {})", condition, inner, inner),
        _filled("({} if {} else {})", inner, condition, inner),
    )


def texts():
    """Random texts in the grammar; a few of them pass a limit."""
    leaves = st.one_of(st.just("x"), st.just("x"), _numbers(), st.just("beta"))
    return st.recursive(leaves, _grown, max_leaves=7)


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
    return sympy.lambdify(list(names.values()), both, [{"Steps": mpmath.floor}, "mpmath"])


def exact_at(formula, x, beta):
    """Value and derivative at one place to 50 digits; None where one of them is no real number."""
    with mpmath.workdps(50):
        values = (mpmath.mpf(beta) for _ in formula.hyperparameters)
        try:
            both = [mpmath.mpmathify(n) for n in exact(str(formula))(mpmath.mpf(x), *values)]
        except (ZeroDivisionError, OverflowError, ValueError):
            return None
        if any(mpmath.im(n) != 0 or not mpmath.isfinite(n) for n in both):
            return None
        return [float(mpmath.re(n)) for n in both]
