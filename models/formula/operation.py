"""What an operation of a formula is: the record of the table in `models.formula.operations`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Operation:
    """What a node of a formula does, and how it is written.

    In the templates, ``{0:sum}`` is the first argument, in parentheses where it binds less tightly
    than a sum (see `models.formula.forms`). A template that is left empty is `text`, which in turn
    is a call of `name`; PyTorch's is ``torch.`` and that call. In SymPy's, ``{if0}`` is the first
    argument as it is written in a condition.

    Parameters
    ----------
    name : str
        The sign or the function's name.
    compute : callable
        On tensors of one dtype; numbers may stand for some of them unless `tensors`.
    arity : int
    text, sympy, pytorch, plain : str
        How it is typed, and how it is written for SymPy, in PyTorch and in pictures.
    compared : str
        For SymPy inside a condition, which is not differentiated; where empty, as `sympy`.
    level : str
        How tightly it binds.
    condition : bool
        Whether it is true or false rather than a number.
    of_conditions : int
        How many of its first arguments are conditions.
    typed : bool
        Whether it is a function that can be typed.
    tensors : bool
        Whether none of the arguments may be a number.
    """

    name: str
    compute: Callable[..., Any]
    arity: int = 1
    text: str = ""
    sympy: str = ""
    pytorch: str = ""
    plain: str = ""
    compared: str = ""
    level: str = "atom"
    condition: bool = False
    of_conditions: int = 0
    typed: bool = True
    tensors: bool = False

    def __post_init__(self) -> None:
        call = f"{self.name}({', '.join(f'{{{index}}}' for index in range(self.arity))})"
        pytorch = self.pytorch or f"torch.{call}"
        text = self.text or call
        sympy = self.sympy or text
        for field, value in (
            *(("text", text), ("sympy", sympy), ("pytorch", pytorch)),
            *(("plain", self.plain or text), ("compared", self.compared or sympy)),
        ):
            object.__setattr__(self, field, value)
