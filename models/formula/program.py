"""A tree as a list of steps, each computed once: what trains, and what the exports print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from torch import Tensor

from models.formula.careful import careful
from models.formula.operations import OPERATIONS
from models.formula.tree import Apply, Name, Node, Number, names

Argument = int | Number


@dataclass(frozen=True)
class Step:
    """One operation; an argument is the index of an earlier value, or a constant.

    Constants stay nodes, because 1 and 1.0 are equal and would make two different steps one.
    """

    operation: str
    arguments: tuple[Argument, ...]


@dataclass(frozen=True)
class Program:
    """The steps of a formula.

    Parameters
    ----------
    inputs : tuple of str
        ``x`` and the hyperparameters: the first values, to which each step adds one.
    steps : tuple of Step
    result : int
        The value that is the formula's.
    """

    inputs: tuple[str, ...]
    steps: tuple[Step, ...]
    result: int

    def run(self, inputs: Sequence[Tensor]) -> Tensor:
        """The result, for tensors of one dtype that broadcast."""
        values = list(inputs)
        for step in self.steps:
            given = [values[a] if isinstance(a, int) else a.value for a in step.arguments]
            values.append(OPERATIONS[step.operation].compute(*given))
        return values[self.result]


def compiled(tree: Node) -> Program:
    """The steps that compute a tree, carefully.

    >>> from models.formula.grammar import read
    >>> [step.operation for step in compiled(read("x*sigmoid(x)")).steps]
    ['sigmoid', '*']
    """
    inputs = ("x", *(name for name in names(tree) if name != "x"))
    compiler = _Compiler(len(inputs))
    result = compiler.value(careful(tree), {name: index for index, name in enumerate(inputs)})
    if not isinstance(result, int):
        raise TypeError("a careful tree depends on x")
    return Program(inputs, tuple(compiler.places), result)


class _Compiler:
    """Gives each different step one place."""

    def __init__(self, inputs: int) -> None:
        self.inputs = inputs
        self.places: dict[Step, int] = {}

    def value(self, node: Node, known: Mapping[str, int]) -> Argument:
        """Where the value of the node stands, or the node itself if it is a constant."""
        match node:
            case Number():
                return node
            case Name():
                return known[node.name]
            case Apply("keep", (condition, branch)):
                keep = self.value(condition, known)
                kept = {name: self._place("keep", (keep, known[name])) for name in names(branch)}
                return self.value(branch, kept)
            case Apply():
                given = tuple(self.value(part, known) for part in node.arguments)
                if OPERATIONS[node.operation].tensors:
                    given = tuple(map(self._tensor, given))
                return self._place(node.operation, given)
        raise TypeError(f"a careful tree holds no {node}")

    def _tensor(self, argument: Argument) -> int:
        return argument if isinstance(argument, int) else self._place("full", (0, argument))

    def _place(self, operation: str, arguments: tuple[Argument, ...]) -> int:
        return self.places.setdefault(Step(operation, arguments), self.inputs + len(self.places))
