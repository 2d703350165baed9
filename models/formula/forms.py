"""Texts that know where they need parentheses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEVELS = (*("choice", "or", "and", "not", "comparison", "sum", "product", "sign", "power", "atom"),)


@dataclass(frozen=True)
class Written:
    """A text and how tightly its outermost operation binds.

    A format specification asks for a level, and adds parentheses where the text binds less:

    >>> "2*{0:product}".format(Written("x + 1", "sum"))
    '2*(x + 1)'
    """

    text: str
    level: str = "atom"

    def __format__(self, least: str) -> str:
        if not least or LEVELS.index(self.level) >= LEVELS.index(least):
            return self.text
        return f"({self.text})"


def fill(template: str, arguments: Sequence[Written], level: str) -> Written:
    """The template with its arguments, as a text of that level."""
    return Written(template.format(*arguments), level)


def number(value: float) -> Written:
    """The shortest text that reads back as the number.

    >>> number(2.0).text, number(-0.1).text
    ('2', '-0.1')
    """
    return Written(repr(value).removesuffix(".0"), "sign" if value < 0 else "atom")
