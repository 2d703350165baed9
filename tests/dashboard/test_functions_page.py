"""The Functions page, run without a browser."""

import json
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import session
from dashboard.functions import chooser, cost, curves, details, focus, selection, signals
from dashboard.share import links
from models import link
from models.choices import ActivationChoice, NetChoice
from models.config import RunConfig
from tests.dashboard.page import checked, run_of, said

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "functions.py")

pytestmark = pytest.mark.usefixtures("inline")


def open_page(**query):
    app = AppTest.from_file(PAGE, default_timeout=120)
    for name, text in query.items():
        app.query_params[name] = text
    return checked(app.run())


def shown(app):
    return [str(choice) for choice in selection.read(own(app)).choices]


def own(app):
    return app.session_state[session.OWN][selection.SHOW]


def pills(app, key):
    return next(group for group in app.button_group if group.key == key)


def open_tab(app, name):
    app.session_state[details.TABS] = name
    return checked(app.run())


def test_it_opens_with_the_activations_of_the_run():
    app = open_page(activations="gelu,relu|tanh")
    assert pills(app, chooser.PILLS).value == ["gelu", "relu", "tanh"]
    assert session.OWN in app.session_state and not app.session_state[session.OWN]
    assert len(app.get("vega_lite_chart")) == 1
    assert not app.warning


def test_a_link_shows_what_it_names_and_says_what_it_cannot():
    app = open_page(show="relu,elu(alpha=2.0),donut", noise="0.2")
    assert pills(app, chooser.PILLS).value == ["relu", "elu(alpha=2.0)"]
    assert "donut" in said(app) and "not a setting" not in said(app)
    assert run_of(app).now.noise == 0.2


def test_pills_add_at_the_end_and_take_away():
    app = open_page(show="tanh")
    pills(app, chooser.PILLS).set_value(["relu", "tanh", "gelu"]).run()
    assert shown(checked(app)) == ["tanh", "relu", "gelu"]
    pills(app, chooser.PILLS).set_value(["gelu", "relu"]).run()
    assert shown(checked(app)) == ["relu", "gelu"]
    pills(app, chooser.PILLS).set_value([]).run()
    assert own(checked(app)) == ""
    assert not app.get("vega_lite_chart")
    assert any("No function is shown" in text.value for text in app.markdown)


def test_a_slider_changes_the_curve_and_the_address():
    app = open_page(show="relu,elu")
    slider = next(slider for slider in app.slider if slider.label == "ELU: alpha")
    slider.set_value(2.5).run()
    assert shown(checked(app)) == ["relu", "elu(alpha=2.5)"]
    assert pills(app, chooser.PILLS).value == ["relu", "elu(alpha=2.5)"]


def test_search_and_filters_leave_what_matches_and_what_is_shown():
    app = open_page(show="tanh")
    app.text_input(key=chooser.SEARCH).set_value("shrink").run()
    options = pills(checked(app), chooser.PILLS).options
    assert options[0].endswith("tanh")
    assert len(options) == 4
    pills(app, chooser.PROPERTY).set_value(["smooth"]).run()
    assert len(pills(checked(app), chooser.PILLS).options) == 2


def test_use_in_a_run_adds_a_net_with_its_hyperparameters():
    app = open_page(show="relu,elu(alpha=2.0)")
    button = app.button(key=focus.USE)
    assert not button.disabled
    button.click().run()
    assert NetChoice((ActivationChoice("elu", (("alpha", 2.0),)),)) in run_of(checked(app)).now.nets
    assert app.button(key=focus.USE).disabled
    pills(app, focus.FOCUS).set_value("relu").run()
    assert checked(app).button(key=focus.USE).disabled


def test_the_one_in_focus_is_explained():
    app = open_page(show="relu,step_ste,snake")
    assert pills(app, focus.FOCUS).value == "snake"
    assert "class Snake(nn.Module)" in " ".join(code.value for code in app.code)
    pills(app, focus.FOCUS).set_value("step_ste").run()
    assert "not the derivative" in said(checked(app))


def test_properties_stand_side_by_side():
    app = open_tab(open_page(show="relu,tanh"), "Properties")
    table = app.dataframe[0].value
    assert list(table["function"]) == ["ReLU", "tanh"]
    assert list(table["range"]) == ["[0, ∞)", "(−1, 1)"]
    assert list(table["monotone"]) == ["increasing", "increasing"]
    assert table["gain"][0] == pytest.approx(2**0.5)


def test_formulas_stand_in_latex():
    app = open_page(show="elu")
    assert [text.value.partition("=")[0].strip(" $\n") for text in app.latex] == [
        "f(z)",
        "f'(z)",
        "f''(z)",
    ]


def test_signals_are_drawn_once_the_workers_have_answered(monkeypatch):
    monkeypatch.setattr(signals, "LAYERS", 3)
    monkeypatch.setattr(signals, "WIDTH", 16)
    app = open_tab(open_page(show="relu,tanh"), "Signals")
    assert len(app.get("vega_lite_chart")) == 3


def test_cost_is_measured_on_demand_while_the_page_goes_on(held, monkeypatch):
    monkeypatch.setattr(session, "PATIENCE", 0.0)
    monkeypatch.setattr(cost, "ELEMENTS", 64)
    monkeypatch.setattr(cost, "REPETITIONS", 2)
    app = open_tab(open_page(show="relu,gelu"), "Cost")
    asked = len(held.calls)
    app.button(key=cost.BUTTON).click().run()
    assert checked(app).button(key=cost.BUTTON).disabled
    assert len(app.get("vega_lite_chart")) == 1
    held.finish(asked)
    checked(app.run())
    assert not app.button(key=cost.BUTTON).disabled
    assert len(app.get("vega_lite_chart")) == 2
    app.button(key=cost.BUTTON).click().run()
    held.fail(BrokenProcessPool("gone"))
    checked(app.run())
    assert ["Measure again" in error.value for error in app.error] == [True]


@pytest.mark.parametrize("end", curves.LIMITS)
def test_curves_reach_as_far_as_chosen(end):
    app = open_page(show="relu")
    pills(app, curves.LIMIT).set_value(end).run()
    (chart,) = checked(app).get("vega_lite_chart")
    assert f"z from −{end} to {end}" in json.loads(chart.proto.spec)["description"]


def test_the_address_keeps_what_belongs_to_the_page_only_there():
    app = open_page(show="gelu")
    run = run_of(app)
    assert dict(app.query_params) == link.write(run.config)
    query = link.write(run.config) | {"show": "relu,elu(alpha=2.0)"}
    address = links.address("http://host/functions", query)
    assert address.endswith("&show=relu,elu(alpha=2.0)")
    assert link.read(link.write(RunConfig()))[1] == ()
