"""A formula as a key of small letters, digits and underscores, for links and menus."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from models.formula.record import Formula, parse

PREFIX = "own_"
SIGNS: Mapping[str, str] = MappingProxyType(
    dict(zip("+-*/^(),<>=!. _", "pmtdeocklgqnis_", strict=True))
)
_BACK: Mapping[str, str] = MappingProxyType({code: sign for sign, code in SIGNS.items()})


def key(formula: Formula) -> str:
    """The key; `from_key` reads it back.

    >>> from models.formula.record import parse
    >>> key(parse("x*sigmoid(x)"))
    'own_x_tsigmoid_ox_c'
    """
    tight = re.sub(r"(?<!\w) | (?!\w)", "", str(formula))
    return PREFIX + "".join(f"_{SIGNS[c]}" if c in SIGNS else c for c in tight)


def from_key(text: str) -> Formula:
    """The formula that a key stands for.

    Raises
    ------
    ValueError
        When it is no key of a formula; a `FormulaError` when the formula cannot be used.

    >>> str(from_key("own_x_tsigmoid_ox_c"))
    'x*sigmoid(x)'
    """
    if not text.startswith(PREFIX):
        raise ValueError(f"the key of a formula begins with {PREFIX}; got {text[:40]!r}.")
    return parse(re.sub("_(.)", lambda found: _BACK.get(found[1], "?"), text[len(PREFIX) :]))
