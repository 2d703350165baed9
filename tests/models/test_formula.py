"""Typed formulas: what they compute, with which derivative, and what they leave alone."""

import math
import pickle
import subprocess
import sys

import numpy as np
import pytest
import torch

from models.formula import parse
from models.formula.limits import MAX_LENGTH
from models.formula.operations import FUNCTIONS
from tests.models.formulas import TYPICAL, UNARY, exact_at

GRID = np.linspace(-5, 5, 33) + 0.0123


def computed(formula, z, dtype=torch.float64, **values):
    leaf = torch.tensor(z, dtype=dtype, requires_grad=True)
    value = formula.function(leaf, **values)
    (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().numpy(), derivative.numpy()


@pytest.mark.parametrize(("text", "values"), TYPICAL, ids=[text for text, _ in TYPICAL])
def test_typical_ones_are_what_sympy_says(text, values):
    formula = parse(text)
    found = computed(formula, GRID, **values)
    for index, z in enumerate(GRID):
        wanted = exact_at(formula, z, *values.values()) if values else exact_at(formula, z, 0)
        for order in (0, 1):
            assert found[order][index] == pytest.approx(wanted[order], rel=1e-12, abs=4e-15)


@pytest.mark.parametrize(("text", "values"), TYPICAL, ids=[text for text, _ in TYPICAL])
def test_gradients_of_preactivation_and_hyperparameters(text, values):
    formula = parse(text)
    z = torch.tensor([-3.1, -1.4, -0.6, -0.2, 0.3, 0.7, 1.6, 2.9], dtype=torch.float64)
    numbers = [torch.tensor([v], dtype=torch.float64, requires_grad=True) for v in values.values()]

    def function(z, *numbers):
        return formula.function(z, **dict(zip(values, numbers, strict=True)))

    assert torch.autograd.gradcheck(function, (z.requires_grad_(), *numbers))
    assert torch.autograd.gradgradcheck(function, (z, *numbers))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.bfloat16])
@pytest.mark.parametrize("shape", [(), (0,), (3, 1, 2)])
@pytest.mark.parametrize("text", [*(text for text, _ in TYPICAL), "2", "beta", "sign(x)", "x^0"])
def test_shape_and_precision_stay_and_the_graph_is_there(text, shape, dtype):
    formula = parse(text)
    z = torch.zeros(shape, dtype=dtype, requires_grad=True)
    value = formula.function(z, **dict.fromkeys(formula.hyperparameters, 0.5))
    assert value.shape == shape
    assert value.dtype == dtype
    (gradient,) = torch.autograd.grad(value.sum(), z)
    assert gradient.shape == shape


def test_a_hyperparameter_may_have_a_value_for_each_net():
    slopes = torch.tensor([0.1, 0.5]).view(2, 1, 1).requires_grad_()
    z = -torch.ones(2, 3, 4)
    value = parse("where(x > 0, x, a*x)").function(z, a=slopes)
    assert torch.equal(value, slopes * z)
    value.sum().backward()
    assert slopes.grad.flatten().tolist() == [-12.0, -12.0]


def test_what_is_constant_is_so_everywhere():
    z = torch.tensor([-math.inf, -1.0, math.inf], dtype=torch.float64)
    assert parse("1/3").function(z).tolist() == [1 / 3] * 3
    assert parse("where(x > 0, 1, 0)").function(z).tolist() == [0.0, 0.0, 1.0]


UNTAKEN = (
    ("where(x > 0, sqrt(x), 0)", 0.0),
    ("where(x > 0, x*log(x), 0)", 0.0),
    ("where(x < 1, 0, log(x - 1))", 0.0),
    ("where(x != 0, sin(x)/x, 1)", 0.0),
    ("where(x == 0, 1, sin(x)/x)", 0.0),
    ("x if x < 1 or x > 800 else exp(1e6*x)", 900.0),
    ("where(x > 1, 0, exp(1e6*x))", 5.0),
    ("where(x > -1, where(x > 0, 0, sqrt(-x)), exp(-1e6*x))", 3.0),
    ("min(1, exp(1e3*x))", 5.0),
    ("max(0, 1 - exp(1e3*x))", 5.0),
    ("relu(1 - exp(1e3*x))", 5.0),
    ("clip(exp(1e3*x), 0, 1)", 5.0),
    ("where(x > 0, 0, beta*exp(beta*1e3*x))", 5.0),
    ("where(x >= 0, 0, abs(x)^-beta)", 0.0),
)


