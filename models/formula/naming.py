"""Which names a formula may use."""

from __future__ import annotations

import keyword
import re

from torch import nn

from models.formula.limits import MAX_NAME, FormulaError, short
from models.formula.operations import CONSTANTS, FUNCTIONS

WORDS = frozenset({"if", "else", "and", "or", "not"})
# "z" is what pictures write for x; most others have a meaning in the module's source.
RESERVED = frozenset({"z", "self", "torch", "training", "inf", "nan"})
_PATTERN = re.compile(r"[a-z][a-z0-9]*(_[a-z][a-z0-9]*)*", re.ASCII)


def check_name(name: str, position: int = 0) -> None:
    """Refuse what is neither x, a function, a constant, a word nor fit for a hyperparameter.

    Parameters
    ----------
    name : str
        Letters, digits and underscores.
    position : int
        The column at which it stands.

    Raises
    ------
    FormulaError
        For a name that cannot be used.

    >>> check_name("ReLU")
    Traceback (most recent call last):
    models.formula.limits.FormulaError: A name has small letters, but here stands ReLU: write relu.
    """
    if name == "x" or name in WORDS or name in FUNCTIONS or name in CONSTANTS:
        return
    message = _fault(name)
    if message:
        raise FormulaError(message, position)


def _fault(name: str) -> str:
    """What is wrong with the name of a hyperparameter, if anything."""
    if len(name) > MAX_NAME:
        return (
            f"A name has at most {MAX_NAME} characters, but {short(name)} has {len(name)}: "
            "shorten it."
        )
    if name != name.lower():
        return f"A name has small letters, but here stands {name}: write {name.lower()}."
    if not _PATTERN.fullmatch(name):
        return (
            "The name of a hyperparameter is made of letters and digits, with single underscores "
            f"before letters, but here stands {name}: write for example beta."
        )
    if keyword.iskeyword(name) or name in RESERVED or hasattr(nn.Module, name):
        return f"The name {name} means something else already: use another such as beta."
    return ""
