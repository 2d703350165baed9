"""Columns of readings: what goes in comes out, whatever was joined or left out."""

from multiprocessing.reduction import ForkingPickler

import numpy as np
import pytest

from models.config import RunConfig
from models.readings import Readings
from models.training import Budget, advance, begin
from tests.models.runs import differences

CONFIG = RunConfig(samples=40, hidden=(3, 2), seeds=2)
FOUND = advance(CONFIG, begin(CONFIG), Budget(steps=9))[1].readings


def test_single_readings_are_those_that_were_put_together():
    alone = list(FOUND)
    assert [type(reading.step) for reading in alone] == [int] * 9
    assert type(alone[0].layers[0].z.limit) is float
    assert differences(Readings.of(alone), FOUND) == []
    assert differences(list(Readings.of(alone)), alone) == []


@pytest.mark.parametrize("cut", [0, 1, 8, 9])
def test_two_parts_are_the_whole(cut):
    first, second = FOUND[:cut], FOUND[cut:]
    assert (len(first), len(second)) == (cut, 9 - cut)
    assert differences(first + second, FOUND) == []


def test_some_of_them_by_position_and_by_truth():
    some = FOUND[np.array([2, 5])]
    assert some.steps.tolist() == [3, 6]
    assert differences(some[1], FOUND[5]) == []
    assert differences(FOUND[FOUND.steps > 6], FOUND[6:]) == []
    assert not FOUND[FOUND.steps > 9]


def test_none_of_them():
    nothing = Readings.of([])
    assert (len(nothing), list(nothing), nothing.steps.tolist()) == (0, [], [])
    assert nothing[:3] is not None and not nothing[:3]
    with pytest.raises(IndexError, match="no readings"):
        nothing[0]


def test_together_they_are_smaller_and_travel_unchanged():
    together = ForkingPickler.dumps(FOUND)
    assert len(together) < sum(len(ForkingPickler.dumps(reading)) for reading in FOUND)
    assert differences(ForkingPickler.loads(together), FOUND) == []
