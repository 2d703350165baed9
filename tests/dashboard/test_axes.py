"""Axes grow in coarse steps and never move otherwise."""

import numpy as np
import pytest

from dashboard.charts import axes
from models.measures.histogram import FINE_BINS


def test_axes_only_double():
    values = np.geomspace(1e-3, 1e6, 200)
    highs = [axes.from_zero(0.8, np.array([v]))["high"] for v in values]
    assert highs == sorted(highs) and set(np.log2(np.array(highs) / 0.8) % 1) == {0.0}
    assert axes.steps(100)["high"] == 100 and axes.steps(101)["high"] == 200


@pytest.mark.parametrize(
    ("values", "low", "high", "middle"),
    [
        ([0.05, 0.5], 0.01, 1, "0.1"),
        ([0.005], 1e-4, 1, "0.01"),
        ([3.0], 0.001, 10, "0.1"),
        ([0.0, np.nan], 0.01, 1, "0.1"),
        ([1e-8], 1e-8, 1, "10⁻⁴"),
    ],
)
def test_log_axes_have_a_middle_tick(values, low, high, middle):
    axis = axes.decades(np.array(values))
    assert axis["low"] == pytest.approx(low) and axis["high"] == pytest.approx(high)
    assert axis["ticks"][1][1] == middle


@pytest.mark.parametrize(("least", "low"), [(0.7, 0.5), (0.5, 0.5), (0.45, 0.4), (0.2, 0.0)])
def test_accuracy_falls_to_zero_only_where_it_must(least, low):
    axis = axes.accuracies(np.array([least, 0.9, np.nan]), 2)
    assert axis["low"] == low and axis["high"] == 1


def test_the_picture_is_never_finer_than_the_record():
    assert axes.limit(5.0, 4.0, FINE_BINS // 48) == 8
    assert axes.limit(5.0, 2.0**20, FINE_BINS // 48) == 2.0**16


@pytest.mark.parametrize(("classes", "low"), [(2, 0.5), (3, 0.0), (10, 0.0)])
def test_accuracy_starts_at_zero_where_a_guess_is_rarely_right(classes, low):
    assert axes.accuracies(np.array([0.9]), classes)["low"] == low


@pytest.mark.parametrize(
    ("least", "low", "middle"),
    [
        (0.3, 0, "0.5"),
        (0.0, 0, "0.5"),
        (-0.1, -1, "0"),
        (-1.5, -3, "−1"),
        (-99.0, -3, "−1"),
        (np.nan, 0, "0.5"),
    ],
)
def test_r2_falls_in_two_steps_and_no_further(least, low, middle):
    axis = axes.explained(np.array([least, 0.9]))
    assert axis["low"] == low and axis["high"] == 1
    assert axis["ticks"][1][1] == middle


def test_a_curve_s_axis_only_doubles_around_its_middle():
    reaches = np.geomspace(0.1, 1e6, 100)
    found = [axes.widened(-0.5, 1.5, reach) for reach in reaches]
    halves = [(axis["high"] - axis["low"]) / 2 for axis in found]
    assert halves == sorted(halves) and set(np.log2(halves) % 1) == {0.0}
    assert all(half >= reach for half, reach in zip(halves, reaches, strict=True))
    assert {(axis["high"] + axis["low"]) / 2 for axis in found} == {0.5}


def test_inner_ticks_are_round_and_inside():
    for limit in (0.2, 1.0, 4.5, 7.0, 1234.0):
        (low, _), (middle, _), (high, text) = axes.inner(limit)
        assert -low == high and middle == 0 and 0.4 * limit < high <= 0.75 * limit
        assert text.strip("0.,")[:1] in "1235"
