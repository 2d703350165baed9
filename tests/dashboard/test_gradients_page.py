"""The Gradients page: one net or two, chosen by a control, drawn from the session's run."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.panels import component
from dashboard.panels.payload import unpack
from tests.dashboard.page import checked

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "gradients.py")


@pytest.fixture
def drawn(inline, monkeypatch):
    """What the page has had drawn, the newest view last."""
    views = []

    def keep(payload, key, **_others):
        assert key == "gradients"
        views.append(unpack(payload))

    monkeypatch.setattr(component, "draw", keep)
    return views


def open_page(**query):
    app = AppTest.from_file(PAGE, default_timeout=60)
    for name, text in query.items():
        app.query_params[name] = text
    return checked(app.run())


def names(view):
    return [net["name"] for net in view["nets"]]


def test_the_first_two_nets_are_drawn_and_a_third_takes_the_place_of_the_first(drawn):
    app = open_page(activations="sigmoid,relu,tanh", hidden="8,8")
    assert names(drawn[-1]) == ["sigmoid", "ReLU"]
    choice = app.button_group(key="shown_nets")
    checked(choice.set_value(["sigmoid", "relu", "tanh"]).run())
    assert names(drawn[-1]) == ["ReLU", "tanh"]
    assert app.session_state["shown_nets"] == ["relu", "tanh"]
    checked(app.button_group(key="shown_nets").set_value(["tanh"]).run())
    assert names(drawn[-1]) == ["tanh"]
    checked(app.button_group(key="shown_nets").set_value([]).run())
    assert names(drawn[-1]) == ["tanh"]


def test_a_single_net_needs_no_choice(drawn):
    app = open_page(activations="sigmoid", hidden="8,8,8")
    assert names(drawn[-1]) == ["sigmoid"]
    assert not [group for group in app.get("button_group") if group.key == "shown_nets"]
    assert drawn[-1]["splits"][0]["sentence"].count("Layer") == 1


def test_the_layer_through_time_is_chosen(drawn):
    app = open_page(activations="sigmoid", hidden="8,8,8")
    assert drawn[-1]["heats"][0]["heading"] == "Layer 1: signals through time"
    checked(app.selectbox(key="shown_layer_of_3").set_value("output").run())
    assert drawn[-1]["heats"][0]["heading"] == "Output: signals through time"


def test_a_net_without_layers_has_no_layer_to_choose(drawn):
    app = open_page(activations="sigmoid", hidden="")
    assert drawn[-1]["heats"][0]["heading"] == "Output: signals through time"
    assert not [box for box in app.selectbox if str(box.key).startswith("shown_layer")]
