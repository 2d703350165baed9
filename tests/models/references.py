"""What the table of activations is checked against: its own formula, exactly, and a catalogue."""

import csv
from functools import lru_cache
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


def settings():
    """Every activation at its defaults, and with each hyperparameter at its low and high end.

    Presets only as they are: their ends are those of the entry that they belong to.
    """
    found = []
    for entry in ACTIVATIONS.values():
        found.append(ActivationChoice(entry.key))
        for item in () if entry.preset_of else entry.hyperparameters:
            for value in (item.low, item.high):
                choice = ActivationChoice(entry.key, ((item.name, value),))
                if choice not in found:
                    found.append(choice)
    return found


def expression(choice):
    """The formula of the table with the hyperparameters as exact numbers."""
    names = {name: sympy.Symbol(name, real=True) for name in choice.values}
    formula = sympy.sympify(choice.activation.formula, locals={"x": X, **names})
    return formula.subs({names[n]: sympy.Rational(v) for n, v in choice.values.items()})


def _tanh(z):
    """Of any number: mpmath's own cannot take tanh(exp(1e30))."""
    return mpmath.sign(z) if abs(z) > 1e5 else mpmath.tanh(z)


@lru_cache(maxsize=1024)
def exact(choice, order):
    """Function of one number: the formula, or its derivative, to many digits."""
    wanted = sympy.diff(expression(choice), X, order) if order else expression(choice)
    function = sympy.lambdify(X, wanted, [{"tanh": _tanh}, "mpmath"])

    def at(z, digits):
        with mpmath.workdps(digits):
            return float(function(mpmath.mpf(float(z))))

    return at


def exact_values(choice, order, z, digits=DIGITS):
    """The formula, or its derivative, at each z in float64."""
    function = exact(choice, order)
    return np.array([function(point, digits) for point in z])


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
