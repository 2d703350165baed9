"""The States that are kept for going back."""

import numpy as np
import pytest

from models import past
from models.past import Past
from models.state import State


def state(step, values=10):
    return State(step, np.zeros((1, values)), np.zeros((1, 1, values)), (None,))


def filled(steps, values=10):
    kept = Past()
    for step in steps:
        kept = kept.extended(state(step, values))
    return kept


def test_every_state_is_kept_while_there_is_room():
    kept = filled(range(0, 640, 64))
    assert kept.steps == tuple(range(0, 640, 64))
    assert kept.at(128).step == 128


def test_a_step_that_was_not_kept_is_an_error():
    with pytest.raises(ValueError, match="not in tuple"):
        filled((0, 64)).at(10)


@pytest.mark.parametrize("stride", [1, 7, 64])
def test_a_long_run_is_thinned_evenly_from_its_start(stride):
    kept = filled(range(0, stride * 5000, stride))
    gaps = set(np.diff(kept.steps))
    assert kept.steps[0] == 0
    assert past.COUNT / 2 <= len(kept.states) <= past.COUNT
    assert len(gaps) == 1
    assert kept.steps[-1] > stride * 5000 - 2 * kept.gap


def test_large_states_stay_within_the_bound():
    kept = filled(range(200), values=50_000)
    assert sum(s.parameters.nbytes + s.moments.nbytes for s in kept.states) <= past.BYTES
    assert len(kept.states) >= 3


def test_a_step_seen_again_is_not_kept_twice():
    assert filled((0, 5, 5, 3)).steps == (0, 5)


def test_until_a_step_the_rest_is_as_it_was():
    kept = filled(range(0, 640, 64))
    assert kept.until(200).steps == (0, 64, 128, 192)
    assert kept.until(192).extended(state(256)).steps == (0, 64, 128, 192, 256)
    assert kept.steps[-1] == 576
