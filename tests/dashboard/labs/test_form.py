"""The form of all labs, with a lab that throws coins."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import catalog, session
from dashboard.labs import job, settings
from models.config import RunConfig
from models.labs.stage import finish
from tests.dashboard.labs.demo import LAB
from tests.dashboard.page import checked

pytestmark = pytest.mark.usefixtures("inline", "listed")


@pytest.fixture
def listed(monkeypatch):
    lens = catalog.Lens("pages/demo.py", "Heads or tails", "", "Coins.", "Coins.", catalog.LEARN)
    monkeypatch.setattr(catalog, "LABS", (lens,))
    monkeypatch.setattr(catalog, "pages", lambda: {"": []})
    job.finished.clear()


def _page():
    from dashboard.labs import page
    from tests.dashboard.labs.demo import LAB

    page.show(LAB)


def open_lab(**query):
    app = AppTest.from_function(_page, default_timeout=60)
    app.session_state["shell_sent_back"] = True
    for name, text in query.items():
        app.query_params[name.replace("__", ".")] = text
    return checked(app.run())


def share(**settings):
    """What the experiment finds with these settings."""
    part = LAB.parts[0]
    return finish(part.experiment, part.defaults | settings).share


def press(app, text):
    (button,) = [b for b in app.button if b.label == text]
    return checked(button.click().run())


def said(app):
    return "\n".join(element.value for element in app.markdown)


def finished(app):
    for _ in range(50):
        if not any(b.label == "Stop" for b in app.button):
            return checked(app.run())
        checked(app.run())
    raise AssertionError("the experiment does not end")


def test_nothing_is_shown_before_the_question_is_answered_or_passed_over():
    app = open_lab()
    assert "This run" not in said(app) and not app.subheader
    assert "is this coin fair?" in said(app)
    finished(press(app, "Skip"))
    assert f"{share():.0%} heads in 8 pieces" in said(app)
    assert "expected" not in said(app)


@pytest.mark.parametrize(("guess", "words"), [("Neither", "1 of 1"), ("Tails", "0 of 1")])
def test_a_guess_is_set_beside_the_result_and_counted(guess, words):
    app = finished(press(open_lab(), guess))
    assert f"You expected “{guess}”" in said(app)
    assert f"Right so far: {words}" in said(app)


def test_a_guess_is_about_the_settings_with_which_the_part_opens():
    app = finished(press(open_lab(), "Neither"))
    app.select_slider[0].set_value(0.9)
    finished(checked(app.run()))
    meant = "the settings with which this part opens"
    assert f"You expected “Neither”, and the run with {meant} shows it." in said(app)
    assert "Right so far: 1 of 1" in said(app)
    app = finished(press(open_lab(demo__throw__bias="0.9"), "Tails"))
    assert f"You expected “Tails”. That was asked of {meant}." in said(app)
    assert "Right so far" not in said(app)


def test_what_is_true_does_not_answer_a_question_that_is_still_open():
    app = finished(open_lab(demo__part="word"))
    texts = said(app) + "\n".join(caption.value for caption in app.caption)
    assert [each.value for each in app.subheader] == ["What is true"]
    assert "Coins have two sides" not in texts
    assert "It need not be" not in texts and "passed over, in the other parts" in texts


def test_the_address_holds_the_controls_and_not_the_run():
    app = finished(press(open_lab(demo__throw__bias="0.9"), "Skip"))
    assert dict(app.query_params) == {
        "demo.part": "throw",
        "demo.throw.bias": "0.9",
        "demo.throw.pieces": "8",
        "demo.throw.seed": "0",
        "demo.throw.slow": "off",
        "demo.throw.tint": "tanh",
    }
    app.select_slider[0].set_value(0.1)
    finished(checked(app.run()))
    assert app.query_params["demo.throw.bias"] == "0.1"
    assert f"{share(bias=0.1):.0%} heads" in said(app)


def test_a_run_that_somebody_made_stays_in_the_address():
    app = open_lab(demo__throw__bias="0.9", hidden="3")
    assert app.query_params["hidden"] == "3"
    assert app.session_state[session.KEY].config == RunConfig(hidden=(3,))


def test_what_a_link_asks_for_in_vain_is_said_in_one_sentence():
    app = open_lab(demo__throw__bias="0.4", demo__part="nowhere")
    (warning,) = app.warning
    assert "Bias: it must be one of 0.1, 0.5, 0.9; the link has 0.4" in warning.value.replace(
        "\\", ""
    )


def test_an_experiment_stops_keeps_what_is_there_and_goes_on():
    app = press(open_lab(demo__throw__slow="on", demo__throw__pieces="40"), "Skip")
    press(app, "Stop")
    assert "Stopped at" in said(app) and "heads in" in said(app)
    assert not any(b.label == "Stop" for b in app.button)
    press(app, "Go on")
    assert "heads in 40 pieces" in said(finished(app))


def test_a_claim_has_a_verdict_with_its_own_settings_only():
    assert "It does not hold." not in said(finished(press(open_lab(), "Skip")))
    app = finished(press(open_lab(demo__throw__bias="0.9"), "Skip"))
    assert f"**It does not hold.** {share(bias=0.9):.0%} heads." in said(app)


def test_what_was_not_compared_with_its_source_says_so():
    text = said(finished(press(open_lab(), "Skip")))
    assert "two :gray[(Everybody)]" in text and ":gray[Measured here:] 8 pieces" in text
    assert "round :gray[(Somebody; from general knowledge, not compared with the source)]" in text


def test_a_part_may_wait_for_a_button_and_a_bad_text_is_refused_in_place():
    app = open_lab(demo__part="word")
    assert "Ready." in said(app)
    press(app, "Run")
    assert "5 letters" in said(finished(app))
    app.text_input[0].set_value("x" * 30)
    checked(app.run())
    assert any("at most 19 letters" in element.value for element in app.caption)
    assert "5 letters" in said(app)


def test_a_finished_result_serves_the_next_visitor_at_once():
    finished(press(open_lab(demo__throw__slow="on"), "Skip"))
    app = press(open_lab(demo__throw__slow="on"), "Skip")
    assert "heads in 8 pieces" in said(app)
    assert not any(b.label == "Stop" for b in app.button)


@pytest.mark.parametrize("part", LAB.parts, ids=lambda part: part.key)
def test_every_option_survives_the_address(part):
    for control in part.controls:
        for value in (control.default, *control.options):
            many = control.widget == "many" and not isinstance(value, tuple)
            chosen = (value,) if many else value
            assert settings.read(control, settings.write(control, chosen)) == chosen


def test_a_view_changes_the_picture_and_not_the_experiment():
    app = finished(press(open_lab(), "Skip"))
    before = app.session_state["labs"]["jobs"]["demo", "throw"]
    checked(app.select_slider[1].set_value("gelu").run())
    assert app.query_params["demo.throw.tint"] == "gelu"
    assert app.session_state["labs"]["jobs"]["demo", "throw"] is before
    assert "tint" not in before.settings
