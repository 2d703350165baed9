"""What the buttons and controls do to the run of a session."""

from concurrent.futures import BrokenExecutor

import numpy as np
import pytest

from dashboard import run as running
from dashboard import session
from dashboard.run import Run
from models.config import RunConfig
from models.state import Budget, begin
from models.training import advance, observe

SMALL = RunConfig(samples=40, batch_size=10, hidden=(4,), speed=4)
MEASURES = ("loss",)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)


def fresh(config=SMALL):
    run = Run(config, begin(config))
    session.restart(run, config)
    show(run)
    return run


def show(run, measures=MEASURES):
    session.ask_for(run, measures)
    session.settle(run)


def trained(config, steps):
    return advance(config, begin(config), Budget(steps=steps))[0]


def same(first, second):
    return first.step == second.step and np.array_equal(first.parameters, second.parameters)


def test_a_new_run_shows_step_0_and_has_it_in_its_history(inline):
    run = fresh()
    assert run.shown.frame.step == 0
    assert list(run.history.steps) == [0]
    assert not run.playing


def test_step_and_epoch_train_that_far_and_stop_there(inline):
    run = fresh()
    session.play(run)
    session.step(run)
    assert (run.step, run.shown_step, run.playing) == (1, 1, False)
    session.epoch(run)
    assert run.step == SMALL.epoch_steps == 2
    session.epoch(run)
    assert run.step == 4
    assert same(run.state, trained(SMALL, 4))
    assert list(run.history.steps) == [0, 1, 2, 3, 4]


def test_a_button_sets_a_state_however_often_it_is_pressed(inline):
    run = fresh()
    for press, playing in ((session.play, True), (session.pause, False)):
        press(run)
        press(run)
        assert run.playing is playing


def test_pause_leaves_the_step_that_is_shown(held):
    run = fresh()
    held.finish()
    run.collect()
    session.play(run)
    run.ask_to_train(Budget(steps=4))
    session.pause(run)
    assert held.calls[-1][0].cancelled()
    run.collect()
    assert (run.step, run.shown_step, run.call) == (0, 0, None)


def test_a_result_that_comes_after_pause_is_not_taken(held):
    run = fresh()
    held.finish()
    run.collect()
    run.ask_to_train(Budget(steps=4))
    assert held.calls[-1][0].set_running_or_notify_cancel()
    session.pause(run)
    held.finish()
    run.collect()
    assert run.step == 0


def test_pause_does_not_lose_the_first_measurement(held):
    run = fresh()
    session.pause(run)
    session.step(run)
    assert [function for _, function, _ in held.calls[-1:]] == [observe]
    held.finish()
    show(run)
    assert list(run.history.steps) == [0]


def test_a_live_change_goes_on_at_the_same_step_and_is_part_of_the_run(inline):
    run = fresh()
    session.epoch(run)
    session.apply(run, RunConfig(**{**vars(SMALL), "learning_rate": 0.3}))
    assert run.step == 2
    assert run.now.learning_rate == 0.3
    session.epoch(run)
    assert same(run.state, trained(run.config, 4))
    assert not np.array_equal(run.state.parameters, trained(SMALL, 4).parameters)


def test_who_turns_a_knob_overrides_what_a_link_had_in_store(inline):
    config = SMALL.changed(1, learning_rate=0.1).changed(50, learning_rate=1.0)
    run = fresh(config)
    session.epoch(run)
    session.apply(run, RunConfig(**{**vars(run.now), "learning_rate": 0.2}))
    assert run.config.at(1).learning_rate == 0.1
    assert run.config.at(100).learning_rate == 0.2


@pytest.mark.parametrize("playing", [True, False])
def test_any_other_change_starts_from_step_0_and_plays_on(inline, playing):
    run = fresh()
    session.epoch(run)
    run.playing = playing
    session.apply(run, RunConfig(**{**vars(SMALL), "hidden": (6,)}))
    show(run)
    assert (run.step, run.shown_step, run.playing) == (0, 0, playing)
    assert list(run.history.steps) == [0]
    assert run.state.parameters.shape == begin(run.config).parameters.shape


def test_reset_keeps_the_newest_values_and_forgets_when_they_came(inline):
    run = fresh()
    session.step(run)
    session.apply(run, RunConfig(**{**vars(SMALL), "l2": 0.01}))
    session.reset(run)
    assert run.step == 0
    assert run.config == RunConfig(**{**vars(SMALL), "l2": 0.01})
    session.new_seed(run)
    assert run.config.seed == SMALL.seed + 1


def test_a_run_that_meets_its_limit_stops_and_can_be_let_on(inline):
    run = fresh(RunConfig(**{**vars(SMALL), "stop_step": 3}))
    session.play(run)
    run.ask_to_train(Budget(steps=10))
    run.collect()
    assert (run.step, run.stopped, run.playing) == (3, "step limit", False)
    session.play(run)
    assert not run.playing
    session.apply(run, RunConfig(**{**vars(run.now), "stop_step": None}))
    session.play(run)
    assert run.playing


def test_looking_back_shows_an_earlier_step_and_leaves_the_run(inline):
    run = fresh()
    for _ in range(3):
        session.step(run)
    session.look_at(run, 1)
    run.settle(0)
    assert (run.shown_step, run.step) == (1, 3)
    assert list(run.history.steps) == [0, 1, 2, 3]
    show(run, ("loss", "boundary"))
    assert run.shown_step == 1
    assert "boundary" in run.shown.frame
    session.step(run)
    assert run.shown_step == run.step == 4


def test_a_page_with_other_measures_gets_them(inline):
    run = fresh()
    show(run, ("gradients",))
    assert set(run.shown.frame) == {"gradients"}


def test_a_lost_worker_costs_one_tick(held):
    run = fresh()
    held.finish()
    run.collect()
    run.ask_to_train(Budget(steps=4))
    held.fail(BrokenExecutor("gone"))
    run.collect()
    assert (run.resumed_at, run.step) == (0, 0)
    held.finish()
    run.collect()
    assert same(run.state, trained(SMALL, 4))
    assert run.notices == []


def test_workers_that_are_lost_again_and_again_are_given_up(held, caplog):
    run = fresh()
    run.playing = True
    for _ in range(running.ATTEMPTS):
        held.fail(BrokenExecutor("gone"))
        run.collect()
    assert run.call is None
    assert not run.playing
    assert run.notices == ["Training stopped: gone."]


def test_an_error_in_a_worker_is_one_sentence_and_its_traceback_is_logged(held, caplog):
    run = fresh()
    run.playing = True
    held.fail(ValueError("a measure must be one of these; got 'x'.\nmore"))
    run.collect()
    assert run.notices == ["Training stopped: a measure must be one of these; got 'x'."]
    assert not run.playing
    assert "ValueError" in caplog.text


def test_the_rate_is_that_of_training_alone(inline):
    run = fresh()
    session.step(run)
    assert 0 < run.rate < 1e6
    assert run.waiting == 0
