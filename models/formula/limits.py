"""How large a typed formula may be, and the error that says what is wrong with one."""

from __future__ import annotations

MAX_LENGTH = 200
MAX_PARENTHESES = 20
MAX_DEPTH = 40
MAX_NODES = 100
MAX_WRITTEN_OUT = 1000
MAX_HYPERPARAMETERS = 4
MAX_NAME = 20
MAX_CONSTANT = 1e6
MIN_CONSTANT = 1e-12
MAX_EXPONENT = 16.0


class FormulaError(ValueError):
    """A text that is not a formula.

    Attributes
    ----------
    message : str
        One sentence: the rule, what was found, what to do.
    position : int
        Column of the text at which it was found, counted from 0; inside the text unless that is
        empty.
    """

    def __init__(self, message: str, position: int = 0) -> None:
        super().__init__(message, position)
        self.message = message
        self.position = position

    def __str__(self) -> str:
        return self.message


def short(text: str) -> str:
    """The text as a message quotes it: its first 20 characters.

    >>> short("a" * 30)
    'aaaaaaaaaaaaaaaaaaaa…'
    """
    return text if len(text) <= 20 else f"{text[:20]}…"
