"""From text to tokens: which characters there are, and what may stand beside what."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from models.formula.limits import (
    MAX_CONSTANT,
    MAX_LENGTH,
    MAX_PARENTHESES,
    MIN_CONSTANT,
    FormulaError,
    short,
)
from models.formula.naming import WORDS, check_name
from models.formula.operations import FUNCTIONS

# Typography that has one meaning.
SPELLINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "−": ("-",),
        "×": ("*",),
        "·": ("*",),
        "^": ("**",),
        "²": ("**", "2"),
        "³": ("**", "3"),
        "≤": ("<=",),
        "≥": (">=",),
        "≠": ("!=",),
    }
)
RAISED = ("²", "³")
HINTS: Mapping[str, str] = MappingProxyType(
    {
        "=": "compare with ==",
        "&": "write and",
        "|": "write or, or abs(x)",
        "!": "write not",
        "[": "use parentheses",
        "]": "use parentheses",
        "{": "use parentheses",
        "}": "use parentheses",
        "–": "write -",
        "÷": "write /",
        "%": "write x - floor(x)",
        "π": "write pi",
        "√": "write sqrt(x)",
        "\n": "write it on one line",
        "~": "write not",
        "#": "leave the comment out",
        ".": "write a number such as 0.5",
    }
)
_PATTERN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*)"
    r"|(?P<sign>\*\*|<=|>=|==|!=|[-+*/^(),<>−×·²³≤≥≠])"
    r"|(?P<space> +)",
    re.ASCII,
)


@dataclass(frozen=True)
class Token:
    """A number, a name or a sign, and the column where it was typed."""

    kind: str
    text: str
    position: int


def tokenize(text: str) -> tuple[Token, ...]:
    """The tokens of a text, spelled as Python spells them.

    Raises
    ------
    FormulaError
        For a text that is empty, too long or too deep in parentheses, an unknown character, a
        number that is too large or too small, and a sign of multiplication that is missing.

    >>> [token.text for token in tokenize("2·x²")]
    ['2', '*', 'x', '**', '2']
    """
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            f"A formula has at most {MAX_LENGTH} characters, but this one has {len(text):,}: "
            "shorten it.",
            MAX_LENGTH,
        )
    found = tuple(_tokens(text))
    if not found:
        raise FormulaError("A formula cannot be empty: type for example x*sigmoid(x).")
    _check_neighbours(found)
    _check_parentheses(found)
    return found


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            raise FormulaError(_unknown(text[position]), position)
        kind = match.lastgroup or ""
        if match[0] in RAISED and text[position - 1 : position] in RAISED:
            raise FormulaError(
                "A raised digit stands alone, but here is a second one: write the power with ^.",
                position,
            )
        if kind == "number":
            _check_number(match[0], position)
        if kind == "name":
            check_name(match[0], position)
        if kind != "space":
            for part in SPELLINGS.get(match[0], (match[0],)):
                yield Token("number" if part.isdigit() else kind, part, position)
        position = match.end()


def _unknown(character: str) -> str:
    code = f"U+{ord(character):04X}"
    name = unicodedata.name(character, "").lower() or f"the character {code}"
    shown = f"{character} ({name})" if character.isprintable() else name
    hint = HINTS.get(character, "leave it out or write it with these")
    return (
        "A formula is made of letters from a to z, digits, parentheses, commas and the signs "
        f"+ - * / ^ < >, but here stands {shown}: {hint}."
    )


def _check_number(text: str, position: int) -> None:
    size = float(text)
    is_zero = not re.search("[1-9]", re.split("[eE]", text)[0])
    if size > MAX_CONSTANT or (size < MIN_CONSTANT and not is_zero):
        raise FormulaError(
            f"A number is 0 or lies between {MIN_CONSTANT:g} and {MAX_CONSTANT:,.0f}, but here "
            f"stands {short(text)}: use one of that size.",
            position,
        )


def _check_neighbours(tokens: tuple[Token, ...]) -> None:
    """Nothing is multiplied without a sign: ``2x`` could mean too much."""
    for left, right in pairwise(tokens):
        ends = left.kind == "number" or left.text == ")" or _is_operand(left)
        begins = right.kind == "number" or right.text == "(" or _is_operand(right)
        if left.text in FUNCTIONS and begins and right.text != "(":
            raise FormulaError(
                f"A function is followed by parentheses, but here stands {short(right.text)}: "
                f"write {left.text}({short(right.text)}).",
                right.position,
            )
        if ends and begins and left.text not in FUNCTIONS:
            unknown = left.kind == "name" and right.text == "("
            raise FormulaError(_product(left, right), (left if unknown else right).position)


def _is_operand(token: Token) -> bool:
    return token.kind == "name" and token.text not in WORDS


def _product(left: Token, right: Token) -> str:
    pair = f"{short(left.text)}{short(right.text)}"
    if left.kind == "name" and right.text == "(":
        known = ", ".join(FUNCTIONS)
        return (
            f"The functions are {known}, but here stands {pair}: use one of these, or write "
            f"{short(left.text)}*( for a product."
        )
    gap = " " if left.kind == right.kind else ""
    return (
        f"A product is written with *, but here stands {short(left.text)}{gap}"
        f"{short(right.text)}: write {short(left.text)}*{short(right.text)}."
    )


def _check_parentheses(tokens: tuple[Token, ...]) -> None:
    open_: list[Token] = []
    for token in tokens:
        if token.text == "(":
            open_.append(token)
        elif token.text == ")":
            if not open_:
                raise FormulaError(
                    "Every ) closes a (, but this one has none: delete it or add a (.",
                    token.position,
                )
            open_.pop()
        if len(open_) > MAX_PARENTHESES:
            raise FormulaError(
                f"Parentheses stand at most {MAX_PARENTHESES} deep, but here is one more: "
                "simplify the formula.",
                token.position,
            )
    if open_:
        raise FormulaError(
            "Every ( is closed by a ), but this one is not: add a ).", open_[-1].position
        )
