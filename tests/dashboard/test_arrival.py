"""A link to a moment: the run trains to it and pauses there."""

import pytest

from dashboard import arrival, session
from models.training import Budget, advance, begin
from tests.dashboard.page import checked, open_page, run_of, said


def arrived(app, most=60):
    for _ in range(most):
        if not run_of(app).playing and run_of(app).call is None:
            return run_of(app)
        checked(app.run())
    raise AssertionError("the run does not arrive")


def test_the_run_trains_to_the_moment_and_no_further(inline):
    app = open_page(at="37", speed="4", changes="20:learning_rate:0.1")
    run = arrived(app)
    assert (run.step, run.shown_step, run.until) == (37, 37, None)
    whole, _ = advance(run.config, begin(run.config), Budget(steps=37))
    assert (run.state.parameters == whole.parameters).all()
    assert "at" not in app.query_params


def test_the_way_there_is_said(inline):
    app = open_page(at="50000")
    assert run_of(app).until == 50_000
    assert any("of the way to step 50,000" in text.value for text in app.markdown)
    checked(app.button(key="transport_play").click().run())
    assert run_of(app).until is None and not run_of(app).playing


def test_a_run_that_stops_earlier_stays_there(inline):
    run = arrived(open_page(at="90", stop_step="40"))
    assert (run.step, run.stopped, run.until) == (40, "step limit", None)


@pytest.mark.parametrize("text", ["soon", "-3", "1.5", "nan", "1e999", "9" * 5000, ""])
def test_what_is_no_step_opens_at_the_beginning(inline, text):
    app = open_page(at=text)
    assert run_of(app).step == 0 and not run_of(app).playing
    assert "which is no whole number: it opens at step 0." in said(app)


def test_a_step_too_far_is_bounded():
    found = arrival.take({"at": "5000000"})
    assert found.step == arrival.MOST
    assert "Press Play to go on" in found.notes[0]


def test_a_new_run_forgets_the_moment(inline):
    app = open_page(at="50000")
    session.new_seed(run_of(app))
    assert run_of(app).until is None
