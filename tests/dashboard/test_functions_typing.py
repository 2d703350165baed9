"""Formulas typed on the Functions page, and their place in every menu."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import markdown, session
from dashboard.functions import chooser, details, formula_box, selection
from models.choices import ActivationChoice
from models.formula import key, parse
from tests.dashboard.page import checked, open_page, run_of, said

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "functions.py")
SWISH = "own_x_tsigmoid_obeta_tx_c"

pytestmark = pytest.mark.usefixtures("inline")


def functions_page(**query):
    app = AppTest.from_file(PAGE, default_timeout=120)
    for name, text in query.items():
        app.query_params[name] = text
    return checked(app.run())


def typed(app, text):
    return checked(app.text_input(key=formula_box.BOX).set_value(text).run())


def shown(app):
    return [str(c) for c in selection.read(app.session_state[session.OWN][selection.SHOW]).choices]


def test_a_typed_formula_is_shown_with_a_slider_for_each_hyperparameter():
    app = typed(functions_page(), "x * sigmoid(beta * x)")
    assert shown(app) == ["relu", "tanh", SWISH]
    slider = next(s for s in app.slider if "beta" in s.label)
    assert slider.label == r"x\*sigmoid(beta\*x): beta"
    checked(slider.set_value(2.0).run())
    assert shown(app)[-1] == f"{SWISH}(beta=2.0)"
    assert not app.error


def test_a_text_that_is_no_formula_says_why_and_where_and_changes_nothing():
    app = typed(functions_page(show="relu"), "x*sigmoyd(x)")
    assert shown(app) == ["relu"]
    assert "sigmoyd" in app.error[0].value
    assert app.code[0].value == "x*sigmoyd(x)\n  ^"
    typed(app, "x*sigmoid(x)")
    assert not app.error
    assert shown(app) == ["relu", "own_x_tsigmoid_ox_c"]


def test_what_is_typed_is_never_read_as_markdown():
    app = typed(functions_page(), "[a](http://b) :red[c]")
    assert "](http" not in app.error[0].value.replace("\\", "§")


def test_a_formula_without_numbers_on_a_part_of_the_line_says_where():
    app = typed(functions_page(show="relu"), "log(x)")
    assert "log(x) is not a number (NaN) for x up to 0." in said(app)


def test_a_very_long_text_is_refused_with_a_short_picture_of_the_place():
    app = typed(functions_page(), "x" * 1_000_000)
    assert len(app.error[0].value) < 300
    assert len(app.code[1].value) < 200


def test_its_derivatives_are_written_out():
    app = functions_page(show=SWISH)
    assert any("sigma" in found.value for found in app.latex)


def test_one_that_is_too_deep_shows_its_text_instead():
    deep = key(parse("sin(x*sin(x*sin(x*sin(x))))"))
    app = functions_page(show=deep)
    assert not app.latex
    assert any(code.value.startswith("f(z) = sin(") for code in app.code)


@pytest.mark.parametrize("text", ["log(-1 - abs(x))", "x/0", "exp(exp(x))", "3", "x^16"])
@pytest.mark.parametrize("tab", list(details.DRAWN))
def test_every_tab_takes_an_extreme_formula(text, tab):
    app = functions_page(show=f"relu,{key(parse(text))}")
    app.session_state[details.TABS] = tab
    checked(app.run())


def test_it_is_in_every_menu_and_trains():
    app = open_page(activations=f"relu,{SWISH}", hidden="4,4")
    assert [net.name for net in run_of(app).now.nets] == ["ReLU", "x*sigmoid(beta*x)"]
    menu = app.selectbox(key="control_net0_layer1")
    assert "x*sigmoid(beta*x)" in menu.options
    checked(app.button(key="transport_step").click().run())
    assert run_of(app).step == 1


def test_it_stays_in_the_menus_when_it_is_taken_out_of_the_run():
    app = open_page(activations=f"relu,{SWISH}", hidden="4,4")
    pills = next(group for group in app.button_group if group.key == "control_activations")
    checked(pills.set_value(["relu"]).run())
    assert [net.name for net in run_of(app).now.nets] == ["ReLU"]
    assert "x*sigmoid(beta*x)" in app.selectbox(key="control_net0_layer1").options


def test_search_and_filters_find_it():
    app = functions_page(show=f"relu,{SWISH}")
    pills = next(group for group in app.button_group if group.key == chooser.PILLS)
    assert pills.options[0].endswith(markdown.plain("x*sigmoid(beta…"))
    assert ActivationChoice(SWISH).activation.family == "typed"


def test_what_a_link_names_is_never_read_as_markdown():
    app = functions_page(show="relu,[a](http://b)")
    assert "\\[a\\](http:\u2060//b)" in said(app)
