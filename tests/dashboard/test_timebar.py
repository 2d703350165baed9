"""What the bar of time shows, and the words for what happened."""

import dataclasses

import pytest

from dashboard import session, timebar, words
from dashboard.run import Run
from models.config import Change, RunConfig
from models.events import Event
from models.moments import Moment, moments
from models.state import Divergence, begin

CONFIG = RunConfig(seeds=2)
NONE = (None,) * 4


def events(step, kind, *places):
    return [Event(step, net, layer, unit, kind) for net, layer, unit in places]


def test_units_of_an_activation_that_die_at_one_step_are_one_moment():
    happened = events(88, "died", (0, 0, 1), (1, 0, 2), (0, 1, 3), (2, 0, 0))
    assert moments(CONFIG, happened, NONE, 88) == (
        Moment(88, "died", 0, 3),
        Moment(88, "died", 1, 1),
    )


def test_all_kinds_in_order_of_steps_and_none_that_is_still_to_come():
    config = CONFIG.changed(4, learning_rate=0.1).changed(60, l2=0.01)
    happened = events(2, "died", (0, 0, 0)) + events(9, "revived", (0, 0, 0))
    happened += events(5, "saturated", (3, 0, 0)) + events(6, "unsaturated", (3, 0, 0))
    lost = (None, Divergence(7, 1, "gradient"), None, None)
    found = moments(config, happened, lost, 50)
    assert [(one.step, one.kind) for one in found] == [
        *((2, "died"), (4, "changed"), (7, "diverged"), (9, "revived"))
    ]
    assert found[1].change == Change(4, "learning_rate", 0.1)
    assert len(moments(config, happened, lost, 60)) == 5


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        ([Moment(1088, "revived", 1, 2)], "2 units of tanh revived at step 1,088."),
        ([Moment(0, "died", 0, 3)], "3 units of ReLU were dead from the start."),
        ([Moment(7, "diverged", 0, 2)], "2 nets of ReLU diverged at step 7."),
        (
            [Moment(5, "changed", change=Change(5, "learning_rate", 0.1))],
            "Learning rate 0.1 from step 5.",
        ),
        (
            [Moment(5, "changed", change=Change(5, "clip_norm", None))],
            "Clip gradient at off from step 5.",
        ),
        (
            [Moment(step, "died", 0, 1) for step in (3, 4, 5, 6, 7, 8)],
            "1 unit of ReLU died at step 3. 1 unit of ReLU died at step 4. "
            "1 unit of ReLU died at step 5. 1 unit of ReLU died at step 6. And 2 more.",
        ),
    ],
)
def test_moments_in_words(found, sentence):
    assert words.moments(CONFIG, found) == sentence


def test_a_mark_stands_at_the_first_kept_step_that_shows_what_happened():
    found = [Moment(0, "died", 0, 1), Moment(3, "revived", 0, 1)]
    found += [Moment(5, "died", 1, 1), Moment(99, "diverged", 1, 1)]
    marks = timebar.marks(CONFIG, found, (0, 2, 5, 90))
    assert [(mark["at"], mark["kind"]) for mark in marks] == [
        *((0, "died"), (2, "both"), (3, "diverged"))
    ]
    assert marks[1]["text"] == "1 unit of tanh died at step 5. 1 unit of ReLU revived at step 3."


@pytest.fixture
def trained(inline, monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    config = RunConfig(samples=40, batch_size=10, hidden=(4,))
    run = Run(config, begin(config))
    session.restart(run, config)
    session.settle(run)
    for _ in range(4):
        session.step(run)
        run.collect()
    return run


def test_the_bar_says_where_it_is(trained):
    steps = (0, 1, 2, 3, 4)
    died = Event(3, 0, 0, 0, "died")
    trained.history = dataclasses.replace(trained.history, events=(died,))
    session.look_at(trained, 2)
    trained.collect()
    assert timebar.bar(trained, steps) == {
        "steps": [0, 1, 2, 3, 4],
        "shown": 2,
        "settled": True,
        "marks": [{"at": 3, "kind": "died", "text": "1 unit of ReLU died at step 3."}],
    }


def test_a_bar_that_waits_for_an_answer_says_so(held, monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    run = Run(CONFIG, begin(CONFIG))
    session.restart(run, CONFIG)
    assert timebar.bar(run, (0,))["settled"] is False
