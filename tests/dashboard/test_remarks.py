"""What a device could not do is said once, however many workers come to it."""

from dataclasses import replace

import pytest

from dashboard import session
from dashboard.run import Run
from models.config import RunConfig
from models.state import Budget, begin
from models.training import advance
from tests.dashboard.page import checked, open_page, run_of

FIRST = "Steps are launched one by one: no CUDA graph (out of memory)."
SECOND = "Steps are launched one by one: no CUDA graph (not supported)."


def answer(run, held, notice):
    """Have the run take a tick whose frame says this."""
    run.ask_to_train(Budget(steps=1))
    state, frame = advance(run.config, run.state, Budget(steps=1), run.measures)
    held.calls[-1][0].set_result((state, replace(frame, notice=notice)))
    run.collect()


def test_each_sentence_is_said_once(held, monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    config = RunConfig(samples=40, hidden=(4,))
    run = Run(config, begin(config))
    session.restart(run, config)
    said = []
    for notice in (None, FIRST, FIRST, SECOND, None, FIRST):
        answer(run, held, notice)
        said += run.unsaid()
    assert said == [FIRST, SECOND]
    assert run.unsaid() == []


@pytest.mark.usefixtures("inline")
def test_the_screen_says_it_and_then_no_more():
    app = open_page(samples="40", hidden="4")
    run_of(app).remarks[FIRST] = False
    checked(app.run())
    assert [toast.value for toast in app.toast] == [FIRST]
    checked(app.run())
    assert not app.toast
