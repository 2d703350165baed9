"""A formula as a tree of frozen nodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A number as it was typed, with its sign."""

    value: float


@dataclass(frozen=True)
class Constant:
    """``pi`` or ``e``."""

    name: str


@dataclass(frozen=True)
class Name:
    """``x`` or a hyperparameter."""

    name: str


@dataclass(frozen=True)
class Apply:
    """An operation of `models.formula.operations` on its arguments."""

    operation: str
    arguments: tuple[Node, ...]


Node = Number | Constant | Name | Apply

X = Name("x")
ZERO, ONE = Number(0.0), Number(1.0)


def apply(operation: str, *arguments: Node) -> Apply:
    """The operation on these arguments."""
    return Apply(operation, arguments)


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, from left to right.

    >>> sum(1 for _ in walk(apply("+", X, ONE)))
    3
    """
    yield node
    if isinstance(node, Apply):
        for argument in node.arguments:
            yield from walk(argument)


def names(node: Node) -> tuple[str, ...]:
    """The names in it, each once, in the order in which they appear."""
    return tuple(dict.fromkeys(part.name for part in walk(node) if isinstance(part, Name)))


def is_constant(node: Node) -> bool:
    """Whether it holds neither x nor a hyperparameter."""
    return not any(isinstance(part, Name) for part in walk(node))
