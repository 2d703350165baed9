"""A run goes on from an earlier moment, and the original comes back whole."""

import pytest

from dashboard import branches, session
from dashboard.run import Run
from models import link
from models.config import RunConfig
from models.state import Budget, begin
from models.training import advance
from tests.models.runs import differences, run

SMALL = RunConfig(samples=40, batch_size=10, hidden=(4,), optimizer="adam")


@pytest.fixture
def trained(inline, monkeypatch):
    """Ten steps, one at a time, with a live change at step 2 and one at step 6."""
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    found = Run(SMALL, begin(SMALL))
    session.restart(found, SMALL)
    session.settle(found)
    for step in range(10):
        if step in (2, 6):
            values = {**vars(found.now), "learning_rate": 0.1 * step}
            session.apply(found, RunConfig(**values))
        session.step(found)
        found.collect()
    return found


def back_to(found, step):
    session.look_at(found, step)
    found.collect()
    assert found.shown_step == step


def steps(found, count):
    for _ in range(count):
        session.step(found)
        found.collect()


def test_a_branch_is_the_run_of_its_link_bit_for_bit(trained):
    back_to(trained, 4)
    branches.branch(trained)
    assert (trained.step, trained.shown_step, trained.branched_at) == (4, 4, 4)
    session.apply(trained, RunConfig(**{**vars(trained.now), "learning_rate": 1.0}))
    steps(trained, 5)
    config, notes = link.read(link.write(trained.config))
    assert (config, notes) == (trained.config, ())
    assert [(change.step, change.value) for change in config.changes] == [(2, 0.2), (4, 1.0)]
    fresh = run(config, [9])
    assert differences(trained.state, fresh.state) == []
    assert differences(trained.history.readings, fresh.history.readings) == []
    assert differences(trained.history.events, fresh.history.events) == []


def test_without_a_change_a_branch_is_the_run_without_later_changes(trained):
    back_to(trained, 5)
    branches.branch(trained)
    steps(trained, 3)
    state, _ = advance(trained.config, begin(trained.config), Budget(steps=8))
    assert differences(trained.state, state) == []
    assert [change.step for change in trained.config.changes] == [2]


def whole(found):
    return found.config, found.state, found.history, found.past


def test_the_original_comes_back_whole_and_so_does_the_branch(trained):
    original = whole(trained)
    back_to(trained, 4)
    branches.branch(trained)
    steps(trained, 2)
    branch = whole(trained)
    assert branch[3].steps == tuple(range(7))
    branches.switch(trained)
    trained.collect()
    assert all(one is other for one, other in zip(whole(trained), original, strict=True))
    assert (trained.shown_step, trained.branched_at, trained.playing) == (10, None, False)
    branches.switch(trained)
    trained.collect()
    assert all(one is other for one, other in zip(whole(trained), branch, strict=True))
    assert (trained.shown_step, trained.branched_at) == (6, 4)


def test_a_branch_of_a_branch_keeps_the_original(trained):
    original = whole(trained)
    for step in (7, 3):
        back_to(trained, step)
        branches.branch(trained)
    assert (trained.step, trained.branched_at) == (3, 3)
    branches.switch(trained)
    assert all(one is other for one, other in zip(whole(trained), original, strict=True))


def test_measuring_on_a_branch_adds_no_point(trained):
    back_to(trained, 4)
    branches.branch(trained)
    before = trained.history
    trained.history = before.until(3)
    trained.ask_to_measure()
    trained.collect()
    assert trained.history.last.step == 3


@pytest.mark.parametrize("step", [10, 11])
def test_from_the_newest_step_there_is_nothing_to_branch(trained, step):
    before = whole(trained)
    session.look_at(trained, step)
    trained.collect()
    assert not branches.can_branch(trained)
    branches.branch(trained)
    branches.switch(trained)
    assert all(one is other for one, other in zip(whole(trained), before, strict=True))
    assert trained.aside is None


def test_a_live_change_without_a_branch_goes_on_from_the_newest_step(trained):
    back_to(trained, 4)
    session.apply(trained, RunConfig(**{**vars(trained.now), "l2": 0.01}))
    assert (trained.step, trained.aside) == (10, None)
    assert trained.config.changes[-1].step == 10


def test_another_run_has_no_original(trained):
    back_to(trained, 4)
    branches.branch(trained)
    session.reset(trained)
    assert (trained.aside, trained.branched_at, trained.step) == (None, None, 0)


def test_a_run_that_was_over_goes_on_from_an_earlier_step(inline, monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    config = RunConfig(samples=40, batch_size=10, hidden=(4,), stop_step=3)
    found = Run(config, begin(config))
    session.restart(found, config)
    session.settle(found)
    steps(found, 3)
    assert found.stopped == "step limit"
    back_to(found, 1)
    branches.branch(found)
    assert found.stopped is None
    branches.switch(found)
    assert found.stopped == "step limit"
