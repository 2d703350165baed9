"""The one table of what formulas are made of. A new function is one entry here.

Derivatives at kinks are PyTorch's: 0 for abs, relu, sign and floor, the mean of both sides for max
and min (and so for clip, which is made of them); where takes the branch that its condition names.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from models.formula.operation import Operation
from models.formula.tree import Apply, Node

CONSTANTS: Mapping[str, float] = MappingProxyType({"pi": math.pi, "e": math.e})


def _binary(
    name: str, compute: Callable[..., Any], text: str, level: str, **others: Any
) -> Operation:
    """A sign between two arguments; PyTorch's is the same unless given."""
    others = {"pytorch": text, **others}
    return Operation(name, compute, 2, text, level=level, typed=False, **others)


def _comparison(
    name: str, compute: Callable[..., Any], plain: str = "", sympy: str = ""
) -> Operation:
    text = f"{{0:sum}} {name} {{1:sum}}"
    plain = f"{{0:sum}} {plain or name} {{1:sum}}"
    return _binary(name, compute, text, "comparison", plain=plain, sympy=sympy, condition=True)


def _logical(
    name: str, compute: Callable[..., Any], text: str, arity: int, sympy: str
) -> Operation:
    call = f"torch.logical_{name}({', '.join(['{0}', '{1}'][:arity])})"
    others: dict[str, Any] = {"condition": True, "of_conditions": arity, "typed": False}
    return Operation(name, compute, arity, text, sympy, call, level=name, **others)


def _softplus(z: Tensor) -> Tensor:
    return functional.softplus(z, threshold=40)


def _clip(z: Tensor, low: Tensor, high: Tensor) -> Tensor:
    return torch.minimum(torch.maximum(z, low), high)


def _keep(condition: Tensor, value: Tensor) -> Tensor:
    """The value, with a gradient only where the condition holds."""
    return torch.where(condition, value, value.detach()) if value.requires_grad else value


def _full(x: Tensor, value: float) -> Tensor:
    return x.new_full((), value)


def _or_nan(x: Tensor, value: Tensor) -> Tensor:
    return torch.where(torch.isnan(x), x, value)


POWER = "{0:atom}**{1:sign}"

ENTRIES = (
    _binary("+", operator.add, "{0:sum} + {1:product}", "sum"),
    _binary("-", operator.sub, "{0:sum} - {1:product}", "sum", plain="{0:sum} − {1:product}"),
    _binary("*", operator.mul, "{0:product}*{1:power}", "product", plain="{0:product}·{1:power}"),
    _binary("/", operator.truediv, "{0:product}/{1:power}", "product"),
    _binary("^", operator.pow, "{0:atom}^{1:sign}", "power", sympy=POWER, pytorch=POWER),
    Operation(
        "neg",
        operator.neg,
        text="-{0:sign}",
        pytorch="-{0:sign}",
        plain="−{0:sign}",
        level="sign",
        typed=False,
    ),
    _comparison("<", operator.lt),
    _comparison("<=", operator.le, "≤"),
    _comparison(">", operator.gt),
    _comparison(">=", operator.ge, "≥"),
    _comparison("==", operator.eq, "=", "Eq({0}, {1})"),
    _comparison("!=", operator.ne, "≠", "Ne({0}, {1})"),
    _logical("and", torch.logical_and, "{0:and} and {1:not}", 2, "({0}) & ({1})"),
    _logical("or", torch.logical_or, "{0:or} or {1:and}", 2, "({0}) | ({1})"),
    _logical("not", torch.logical_not, "not {0:not}", 1, "~({0})"),
    Operation("exp", torch.exp),
    Operation("log", torch.log),
    Operation("sqrt", torch.sqrt, plain="√({0})"),
    Operation(
        "abs",
        torch.abs,
        sympy="Piecewise(({0}, {if0} >= 0), (-({0}), True))",
        plain="|{0}|",
        compared="Abs({0})",
    ),
    Operation(
        "sign",
        torch.sign,
        sympy="Piecewise((1, {if0} > 0), (-1, {if0} < 0), (0, True))",
        compared="sign({0})",
    ),
    Operation("sin", torch.sin),
    Operation("cos", torch.cos),
    Operation("tan", torch.tan),
    Operation("tanh", torch.tanh),
    Operation("sinh", torch.sinh),
    Operation("cosh", torch.cosh),
    Operation("atan", torch.atan),
    Operation("sigmoid", torch.sigmoid, sympy="(1/(1 + exp(-({0}))))", plain="σ({0})"),
    Operation(
        "softplus",
        _softplus,
        sympy="log(1 + exp({0}))",
        pytorch="torch.nn.functional.softplus({0}, threshold=40)",
    ),
    Operation(
        "relu",
        torch.relu,
        sympy="Piecewise(({0}, {if0} > 0), (0, True))",
        plain="ReLU({0})",
        compared="Max({0}, 0)",
    ),
    Operation("erf", torch.erf),
    Operation("floor", torch.floor, plain="⌊{0}⌋"),
    Operation(
        "max",
        torch.maximum,
        arity=2,
        sympy="Piecewise(({0}, {if0} > {if1}), ({1}, True))",
        pytorch="torch.maximum({0}, {1})",
        compared="Max({0}, {1})",
        tensors=True,
    ),
    Operation(
        "min",
        torch.minimum,
        arity=2,
        sympy="Piecewise(({0}, {if0} < {if1}), ({1}, True))",
        pytorch="torch.minimum({0}, {1})",
        compared="Min({0}, {1})",
        tensors=True,
    ),
    Operation(
        "clip",
        _clip,
        arity=3,
        sympy="Piecewise(({2}, Max({if0}, {if1}) > {if2}), ({1}, {if0} < {if1}), ({0}, True))",
        compared="Min(Max({0}, {1}), {2})",
    ),
    Operation(
        "where",
        torch.where,
        arity=3,
        sympy="Piecewise(({1}, {if0}), ({2}, True))",
        of_conditions=1,
        tensors=True,
    ),
    # The rest cannot be typed: it is what careful evaluation makes of a formula.
    Operation("expm1", torch.expm1, typed=False),
    Operation("log1p", torch.log1p, typed=False),
    Operation("keep", _keep, 2, pytorch="torch.where({0}, {1}, {1}.detach())", typed=False),
    Operation("full", _full, 2, pytorch="{0}.new_full((), {1})", typed=False),
    Operation(
        "or_nan",
        _or_nan,
        arity=2,
        pytorch="torch.where(torch.isnan({0}), {0}, {1})",
        typed=False,
        tensors=True,
    ),
)

OPERATIONS: Mapping[str, Operation] = MappingProxyType({entry.name: entry for entry in ENTRIES})
FUNCTIONS: Mapping[str, Operation] = MappingProxyType(
    {name: entry for name, entry in OPERATIONS.items() if entry.typed}
)


def nesting(node: Node) -> int:
    """How many functions stand within each other.

    >>> from models.formula.grammar import read
    >>> nesting(read("x*tanh(softplus(x))")), nesting(read("x^2 + 1"))
    (2, 0)
    """
    if not isinstance(node, Apply):
        return 0
    inside = max(map(nesting, node.arguments), default=0)
    return inside + (node.operation in FUNCTIONS)
