"""Values and rules of a run's fields in the names that stand on screen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from models.activations import ACTIVATIONS
from models.choices import NetChoice
from models.composite import Activations, Keys
from models.fields import Choice, Field, Integer

_LIST = re.compile(r"\bone (?:or several )?of .*")


def value(field: Field, given: Any) -> str:
    """A value as a sentence names it.

    Parameters
    ----------
    field : Field
        Of `models.declarations.FIELDS`.
    given : object
        A value that the field allows.

    Examples
    --------
    >>> from models.declarations import FIELDS
    >>> value(FIELDS["loss"], "mse"), value(FIELDS["features"], ("x", "x2"))
    ('Mean squared error', 'x, x²')
    >>> value(FIELDS["samples"], 1000)
    '1,000'
    """
    if isinstance(field, Choice):
        return str(field.table[given].name)
    if isinstance(field, Keys):
        return ", ".join(field.table[key].name for key in given)
    if isinstance(field, Activations):
        return ", ".join(NetChoice.parse(str(choice)).name for choice in given)
    if isinstance(field, Integer) and given is not None:
        return f"{given:,}"
    return field.write(given)


def rule(field: Field, text: str) -> str:
    """A rule that lists keys of a table, with the names of the entries in their place.

    >>> from models.declarations import FIELDS
    >>> rule(FIELDS["dtype"], "must be one of float32, float64")
    'must be one of 32 bits, 64 bits'
    """
    names = {key: entry.name for key, entry in _table(field).items()}
    return _LIST.sub(lambda found: _translated(found[0], names), text)


def _table(field: Field) -> Mapping[str, Any]:
    if isinstance(field, (Choice, Keys)):
        return field.table
    return ACTIVATIONS if isinstance(field, Activations) else {}


def _translated(text: str, names: Mapping[str, str]) -> str:
    return re.sub(r"[\w:]+", lambda word: names.get(word[0], word[0]), text)
