"""A floor is no leak: slopes, lowest values, and a unit that starts below the corner."""

import numpy as np
import pytest

from models.labs.leaks import BELOW, Leaks, leaks, points, unit
from models.labs.stage import finish


@pytest.fixture(scope="module")
def found() -> Leaks:
    result = finish(leaks, {"floor": -1.0})
    assert isinstance(result, Leaks)
    return result


def test_a_floor_has_no_slope_and_a_leak_has_one(found: Leaks) -> None:
    assert found.floor.flat == 0
    assert found.leaky.flat == pytest.approx(0.01)


def test_a_floor_is_the_lowest_value_and_a_leak_has_none(found: Leaks) -> None:
    assert found.floor.lowest == -1
    assert found.leaky.lowest == pytest.approx(0.01 * points()[0])


def test_both_let_through_what_lies_right_of_their_corner(found: Leaks) -> None:
    right = found.z > 0
    assert np.array_equal(found.floor.values[right], found.z[right])
    assert np.array_equal(found.leaky.values[right], found.z[right])


def test_a_unit_below_the_floor_learns_nothing_and_one_with_a_leak_comes_back(
    found: Leaks,
) -> None:
    assert not found.floor.learned
    assert np.ptp(found.floor.losses) == 0
    assert found.leaky.learned
    assert found.leaky.losses[-1] < 0.1 * found.leaky.losses[0]


@pytest.mark.parametrize("floor", [-10.0, 4.5])
def test_where_the_floor_lies_changes_nothing_of_that(floor: float) -> None:
    losses = unit("max_c", floor)
    assert losses[0] == losses[-1] == pytest.approx(4 + 1 / 3, rel=0.05)


def test_no_input_reaches_the_corner_at_the_start() -> None:
    assert BELOW > 1