@pytest.mark.parametrize(("text", "at"), UNTAKEN, ids=[text for text, _ in UNTAKEN])
def test_no_gradient_comes_out_of_a_branch_that_is_not_taken(text, at):
    formula = parse(text)
    z = torch.tensor([at, 1.0], dtype=torch.float64, requires_grad=True)
    beta = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    given = dict.fromkeys(formula.hyperparameters, beta)
    first, *rest = torch.autograd.grad(
        formula.function(z, **given).sum(), [z, *given.values()], create_graph=True
    )
    assert torch.isfinite(torch.stack([first[0], *rest])).all()
    (second,) = torch.autograd.grad(first.sum(), z, allow_unused=True, materialize_grads=True)
    assert torch.isfinite(second[0])


@pytest.mark.parametrize(
    ("text", "at", "derivative"),
    [
        ("relu(x)", 0, 0),
        ("abs(x)", 0, 0),
        ("sign(x)", 0, 0),
        ("floor(x)", 1, 0),
        ("max(0.1*x, x)", 0, 0.55),
        ("min(0, x)", 0, 0.5),
        ("clip(x, -1, 1)", 1, 0.5),
        ("where(x > 0, x, 0.1*x)", 0, 0.1),
        ("where(x >= 0, x, 0.1*x)", 0, 1),
    ],
)
def test_at_a_kink_the_derivative_is_the_documented_one(text, at, derivative):
    assert computed(parse(text), [float(at)])[1] == pytest.approx([derivative])


@pytest.mark.parametrize(
    ("text", "at", "value", "derivative"),
    [
        ("1/(1 + exp(-x))", -800.0, math.exp(-745) * 0, 0.0),
        ("x/(1 + exp(-x))", -700.0, -700 * math.exp(-700), -699 * math.exp(-700)),
        ("exp(2*x)/(1 + exp(2*x))", 400.0, 1.0, 0.0),
        ("log(1 + exp(x))", 800.0, 800.0, 1.0),
        ("log(exp(x) + 1)", -40.0, math.exp(-40), math.exp(-40)),
        ("exp(x) - 1", 1e-12, math.expm1(1e-12), math.exp(1e-12)),
        ("1 - exp(x)", 1e-12, -math.expm1(1e-12), -math.exp(1e-12)),
        ("-1 + exp(x)", 1e-12, math.expm1(1e-12), math.exp(1e-12)),
        ("log(1 + x)", 1e-12, math.log1p(1e-12), 1 / (1 + 1e-12)),
    ],
)
def test_digits_are_kept_where_pytorch_has_a_function_for_it(text, at, value, derivative):
    found = computed(parse(text), [at])
    assert found[0] == pytest.approx([value], rel=1e-14, abs=0)
    assert found[1] == pytest.approx([derivative], rel=1e-12, abs=0)


def test_it_takes_its_hyperparameters_and_no_others():
    z = torch.zeros(2)
    with pytest.raises(TypeError, match=r"a\*x takes a; got nothing\."):
        parse("a*x").function(z)
    with pytest.raises(TypeError, match=r"x takes nothing; got a\."):
        parse("x").function(z, a=1.0)


def test_a_number_is_not_taken_for_the_place_of_a_value():
    assert computed(parse("1 - x - x"), [3.0])[0] == [-5.0]
    assert computed(parse("2*(x + 1) - (x + 1)*(x + 1)"), [3.0])[0] == [-8.0]


def test_it_travels_to_a_worker():
    formula = parse("where(x > 0, x, a*x)")
    before = formula.function(torch.tensor([-2.0]), a=0.5)
    again = pickle.loads(pickle.dumps(formula))  # noqa: S301  bytes of our own making
    assert again == formula
    assert torch.equal(again.function(torch.tensor([-2.0]), a=0.5), before)


def test_reading_and_computing_need_no_sympy():
    script = (
        "import sys, torch; from models.formula import parse, where_not_finite as w\n"
        "f = parse('where(x > 0, x, log(x))'); f.function(torch.ones(2)); w(f, {})\n"
        "f.sympy, f.kinks, f.text, f.module('A'); print('sympy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


def test_the_longest_still_works():
    text = " + ".join(["sin(x)"] * 22)
    assert len(text) < MAX_LENGTH
    assert computed(parse(text), [1.0])[0] == pytest.approx([22 * math.sin(1)])
    for deep in ("relu(" * 12 + "x" + ")" * 12, "max(x, " * 20 + "x" + ")" * 20):
        assert computed(parse(deep), [1.0])[0] == [1.0]


def test_random_formulas_use_every_function():
    assert set(FUNCTIONS) == {*UNARY, "max", "min", "clip", "where"}
