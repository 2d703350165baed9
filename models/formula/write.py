"""A tree as text: as it is typed, and for SymPy."""

from __future__ import annotations

from models.formula.forms import Written, fill, number
from models.formula.operations import OPERATIONS
from models.formula.tree import Apply, Constant, Name, Node, Number


def typed(node: Node) -> Written:
    """The one text that stands for a tree; reading it gives the tree again.

    >>> from models.formula.grammar import read
    >>> typed(read("(2 * x)**3 if x>0 else (x)")).text
    'where(x > 0, (2*x)^3, x)'
    """
    match node:
        case Number():
            return number(node.value)
        case Constant() | Name():
            return Written(node.name)
        case Apply():
            entry = OPERATIONS[node.operation]
            return fill(entry.text, [typed(part) for part in node.arguments], entry.level)


def sympy(node: Node, compared: bool = False) -> Written:
    """The text for SymPy, in ``x`` and the hyperparameters.

    Parameters
    ----------
    node : Node
    compared : bool
        Whether it stands in a condition.

    >>> from models.formula.grammar import read
    >>> sympy(read("max(0.1*x, x)")).text
    'Piecewise((0.1*x, 0.1*x > x), (x, True))'
    """
    match node:
        case Number():
            return number(node.value)
        case Constant():
            return Written("exp(1)" if node.name == "e" else node.name)
        case Name():
            return Written(node.name)
        case Apply():
            entry = OPERATIONS[node.operation]
            inside = compared or entry.condition
            parts = [
                sympy(part, inside or index < entry.of_conditions)
                for index, part in enumerate(node.arguments)
            ]
            return fill(entry.compared if inside else entry.sympy, parts, entry.level)


def written_out(node: Node) -> int:
    """The number of nodes in the text for SymPy, where some arguments stand more than once."""
    if not isinstance(node, Apply):
        return 1
    template = OPERATIONS[node.operation].sympy
    return 1 + sum(
        written_out(part) * template.count(f"{{{index}")
        for index, part in enumerate(node.arguments)
    )
