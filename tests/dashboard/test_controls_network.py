"""The controls of the nets: widths, activations, hyperparameters."""

import math

import pytest

from dashboard.controls import activations
from models import link
from models.activations import ACTIVATIONS
from models.config import RunConfig
from tests.dashboard.page import checked, choose, open_controls, open_page, run_of, said

pytestmark = pytest.mark.usefixtures("inline")


def test_widths_stand_in_three_widgets_that_stay_in_step():
    app = open_page()
    assert choose(app, "number_input", "layers", 3).config.hidden == (8, 8, 8)
    assert app.text_input(key="control_hidden").value == "8, 8, 8"
    assert choose(app, "text_input", "hidden", "8, 4").config.hidden == (8, 4)
    assert app.number_input(key="control_layers").value == 2
    assert app.number_input(key="control_units").value is None
    assert choose(app, "number_input", "units", 5).config.hidden == (5, 5)
    assert choose(app, "number_input", "layers", 0).config.hidden == ()
    assert app.number_input(key="control_units").disabled
    assert choose(app, "number_input", "layers", 1).config.hidden == (8,)


@pytest.mark.parametrize(
    ("text", "words"),
    [("8; 4", "Units are whole numbers with commas"), ("8, 900", "1 to 256 units")],
)
def test_widths_that_cannot_be_are_refused_in_a_sentence(text, words):
    app = open_page()
    checked(app.button(key="transport_step").click().run())
    run = choose(app, "text_input", "hidden", text)
    assert words in said(app)
    assert (run.config.hidden, run.step) == ((8, 8), 1)
    assert app.text_input(key="control_hidden").value == "8, 8"
    checked(app.button(key="transport_step").click().run())
    assert not app.warning


def test_one_activation_stays():
    app = open_page(activations="tanh")
    run = choose(app, "pills", "activations", [])
    assert run.config.activations == ("tanh",)
    assert app.pills(key="control_activations").value == ["tanh"]
    assert "One activation stays" in said(app)


def test_activations_keep_their_order_and_new_ones_come_last():
    app = open_page(activations="gelu,relu")
    run = choose(app, "pills", "activations", ["relu", "silu", "gelu"])
    assert run.config.activations == ("gelu", "relu", "silu")


def test_the_last_pill_opens_the_whole_table():
    app = open_page()
    pills = app.pills(key="control_activations")
    shown = len(pills.options) - 1
    assert pills.options[-1] == f"{len(ACTIVATIONS) - shown} more"
    run = choose(app, "pills", "activations", ["relu", "tanh", activations.MORE])
    assert run.config.activations == ("relu", "tanh")
    found = app.pills(key="control_picked_rectifier-smooth")
    checked(found.set_value("elu").run())
    assert run_of(app).config.activations == ("relu", "tanh", "elu")
    assert "elu" in app.pills(key="control_activations").value


@pytest.mark.parametrize("family", sorted({entry.family for entry in ACTIVATIONS.values()}))
def test_one_of_each_family_can_be_chosen_and_trains(family):
    app = open_controls(activations="relu" if family != "rectifier" else "tanh")
    keys = [entry.key for entry in ACTIVATIONS.values() if entry.family == family]
    with_pill = [text for text in activations.offered(RunConfig()) if text in keys]
    if with_pill:
        before = app.pills(key="control_activations").value
        choose(app, "pills", "activations", [*before, with_pill[0]])
    else:
        choose(app, "pills", "activations", [activations.MORE])
        checked(app.pills(key=f"control_picked_{family}").set_value(keys[0]).run())
    run = run_of(app)
    assert run.config.nets[-1].layers[0].key in keys
    assert math.isfinite(run.shown.frame["loss"].test_loss[-1])


def test_the_search_finds_by_name_key_and_family():
    config = RunConfig()
    assert [entry.key for entry in activations.matching("leaky", config)] == ["leaky_relu"]
    smooth = {entry.family for entry in activations.matching("rectifier smooth", config)}
    assert smooth == {"rectifier-smooth"}
    assert activations.matching("no such thing", config) == []
    shown = set(activations.offered(config))
    assert {entry.key for entry in activations.matching("", config)} == ACTIVATIONS.keys() - shown


def test_an_activation_of_its_own_for_a_layer():
    app = open_page(activations="relu,tanh", hidden="4,4,4")
    run = choose(app, "selectbox", "net0_layer1", "elu")
    assert [str(net) for net in run.config.nets] == ["relu|elu|relu", "tanh"]
    run = choose(app, "slider", "net0_layer1_elu_alpha", 2.0)
    assert str(run.config.nets[0]) == "relu|elu(alpha=2.0)|relu"
    run = choose(app, "number_input", "layers", 2)
    assert str(run.config.nets[0]) == "relu|elu(alpha=2.0)"
    run = choose(app, "selectbox", "net0_layer1", "")
    assert run.config.activations == ("relu", "tanh")


def test_the_layers_of_another_net():
    app = open_page(activations="relu,tanh")
    checked(app.selectbox(key="control_layers_of").set_value(1).run())
    run = choose(app, "selectbox", "net1_layer1", "relu")
    assert [str(net) for net in run.config.nets] == ["relu", "tanh|relu"]
    run = choose(app, "number_input", "layers", 0)
    assert run.config.activations == ("relu", "tanh")


def test_hyperparameters_of_activations_and_optimizers_go_into_the_link():
    app = open_page(activations="elu", optimizer="adam")
    run = choose(app, "slider", "net0_layer0_elu_alpha", 1.5)
    assert app.query_params["activations"] == "elu(alpha=1.5)"
    run = choose(app, "slider", "optimizer_adam_beta1", 0.5)
    assert run.config.optimizer_hyperparameters == (("beta1", 0.5),)
    config, notes = link.read(dict(app.query_params))
    assert (config, notes) == (run.config, ())
    run = choose(app, "slider", "optimizer_adam_beta1", 0.9)
    assert run.config.optimizer_hyperparameters == ()
    choose(app, "slider", "optimizer_adam_beta1", 0.5)
    assert choose(app, "selectbox", "optimizer", "sgd").config.optimizer_hyperparameters == ()
