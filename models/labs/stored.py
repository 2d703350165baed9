"""Results that take too long to wait for: computed once, stored small, recomputed in part by tests.

A grid is declared with its cells and the function that measures one; ``make labs`` writes what it
finds to ``models/labs/stored``, with the versions with which it was computed.
"""

from __future__ import annotations

import json
import math
import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "stored"
DIGITS = 5

Cell = Mapping[str, Any]
Values = Mapping[str, Any]


@dataclass(frozen=True)
class Grid:
    """What is to be stored.

    Parameters
    ----------
    key : str
        Name of its file.
    about : str
        The set-up in one or two sentences, as the screen says it.
    cells : tuple of mapping
        Settings of each cell: texts, numbers, or tuples of them.
    measure : callable
        From a cell to named numbers, or lists of them; infinity is a number.
    sample : tuple of int
        Cells that a test computes again; together less than about five seconds.
    tolerance : float
        By how much a number may differ from the stored one on another machine, relative to it.
    """

    key: str
    about: str
    cells: tuple[Cell, ...]
    measure: Callable[[Cell], Values]
    sample: tuple[int, ...] = (0,)
    tolerance: float = 1e-3


@dataclass(frozen=True)
class StoredGrid:
    """What was stored.

    Parameters
    ----------
    key, about : str
    versions : mapping
        Of the packages with which it was computed.
    cells, results : tuple of mapping
        One result for each cell.
    """

    key: str
    about: str
    versions: Mapping[str, str]
    cells: tuple[Cell, ...]
    results: tuple[Values, ...]

    @property
    def made_with(self) -> str:
        """The versions in words."""
        return "Computed with " + ", ".join(f"{k} {v}" for k, v in self.versions.items()) + "."

    def values(self, **cell: Any) -> Values:
        """The result of a cell.

        Raises
        ------
        KeyError
            Where there is none.
        """
        wanted = plain(cell)
        for found, result in zip(self.cells, self.results, strict=True):
            if found == wanted:
                return result
        raise KeyError(f"{self.key} has no cell {wanted}.")


def plain(value: Any) -> Any:
    """A value as JSON gives it back: tuples are lists, and numbers have five digits."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, float) and math.isfinite(value):
        return float(f"{value:.{DIGITS}g}")
    return value


def compute(grid: Grid, index: int) -> Values:
    """The result of one cell, as it is stored."""
    found: Values = plain(grid.measure(grid.cells[index]))
    return found


@lru_cache(maxsize=32)
def read(key: str, folder: Path = FOLDER) -> StoredGrid:
    """What is stored under a key.

    Raises
    ------
    FileNotFoundError
        Where ``make labs`` has not written it.
    """
    found = json.loads((folder / f"{key}.json").read_text(encoding="utf-8"))
    rows = found["rows"]
    return StoredGrid(
        key,
        found["about"],
        found["versions"],
        tuple(row["cell"] for row in rows),
        tuple(row["values"] for row in rows),
    )


def write(grid: Grid, results: Mapping[int, Values], folder: Path = FOLDER) -> None:
    """Store the results so far, by the index of their cells."""
    packages = {name: version(name).split("+")[0] for name in ("torch", "numpy")}
    whole = {
        "about": grid.about,
        "versions": {"Python": platform.python_version(), **packages},
        "rows": [{"cell": plain(grid.cells[i]), "values": results[i]} for i in sorted(results)],
    }
    rows = json.dumps(whole, ensure_ascii=False).replace('{"cell"', '\n{"cell"')
    folder.mkdir(exist_ok=True)
    (folder / f"{grid.key}.json").write_text(f"{rows}\n", encoding="utf-8")


def same(stored: Any, fresh: Any, tolerance: float) -> bool:
    """Whether a value that was computed again is the stored one, but for rounding.

    Examples
    --------
    >>> same({"loss": [1.0, float("inf")]}, {"loss": [1.0005, float("inf")]}, 1e-3)
    True
    >>> same({"loss": 1.0}, {"loss": 1.1}, 1e-3)
    False
    """
    if isinstance(stored, Mapping):
        return stored.keys() == fresh.keys() and all(
            same(stored[key], fresh[key], tolerance) for key in stored
        )
    if isinstance(stored, list):
        return len(stored) == len(fresh) and all(
            same(one, other, tolerance) for one, other in zip(stored, fresh, strict=True)
        )
    if isinstance(stored, float) and isinstance(fresh, (int, float)):
        both_nan = math.isnan(stored) and math.isnan(fresh)
        return both_nan or math.isclose(stored, fresh, rel_tol=tolerance, abs_tol=1e-12)
    return bool(stored == fresh)
