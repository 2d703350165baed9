"""Own data as text: whole in a link where they are small, else as a reference; whole in a file.

``points;names;label;classes;ranges;plane;cells`` holds all of it, with two signs for each number of
a feature, three for a target that is a number, and a digit for a class.
``file;digest;rows;names;label or target;plane`` only says which data are meant.
``table;...`` is as the first, with the numbers in 32 bits each, for a configuration in a file.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import quote, unquote

import numpy as np

from models.datasets.own import Codes, Own, levels
from models.datasets.own_rules import SMALL, TARGET_LEVELS, OwnError
from models.fields import ConfigError, Field

SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
POINTS, FILE, TABLE = "points", "file", "table"
DRAWN = "drawn"
LONGEST = 4_000_000


@dataclass(frozen=True)
class Reference:
    """Which data a link means that does not hold them.

    Parameters
    ----------
    digest : str
        As `Own.digest`.
    rows : int
    features : tuple of str
        Names of the columns that the nets see.
    target : str
        Name of the label, or of the number to be met.
    classes : bool
        Whether it is a label.
    plane : tuple of int
        As `Own.plane`.
    """

    digest: str
    rows: int
    features: tuple[str, ...]
    target: str
    classes: bool
    plane: tuple[int, ...]


def in_link(own: Own) -> str:
    """The data as they stand in a link: whole where they are small."""
    if own.small:
        return ";".join((POINTS, *_head(own), _cells(own)))
    kind = "label" if own.classes else "number"
    plane = _numbers(own.plane)
    names = _texts(own.features)
    return ";".join((FILE, own.digest, str(own.rows), names, quote(own.target, ""), kind, plane))


def whole(own: Own) -> str:
    """The data as one text, whatever their size."""
    if own.small:
        return in_link(own)
    cells = base64.urlsafe_b64encode(own.codes + own.labels).decode()
    return ";".join((TABLE, *_head(own), cells))


def read(text: str) -> Own:
    """The data that `whole` wrote.

    Raises
    ------
    OwnError
        When the text holds no data, or data that cannot be used.
    """
    kind, *parts = text[:LONGEST].split(";")
    if kind == FILE:
        raise OwnError("must come with their file: they are too many for a link")
    try:
        names, label, classes, ranges, plane, cells = parts
        columns = _read_texts(names)
        known = _read_texts(classes)
        ends = tuple(_pair(part) for part in ranges.split(","))
        shown = _read_plane(plane)
        read_cells = {POINTS: _read_cells, TABLE: _read_table}[kind]
        codes, labels = read_cells(cells, len(columns), bool(known))
    except (KeyError, ValueError, binascii.Error) as error:
        raise OwnError("must be data as this program writes them into a link") from error
    return Own(columns, ends, codes, unquote(label), known, labels, shown, drawn=plane == DRAWN)


def reference(text: str) -> Reference | None:
    """Which data a text of `in_link` means; None where it holds them, or is no such text.

    >>> reference("file;0123;250;a,b;c;label;")
    Reference(digest='0123', rows=250, features=('a', 'b'), target='c', classes=True, plane=())
    """
    kind, *parts = text[:LONGEST].split(";")
    if kind != FILE or len(parts) != 6:
        return None
    digest, rows, names, target, what, plane = parts
    shown, columns = _read_plane(plane), _read_texts(names)
    return Reference(digest, _count(rows), columns, unquote(target), what == "label", shown)


def _head(own: Own) -> tuple[str, ...]:
    ranges = ",".join(f"{low!r}:{high!r}" for low, high in own.ranges)
    plane = DRAWN if own.drawn else _numbers(own.plane)
    return _texts(own.names), quote(own.label, ""), _texts(own.classes), ranges, plane


def _texts(texts: Sequence[str]) -> str:
    return ",".join(quote(text, "") for text in texts)


def _read_texts(text: str) -> tuple[str, ...]:
    return tuple(unquote(part) for part in text.split(",") if part)


def _count(text: str) -> int:
    """A count of at most nine digits; 0 for any other text, whatever Python would make of it."""
    return int(text) if len(text) < 10 and text.isascii() and text.isdigit() else 0


def _read_plane(text: str) -> tuple[int, ...]:
    return tuple(_count(part) for part in text.split(",") if part[:1].isdigit())


def _numbers(numbers: Sequence[int]) -> str:
    return ",".join(str(number) for number in numbers)


def _pair(text: str) -> tuple[float, float]:
    low, high = text.split(":")
    return float(low), float(high)


def _signs(columns: int, classes: bool) -> tuple[int, ...]:
    """Signs of each column of a small table."""
    most = levels(SMALL, columns, classes)
    return tuple(3 if level == TARGET_LEVELS else 2 for level in most)


def _cells(own: Own) -> str:
    """Rows of signs: the numbers of each, then its class."""
    parts = [
        _written(code, width)
        for code, width in zip(
            own.numbers().T, _signs(len(own.names), bool(own.classes)), strict=True
        )
    ]
    if own.classes:
        parts.append([str(label) for label in own.labels])
    return "".join("".join(row) for row in zip(*parts, strict=True))


def _written(codes: Codes, width: int) -> list[str]:
    shifts = [6 * place for place in reversed(range(width))]
    return ["".join(SIGNS[(int(code) >> shift) & 63] for shift in shifts) for code in codes]


def _read_cells(cells: str, columns: int, classes: bool) -> tuple[bytes, bytes]:
    widths = _signs(columns, classes)
    length = sum(widths) + classes
    if len(cells) % length or len(cells) > SMALL * length:
        raise ValueError("the cells are no whole rows")
    rows = [cells[at : at + length] for at in range(0, len(cells), length)]
    codes = np.array([_numbers_of(row, widths) for row in rows], dtype="<u4")
    labels = bytes(int(row[-1]) for row in rows) if classes else b""
    return codes.tobytes(), labels


def _numbers_of(row: str, widths: tuple[int, ...]) -> list[int]:
    found, at = [], 0
    for width in widths:
        code = 0
        for sign in row[at : at + width]:
            code = 64 * code + SIGNS.index(sign)
        found.append(code)
        at += width
    return found


def _read_table(cells: str, columns: int, classes: bool) -> tuple[bytes, bytes]:
    content = base64.b64decode(cells, altchars=b"-_", validate=True)
    rows = len(content) // (4 * columns + classes)
    return content[: 4 * columns * rows], content[4 * columns * rows :]


@dataclass(frozen=True)
class OwnData(Field):
    """Own data, or None; as text in a link and in a file."""

    form: ClassVar[str] = "must be data as this program writes them into a link"

    def check(self, name: str, value: Any) -> Own | None:
        """Return own data; a text is read."""
        if value is None or isinstance(value, Own):
            return value
        if not isinstance(value, str):
            raise ConfigError(name, self.form, type(value).__name__)
        return self.parse(value)

    def parse(self, text: str) -> Own | None:
        """Read what `write` or `models.datasets.own_text.whole` wrote."""
        try:
            return read(text) if text else None
        except OwnError as error:
            raise ConfigError("own", _as_rule(error), text[:40]) from None

    def write(self, value: Own | None) -> str:
        """The data, or which data are meant."""
        return "" if value is None else in_link(value)


def _as_rule(error: OwnError) -> str:
    text = str(error).removesuffix(".")
    return text if text.startswith("must") else f"must be usable: {text}"
