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

DIGITS = 320  # the formula of softplus adds 1 to numbers as small as exp(-600)
X = sympy.Symbol("x", real=True)


def settings():
    """Every activation at its defaults, and with each hyperparameter at its low and high end."""
    found = []
    for entry in ACTIVATIONS.values():
        found.append(ActivationChoice(entry.key))
        for item in entry.hyperparameters:
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


@lru_cache(maxsize=1024)
def exact(choice, order):
    """Function of one number: the formula, or its derivative, to many digits."""
    wanted = sympy.diff(expression(choice), X, order) if order else expression(choice)
    function = sympy.lambdify(X, wanted, "mpmath")

    def at(z):
        with mpmath.workdps(DIGITS):
            return function(mpmath.mpf(float(z)))

    return at


def exact_values(choice, order, z):
    """The formula, or its derivative, at each z in float64."""
    function = exact(choice, order)
    with np.errstate(over="ignore"):
        return np.array([np.float64(mpmath.nstr(function(point), 25)) for point in z])


def kinks(choice):
    """Where the table says that the derivative may jump."""
    return [float(sympy.sympify(text, locals=choice.values)) for text in choice.activation.kinks]


def computed(choice, z, dtype=torch.float64):
    """The torch function and its derivative at each z."""
    leaf = torch.tensor(z, dtype=dtype, requires_grad=True)
    value = choice.activation.function(leaf, **choice.values)
    (derivative,) = torch.autograd.grad(value.sum(), leaf)
    return value.detach().numpy(), derivative.numpy()


CATALOGUE_CHOICES = {
    "max_c_m1": "max_c(c=-1)",
    "max_c_p45": "max_c(c=4.5)",
    "celu2": "celu(alpha=2)",
    "swish_b2": "swish(beta=2)",
}


def catalogue():
    """Rows of the catalogue whose activation the table has, each with its choice."""
    with open(Path(__file__).parent / "catalogue.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            text = CATALOGUE_CHOICES.get(row["key"], row["key"])
            if text.partition("(")[0] in ACTIVATIONS:
                yield row, ActivationChoice.parse(text)
