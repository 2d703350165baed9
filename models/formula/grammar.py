"""From tokens to a tree. Python's parser settles what binds how; what is allowed stands here.

Nothing is ever evaluated as Python: the syntax tree is read node by node, and a node that is not
named here is refused.
"""

from __future__ import annotations

import ast
import bisect
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import pairwise
from types import MappingProxyType

from models.formula import fold
from models.formula.limits import (
    MAX_CONSTANT,
    MAX_DEPTH,
    MAX_EXPONENT,
    MAX_HYPERPARAMETERS,
    MAX_NODES,
    FormulaError,
)
from models.formula.operations import CONSTANTS, FUNCTIONS
from models.formula.tokens import Token, tokenize
from models.formula.tree import Apply, Constant, Name, Node, Number, apply, is_constant, names, walk

SIGNS: Mapping[type, str] = MappingProxyType(
    {
        ast.Add: "+",
        ast.Sub: "-",
        ast.Mult: "*",
        ast.Div: "/",
        ast.Pow: "^",
        ast.Lt: "<",
        ast.LtE: "<=",
        ast.Gt: ">",
        ast.GtE: ">=",
        ast.Eq: "==",
        ast.NotEq: "!=",
        ast.And: "and",
        ast.Or: "or",
    }
)
VARIADIC = frozenset({"max", "min"})
_ALLOWED = "a formula is made of numbers, x, names, signs and calls such as tanh(x)"


def read(text: str) -> Node:
    """The tree of a formula.

    Raises
    ------
    FormulaError
        For everything that the grammar does not allow.

    >>> read("1 + x")
    Apply(operation='+', arguments=(Number(value=1.0), Name(name='x')))
    """
    reader = _Reader(tokenize(text))
    tree = reader.tree()
    hyperparameters = [name for name in names(tree) if name != "x"]
    if len(hyperparameters) > MAX_HYPERPARAMETERS:
        extra = hyperparameters[MAX_HYPERPARAMETERS]
        raise FormulaError(
            f"A formula has at most {MAX_HYPERPARAMETERS} hyperparameters, but {extra} is one "
            "more: put a number in its place.",
            reader.place_of(extra),
        )
    return tree


