"""Own data: a table that somebody brought or drew, as a value that a configuration can hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.datasets.own_rules import (
    LARGEST,
    LEVELS,
    SMALL,
    SMALL_LEVELS,
    TARGET_LEVELS,
    OwnError,
    check,
)
from models.datasets.record import Array, Labels

OWN = "own"
"""Key of the dataset whose samples stand in the configuration."""

KEPT, ROUNDINGS = 8, 3

T = TypeVar("T")
Codes = NDArray[np.uint32]


@dataclass(frozen=True, eq=False, repr=False)
class Own:
    """Samples that somebody brought: numbers as shares of each column's range, and an answer each.

    Two are equal where their digest is. Neither `repr` nor an error shows what is in them.

    Parameters
    ----------
    names : tuple of str
        Of the features, two or more; then, where the target is a number, the target's.
    ranges : tuple of (float, float)
        Smallest and largest value of each of these columns.
    codes : bytes
        Unsigned integers of 32 bits, little-endian, row by row: 0 for the smallest value of the
        column, its `levels` for the largest.
    label : str
        Name of the label; empty where the target is a number.
    classes : tuple of str
        Their names; empty where the target is a number.
    labels : bytes
        Class of each row, one byte each; empty where the target is a number.
    plane : tuple of int
        The two features of the plane that pictures show; empty for the first two principal
        components, and where there are two features.
    drawn : bool
        Drawn on the plane of the pictures: not standardised.

    Raises
    ------
    OwnError
        When no net could be trained on them.
    """

    names: tuple[str, ...]
    ranges: tuple[tuple[float, float], ...]
    codes: bytes
    label: str = ""
    classes: tuple[str, ...] = ()
    labels: bytes = b""
    plane: tuple[int, ...] = ()
    drawn: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "_kept", ())
        check(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return Own, astuple(self)

    def __repr__(self) -> str:
        return f"Own({self.rows} rows, {self.digest})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """16 hexadecimal digits that stand for all of it."""
        found = hashlib.sha256(repr((self.names, self.ranges, self.label, self.classes)).encode())
        found.update(repr((self.plane, self.drawn)).encode() + self.codes + self.labels)
        return found.hexdigest()[:16]

    @property
    def rows(self) -> int:
        """Number of samples."""
        return len(self.codes) // (4 * len(self.names))

    @property
    def small(self) -> bool:
        """Whether it travels in a link."""
        return self.rows <= SMALL

    @property
    def features(self) -> tuple[str, ...]:
        """Names of the features."""
        return self.names if self.classes else self.names[:-1]

    @property
    def target(self) -> str:
        """Name of what the nets are asked for."""
        return self.label if self.classes else self.names[-1]

    @property
    def levels(self) -> tuple[int, ...]:
        """Largest code of each column."""
        return levels(self.rows, len(self.names), bool(self.classes))

    def numbers(self) -> Codes:
        """The codes, shape (rows, columns)."""
        return np.frombuffer(self.codes, "<u4").reshape(-1, len(self.names))

    def shares(self) -> Array:
        """Where each value lies in its column's range, 0 to 1, shape (rows, columns)."""
        found: Array = self.numbers() / np.array(self.levels, dtype=float)
        return found

    def values(self) -> Array:
        """The values in the units of the table, shape (rows, columns)."""
        low, high = np.array(self.ranges).T
        found: Array = low + self.shares() * (high - low)
        return found

    def classes_of_rows(self) -> Labels:
        """Class of each row, shape (rows,)."""
        return np.frombuffer(self.labels, np.uint8).astype(np.int64)

    def keep(self, key: object, make: Callable[[], T]) -> T:
        """What `make` returns, kept under a key for as long as these data are there themselves.

        Caches of the process would keep somebody's data after they have left. The last few are
        kept; `make` must not refer to these data, which would then be kept by themselves.
        """
        kept: tuple[tuple[object, T], ...] = getattr(self, "_kept")  # noqa: B009  set when made
        for known, value in kept:
            if known == key:
                return value
        found = make()
        object.__setattr__(self, "_kept", (*kept[1 - KEPT :], (key, found)))
        return found


def levels(rows: int, columns: int, classes: bool) -> tuple[int, ...]:
    """Largest code of each column.

    >>> levels(150, 3, classes=False), levels(5000, 2, classes=True)
    ((4095, 4095, 262143), (16777215, 16777215))
    """
    each = SMALL_LEVELS if rows <= SMALL else LEVELS
    last = each if classes else max(each, TARGET_LEVELS)
    return (*(each,) * (columns - 1), last)


def made(
    names: Sequence[str],
    columns: Sequence[Array],
    *,
    label: str = "",
    classes: Sequence[str] = (),
    labels: Sequence[int] | Labels = (),
    plane: Sequence[int] = (),
    ranges: Sequence[tuple[float, float]] = (),
    drawn: bool = False,
) -> Own:
    """Own data of columns of numbers; see `Own` for the rest.

    Parameters
    ----------
    columns : sequence of ndarray, each (rows,)
        Finite numbers.
    ranges : sequence of (float, float), optional
        Ends to which codes refer, where they are not those of the values.

    Raises
    ------
    OwnError
        When no net could be trained on them.
    """
    x = np.column_stack([np.asarray(column, dtype=np.float64) for column in columns])
    if not (np.abs(x) <= LARGEST).all():
        raise OwnError(f"Numbers must be finite and at most {LARGEST:g} in size.")
    ends = tuple(ranges) or tuple((float(low), float(high)) for low, high in _ends(x))
    low, high = np.array(ends).T
    share = (x - low) / np.where(high > low, high - low, 1.0)
    codes = np.rint(share * levels(len(x), len(names), bool(classes))).astype("<u4")
    kinds = np.asarray(labels, dtype=np.uint8).tobytes()
    shown = tuple(int(column) for column in plane)
    return Own(tuple(names), ends, codes.tobytes(), label, tuple(classes), kinds, shown, drawn)


def _ends(x: Array) -> Array:
    """Smallest and largest value of each column, so that the last code stands for the largest."""
    if not len(x):
        return np.zeros((x.shape[1], 2))
    low, high = x.min(0), x.max(0)
    for _ in range(ROUNDINGS):
        high = low + (high - low)
    return np.stack([low, high], axis=1)
