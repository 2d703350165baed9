"""The value of what holds neither x nor a hyperparameter."""

from __future__ import annotations

import torch

from models.formula.operations import CONSTANTS, OPERATIONS
from models.formula.tree import Apply, Constant, Name, Node, Number


def value(node: Node) -> float:
    """The number that a constant node stands for, in float64; infinite or NaN where it is.

    Raises
    ------
    TypeError
        When the node holds a name.

    >>> from models.formula.tree import apply
    >>> value(apply("sqrt", Number(4.0)))
    2.0
    """
    match node:
        case Number():
            return node.value
        case Constant():
            return CONSTANTS[node.name]
        case Apply():
            numbers = [torch.tensor(value(part), dtype=torch.float64) for part in node.arguments]
            return float(OPERATIONS[node.operation].compute(*numbers))
        case Name():
            raise TypeError(f"only a constant has a value of its own; {node.name} has none.")
