"""The history of a run: thinned evenly, with the dates of events."""

import dataclasses

import numpy as np
import pytest

from models.config import RunConfig
from models.events import NEVER
from models.grid import POINTS, next_point, on_grid, spacing
from models.history import History, extend
from tests.models.readings import reading
from tests.models.runs import differences, run


def grid_up_to(step):
    return [point for point in range(step + 1) if on_grid(point)]


def test_the_grid_gets_coarser_by_halves():
    assert [spacing(step) for step in (0, 1, 2 * POINTS - 1)] == [1, 1, 1]
    for power in range(10):
        first = 2 * POINTS << power
        assert spacing(first - 1) == 1 << power
        assert spacing(first) == 2 << power
        assert on_grid(first)


@pytest.mark.parametrize("step", [0, 1, 127, 128, 129, 255, 256, 1000, 12_345, 999_999])
def test_the_next_point_is_the_first_one_on_the_grid(step):
    found = next_point(step)
    assert on_grid(found)
    assert not any(map(on_grid, range(step + 1, found)))


@pytest.mark.parametrize("last", [0, 1, 100, 128, 256, 257, 500, 512, 1000, 5000, 30_000])
def test_a_long_history_is_thinned_evenly(last):
    history = extend(History(), map(reading, grid_up_to(last)))
    gaps = np.diff(history.steps)
    assert history.steps[0] == 0
    assert history.steps[-1] == grid_up_to(last)[-1]
    assert len(history.readings) <= 2 * POINTS + 1
    assert len(history.readings) >= min(last + 1, POINTS)
    assert len(set(gaps[:-1])) <= 1
    assert len(gaps) < 2 or gaps[-1] <= gaps[0]


def test_the_thinned_history_does_not_depend_on_the_cut():
    points = [reading(step) for step in grid_up_to(3000)]
    pieces = History()
    for start in range(0, len(points), 37):
        pieces = extend(pieces, points[max(0, start - 5) : start + 37])
    assert differences(pieces, extend(History(), points)) == []


def test_points_that_it_has_are_passed_over():
    history = extend(History(), [reading(0), reading(1), reading(1, losses=(7.0,)), reading(0)])
    assert history.steps.tolist() == [0, 1]
    assert history.last.loss.test_loss.tolist() == [1.0]


def test_units_are_dead_since_they_last_died():
    states = [(0, 1), (1, 1), (0, 1), (1, 1), (1, 0)]
    dates = []
    history = History()
    for step, dead in enumerate(states):
        history = extend(history, [reading(step, (dead,))])
        dates.append(history.dead_since[0][0].tolist())
    assert dates == [[NEVER, 0], [1, 0], [NEVER, 0], [3, 0], [3, NEVER]]


def test_dates_survive_thinning():
    points = [reading(step, ((step >= 89, 0),)) for step in grid_up_to(4000)]
    assert extend(History(), points).dead_since[0].tolist() == [[89, NEVER]]


def test_reach_only_grows():
    history = extend(History(), [reading(s, reach=r) for s, r in enumerate((2, 5, 3, np.nan, 4))])
    assert history.reach.tolist() == [[5]]


def test_series_and_signal_end_where_a_net_diverged():
    points = [reading(0, losses=(3, 4), diverged=(False, False))]
    points += [reading(s, losses=(2, 9), diverged=(False, True)) for s in (1, 2)]
    history = extend(History(), points)
    np.testing.assert_array_equal(history.series("test_loss"), [[3, 4], [2, np.nan], [2, np.nan]])
    for values in (history.signal(), history.by_weight("weight_norm"), history.by_layer("z_std")):
        assert np.isnan(values).all(2).tolist() == [[False] * 2] + [[False, True]] * 2


def test_fields_of_layers_and_weights_as_series():
    config = RunConfig(samples=40, hidden=(3, 2), activations=("relu", "tanh", "gelu"))
    history = run(config, [4]).history
    means, norms = history.by_layer("h_mean"), history.by_weight("weight_norm")
    assert (means.shape, norms.shape, history.histogram_nets) == ((5, 3, 2), (5, 3, 3), 3)
    assert means[4, 1, 0] == history.last.layers[0].h_mean[1]
    assert norms[2, 0, 1] == history.readings[2].weight_norm[0, 1]


def test_the_first_reading_below_a_goal():
    losses = [(3.0, 0.5, 3.0), (0.4, 3.0, 3.0), (0.3, 0.2, 0.4)]
    points = [reading(10 * s, losses=v, diverged=(False,) * 3) for s, v in enumerate(losses)]
    points.append(reading(30, losses=(0.1, 0.1, 0.1), diverged=(False, False, True)))
    assert extend(History(goal=0.4), points).below_since.tolist() == [20, 20, NEVER]
    assert extend(History(goal=0.05), points).below_since.tolist() == [NEVER] * 3
    assert extend(History(), points).below_since.tolist() == [NEVER] * 3


def test_the_first_crossing_survives_thinning():
    points = [reading(step, losses=(0.5 - 0.2 * (step >= 89),)) for step in grid_up_to(4000)]
    assert extend(History(goal=0.4), points).below_since.tolist() == [89]


def test_a_real_run_has_every_point_of_the_grid():
    config = dataclasses.replace(RunConfig(), samples=40, batch_size=10, hidden=(3,))
    found = run(config, [300])
    assert [reading.step for reading in found.readings] == grid_up_to(300)
    assert found.history.steps[0] == 0
    assert found.history.series("train_loss").shape == (len(found.history.steps), 2)
