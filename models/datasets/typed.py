"""Numbers to be met along a line, given by a formula that somebody types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ClassVar

import numpy as np
import torch

from models.datasets.record import SCALE, Array
from models.fields import ConfigError, Field
from models.formula import FormulaError, parse

DEFAULT = "sin(2*x) + x/3"
LARGEST = 1000.0
POINTS = 1025


@lru_cache(maxsize=64)
def target(text: str) -> Callable[[Array], Array]:
    """The function of points (N, 1) that a formula in x alone stands for.

    Raises
    ------
    FormulaError
        When it is no formula.

    >>> target("x^2")(np.array([[3.0]])).tolist()
    [9.0]
    """
    formula = parse(text)

    def values(x: Array) -> Array:
        with torch.no_grad():
            found: Array = formula.function(torch.tensor(x[:, 0], dtype=torch.float64)).numpy()
        return found

    return values


@dataclass(frozen=True)
class Curve(Field):
    """A formula in x that is a number wherever samples may lie."""

    form: ClassVar[str] = "must be a formula in x"

    def check(self, name: str, value: Any) -> str:
        """Return the formula in normal form."""
        if not isinstance(value, str):
            raise ConfigError(name, self.form, value)
        try:
            formula = parse(value)
        except FormulaError as error:
            raise ConfigError(name, f"{self.form}: {str(error).removesuffix('.')}", value) from None
        if formula.hyperparameters:
            rule = f"must have no name but x: it has {', '.join(formula.hyperparameters)}"
            raise ConfigError(name, rule, value)
        y = target(str(formula))(np.linspace(-SCALE, SCALE, POINTS)[:, None])
        if not (np.abs(y) <= LARGEST).all():  # NaN is not, either
            rule = f"must lie between -{LARGEST:,.0f} and {LARGEST:,.0f} for x from -3 to 3"
            raise ConfigError(name, rule, value)
        return str(formula)

    def parse(self, text: str) -> str:
        """The text itself."""
        return text
