"""What a column of a table holds: numbers, or texts that may be classes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.datasets.own import Codes
from models.datasets.own_rules import LARGEST
from models.datasets.record import Array, Labels

MISSING = frozenset(("", "na", "n/a", "nan", "null", "none", "?", "-", "#n/a", "-nan"))
# A column with a few words among its numbers is one of numbers, with gaps.
NUMBERS_FROM = 0.9
MOST_LEVELS = 50


@dataclass(frozen=True, eq=False)
class Column:
    """One column of a table.

    Parameters
    ----------
    name : str
    numbers : ndarray or None
        Its numbers (rows,), NaN where a cell has none; None for a column of text.
    texts : tuple of str
        What differs among its cells, sorted, numbers by size; empty where that is too much for
        classes.
    kinds : ndarray
        For each row the place in `texts`; -1 where the cell is missing; (0,) without texts.
    missing, unreadable, too_large : int
        How many cells are empty, are no numbers among numbers, and are infinite or too large.
    """

    name: str
    numbers: Array | None
    texts: tuple[str, ...]
    kinds: Labels
    missing: int
    unreadable: int = 0
    too_large: int = 0

    @property
    def gaps(self) -> int:
        """Cells without a usable value."""
        return self.missing + self.unreadable

    @property
    def usable(self) -> bool:
        """Whether it can be a feature, or a number to be met."""
        return self.numbers is not None and not self.too_large

    @property
    def ends(self) -> tuple[float, float] | None:
        """Its smallest and largest number; None where it has none."""
        if self.numbers is None or not np.isfinite(self.numbers).any():
            return None
        return float(np.nanmin(self.numbers)), float(np.nanmax(self.numbers))

    @property
    def constant(self) -> bool:
        """Whether all its numbers are the same."""
        return self.ends is not None and self.ends[0] == self.ends[1]


def column(name: str, cells: Sequence[str], comma: bool) -> Column:
    """What the cells of a column hold.

    Parameters
    ----------
    name : str
    cells : sequence of str
        Without spaces around them.
    comma : bool
        Whether the decimal sign is a comma.

    Examples
    --------
    >>> found = column("a", ("1,5", "?", "2"), comma=True)
    >>> found.numbers.tolist(), found.missing
    ([1.5, nan, 2.0], 1)
    """
    gone = [cell.lower() in MISSING for cell in cells]
    found = [None if lost else number(cell, comma) for cell, lost in zip(cells, gone, strict=True)]
    read = sum(value is not None for value in found)
    missing = sum(gone)
    if not read or read < NUMBERS_FROM * (len(cells) - missing):
        return Column(name, None, *_levels(cells, gone), missing)
    values = np.array([np.nan if value is None else value for value in found])
    large = np.abs(values) > LARGEST
    values[large] = np.nan
    levels = _levels_of_numbers(values)
    unread = len(cells) - missing - read
    return Column(name, values, *levels, missing, unread, int(large.sum()))


def number(cell: str, comma: bool) -> float | None:
    """The number that a cell stands for, infinite ones too; None where it is none.

    >>> number("1,5", True), number("1,5", False), number("1e3", True), number("1_0", False)
    (1.5, None, 1000.0, None)
    """
    if comma and "." not in cell:
        cell = cell.replace(",", ".", 1)
    if "_" in cell:  # Python reads 1_000, no spreadsheet does
        return None
    try:
        return float(cell)
    except ValueError:
        return None


def _levels(cells: Sequence[str], gone: Sequence[bool]) -> tuple[tuple[str, ...], Labels]:
    """What differs among the cells, and which each has."""
    there = {cell for cell, lost in zip(cells, gone, strict=True) if not lost}
    if not 0 < len(there) <= MOST_LEVELS:
        return (), np.empty(0, dtype=np.int64)
    texts = tuple(sorted(there, key=_rank))
    place = {text: at for at, text in enumerate(texts)}
    pairs = zip(cells, gone, strict=True)
    return texts, np.array([-1 if lost else place[cell] for cell, lost in pairs])


def _levels_of_numbers(values: Array) -> tuple[tuple[str, ...], Labels]:
    """The same of numbers, written as short as can be."""
    known = np.isfinite(values)
    there, kinds = np.unique(values[known], return_inverse=True)
    if not 0 < len(there) <= MOST_LEVELS:
        return (), np.empty(0, dtype=np.int64)
    places = np.full(len(values), -1)
    places[known] = kinds
    return tuple(f"{value:.12g}" for value in there), places


def _rank(text: str) -> tuple[bool, float, str, str]:
    value = number(text, comma=False)
    known = value is not None and not math.isnan(value)
    return not known, value if known and value is not None else 0.0, text.casefold(), text


def codes_of(kinds: Labels, rows: Labels) -> Codes:
    """The classes of some rows, without those that none of them has.

    >>> codes_of(np.array([0, 3, 3, 1]), np.array([0, 1, 2])).tolist()
    [0, 1, 1]
    """
    _, found = np.unique(kinds[rows], return_inverse=True)
    return found.astype(np.uint32)
