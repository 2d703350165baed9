"""What own data must be, so that nets can be trained on them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from models.datasets.own import Own

FEWEST_ROWS, MOST_ROWS = 10, 20_000
MOST_FEATURES = 32
FEWEST_CLASSES, MOST_CLASSES = 2, 6
SMALL = 200
LARGEST = 1e30
LONGEST_NAME = 60
# How finely a column is divided: two signs of a link for a small one, three for its target.
SMALL_LEVELS, TARGET_LEVELS, LEVELS = 2**12 - 1, 2**18 - 1, 2**24 - 1


class OwnError(ValueError):
    """Data that cannot be used: one sentence that says why, and what to do."""


def check(own: Own) -> None:
    """Raise `OwnError` where no net could be trained on own data."""
    for rule in (_check_form, _check_rows, _check_answers):
        rule(own)


def _check_form(own: Own) -> None:
    """The parts belong together; only something made by hand fails here."""
    texts = (*own.names, own.label, *own.classes)
    named = all(isinstance(text, str) and len(text) <= LONGEST_NAME for text in texts)
    ends = all(
        len(pair) == 2 and all(math.isfinite(end) for end in pair) and pair[0] <= pair[1]
        for pair in own.ranges
    )
    columns = len(own.names)
    whole = columns and len(own.ranges) == columns and not len(own.codes) % (4 * columns)
    if not (named and ends and whole) or not all(own.names):
        raise OwnError("Own data must be columns of numbers with a name and a range each.")
    inside = own.plane == () or (len(set(own.plane)) == 2 and max(own.plane) < len(own.features))
    if not inside or min(own.plane, default=0) < 0:
        raise OwnError("The plane that pictures show must be of two of the features.")
    if (own.numbers() > np.array(own.levels)).any():
        raise OwnError("A number of the data lies outside the range of its column.")


def _check_rows(own: Own) -> None:
    if not 2 <= len(own.features) <= MOST_FEATURES:
        found = f"there are {len(own.features)}" if own.features else "there is none"
        raise OwnError(f"Choose 2 to {MOST_FEATURES} columns of numbers as features; {found}.")
    if not FEWEST_ROWS <= own.rows <= MOST_ROWS:
        rule = f"A run needs {FEWEST_ROWS} to {MOST_ROWS:,} rows without a gap"
        raise OwnError(f"{rule}; there are {own.rows:,}.")


def _check_answers(own: Own) -> None:
    if not own.classes:
        if own.labels or own.label:
            raise OwnError("Data without classes can have no labels.")
        return
    labels, count = np.frombuffer(own.labels, np.uint8), len(own.classes)
    if not FEWEST_CLASSES <= count <= MOST_CLASSES:
        have = f"one only, {own.classes[0]}" if count == 1 else f"{count}"
        rule = f"needs {FEWEST_CLASSES} to {MOST_CLASSES} classes"
        raise OwnError(f"The label {own.label} {rule}; it has {have}.")
    if len(labels) != own.rows or set(labels.tolist()) != set(range(count)):
        raise OwnError("Each row must have a class, and each class a row.")
