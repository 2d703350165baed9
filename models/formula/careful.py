"""A formula as it is best computed: the same function with less rounding and no stray NaN."""

from __future__ import annotations

from models.formula import fold
from models.formula.tree import ONE, Apply, Node, Number, X, apply, is_constant

# With finite derivatives everywhere; products are looked at where they occur.
TAME = frozenset(
    {
        *("+", "-", "neg", "abs", "sign", "relu", "max", "min", "floor"),
        *("tanh", "sigmoid", "softplus", "atan", "erf"),
    }
)


def careful(tree: Node) -> Node:
    """The tree to compute.

    - Constants are folded, and clip is made of max and min.
    - ``exp(u) - 1``, ``log(1 + u)``, ``log(1 + exp(u))`` and ``1/(1 + exp(-u))`` become the
      functions that keep their digits and do not overflow.
    - Where one of several branches is taken, no gradient enters the others: there the derivative
      may be infinite or NaN, and 0 times that is NaN.
    - NaN gives NaN even where all branches are constant.

    >>> from models.formula.grammar import read
    >>> careful(read("exp(x) - 1")) == apply("expm1", X)
    True
    """
    rewritten = _guarded(_exact(tree))
    return apply("or_nan", X, rewritten) if _hides_nan(rewritten) else rewritten


def _exact(node: Node) -> Node:
    """Each node with what PyTorch computes more exactly, from the leaves upward."""
    if is_constant(node):
        return Number(fold.value(node))
    if not isinstance(node, Apply):
        return node
    node = Apply(node.operation, tuple(_exact(part) for part in node.arguments))
    match node:
        case Apply("clip", (value, low, high)):
            return apply("min", apply("max", value, low), high)
        case Apply("-", (Apply("exp", (inner,)), Number(1.0))):
            return apply("expm1", inner)
        case Apply("-", (Number(1.0), Apply("exp", (inner,)))):
            return apply("neg", apply("expm1", inner))
        case Apply("+", (Apply("exp", (inner,)), Number(-1.0))):
            return apply("expm1", inner)
        case Apply("+", (Number(-1.0), Apply("exp", (inner,)))):
            return apply("expm1", inner)
        case Apply("log", (Apply("+", (Number(1.0), inner) | (inner, Number(1.0))),)):
            return _log_of_one_more(inner)
        case Apply("/", (top, Apply("+", (Number(1.0), Apply("exp", (inner,)))))):
            return _logistic(top, inner)
        case Apply("/", (top, Apply("+", (Apply("exp", (inner,)), Number(1.0))))):
            return _logistic(top, inner)
    return node


def _log_of_one_more(inner: Node) -> Node:
    match inner:
        case Apply("exp", (exponent,)):
            return apply("softplus", exponent)
    return apply("log1p", inner)


def _logistic(top: Node, exponent: Node) -> Node:
    """``top / (1 + exp(exponent))``."""
    if top == apply("exp", exponent):
        return apply("sigmoid", exponent)
    share = apply("sigmoid", _negated(exponent))
    return share if top == ONE else apply("*", top, share)


def _negated(node: Node) -> Node:
    match node:
        case Apply("neg", (inner,)):
            return inner
        case Apply("*" | "/" as operation, (Number(value), other)):
            return apply(operation, Number(-value), other)
    return apply("neg", node)


def _guarded(node: Node) -> Node:
    """Each branch with the condition under which a gradient enters it."""
    if not isinstance(node, Apply):
        return node
    parts = tuple(_guarded(part) for part in node.arguments)
    keeps: tuple[Node | None, ...]
    match node.operation, node.arguments:
        case "where", (condition, _, _):
            keeps = (None, condition, apply("not", condition))
        case "max", (left, right):
            keeps = (apply(">=", left, right), apply("<=", left, right))
        case "min", (left, right):
            keeps = (apply("<=", left, right), apply(">=", left, right))
        case "relu", (inner,):
            keeps = (apply(">", inner, Number(0.0)),)
        case _:
            return Apply(node.operation, parts)
    pairs = zip(keeps, parts, strict=True)
    return Apply(node.operation, tuple(_kept(keep, part) for keep, part in pairs))


def _kept(condition: Node | None, branch: Node) -> Node:
    if condition is None or _is_tame(branch):
        return branch
    return apply("keep", condition, branch)


def _is_tame(node: Node) -> bool:
    """Whether its derivative is surely finite wherever x is."""
    match node:
        case Apply(operation, parts) if operation in TAME:
            return all(map(_is_tame, parts))
        case Apply("*", parts):
            return not any(isinstance(part, Apply) for part in parts)
        case Apply():
            return False
    return True


def _hides_nan(node: Node) -> bool:
    """Whether its value may be a number where x is none, or not depend on x at all."""
    if not isinstance(node, Apply):
        return node != X
    match node:
        case Apply("sign"):
            return True
        case Apply("where", (_, *branches)):
            return any(map(_hides_nan, branches))
        case Apply("^", (base, exponent)):
            return not isinstance(exponent, Number) or exponent.value == 0 or _hides_nan(base)
        case Apply("keep", (_, branch)):
            return _hides_nan(branch)
    return all(map(_hides_nan, node.arguments))
