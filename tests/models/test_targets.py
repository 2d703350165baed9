"""Steps to target: the dates at which a running mean passed each level."""

import numpy as np
import pytest

from models import targets
from models.config import RunConfig
from models.events import NEVER
from models.history import History, followed
from models.labs.cells import steps_to_target
from models.training import Budget, advance, begin
from tests.models.runs import differences

CONFIG = RunConfig(activations=("relu", "sigmoid"), seeds=2, learning_rate=0.3)


def course(config, cuts):
    """The history of a run that was cut in this way, with no readings, and all its losses."""
    state, history, losses = begin(config), History.of(config), []
    for steps in cuts:
        after, frame = advance(config, state, Budget(steps=steps))
        history, state = followed(history, state, frame.batch_loss), after
        losses.append(frame.batch_loss)
    return history, np.concatenate(losses)


@pytest.mark.parametrize("cuts", [(1,) * 60, (7, 3, 20, 30), (59, 1)])
def test_dates_do_not_depend_on_how_the_run_was_cut(cuts):
    whole, _ = course(CONFIG, (60,))
    assert (whole.reached != NEVER).any() and (whole.reached == NEVER).any()
    assert differences(course(CONFIG, cuts)[0], whole) == []


def test_they_are_those_of_the_definition():
    history, losses = course(CONFIG, (25, 75))
    found = history.reached[targets.LEVELS.index(0.1)]
    dated = np.where(found == NEVER, np.inf, found)
    assert dated.tolist() == steps_to_target(losses.astype(float)).tolist()


def test_a_mean_of_ten_steps_is_no_single_lucky_one():
    losses = np.ones((30, 1))
    losses[5], losses[20:] = 0.0, 0.2
    nothing = np.empty((0, 1))
    dates = targets.reached(targets.nobody(1), nothing, losses, 0, targets.MEAN_OVER)
    # One 0 among ten ones is a mean of 0.9; seven of ten at 0.2 one of 0.44.
    at = {level: int(dates[targets.LEVELS.index(level), 0]) for level in (0.95, 0.45, 0.15)}
    assert at == {0.95: 10, 0.45: 27, 0.15: NEVER}
    single = targets.reached(targets.nobody(1), nothing, losses, 0, over=1)
    assert int(single[targets.LEVELS.index(0.001), 0]) == 6


def test_full_batches_need_no_mean():
    assert targets.window(RunConfig(samples=100, batch_size=50)) == 1
    assert targets.window(RunConfig(samples=100, batch_size=49)) == targets.MEAN_OVER


def test_a_net_that_diverged_reaches_nothing_more():
    losses = np.concatenate([np.full((12, 1), 0.5), np.full((20, 1), np.nan)])
    dates = targets.reached(targets.nobody(1), np.empty((0, 1)), losses, 0, targets.MEAN_OVER)
    assert set(dates[:, 0]) == {NEVER, 10}


def test_what_lies_after_a_step_is_forgotten_there():
    history, _ = course(CONFIG, (60,))
    earlier = np.where(history.reached <= 30, history.reached, NEVER)
    readings = advance(CONFIG, begin(CONFIG), Budget(steps=3))[1].readings
    cut = history.__class__(readings=readings, reached=history.reached).until(30)
    assert np.array_equal(cut.reached, earlier)
    assert (earlier != history.reached).any()


def test_levels_are_all_losses_of_two_digits():
    assert len(set(targets.LEVELS)) == 360
    assert targets.LEVELS[0] == 0.001 and targets.LEVELS[-1] == 9.9
    assert list(targets.LEVELS) == sorted(targets.LEVELS)
