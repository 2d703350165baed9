"""An entry of a table that has hyperparameters: its menu, and a widget for each of them."""

from __future__ import annotations

from functools import partial
from typing import Any

from dashboard.controls.control import Control, Values
from dashboard.controls.fields import choice, hyperparameter
from models.config import RunConfig
from models.declarations import FIELDS
from models.fields import Choice
from models.hyperparameter import resolve

PAIRS = "_hyperparameters"
DIGITS = 15


def entry(name: str, config: RunConfig) -> tuple[Control, ...]:
    """Controls of a field whose pairs stand in a field of their own, as the optimizer's do."""
    menu = choice(name, config)
    known = _entry(name, menu.value).hyperparameters
    given = dict(getattr(config, name + PAIRS))
    values = resolve(known, given.items(), menu.value)
    items = (
        hyperparameter(
            item,
            f"{name}_{menu.value}_{item.name}",
            item.name.replace("_", " ").capitalize(),
            values[item.name],
            partial(_put_pair, name, item.name),
        )
        for item in known
    )
    return (Control(menu.key, menu.value, partial(_put_entry, name), menu.draw), *items)


def _entry(name: str, key: str) -> Any:
    field = FIELDS[name]
    assert isinstance(field, Choice)
    return field.table[key]


def _put_entry(name: str, values: Values, key: str) -> str | None:
    """Hyperparameters stay with the entry that they belong to."""
    left, pairs = _entry(name, values[name]), values[name + PAIRS]
    values[name], values[name + PAIRS] = key, ()
    if not pairs:
        return None
    lost = ", ".join(f"{item.replace('_', ' ')} {number:g}" for item, number in pairs)
    return f"{left.name} was left, and with it what was chosen for it: {lost}."


def _put_pair(name: str, item: str, values: Values, number: float) -> None:
    """Only what differs from the defaults is kept."""
    known = _entry(name, values[name]).hyperparameters
    pairs = {**dict(values[name + PAIRS]), item: round(number, DIGITS)}
    values[name + PAIRS] = tuple(
        (each.name, pairs[each.name])
        for each in known
        if pairs.get(each.name, each.default) != each.default
    )
