"""Where the derivative of a formula may jump."""

from __future__ import annotations

from collections.abc import Iterator

from models.formula.operations import OPERATIONS
from models.formula.tree import ONE, ZERO, Apply, Name, Node, Number, apply, names, walk
from models.formula.write import typed

_Line = tuple[Node, Node]


def kinks(tree: Node) -> tuple[str, ...]:
    """The places, each a formula in the hyperparameters.

    Found are the places of conditions, max, min, abs, sign, relu and clip that compare straight
    lines in x. Left out is what would need an equation solved, or a division by a hyperparameter
    that may be 0. A place may lie in a branch that is not taken there.

    >>> from models.formula.grammar import read
    >>> kinks(read("max(x, c) + abs(2*x - 1)")), kinks(read("relu(sin(x))"))
    (('c', '0.5'), ())
    """
    found = [place for difference in _differences(tree) if (place := _zero(difference))]
    return tuple(dict.fromkeys(found))


def _differences(tree: Node) -> Iterator[Node]:
    """What is 0 at a kink."""
    for node in walk(tree):
        match node:
            case Apply("abs" | "sign" | "relu", (inner,)):
                yield inner
            case Apply("clip", (value, low, high)):
                yield apply("-", value, low)
                yield apply("-", value, high)
            case Apply("max" | "min", (left, right)):
                yield apply("-", left, right)
            case Apply(name, (left, right)) if _compares(name):
                yield apply("-", left, right)


def _compares(operation: str) -> bool:
    entry = OPERATIONS[operation]
    return entry.condition and not entry.of_conditions


def _zero(node: Node) -> str:
    """Where a straight line crosses 0, or nothing."""
    line = straight(node)
    if line is None or line[0] == ZERO:
        return ""
    slope, start = line
    if start == ZERO:
        return "0"
    if not isinstance(slope, Number):
        return ""
    return typed(_times(Number(-1 / slope.value), start)).text


def straight(node: Node) -> _Line | None:
    """Slope and value at 0 of a node that is a straight line in x, free of x; else None.

    >>> from models.formula.grammar import read
    >>> straight(read("3 - 2*x"))
    (Number(value=-2.0), Number(value=3.0))
    """
    match node:
        case Name("x"):
            return ONE, ZERO
        case Number() | Name():
            return ZERO, node
        case Apply("neg", (inner,)):
            return _scaled(straight(inner), Number(-1.0))
        case Apply("+", (left, right)):
            return _added(straight(left), straight(right))
        case Apply("-", (left, right)):
            return _added(straight(left), _scaled(straight(right), Number(-1.0)))
        case Apply("*", (left, right)) if "x" not in names(right):
            return _scaled(straight(left), right) if straight(right) else None
        case Apply("*", (left, right)) if "x" not in names(left):
            return _scaled(straight(right), left) if straight(left) else None
        case Apply("/", (left, Number(value))) if value:
            return _scaled(straight(left), Number(1 / value))
    return None


def _scaled(line: _Line | None, factor: Node) -> _Line | None:
    return line and (_times(factor, line[0]), _times(factor, line[1]))


def _added(left: _Line | None, right: _Line | None) -> _Line | None:
    if left is None or right is None:
        return None
    return _plus(left[0], right[0]), _plus(left[1], right[1])


def _times(left: Node, right: Node) -> Node:
    match left, right:
        case Number(a), Number(b):
            return Number(a * b)
        case (Number(0.0), _) | (_, Number(0.0)):
            return ZERO
        case Number(1.0), other:
            return other
        case Number(a), Apply("*", (Number(b), other)):
            return _times(Number(a * b), other)
    return apply("*", left, right)


def _plus(left: Node, right: Node) -> Node:
    match left, right:
        case Number(a), Number(b):
            return Number(a + b)
        case (Number(0.0), other) | (other, Number(0.0)):
            return other
    return apply("+", left, right)
