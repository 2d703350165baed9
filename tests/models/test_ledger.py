"""Events and the ledger, against plain loops over the steps at which units were dead."""

import dataclasses

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from models import events
from models.config import RunConfig
from models.grid import on_grid
from models.history import History, extend
from models.ledger import ledger
from tests.models.readings import reading
from tests.models.runs import by_hand, differences, run

CONFIG = RunConfig(activations=("relu", "tanh"), hidden=(3,), samples=40)
STEPS = [step for step in range(600) if on_grid(step)]
few = settings(
    max_examples=25, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate)
)


@some.composite
def lives(draw):
    """Whether units (steps, 2 nets, 3) are dead and saturated, mostly as at the step before."""
    seed, length = draw(some.integers(0, 2**32 - 1)), draw(some.integers(1, len(STEPS)))
    rng = np.random.default_rng(seed)
    turns = rng.random((2, length, 2, 3)) < draw(some.sampled_from([0.003, 0.02, 0.3]))
    return np.cumsum(turns, axis=1) % 2 == 1


def points(dead, saturated, steps=STEPS):
    series = zip(steps, dead, saturated, strict=False)
    none = (False, False)
    return [reading(s, d, (1.0, 1.0), diverged=none, saturated=f) for s, d, f in series]


def history_of(*series):
    return extend(History(), points(*series))


def turns(series, net, unit):
    """Steps at which a unit's series begins and ends to hold."""
    begins, ends, before = [], [], False
    for step, values in zip(STEPS, series, strict=False):
        now = bool(values[net, unit])
        if now and not before:
            begins.append(step)
        if before and not now:
            ends.append(step)
        before = now
    return begins, ends


@few
@given(lives())
def test_the_ledger_is_what_a_loop_over_the_steps_finds(series):
    dead, saturated = series
    rows = ledger(history_of(dead, saturated), CONFIG)
    assert [(row.net, row.layer, row.unit) for row in rows] == [
        (net, 0, unit) for net in range(2) for unit in range(3)
    ]
    for row in rows:
        died, revived = turns(dead, row.net, row.unit)
        flat, _ = turns(saturated, row.net, row.unit)
        assert (row.deaths, row.revivals) == (len(died), len(revived))
        assert row.died == (died[0] if died else None)
        assert row.revived == (revived[-1] if revived else None)
        assert row.saturated == (flat[0] if flat else None)
        assert row.dead_now == dead[-1, row.net, row.unit]
        assert row.saturated_now == saturated[-1, row.net, row.unit]


@few
@given(lives(), some.integers(0, 600))
def test_the_history_until_a_step_is_the_history_built_to_it(series, step):
    dead, saturated = series
    whole = history_of(dead, saturated)
    step = min(step, whole.last.step)
    count = sum(point <= step for point in STEPS)
    built, found = history_of(dead[:count], saturated[:count]), whole.until(step)
    thinned = {one.step for one in whole.readings}
    kept = tuple(one for one in built.readings if one.step in thinned)
    assert [one.step for one in found.readings] == [one.step for one in kept]
    same = dataclasses.replace(built, readings=found.readings)
    assert differences(found, same) == []


@few
@given(lives(), some.integers(0, 600))
def test_a_history_goes_on_from_an_earlier_step_as_it_did(series, step):
    dead, saturated = series
    whole = history_of(dead, saturated)
    step = min(step, whole.last.step)
    count = sum(point <= step for point in STEPS)
    rest = points(dead[count:], saturated[count:], STEPS[count:])
    again = extend(whole.until(step), rest)
    assert differences(again.events, whole.events) == []
    assert differences(again.dead_since, whole.dead_since) == []


def test_old_events_go_and_the_rest_stays_true(monkeypatch):
    monkeypatch.setattr("models.history.KEPT", 4)
    dead = np.zeros((8, 2, 3), dtype=bool)
    dead[1::2, 0, 0] = True
    dead[2:7, 1, 2] = True
    history = history_of(dead, ~dead & False)
    assert history.events_dropped == 5
    assert [event.step for event in history.events] == [5, 6, 7, 7]
    assert history.events[-1] == events.Event(7, 1, 0, 2, "revived")
    earlier = history.until(6)
    assert earlier.dead_since[0].tolist() == [[-1, -1, -1], [-1, -1, 5]]  # died before 5


def test_thinning_loses_no_event():
    steps = [step for step in range(5000) if on_grid(step)]
    dead = np.zeros((len(steps), 2, 3), dtype=bool)
    dead[[3, 9, 70, 71], 1, 2] = True
    history = history_of(dead, dead & False, steps)
    assert len(history.readings) < len(steps)
    assert [event.step for event in history.events] == [3, 4, 9, 10, 70, 72]


def test_a_net_that_diverges_has_no_further_events():
    first = reading(0, ((1, 0, 0),), saturated=((0, 1, 0),))
    history = extend(History(), [first, reading(1, ((0, 0, 1),), diverged=(True,))])
    assert [(event.step, event.kind) for event in history.events] == [(0, "died"), (0, "saturated")]
    assert history.dead_since[0].tolist() == [[0, -1, -1]]
    assert history.saturated_since[0].tolist() == [[-1, 0, -1]]


def test_the_ledger_of_nothing_names_every_unit():
    rows = ledger(History(), dataclasses.replace(CONFIG, hidden=(2, 1)))
    assert [(row.net, row.layer, row.unit) for row in rows] == [
        *((0, 0, 0), (0, 0, 1), (0, 1, 0)),
        *((1, 0, 0), (1, 0, 1), (1, 1, 0)),
    ]
    assert not any(row.dead_now or row.saturated_now or row.deaths for row in rows)


@pytest.mark.parametrize("cuts", [[40], [1] * 40, [7, 30, 3]])
def test_a_real_unit_that_never_lived_was_born_dead(cuts):
    config = dataclasses.replace(CONFIG, activations=("relu",))
    dead = (([[1, 1, 1], [0, 0, 0]], [-100, 0, 100]), ([[1]] * 3, 0))
    rows = ledger(run(config, cuts, by_hand(config, dead)).history, config)
    assert (rows[0].died, rows[0].dead_now, rows[0].revivals) == (0, True, 0)
    assert (rows[1].died, rows[2].died) == (None, None)
