"""A formula in one short line for pictures, in z."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.formula.forms import Written, fill, number
from models.formula.operations import OPERATIONS
from models.formula.tree import Apply, Constant, Name, Node, Number

GREEK: Mapping[str, str] = MappingProxyType(
    {
        "alpha": "α",
        "beta": "β",
        "gamma": "γ",
        "delta": "δ",
        "epsilon": "ε",
        "eta": "η",
        "theta": "θ",
        "kappa": "κ",
        "mu": "μ",
        "nu": "ν",
        "xi": "ξ",
        "rho": "ρ",
        "sigma": "σ",
        "tau": "τ",
        "phi": "φ",
        "chi": "χ",
        "psi": "ψ",
        "omega": "ω",
        "pi": "π",
        "x": "z",
        "lam": "λ",
        "lamda": "λ",
    }
)
RAISED = str.maketrans("0123456789−zβφχ", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᶻᵝᵠᵡ")


def plain(node: Node) -> Written:
    """The line.

    >>> from models.formula.grammar import read
    >>> plain(read("x*sigmoid(beta*x)")).text, plain(read("exp(-x^2)")).text
    ('z·σ(βz)', 'exp(−z²)')
    """
    match node:
        case Number():
            written = number(node.value)
            return Written(written.text.replace("-", "−"), written.level)
        case Constant() | Name():
            return Written(GREEK.get(node.name, node.name))
        case Apply():
            return _applied(node.operation, [plain(part) for part in node.arguments])


def _applied(operation: str, parts: list[Written]) -> Written:
    entry = OPERATIONS[operation]
    match operation, parts:
        case "*", [left, Written(right, "atom")] if _is_factor(left) and _is_letter(right):
            return Written(f"{left.text}{right}", "product")
        case "^", [base, exponent] if _can_be_raised(exponent.text):
            return Written(f"{base:atom}{exponent.text.translate(RAISED)}", "power")
        case "where", [condition, first, second]:
            return Written(f"{first:or} if {condition} else {second}", "choice")
        case "exp", [exponent] if _can_be_raised(exponent.text):
            return Written(f"e{exponent.text.translate(RAISED)}", "power")
    return fill(entry.plain, parts, entry.level)


def _is_letter(text: str) -> bool:
    return len(text) == 1 and text.isalpha()


def _is_factor(left: Written) -> bool:
    """Whether a letter may follow without a sign: after a number or another letter."""
    return _is_letter(left.text) or left.text.removeprefix("−").replace(".", "").isdecimal()


def _can_be_raised(text: str) -> bool:
    return all(ord(character) in RAISED for character in text)
