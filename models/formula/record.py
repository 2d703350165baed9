"""A formula that somebody typed, and everything that follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from torch import Tensor

from models.formula.grammar import read
from models.formula.kinks import kinks
from models.formula.limits import MAX_WRITTEN_OUT, FormulaError
from models.formula.module import module_source
from models.formula.plain import plain
from models.formula.program import Program, compiled
from models.formula.tree import Node
from models.formula.write import sympy, typed, written_out


@dataclass(frozen=True)
class Formula:
    """A function of x and some hyperparameters; made by `parse`.

    ``str(formula)`` is its text in normal form: redundant parentheses and blanks are gone, and
    equal trees have equal texts.

    Parameters
    ----------
    tree : Node
    """

    tree: Node

    def __str__(self) -> str:
        return self._typed

    @cached_property
    def _typed(self) -> str:
        return typed(self.tree).text

    @cached_property
    def hyperparameters(self) -> tuple[str, ...]:
        """Their names, in the order in which they appear."""
        return self.program.inputs[1:]

    @cached_property
    def program(self) -> Program:
        """The steps that compute it."""
        return compiled(self.tree)

    def function(self, z: Tensor, /, **hyperparameters: float | Tensor) -> Tensor:
        """Its values at `z`.

        The derivative at a kink is PyTorch's (see `models.formula.operations`). A branch that is
        not taken adds nothing to a gradient, even where it is infinite or NaN itself.

        Parameters
        ----------
        z : Tensor
            Of any shape, dtype and device, which the result keeps.
        **hyperparameters : float or Tensor
            All of them; tensors broadcast against `z` and may require a gradient.

        Returns
        -------
        Tensor
            Depends on `z` for autograd, even where the formula does not.

        Raises
        ------
        TypeError
            When a hyperparameter is missing, or given though the formula has none of that name.

        >>> import torch
        >>> parse("max(c*x, x)").function(torch.tensor([-1.0, 2.0]), c=0.25)
        tensor([-0.2500,  2.0000])
        """
        if hyperparameters.keys() != set(self.hyperparameters):
            wanted, given = ", ".join(self.hyperparameters), ", ".join(hyperparameters)
            raise TypeError(f"{self} takes {wanted or 'nothing'}; got {given or 'nothing'}.")
        values = (hyperparameters[name] for name in self.hyperparameters)
        return self.program.run(
            [z, *(v if isinstance(v, Tensor) else z.new_full((), v) for v in values)]
        )

    @cached_property
    def sympy(self) -> str:
        """The formula for SymPy, with Piecewise for everything that has a kink.

        To be read with ``sympify(text, locals=...)`` that names x and the hyperparameters as real
        symbols. Equal to `function` wherever that is a real number; at a kink the derivative of a
        Piecewise is that of the branch taken. SymPy has no derivative of floor, which is 0.
        """
        return sympy(self.tree).text

    @cached_property
    def text(self) -> str:
        """One line in z for pictures."""
        return plain(self.tree).text

    @cached_property
    def kinks(self) -> tuple[str, ...]:
        """Where the derivative may jump, each a formula in the hyperparameters."""
        return kinks(self.tree)

    def module(self, class_name: str) -> str:
        """The source of a ``torch.nn.Module`` that computes the same and takes hyperparameters.

        Raises
        ------
        ValueError
            When `class_name` cannot name a class.

        >>> print(parse("x*sigmoid(beta*x)").module("Own"))
        class Own(torch.nn.Module):
            \"\"\"x*sigmoid(beta*x)\"\"\"
        <BLANKLINE>
            def __init__(self, beta):
                super().__init__()
                self.beta = beta
        <BLANKLINE>
            def forward(self, x):
                beta = self.beta * x.new_ones(())
                return x*torch.sigmoid(beta*x)
        <BLANKLINE>
        """
        return module_source(self.program, class_name, str(self))


def parse(text: str) -> Formula:
    """Read a formula.

    Parameters
    ----------
    text : str
        In x, numbers, pi, e and hyperparameters, with the signs + - * / ^ and the functions of
        `models.formula.operations`. Conditions stand in ``where(x > 0, x, 0)`` or in
        ``x if x > 0 else 0``.

    Raises
    ------
    FormulaError
        For everything else: with one sentence and the column.

    >>> str(parse("x × (sigmoid(x))")), parse("x^p").hyperparameters
    ('x*sigmoid(x)', ('p',))
    """
    tree = read(text)
    if max(written_out(tree)) > MAX_WRITTEN_OUT:
        raise FormulaError(
            "Functions with a kink (abs, sign, relu, max, min, clip, where) cannot stand as deep "
            "in each other as here: simplify the formula."
        )
    return Formula(tree)
