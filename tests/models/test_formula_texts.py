"""What a typed formula says of itself: its texts, kinks, gaps, key and module."""

import math
import sys

import pytest
import sympy
import torch

from models.formula import FormulaError, from_key, key, parse, where_not_finite
from tests.models.formulas import made_module

NOT = "1 if not (z ≤ 0 or z > 1) else z"


@pytest.mark.parametrize(
    ("text", "normal", "plain"),
    [
        ("x * sigmoid( beta*x )", "x*sigmoid(beta*x)", "z·σ(βz)"),
        ("max(0.10*x, x, -1)", "max(max(0.1*x, x), -1)", "max(max(0.1z, z), −1)"),
        ("x if x>=0 else exp(x)-1", "where(x >= 0, x, exp(x) - 1)", "z if z ≥ 0 else eᶻ − 1"),
        ("(sin(x))**2", "sin(x)^2", "sin(z)²"),
        ("x − 2·x² × 3", "x - 2*x^2*3", "z − 2·z²·3"),
        ("-(-x)^-2 - (1 - x)", "-(-x)^-2 - (1 - x)", "−(−z)⁻² − (1 − z)"),
        ("alpha*(e^x - 1)/(x/2/pi)", "alpha*(e^x - 1)/(x/2/pi)", "α·(eᶻ − 1)/(z/2/π)"),
        ("1 if not(x≤0 or x>1) else x", "where(not (x <= 0 or x > 1), 1, x)", NOT),
        ("sqrt(abs(x)) + floor(x)", "sqrt(abs(x)) + floor(x)", "√(|z|) + ⌊z⌋"),
        ("2^x^2", "2^x^2", "2^z²"),
        ("(2^x)^2", "(2^x)^2", "(2ᶻ)²"),
    ],
)
def test_its_texts(text, normal, plain):
    formula = parse(text)
    assert str(formula) == normal
    assert formula.text == plain


@pytest.mark.parametrize(
    ("text", "kinks"),
    [
        ("relu(x)", ["0"]),
        ("max(0.1*x, x)", ["0"]),
        ("clip(2*x, -1, c)", ["-1/2", "c/2"]),
        ("where(x > c and 3 - x < 2*x, 1, 0)", ["c", "1"]),
        ("abs(-x/4 + a)*sign(x)", ["4*a", "0"]),
        ("relu(beta*x)", ["0"]),
        ("relu(beta*x - 1) + abs(sin(x)) + relu(1)", []),
        ("max(x + 1, x)", []),
        ("x*sigmoid(x)", []),
    ],
)
def test_kinks_are_found_where_lines_cross(text, kinks):
    found = [sympy.sympify(parse(kink).sympy) for kink in parse(text).kinks]
    assert [sympy.nsimplify(kink) for kink in found] == [
        sympy.sympify(parse(kink).sympy) for kink in kinks
    ]


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ("x*sigmoid(x)", []),
        ("log(x)", [(-10, 0, "value", "NaN")]),
        ("sqrt(x - c)", [(-10, 2, "value", "NaN")]),
        ("exp(x^2)", [(-10, -9.2630, "value", "infinite"), (9.2630, 10, "value", "infinite")]),
        ("1/(x - 0.3)", [(0.3, 0.3, "value", "infinite")]),
        ("sqrt(abs(x))", [(0, 0, "derivative", "NaN")]),
        ("log(x^2 - 4)", [(-2, 2, "value", "NaN")]),
        ("where(x > 1, log(-x), 0)", [(1, 10, "value", "NaN")]),
        ("sqrt(-1 - x^2)", [(-10, 10, "value", "NaN")]),
    ],
)
def test_where_there_is_no_number(text, gaps):
    formula = parse(text)
    found = where_not_finite(formula, dict.fromkeys(formula.hyperparameters, 2.0))
    assert [(gap.quantity, gap.kind) for gap in found] == [gap[2:] for gap in gaps]
    ends = [end for gap in found for end in (gap.low, gap.high)]
    assert ends == pytest.approx([end for gap in gaps for end in gap[:2]], abs=1e-4)


def test_in_double_precision_it_overflows_later():
    (gap,) = where_not_finite(parse("exp(100*x)"), {}, limit=8.0, dtype=torch.float64)
    assert gap.low == pytest.approx(math.log(sys.float_info.max / 100) / 100, rel=1e-12)
    assert where_not_finite(parse("exp(x)"), {}, limit=8.0) == ()


def test_equal_formulas_have_one_key():
    assert key(parse("(x) if x>0 else 0.50")) == key(parse("where(x > 0, x, .5)"))
    assert key(parse("a*x")) != key(parse("x*a"))


def test_a_key_of_something_else_is_refused():
    with pytest.raises(ValueError, match="begins with own_"):
        from_key("relu")
    for text in ("own_", "own_x_", "own_x_y", "own_2x", "own_x_r1"):
        with pytest.raises(FormulaError):
            from_key(text)


def test_the_module_needs_a_name():
    for name in ("", "2x", "a b", "x;y", "Näme"):
        with pytest.raises(ValueError, match="the name of a class"):
            parse("x").module(name)
    assert isinstance(made_module(parse("x"), 0), torch.nn.Module)
