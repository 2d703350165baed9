"""A number that a table entry declares: its default, its range and its help."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Hyperparameter:
    """One number of an activation or optimizer, from which its slider is made.

    Parameters
    ----------
    name : str
        Keyword under which the function takes it.
    default, low, high, step : float
        Value, inclusive range and slider step.
    help : str
        One sentence for the screen.
    """

    name: str
    default: float
    low: float
    high: float
    step: float
    help: str

    def check(self, value: float, owner: str) -> float:
        """Return `value` if it lies in the range.

        Raises
        ------
        ValueError
            When it does not, naming owner, rule and value.
        """
        if not math.isfinite(value) or not self.low <= value <= self.high:
            raise ValueError(
                f"{self.name} of {owner} must lie between {self.low:g} and {self.high:g}; "
                f"got {value:g}."
            )
        return float(value)


def resolve(
    declared: Iterable[Hyperparameter], given: Iterable[tuple[str, float]], owner: str
) -> Mapping[str, float]:
    """Defaults overridden by what is given.

    Parameters
    ----------
    declared : iterable of Hyperparameter
        What the table entry takes.
    given : iterable of (name, value)
        Choices that differ from the defaults.
    owner : str
        Name of the entry, for the message.

    Raises
    ------
    ValueError
        For an unknown name or a value out of range.
    """
    known = {item.name: item for item in declared}
    values = {name: item.default for name, item in known.items()}
    for name, value in given:
        if name not in known:
            allowed = ", ".join(known) or "none"
            raise ValueError(f"{owner} has no hyperparameter {name!r}; it has: {allowed}.")
        values[name] = known[name].check(value, owner)
    return values
