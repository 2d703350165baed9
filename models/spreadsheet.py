"""Tables as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

COMPUTED = ("=", "+", "-", "@", "'")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    r"""Header and rows as CSV.

    No text begins as a formula does: such a text gets an apostrophe in front. Numbers stay as they
    are, with all their digits; None and NaN are empty fields.

    >>> csv_text(("net", "loss"), [("-x", -0.5), ("tanh", None)])
    "net,loss\n'-x,-0.5\ntanh,\n"
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(map(cell, header))
    writer.writerows(map(cell, row) for row in rows)
    return text.getvalue()


def cell(value: object) -> object:
    """A value as a cell may hold it: a text on one line, and none that would be computed.

    >>> cell("=1+1"), cell("+"), cell(-1.0), cell(float("nan"))
    ("'=1+1", "'+", -1.0, None)
    """
    if isinstance(value, str):
        text = "".join(sign if sign.isprintable() else " " for sign in value)
        return f"'{text}" if text.lstrip().startswith(COMPUTED) else text
    return None if value != value else value