class _Reader:
    """Reads the syntax tree of some tokens, and knows where each node was typed."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self.tokens = tokens
        texts = [token.text for token in tokens]
        self.starts = [sum(len(text) + 1 for text in texts[:n]) for n in range(len(texts))]
        self.joined = " ".join(texts)
        self.nodes = 0

    def tree(self) -> Node:
        """The whole formula."""
        try:
            body = ast.parse(self.joined, mode="eval").body
        except SyntaxError as error:
            at = self._token((error.offset or 1) - 1)
            raise FormulaError(
                f"Something is missing or too much at {at.text}: {_ALLOWED}.", at.position
            ) from None
        return self._number(body, 0)

    def place_of(self, text: str) -> int:
        """The column of the first token with this text."""
        return next(token.position for token in self.tokens if token.text == text)

    def _token(self, offset: int) -> Token:
        return self.tokens[max(bisect.bisect_right(self.starts, offset) - 1, 0)]

    def _error(self, node: ast.expr, message: str) -> FormulaError:
        return FormulaError(message, self._token(node.col_offset).position)

    def _count(self, node: ast.expr, depth: int) -> None:
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise self._error(
                node,
                f"A formula has at most {MAX_NODES} parts and {MAX_DEPTH} levels, but this one "
                "has more: simplify it.",
            )

    def _number(self, node: ast.expr, depth: int) -> Node:
        """A node whose value is a number."""
        self._count(node, depth)
        match node:
            case ast.Constant():
                return Number(float(str(node.value)))
            case ast.Name():
                return self._name(node)
            case ast.UnaryOp(op=ast.UAdd()):
                return self._number(node.operand, depth + 1)
            case ast.UnaryOp(op=ast.USub()):
                inner = self._number(node.operand, depth + 1)
                return Number(0 - inner.value) if isinstance(inner, Number) else apply("neg", inner)
            case ast.BinOp() if type(node.op) in SIGNS:
                sides = [self._number(side, depth + 1) for side in (node.left, node.right)]
                return self._bounded(node, apply(SIGNS[type(node.op)], *sides))
            case ast.IfExp():
                parts = (node.body, node.orelse)
                condition = self._condition(node.test, depth + 1)
                return apply("where", condition, *(self._number(p, depth + 1) for p in parts))
            case ast.Call(func=ast.Name()):
                return self._call(node, depth)
            case ast.Compare() | ast.BoolOp() | ast.UnaryOp():
                raise self._error(
                    node,
                    "A comparison is a condition and not a number: use it as in "
                    "where(x > 0, x, 0).",
                )
        raise self._error(node, f"This cannot stand in a formula: {_ALLOWED}.")

    def _condition(self, node: ast.expr, depth: int) -> Node:
        """A node that is true or false."""
        self._count(node, depth)
        match node:
            case ast.Compare() if all(type(sign) in SIGNS for sign in node.ops):
                return self._comparison(node, depth)
            case ast.BoolOp():
                parts = [self._condition(part, depth + 1) for part in node.values]
                return _joined(SIGNS[type(node.op)], parts)
            case ast.UnaryOp(op=ast.Not()):
                return apply("not", self._condition(node.operand, depth + 1))
        raise self._error(
            node, "A condition is a comparison such as x > 0, but here is none: write one."
        )

    def _comparison(self, node: ast.Compare, depth: int) -> Node:
        """One comparison, or each of a chain such as ``0 < x < 1``."""
        sides = [self._number(side, depth + 1) for side in (node.left, *node.comparators)]
        for side in sides[1:-1]:  # these stand in two comparisons
            for _ in walk(side):
                self._count(node, depth)
        pairs = list(pairwise(sides))
        if any(is_constant(left) and is_constant(right) for left, right in pairs):
            raise self._error(
                node,
                "A condition compares x with something, but here it compares numbers: use x in it.",
            )
        signs = [SIGNS[type(sign)] for sign in node.ops]
        return _joined("and", [apply(s, *pair) for s, pair in zip(signs, pairs, strict=True)])

    def _call(self, node: ast.Call, depth: int) -> Node:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        entry = FUNCTIONS.get(name)
        least = entry.arity if entry else 3
        given = len(node.args)
        if node.keywords or not (given == least or (name in VARIADIC and given > least)):
            raise self._error(
                node,
                f"{name} takes {least}{' or more' if name in VARIADIC else ''} arguments, "
                f"separated by commas, but here it has {given or 'none'}: write "
                f"{name}({', '.join('xab'[:least])}).",
            )
        return self._bounded(node, self._applied(name, node.args, depth + 1))

    def _applied(self, name: str, given: list[ast.expr], depth: int) -> Node:
        """The function on its arguments; more than two of max and min are nested."""
        if name == "where":
            condition = self._condition(given[0], depth)
            return apply(name, condition, *(self._number(part, depth) for part in given[1:]))
        arguments = [self._number(part, depth) for part in given]
        return _joined(name, arguments) if name in VARIADIC else apply(name, *arguments)

    def _name(self, node: ast.Name) -> Node:
        if node.id in FUNCTIONS:
            raise self._error(
                node,
                f"{node.id} is a function, but here it has no arguments: write it with "
                "parentheses and commas.",
            )
        return Constant(node.id) if node.id in CONSTANTS else Name(node.id)

    def _bounded(self, node: ast.expr, made: Node) -> Node:
        """The node, if what it holds of constants is neither too large nor undefined."""
        if isinstance(node, ast.BinOp) and isinstance(made, Apply) and made.operation == "^":
            self._check_exponent(node.right, made.arguments[1])
        if is_constant(made) and not abs(size := fold.value(made)) <= MAX_CONSTANT:
            raise self._error(
                node,
                f"A number is finite and at most {MAX_CONSTANT:,.0f}, but this one is {size:g}: "
                "choose smaller parts.",
            )
        return made

    def _check_exponent(self, node: ast.expr, exponent: Node) -> None:
        if is_constant(exponent) and abs(size := fold.value(exponent)) > MAX_EXPONENT:
            raise self._error(
                node,
                f"An exponent lies between -{MAX_EXPONENT:g} and {MAX_EXPONENT:g}, but this one "
                f"is {size:g}: choose a smaller one.",
            )


def _joined(operation: str, parts: Sequence[Node]) -> Node:
    """The operation between all the parts, from the left."""
    return reduce(lambda left, right: apply(operation, left, right), parts)
