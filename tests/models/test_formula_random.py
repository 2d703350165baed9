"""Random formulas against SymPy, against their own module, and through their texts."""

import math

import numpy as np
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from models.formula import Formula, FormulaError, from_key, key, parse
from models.formula.tree import Apply, walk
from tests.models.formulas import exact_at, made_module, texts

BETA = 1.3
GRID = np.linspace(-3, 3, 25) + 0.0123
# May make infinity or NaN of finite arguments; a function that chooses never may.
LIMITED = frozenset({"+", "-", "*", "/", "^", "exp", "log", "sqrt", "tan", "sinh", "cosh"})
CHOOSE = frozenset({"<", "<=", ">", ">=", "==", "!=", "max", "min"})


@st.composite
def formulas(draw):
    """Random formulas that keep the limits."""
    text = draw(texts())
    try:
        return parse(text)
    except FormulaError:
        assume(False)


def computed(formula, z, dtype=torch.float64):
    """Value and derivative at each z."""
    leaf = torch.tensor(z, dtype=dtype, requires_grad=True)
    value = formula.function(leaf, **dict.fromkeys(formula.hyperparameters, BETA))
    (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().double().numpy(), derivative.double().numpy()


def numbers(node, z):
    """Value of a part of a formula at each z."""
    return computed(Formula(node), z)[0]


def margin(formula, z):
    """How far each z is from where something switches, in units of what is compared."""
    least = np.full(len(z), np.inf)
    for node in walk(formula.tree):
        if not isinstance(node, Apply):
            continue
        first, *rest = node.arguments
        match node.operation:
            case "abs" | "sign" | "relu":
                pairs = [(numbers(first, z), 0.0)]
            case "floor":
                pairs = [(numbers(first, z), np.round(numbers(first, z)))]
            case "clip":
                pairs = [(numbers(first, z), numbers(bound, z)) for bound in rest]
            case name if name in CHOOSE:
                pairs = [(numbers(first, z), numbers(rest[0], z))]
            case _:
                pairs = []
        for left, right in pairs:
            size = 1 + np.abs(left) + np.abs(right)
            with np.errstate(invalid="ignore"):
                least = np.fmin(least, np.abs(left - right) / size)
    return least


def allowed_error(formula, z, found):
    """What float64 may lose: 2^-29 of what float32 loses nearby, generously."""
    near = z + np.linspace(-1e-3, 1e-3, 5)[:, None]
    with np.errstate(invalid="ignore", over="ignore"):
        lost = [
            np.abs(a - b)
            for a, b in zip(
                computed(formula, near, torch.float32), computed(formula, near), strict=True
            )
        ]
    return [
        1e-12 * (1 + np.abs(f)) + 2.0**-18 * np.nan_to_num(loss, nan=np.inf).max(axis=0)
        for f, loss in zip(found, lost, strict=True)
    ]


SLOW = [HealthCheck.too_slow, HealthCheck.filter_too_much]


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(formula=formulas())
def test_value_and_derivative_are_what_sympy_says(formula):
    found = computed(formula, GRID)
    clear = margin(formula, GRID) > 1e-6
    usable = clear & np.isfinite(found).all(axis=0) & (np.abs(found) < 1e6).all(axis=0)
    compared = 0
    allowed = allowed_error(formula, GRID, found)
    for index in np.flatnonzero(usable)[::4]:
        wanted = exact_at(formula, GRID[index], BETA)
        if wanted is not None:
            for order in (0, 1):
                error = abs(found[order][index] - wanted[order])
                message = f"{formula} at {GRID[index]}, order {order}: not {wanted[order]}"
                assert error <= allowed[order][index], message
                compared += 1
    assume(compared)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(formula=formulas())
def test_the_module_is_the_same_function(formula):
    found = computed(formula, GRID)
    for made in (
        made_module(formula, BETA),
        made_module(formula, torch.tensor(BETA, dtype=torch.float64)),
    ):
        leaf = torch.tensor(GRID, requires_grad=True)
        value = made(leaf)
        (derivative,) = torch.autograd.grad(value.sum(), leaf)
        np.testing.assert_array_equal(value.detach().numpy(), found[0], strict=True)
        np.testing.assert_array_equal(derivative.numpy(), found[1])


@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(formula=formulas())
def test_its_texts_read_back(formula):
    assert parse(str(formula)) == formula
    assert from_key(key(formula)) == formula
    assert parse(str(formula)).hyperparameters == formula.hyperparameters
    assert set(key(formula)) <= set("abcdefghijklmnopqrstuvwxyz0123456789_")
    assert "x" not in formula.text.replace("exp", "").replace("max", "")


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(formula=formulas())
def test_what_is_not_chosen_leaves_no_trace(formula):
    """Only what has limits of its own makes infinity or NaN of finite parts that count."""
    for z in GRID[::6]:
        for node in walk(formula.tree):
            if isinstance(node, Apply) and node.operation not in CHOOSE | LIMITED:
                if node.operation in ("and", "or", "not"):
                    continue
                if all(is_finite(part, z) for part in taken(node, z)):
                    assert is_finite(node, z), f"{Formula(node)} at {z}"


def taken(node, z):
    """The arguments on which the value at z depends."""
    if node.operation != "where":
        return node.arguments
    condition, first, second = node.arguments
    probe = Formula(Apply("where", (condition, *parse("x + 1").tree.arguments)))
    return [first if numbers(probe.tree, np.array([z]))[0] == z and z != 1 else second]


def is_finite(node, z):
    both = computed(Formula(node), np.array([z]))
    return all(math.isfinite(number[0]) for number in both)


@settings(max_examples=200, deadline=None, derandomize=True, suppress_health_check=SLOW)
@given(formula=formulas())
def test_nan_is_not_hidden_and_the_graph_is_there(formula):
    value, derivative = computed(formula, np.array([np.nan, 0.4]))
    assert np.isnan(value[0])
    assert value.shape == derivative.shape == (2,)
