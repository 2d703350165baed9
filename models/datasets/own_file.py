"""Own data as a CSV file that is safe to open in a spreadsheet, and is read again as the same."""

from __future__ import annotations

import csv
import io

import numpy as np

from models.datasets.own import Own
from models.datasets.own_reading import GUARDED

# Significant digits that are tried before all of them are written.
FEWEST, MOST = 3, 17


def csv_of(own: Own) -> bytes:
    """The features, then the label or the number, with the names of the columns in the first row.

    The numbers are the shortest that stand for those that are trained on. A text that a spreadsheet
    would compute has an apostrophe before it, which `models.datasets.own_reading.read` takes off.

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
    columns = [_shortest(own, at) for at in range(len(own.names))]
    if classes:
        columns.append([classes[label] for label in own.labels])
    writer.writerows(zip(*columns, strict=True))
    return found.getvalue().encode("utf-8-sig")


def _shortest(own: Own, at: int) -> list[str]:
    """A column in as few digits as are read back as the same codes."""
    (low, high), codes, level = own.ranges[at], own.numbers()[:, at], own.levels[at]
    values, span = own.values()[:, at], (high - low) or 1.0
    ends = {0: repr(low), level: repr(high)}
    for digits in range(FEWEST, MOST):
        texts = [f"{value:.{digits}g}" for value in values]
        share = (np.array(texts, dtype=float) - low) / span
        if (np.rint(share * level) == codes).all():
            return [ends.get(int(code), text) for code, text in zip(codes, texts, strict=True)]
    return [ends.get(int(c), repr(v)) for c, v in zip(codes, values.tolist(), strict=True)]


def guarded(text: str) -> str:
    """The text as no spreadsheet takes it for a formula.

    >>> guarded("=1+1"), guarded("kind")
    ("'=1+1", 'kind')
    """
    return f"'{text}" if text.startswith((*GUARDED, "'")) else text
