"""Medians with their quartiles, and what became of nets, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from types import MappingProxyType

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
