"""What is done in a picture of a lab is taken for its settings, and a control may come and go."""

from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.labs.record import Control, Lab, Part
from models.labs.stage import AtOnce
from tests.dashboard.page import checked

HIDDEN = Control("knots", "Knots", "", widget="picture")
EXTRA = Control("word", "Word", "a", widget="text", when=lambda now: now["more"])
MORE = Control("more", "More", False, widget="toggle")
PART = Part("one", "One", "", AtOnce(dict), lambda *_: None, str, (HIDDEN, MORE, EXTRA))
LAB = Lab("picture", "A picture", "", "", (PART,), ())


def _page():
    import streamlit as st

    from dashboard.labs import reports, settings, widgets
    from tests.dashboard.labs.test_reports import LAB, PART

    reports.follow()
    now, _ = settings.settings_of(LAB, PART)
    widgets.controls(LAB, PART, now)
    if st.button("Report"):
        st.session_state["drawing"] = {"moved": "1_2"}
        heard = reports.listeners("drawing", "picture.one", {"moved": lambda text: {"knots": text}})
        heard["on_moved_change"]()
        reports.follow()
    if st.button("Silence"):
        st.session_state["drawing"] = {"moved": None}
        reports.listeners("drawing", "picture.one", {"moved": dict})["on_moved_change"]()
    settings.put(LAB, PART, now)
    st.write(f"knots {now['knots']!r}")


def opened():
    return checked(AppTest.from_function(_page, default_timeout=30).run())


def press(app, text):
    (button,) = [b for b in app.button if b.label == text]
    return checked(button.click().run())


def test_a_report_becomes_a_setting_and_the_page_is_drawn_with_it():
    app = opened()
    assert app.markdown[-1].value == "knots ''"
    assert press(app, "Report").markdown[-1].value == "knots '1_2'"
    assert press(app, "Silence").markdown[-1].value == "knots '1_2'"


def test_what_a_picture_sets_has_no_widget_and_the_rest_only_where_it_matters():
    app = opened()
    assert [toggle.label for toggle in app.toggle] == ["More"]
    assert len(app.text_input) == 0
    app = checked(app.toggle[0].set_value(True).run())
    assert [box.label for box in app.text_input] == ["Word"]


def test_what_is_empty_is_not_in_the_address():
    app = opened()
    kept = app.session_state[session.OWN]
    assert kept == {"picture.one.more": "off", "picture.one.word": "a"}
