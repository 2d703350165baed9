"""Medians with their quartiles, and what became of nets, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import MappingProxyType

import numpy as np

from dashboard import numbers
from models.labs.fates import AT_CHANCE, DIVERGED, TRAINED, Fates
from models.labs.spread import Quartiles

WORDS = MappingProxyType({DIVERGED: "diverged", AT_CHANCE: "stayed at chance", TRAINED: "trained"})


def with_quartiles(
    found: Quartiles, write: Callable[[float], str] = numbers.share, at: tuple[int, ...] = ()
) -> str:
    """A median and, in brackets, its quartiles; a dash where no net has a value."""
    low, median, high = (write(float(v[at])) for v in (found.low, found.median, found.high))
    if median == numbers.NONE or low == high == median:
        return median
    return f"{median} [{low} to {high}]"


def steps_with_quartiles(found: Quartiles, never: str = "never") -> str:
    """A median of steps and, in brackets, its quartiles; `never` where it is infinite.

    >>> low, median, high = np.array([60.0, 72.5, np.inf])
    >>> steps_with_quartiles(Quartiles(low, median, high, np.array(10)))
    '72.5 [60–never]'
    """
    low, median, high = (float(value) for value in (found.low, found.median, found.high))
    middle = f"{median:g}" if np.isfinite(median) else never
    if low == high or not np.isfinite(low):
        return middle
    return f"{middle} {numbers.interval(low, high)}"


def became(fates: Fates) -> str:
    """How many nets diverged, stayed at chance and trained, in this order.

    >>> became(("trained", "diverged", "trained"))
    '1 of 3 nets diverged, 2 trained'
    """
    counted = Counter(fates)
    parts = [(counted[fate], words) for fate, words in WORDS.items() if counted[fate]]
    (first, words), *others = parts
    whole = len(fates)
    lead = f"all {whole} nets {words}" if first == whole else f"{first} of {whole} nets {words}"
    return ", ".join([lead, *(f"{count} {what}" for count, what in others)])
