"""Readings of many steps as one record of columns: small to send, quick to go through."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from models.measures.records import Reading

Record = TypeVar("Record")


@dataclass(frozen=True, eq=False)
class Readings(Sequence["Reading"]):
    """Readings in order of their steps.

    Parameters
    ----------
    columns : Reading or None
        One record of all n readings: each of its arrays, and of the numbers `step` and `limit`, has
        an axis (n, ...) in front. None of no readings.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> from models.training import Budget, advance, begin
    >>> config = RunConfig()
    >>> readings = advance(config, begin(config), Budget(steps=3))[1].readings
    >>> len(readings), readings[-1].step, readings.columns.loss.test_loss.shape
    (3, 3, (3, 2))
    """

    columns: Reading | None = None

    @classmethod
    def of(cls, readings: Iterable[Reading]) -> Readings:
        """Put single readings together."""
        if isinstance(readings, Readings):
            return readings
        found = list(readings)
        return cls(stacked(found)) if found else cls()

    @classmethod
    def joined(cls, parts: Iterable[Readings]) -> Readings:
        """All parts, one after the other."""
        found = [part for part in parts if part]
        if len(found) < 2:
            return found[0] if found else cls()
        return cls(_each(np.concatenate, [part.columns for part in found]))

    @property
    def steps(self) -> NDArray[np.int64]:
        """Step of each reading, (n,)."""
        return np.empty(0, np.int64) if self.columns is None else np.asarray(self.columns.step)

    def __len__(self) -> int:
        return len(self.steps)

    @overload
    def __getitem__(self, at: int) -> Reading: ...

    @overload
    def __getitem__(self, at: slice | NDArray[Any]) -> Readings: ...

    def __getitem__(self, at: int | slice | NDArray[Any]) -> Reading | Readings:
        """One reading by its position, or some of them by a slice, positions or truths."""
        if not isinstance(at, slice | np.ndarray):
            if self.columns is None:
                raise IndexError("there are no readings")
            found: Reading = _each(lambda columns: _single(columns[0][at]), [self.columns])
            return found
        if self.columns is None or not len(self.steps[at]):
            return Readings()
        return Readings(_each(lambda columns: columns[0][at], [self.columns]))

    def __add__(self, later: Readings) -> Readings:
        return Readings.joined((self, later))


def stacked(records: Sequence[Record]) -> Record:
    """Records of n steps as one whose numbers and arrays have an axis (n, ...) in front."""
    found: Record = _each(np.stack, records)
    return found


def _single(value: Any) -> Any:
    """An array as it is; what was a number in the record, as a number."""
    return value if isinstance(value, np.ndarray) else value.item()


def _each(join: Callable[[list[Any]], Any], records: Sequence[Any]) -> Any:
    """A record of the same form, each of whose numbers and arrays is joined from those of all."""
    first = records[0]
    if first is None or isinstance(first, np.ndarray):  # most of them, and quickly told
        return None if first is None else join(list(records))
    if isinstance(first, tuple):
        return tuple(_each(join, parts) for parts in zip(*records, strict=True))
    if not dataclasses.is_dataclass(first):
        return join(list(records))
    fields = [vars(record) for record in records]
    parts = {name: _each(join, [of[name] for of in fields]) for name in fields[0]}
    return type(records[0])(**parts)
