"""Bytes or text that somebody brings, as a table of columns; what is none is refused in a sentence.

Nothing of a cell is ever evaluated: a formula of a spreadsheet is a text.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from models.datasets.own_bytes import MOST_BYTES, decoded
from models.datasets.own_kinds import MISSING, Column, column, number
from models.datasets.own_rules import LONGEST_NAME, MOST_ROWS, OwnError

MOST_COLUMNS, LONGEST_CELL = 64, 1_000
# Few tables have tabs or semicolons inside their cells, many have commas in their numbers.
SEPARATORS = ("\t", ";", ",")
LOOKED_AT, PREVIEWED, PREVIEW_CELL = 50, 6, 40
NOTHING = "There is nothing in it: a table needs rows of numbers."
LONG_CELL = f"A cell has more than {LONGEST_CELL:,} characters: a quote may not be closed."
GUARDED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, eq=False)
class Table:
    """A table as it was understood.

    Parameters
    ----------
    columns : tuple of Column
    rows : int
    separator : str
    comma : bool
        Whether the decimal sign is a comma.
    encoding : str
        Name of the encoding, as a sentence says it; empty for pasted text.
    header : bool
        Whether the first row was taken for names.
    notes : tuple of str
        Sentences about what was changed.
    preview : tuple of tuple of str
        The first rows, their cells cut.
    """

    columns: tuple[Column, ...]
    rows: int
    separator: str
    comma: bool
    encoding: str
    header: bool
    notes: tuple[str, ...]
    preview: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> Column:
        """The column with a name."""
        return next(each for each in self.columns if each.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns, no two the same."""
        return tuple(each.name for each in self.columns)


def read(source: bytes | str, header: bool | None = None) -> Table:
    """The table that a file or a pasted text holds.

    Parameters
    ----------
    source : bytes or str
        Separated by commas, semicolons or tabs.
    header : bool, optional
        Whether the first row holds names; looked for where it is not said.

    Raises
    ------
    OwnError
        When it is no such table, or too large.
    """
    text, encoding = decoded(source) if isinstance(source, bytes) else (source, "")
    if len(text) > MOST_BYTES:
        raise OwnError(f"The text is too long: at most {MOST_BYTES // 1_000_000} MB can be read.")
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:LOOKED_AT]
    if not lines:
        raise OwnError(NOTHING)
    separator = _separator(lines)
    _check_width(text, separator)
    rows = _rows(text, separator)
    if not rows:
        raise OwnError(NOTHING)
    comma = _comma(rows[:LOOKED_AT], separator)
    if header is None:
        header = _has_header(rows, comma)
    names, notes = _names(rows[0], header)
    body = rows[header:]
    if not body:
        raise OwnError("There is only one row: a table needs rows of numbers below its names.")
    columns = tuple(map(column, names, zip(*body, strict=True), [comma] * len(names)))
    preview = tuple(tuple(_cut(cell) for cell in row) for row in body[:PREVIEWED])
    return Table(columns, len(body), separator, comma, encoding, header, notes, preview)


def _separator(lines: Sequence[str]) -> str:
    """The first sign that cuts nearly all of some lines into equally many cells."""
    for sign in SEPARATORS:
        try:
            widths = Counter(len(row) for row in csv.reader(lines, delimiter=sign))
        except csv.Error:  # a cell longer than any may be
            continue
        width, count = widths.most_common(1)[0]
        if width > 1 and count >= 0.5 * sum(widths.values()):
            return sign
    if max(map(len, lines)) > LONGEST_CELL:
        raise OwnError(LONG_CELL)
    raise OwnError(
        "The table has one column only; it needs two columns of numbers and one to predict, "
        "separated by commas, semicolons or tabs."
    )


def _check_width(text: str, separator: str) -> None:
    columns = text.lstrip().partition("\n")[0].count(separator) + 1
    if columns > MOST_COLUMNS:
        raise OwnError(f"The table has {columns:,} columns; at most {MOST_COLUMNS} can be read.")


def _rows(text: str, separator: str) -> list[tuple[str, ...]]:
    """All rows, each with as many cells as the first."""
    found: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True)
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            found.append(tuple(_unguarded(cell.strip()) for cell in row))
            _check_row(found, reader.line_num)
    except csv.Error:
        raise OwnError(LONG_CELL) from None
    return found


def _check_row(rows: list[tuple[str, ...]], line: int) -> None:
    row = rows[-1]
    if max(map(len, row)) > LONGEST_CELL:
        raise OwnError(LONG_CELL)
    if len(row) != len(rows[0]):
        rule = f"Line {line:,} has {len(row):,} cells and the first line {len(rows[0]):,}"
        raise OwnError(f"{rule}: every row needs as many cells as the first.")
    if len(rows) > MOST_ROWS + 1:
        raise OwnError(f"The table has more than {MOST_ROWS:,} rows: take a part of them.")


def _unguarded(cell: str) -> str:
    """The cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in (*GUARDED, "'") else cell


def _comma(rows: Sequence[Sequence[str]], separator: str) -> bool:
    """Whether more cells are numbers with a comma than with a point."""
    cells = [cell for row in rows for cell in row]
    commas = sum("," in cell and number(cell, comma=True) is not None for cell in cells)
    points = sum("." in cell and number(cell, comma=False) is not None for cell in cells)
    return commas > points


def _has_header(rows: Sequence[Sequence[str]], comma: bool) -> bool:
    """Whether the first row has words where others have numbers."""
    return not any(
        number(cell, comma) is not None and cell.lower() not in MISSING for cell in rows[0]
    )


def _names(first: Sequence[str], header: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name for each column, no two the same, and what had to be changed."""
    if not header:
        numbered = tuple(f"column {at}" for at in range(1, len(first) + 1))
        return numbered, ("The first row has no names, so the columns are numbered.",)
    names: list[str] = []
    notes = []
    for at, cell in enumerate(first, 1):
        wanted = _cut(" ".join(cell.split()), LONGEST_NAME - 4) or f"column {at}"
        name, number = wanted, 2
        while name in names:
            name, number = f"{wanted} {number}", number + 1
        if not cell.strip():
            notes.append(f"Column {at} has no name: it is now called {name}.")
        elif name != wanted:
            notes.append(f"Two columns are called {wanted}: column {at} is now {name}.")
        names.append(name)
    return tuple(names), tuple(notes)


def _cut(text: str, longest: int = PREVIEW_CELL) -> str:
    """A text on one line, cut where it is too long."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    return shown if len(shown) <= longest else f"{shown[: longest - 1]}…"
