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


def sympy(node: Node) -> Written:
    """The text for SymPy, in ``x`` and the hyperparameters.

    >>> from models.formula.grammar import read
    >>> sympy(read("max(0.1*x, x)")).text
    'Piecewise((0.1*x, 0.1*x > x), (x, True))'
    """
    return _sympy(node)[0]


def _sympy(node: Node) -> tuple[Written, Written]:
    """The text where the value is wanted, and in a condition, which is not differentiated."""
    match node:
        case Number():
            written = number(node.value)
        case Constant():
            written = Written("exp(1)" if node.name == "e" else node.name)
        case Name():
            written = Written(node.name)
        case Apply():
            entry = OPERATIONS[node.operation]
            pairs = [_sympy(part) for part in node.arguments]
            conditions = [inside for _, inside in pairs]
            named = {f"if{index}": inside for index, inside in enumerate(conditions)}
            outside = entry.sympy.format(*(value for value, _ in pairs), **named)
            inside = entry.compared.format(*conditions, **named)
            return Written(outside, entry.level), Written(inside, entry.level)
    return written, written


def written_out(node: Node) -> tuple[int, int]:
    """The number of nodes in each of the two texts for SymPy, which repeat some arguments."""
    if not isinstance(node, Apply):
        return 1, 1
    entry = OPERATIONS[node.operation]
    value, inside = 1, 1
    for index, part in enumerate(node.arguments):
        of_value, of_inside = written_out(part)
        plain, conditional = f"{{{index}", f"{{if{index}"
        value += of_value * entry.sympy.count(plain) + of_inside * entry.sympy.count(conditional)
        inside += of_inside * (entry.compared.count(plain) + entry.compared.count(conditional))
    return value, inside
