"""What is stored of nets that learn the wave says what the lab says of it."""

import numpy as np
import pytest

from models.labs.fitted import RATES, UNITS
from models.labs.fitted_grid import GRID, built, slope, trend
from models.labs.stored import read


@pytest.fixture(scope="module")
def grid():
    return read(GRID.key)


def test_training_places_hinges_worse_than_a_ruler_from_eight_units_on(grid):
    by_hand, bound = built()
    found = trend(grid, "relu", None)
    assert (found.median[1:] > by_hand[1:]).all() and (by_hand <= bound).all()
    assert found.median[-1] > 5 * by_hand[-1]
    assert -1.3 < found.slope < -0.7
    assert -2.05 <= slope(UNITS[1:], by_hand[1:]) <= -1.90


def test_a_few_tanh_units_are_near_the_wave(grid):
    assert trend(grid, "tanh", None).median[0] < 0.3 * trend(grid, "relu", None).median[0]


def test_the_best_rate_of_each_is_taken(grid):
    best = trend(grid, "relu", None)
    each = np.array([trend(grid, "relu", rate).median for rate in RATES])
    np.testing.assert_array_equal(best.median, each.min(0))
    assert set(best.rates) <= set(RATES)
    assert (best.low <= best.median).all() and (best.median <= best.high).all()
