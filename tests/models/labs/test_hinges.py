"""Hinges draw any broken line, and their error falls as the textbook says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.labs import hinges
from models.labs.hinges import Hinges, build, read_knots, through, write_knots
from models.labs.lines import HIGH, LOW, TARGETS, line

MANY = (8, 16, 32, 64, 128)
WAVE = TARGETS["wave"]


def slope(target: str, field: str, part: str = "largest") -> float:
    """How fast an error falls with the number of pieces, on logarithmic scales."""
    results = [build({"target": target, "pieces": count, "on_curve": True}) for count in MANY]
    errors = [getattr(getattr(result, field), part) for result in results]
    return float(np.polyfit(np.log(MANY), np.log(errors), 1)[0])


def test_the_sum_of_hinges_is_the_broken_line() -> None:
    x = line(hinges.POINTS)
    for count in (1, 3, *MANY):
        found = through(WAVE, line(count + 1))
        expected = np.interp(x, found.knots, found.heights)
        np.testing.assert_allclose(found.values(x), expected, atol=1e-12, rtol=0)


gaps = st.lists(st.floats(0.05, 1), min_size=1, max_size=12)


@given(gaps, st.floats(0, 7))
def test_any_knots_are_met(parts: list[float], phase: float) -> None:
    places = np.concatenate([[0.0], np.cumsum(parts)])
    knots = LOW + (HIGH - LOW) * places / places[-1]
    heights = np.cos(7 * knots + phase)
    found = Hinges(knots, heights)
    np.testing.assert_allclose(found.values(knots), heights, atol=1e-10)


def test_some_units_follow_the_line_to_the_next_kink_and_then_go_straight_on() -> None:
    found, x = through(WAVE, line(9)), line(601)
    for units in range(1, 9):
        first = found.values(x, units)
        known = x <= found.knots[units]
        np.testing.assert_allclose(first[known], found.values(x)[known], atol=1e-12)
        bends = np.abs(np.diff(first[~known], 2))
        assert bends.size == 0 or bends.max() < 1e-12


def test_twice_as_many_hinges_leave_a_quarter_of_the_error() -> None:
    assert -2.05 <= slope("wave", "even") <= -1.90
    assert slope("wave", "even", "rms") == pytest.approx(-2.0, abs=0.02)


def test_steps_and_curves_without_curvature_are_slower() -> None:
    assert slope("wave", "steps") == pytest.approx(-0.99, abs=0.02)
    assert slope("root", "even") == pytest.approx(-0.50, abs=0.01)


@pytest.mark.parametrize("target", ["wave", "peak"])
def test_the_error_stays_below_the_bound(target: str) -> None:
    for count in (4, *MANY):
        found = build({"target": target, "pieces": count, "on_curve": True})
        assert found.bound is not None
        assert 0 < found.even.largest <= found.bound * (1 + 1e-9)


def test_errors_are_those_that_were_measured_before() -> None:
    found = [build({"target": "wave", "pieces": n, "on_curve": True}).even.largest for n in MANY]
    expected = [0.0704, 0.0188, 0.00479, 0.00120, 0.000301]
    np.testing.assert_allclose(found, expected, rtol=0.005)


def test_a_kink_needs_one_hinge_there_and_a_jump_is_never_met() -> None:
    absolute = build({"target": "absolute", "pieces": 2, "on_curve": True})
    assert absolute.error.largest < 1e-12
    step = build({"target": "step", "pieces": 128, "on_curve": True})
    assert step.error.largest > 0.9 and step.bound is None


def test_moved_knots_are_used_as_long_as_their_number_fits() -> None:
    knots = "-3~0_-1~0.2_3~0"
    settings = {"target": "absolute", "pieces": 2, "knots": knots, "on_curve": False}
    free = build(settings)
    assert free.moved and free.hinges.heights.tolist() == [0, 0.2, 0]
    bound = build(settings | {"on_curve": True})
    assert bound.hinges.heights.tolist() == [3, 1, 3]
    other = build(settings | {"pieces": 3})
    assert not other.moved and other.hinges.knots.tolist() == [-3, -1, 1, 3]


def test_knots_come_back_as_they_were_written() -> None:
    found = read_knots(write_knots(through(WAVE, line(7))))
    assert found is not None
    np.testing.assert_allclose(found.heights, WAVE.function(line(7)), atol=5e-4)


@pytest.mark.parametrize(
    "text",
    ["", "x", "-3~0", "-3~0_1~0_1~1_3~0", "-3~0_nan~0_3~0", "-3~0_0~inf_3~0", "-2~0_3~0", "0~1~2"],
)
def test_what_are_no_knots_is_not_taken(text: str) -> None:
    assert read_knots(text) is None
