"""The page of the lab about hinges: its knots in the link, and the box for a formula."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.page import checked

PAGE = Path(__file__).resolve().parents[3] / "pages" / "hinges.py"
KNOTS = "-3.000~0.000_1.000~0.500_3.000~0.000"

pytestmark = pytest.mark.usefixtures("inline")


def first_run(**query):
    app = AppTest.from_file(str(PAGE), default_timeout=60)
    app.session_state["shell_sent_back"] = True
    for name, text in query.items():
        app.query_params[f"hinges.build.{name}"] = text
    return checked(app.run())


def opened(**query):
    app = first_run(**query)
    (skip,) = [button for button in app.button if button.label == "Skip"]
    app = checked(skip.click().run())
    return checked(app.run())


def said(app):
    return "\n".join(text.value for text in app.markdown)


def test_the_link_holds_the_knots():
    app = opened(pieces="2", knots=KNOTS, on_curve="off", target="absolute")
    assert "the curve and the sum of 2 hinges is 3.000" in said(app)
    assert app.session_state["session_own"]["hinges.build.knots"] == KNOTS


def test_a_formula_is_typed_only_where_one_is_asked_for():
    app = opened()
    assert len(app.text_input) == 0
    app = checked(app.selectbox[0].select("typed").run())
    (box,) = app.text_input
    app = checked(box.input("x^2").run())
    app = checked(app.run())
    assert "the curve and the sum of 8 hinges is 0.141" in said(app)
    app = checked(app.text_input[0].input("log(x)").run())
    assert any("must lie between" in text.value for text in app.caption)
    app = checked(app.text_input[0].input("2 sin x").run())
    assert any(r"2\*" in text.value for text in app.caption)


@pytest.mark.parametrize("query", [{"knots": "1_2"}, {"drawn": "1_2"}, {"formula": "x +"}])
def test_what_a_link_has_in_vain_is_said(query):
    assert len(first_run(**query).warning) == 1
