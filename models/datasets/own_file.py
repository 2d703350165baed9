"""Own data as a CSV file that is safe to open in a spreadsheet, and is read again as the same."""

from __future__ import annotations

import csv
import io

from models.datasets.own import Own
from models.datasets.own_reading import GUARDED


def csv_of(own: Own) -> bytes:
    """The features, then the label or the number, with the names of the columns in the first row.

    The numbers are those that are trained on. A text that a spreadsheet would compute has an
    apostrophe before it, which `models.datasets.own_reading.read` takes off.

    Returns
    -------
    bytes
        In UTF-8, with the mark by which spreadsheets know it.
    """
    found = io.StringIO(newline="")
    writer = csv.writer(found)
    names = (*own.names, own.label) if own.classes else own.names
    writer.writerow([guarded(name) for name in names])
    classes = [guarded(name) for name in own.classes]
    for at, values in enumerate(own.values().tolist()):
        label = [classes[own.labels[at]]] if classes else []
        writer.writerow([*map(repr, values), *label])
    return found.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula.

    >>> guarded("=1+1"), guarded("kind")
    ("'=1+1", 'kind')
    """
    return f"'{text}" if text.startswith((*GUARDED, "'")) else text
