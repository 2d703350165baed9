"""Bumps of four ReLUs or two sigmoids, and the steepness that serves them best."""

import numpy as np
import pytest

from models.labs.bumps import STEEPNESSES, Row, bump_up, inner_error
from models.labs.hinges import POINTS
from models.labs.lines import HIGH, LOW, TARGETS, line

WAVE = TARGETS["wave"]
UNIT = HIGH - LOW


def test_four_relus_make_a_trapezoid() -> None:
    row, x = Row("relu", 3, 2.0), line(POINTS)
    edges = [-1.25, -0.75, 0.75, 1.25]
    expected = np.interp(x, edges, [0, 1, 1, 0], left=0, right=0)
    np.testing.assert_allclose(row.bumps(x)[:, 1], expected, atol=1e-12, rtol=0)


@pytest.mark.parametrize("kind", ["relu", "sigmoid"])
def test_the_sum_of_the_bumps_is_that_of_their_flanks(kind: str) -> None:
    found = bump_up({"target": "wave", "kind": kind, "count": 8, "steepness": 5.0})
    np.testing.assert_allclose(found.bumps.sum(1), found.total, atol=1e-12)
    inside = np.abs(line(601)) <= HIGH - UNIT / 16
    wrong = np.abs(found.total - found.truth)[inside].max()
    assert wrong == pytest.approx(found.error.largest, rel=0.02)


@pytest.mark.parametrize(("slope", "error"), [(10, 0.41), (50, 0.033), (200, 0.087), (1000, 0.163)])
def test_sixteen_sigmoid_bumps_are_as_good_as_was_measured_on_a_line_of_length_1(
    slope: float, error: float
) -> None:
    found = inner_error(WAVE, Row("sigmoid", 16, slope / UNIT))
    assert found.largest == pytest.approx(error, rel=0.02)


@pytest.mark.parametrize("kind", ["relu", "sigmoid"])
@pytest.mark.parametrize("count", [8, 16, 32])
def test_a_moderate_steepness_wins(kind: str, count: int) -> None:
    found = bump_up({"target": "wave", "kind": kind, "count": count, "steepness": 5.0})
    assert STEEPNESSES[0] < found.best < STEEPNESSES[-1]
    assert min(found.errors) < 0.5 * found.errors[-1]


def test_flanks_as_wide_as_bumps_make_the_broken_line_through_the_middles() -> None:
    row = Row("relu", 16, 16 / UNIT)
    edges = line(17)
    middles = (edges[1:] + edges[:-1]) / 2
    x = np.linspace(middles[0], middles[-1], 997)
    expected = np.interp(x, middles, WAVE.function(middles))
    np.testing.assert_allclose(row.bumps(x) @ WAVE.function(middles), expected, atol=1e-12)
    assert row.units == 64 and Row("sigmoid", 16, 1.0).units == 32
