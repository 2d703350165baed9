"""Derived properties against the catalogue's columns, over all its keys."""

import math
import re

import mpmath
import numpy as np
import pytest

from models.activations.properties import properties
from models.choices import ActivationChoice
from tests.models import references

ROWS = references.catalogue()
NAMED = {"pi/2": math.pi / 2, "-pi/2": -math.pi / 2, "-ln2": -math.log(2)}

# Where the catalogue is wrong, and why.
WRONG = {
    ("serf", "range"): "its minimum is -0.348437, see below; the catalogue's -0.34841 is not it"
}


def bound(text):
    """A bound of the catalogue, and half of its last digit."""
    digits = len(text.partition(".")[2])
    return NAMED.get(text) or float(text), 0.5 * 10.0**-digits if digits else 1e-9


def same_bound(found, reached, text, bracket):
    wanted, allowed = bound(text)
    near = found == wanted if math.isinf(wanted) else abs(found - wanted) <= allowed * 1.000001
    return near and reached == (bracket in "[]{}")


def same_range(found, text):
    """A set of values, or {0} beside an interval, is compared by its ends."""
    low, high = re.split("[,}]", text[1:-1], maxsplit=1)[0], text[1:-1].rpartition(",")[2]
    left = same_bound(found.low, found.low_reached, low, text[0])
    return left and same_bound(found.high, found.high_reached, high, text[-1])


def levels_out(found):
    sides = [math.isfinite(limit) for limit in (found.limit_left, found.limit_right)]
    return {(1, 1): "both", (1, 0): "left", (0, 1): "right", (0, 0): "none"}[tuple(sides)]


def differing(row, found):
    agreed = {
        "range": same_range(found, row["range"]),
        "monotonic": found.monotone == row["monotonic"],
        "parity": found.parity == row["parity"],
        "smoothness": found.smoothness == row["smoothness"].replace("inf", "∞"),
        "saturates": levels_out(found) == row["saturates"].split()[0],
    }
    return {column for column, same in agreed.items() if not same}


@pytest.mark.parametrize(("row", "choice"), ROWS, ids=[row["key"] for row, _ in ROWS])
def test_the_catalogue_says_the_same_or_is_known_to_be_wrong(row, choice):
    known = {column for key, column in WRONG if key == row["key"]}
    assert differing(row, properties(choice)) == known


def test_the_minimum_of_serf():
    with mpmath.workdps(40):
        serf = lambda x: x * mpmath.erf(mpmath.log(1 + mpmath.exp(x)))  # noqa: E731
        lowest = serf(mpmath.findroot(lambda x: mpmath.diff(serf, x), -1.2))
    assert round(float(lowest), 6) == -0.348437
    assert properties(ActivationChoice("serf")).low == pytest.approx(float(lowest), rel=1e-13)


def test_what_levels_out_without_saturating_is_constant_there():
    for row, choice in ROWS:
        found = properties(choice)
        for end, limit, saturates in (
            (-20.0, found.limit_left, found.saturates_left),
            (20.0, found.limit_right, found.saturates_right),
        ):
            if math.isfinite(limit) and not saturates:
                value, slope = references.computed(choice, np.array([end, end / 2]))
                assert value.tolist() == [limit, limit], row["key"]
                assert not slope.any()
