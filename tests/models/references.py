"""What the table of activations is checked against: its own formula, exactly, and a catalogue."""

import csv
from functools import cache
from pathlib import Path

import mpmath
import numpy as np
import sympy
import torch

from models.activations import ACTIVATIONS
from models.choices import ActivationChoice

DIGITS = 60  # what cancels on the grid is smaller than a rounding of float64 by far
X = sympy.Symbol("x", real=True)
GRID = np.concatenate([np.linspace(-12, 12, 49), np.linspace(-0.93, 0.97, 12), [-60.0, 35.0]])


@cache
def settings():
    """Every activation at its defaults, and with each hyperparameter at its low and high end.

    Presets only as they are: their ends are those of the entry that they belong to.
    """
    return tuple(choice for key in ACTIVATIONS for choice in settings_of(key))


def settings_of(key):
    """Those of one entry, for a test that looks at all of them at once."""
    entry = ACTIVATIONS[key]
    found = [ActivationChoice(key)]
    for item in () if entry.preset_of else entry.hyperparameters:
        found += [ActivationChoice(key, ((item.name, end),)) for end in (item.low, item.high)]
    return tuple(dict.fromkeys(found))


def expression(choice):
    """The formula of the table with the hyperparameters as exact numbers."""
    names = {name: sympy.Symbol(name, real=True) for name in choice.values}
    formula = sympy.sympify(choice.activation.formula, locals={"x": X, **names})
    return formula.subs({names[n]: sympy.Rational(v) for n, v in choice.values.items()})


def _tanh(z):
    """Of any number: mpmath's own cannot take tanh(exp(1e30))."""
    return mpmath.sign(z) if abs(z) > 1e5 else mpmath.tanh(z)


def _exp(z):
    """To 60 digits for large numbers, where hundreds of them take mpmath a second."""
    if abs(z) < 1e5:
        return mpmath.exp(z)
    with mpmath.workdps(DIGITS):
        return mpmath.exp(z)


@cache
def exact(formula, names, order):
    """Function of x and the hyperparameters: a formula, or its derivative, to many digits."""
    symbols = {name: sympy.Symbol(name, real=True) for name in names}
    found = sympy.sympify(formula, locals={"x": X, **symbols})
    wanted = sympy.diff(found, X, order) if order else found
    arguments = (X, *symbols.values())
    return sympy.lambdify(arguments, wanted, [{"tanh": _tanh, "exp": _exp}, "mpmath"])


@cache
def _exact_value(choice, order, z, digits):
    function = exact(choice.activation.formula, tuple(choice.values), order)
    with mpmath.workdps(digits):
        return float(function(mpmath.mpf(z), *map(mpmath.mpf, choice.values.values())))


def exact_values(choice, order, z, digits=DIGITS):
    """The formula, or its derivative, at each z in float64."""
    return np.array([_exact_value(choice, order, float(point), digits) for point in z])


def kinks(choice):
    """Where the table says that the derivative may jump."""
    return [float(sympy.sympify(text, locals=choice.values)) for text in choice.activation.kinks]


def away_from_kinks(choice):
    """The grid without the points at which the derivative may jump."""
    return np.setdiff1d(GRID, kinks(choice))


def computed(choice, z, dtype=torch.float64):
    """The torch function and its derivative at each z."""
    leaf = torch.tensor(z, dtype=dtype, requires_grad=True)
    value = choice.activation.function(leaf, **choice.values)
    (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().numpy(), derivative.numpy()


def catalogue():
    """Rows of the catalogue, each with its choice."""
    with open(Path(__file__).parent / "catalogue.csv", encoding="utf-8") as file:
        return [(row, ActivationChoice(row["key"])) for row in csv.DictReader(file)]
