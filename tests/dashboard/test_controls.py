"""The run controls: made from the declarations, and always showing the run that is."""

import gc
import math
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.controls import activations, fields
from models import devices, link
from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.datasets import DATASETS
from models.declarations import FIELDS, RATES
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.optimizers import OPTIMIZERS

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "playground.py")


@pytest.fixture
def opened(inline):
    """A function that opens the page with a query."""

    def open_page(**query):
        app = AppTest.from_file(PAGE, default_timeout=60)
        for name, text in query.items():
            app.query_params[name] = text
        return checked(app.run())

    return open_page


def checked(app):
    assert not app.exception
    return app


def run_of(app):
    return app.session_state["session_run"]


def choose(app, kind, name, value):
    checked(getattr(app, kind)(key=f"control_{name}").set_value(value).run())
    return run_of(app)


def said(app):
    return " ".join(warning.value for warning in app.warning)


def test_the_default_run_stands_in_the_controls(opened):
    app = opened()
    assert app.pills(key="control_activations").value == ["relu", "tanh"]
    assert app.pills(key="control_dataset").value == "circles"
    assert app.number_input(key="control_layers").value == 2
    assert app.number_input(key="control_units").value == 8
    assert app.select_slider(key="control_learning_rate").value == 0.03
    assert app.select_slider(key="control_speed").value == 64
    assert [expander.label for expander in app.expander] == [
        "More about the data",
        "More about the network",
        "More about training",
        "Device",
    ]
    assert not app.warning


def test_every_field_can_be_set_somewhere(opened):
    keys = {control.key for control in opened().sidebar if getattr(control, "key", None)}
    keys |= {
        control.key for expander in opened().expander for control in expander.children.values()
    }
    apart = {"hidden", "changes", "optimizer_hyperparameters"}
    assert {f"control_{name}" for name in FIELDS.keys() - apart} <= keys
    assert {"control_layers", "control_units", "control_hidden", "control_sgd_momentum"} <= keys


def test_a_live_choice_keeps_the_step_and_another_starts_anew(opened):
    app = opened()
    checked(app.button(key="transport_step").click().run())
    run = choose(app, "select_slider", "learning_rate", 0.1)
    assert (run.step, run.now.learning_rate) == (1, 0.1)
    assert app.query_params["changes"] == "1:learning_rate:0.1"
    run = choose(app, "pills", "dataset", "xor")
    assert (run.step, run.config.dataset, run.config.learning_rate) == (0, "xor", 0.1)
    assert "changes" not in app.query_params


def test_a_rate_that_changes_because_its_step_has_come_is_no_choice(opened):
    app = opened(changes="1:learning_rate:0.1", hidden="4")
    before = run_of(app).config
    for _ in range(2):
        checked(app.button(key="transport_step").click().run())
    assert run_of(app).config == before
    assert run_of(app).step == 2
    assert app.select_slider(key="control_learning_rate").value == 0.1


def test_widths_stand_in_three_widgets_that_stay_in_step(opened):
    app = opened()
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
def test_widths_that_cannot_be_are_refused_in_a_sentence(opened, text, words):
    app = opened()
    checked(app.button(key="transport_step").click().run())
    run = choose(app, "text_input", "hidden", text)
    assert words in said(app)
    assert (run.config.hidden, run.step) == ((8, 8), 1)
    assert app.text_input(key="control_hidden").value == "8, 8"
    checked(app.button(key="transport_step").click().run())
    assert not app.warning


def test_a_run_that_would_be_too_large_is_refused_and_the_run_kept(opened):
    app = opened(hidden="100,100", seeds="5", optimizer="adam")
    run = choose(app, "slider", "seeds", 30)
    assert "within 2,000,000 bytes" in said(app)
    assert run.config.seeds == app.slider(key="control_seeds").value == 5


def test_fewer_samples_take_the_batch_size_down_with_them(opened):
    app = opened(batch_size="200")
    assert app.number_input(key="control_batch_size").max == 250
    run = choose(app, "number_input", "samples", 100)
    assert (run.config.samples, run.config.batch_size) == (100, 50)
    assert "Batch size is now 50" in said(app)
    assert app.number_input(key="control_batch_size").value == 50
    assert app.number_input(key="control_batch_size").max == 50


def test_one_activation_stays(opened):
    app = opened(activations="tanh")
    run = choose(app, "pills", "activations", [])
    assert run.config.activations == ("tanh",)
    assert app.pills(key="control_activations").value == ["tanh"]
    assert "One activation stays" in said(app)


def test_activations_keep_their_order_and_new_ones_come_last(opened):
    app = opened(activations="gelu,relu")
    run = choose(app, "pills", "activations", ["relu", "silu", "gelu"])
    assert run.config.activations == ("gelu", "relu", "silu")


def test_the_last_pill_opens_the_whole_table(opened):
    app = opened()
    pills = app.pills(key="control_activations")
    shown = len(pills.options) - 1
    assert pills.options[-1] == f"{len(ACTIVATIONS) - shown} more"
    run = choose(app, "pills", "activations", ["relu", "tanh", activations.MORE])
    assert run.config.activations == ("relu", "tanh")
    found = app.pills(key="control_picked_rectifier-smooth")
    checked(found.set_value("elu").run())
    assert run_of(app).config.activations == ("relu", "tanh", "elu")
    assert "elu" in app.pills(key="control_activations").value


def test_the_search_finds_by_name_key_and_family():
    config = RunConfig()
    assert [entry.key for entry in activations.matching("leaky", config)] == ["leaky_relu"]
    smooth = {entry.family for entry in activations.matching("rectifier smooth", config)}
    assert smooth == {"rectifier-smooth"}
    assert activations.matching("no such thing", config) == []
    shown = set(activations.offered(config))
    assert {entry.key for entry in activations.matching("", config)} == ACTIVATIONS.keys() - shown


def test_an_activation_of_its_own_for_a_layer(opened):
    app = opened(activations="relu,tanh", hidden="4,4,4")
    run = choose(app, "selectbox", "net0_layer1", "elu")
    assert [str(net) for net in run.config.nets] == ["relu|elu|relu", "tanh"]
    run = choose(app, "slider", "net0_layer1_elu_alpha", 2.0)
    assert str(run.config.nets[0]) == "relu|elu(alpha=2.0)|relu"
    run = choose(app, "number_input", "layers", 2)
    assert str(run.config.nets[0]) == "relu|elu(alpha=2.0)"
    run = choose(app, "selectbox", "net0_layer1", "")
    assert run.config.activations == ("relu", "tanh")


def test_the_layers_of_another_net(opened):
    app = opened(activations="relu,tanh")
    checked(app.selectbox(key="control_layers_of").set_value(1).run())
    run = choose(app, "selectbox", "net1_layer1", "relu")
    assert [str(net) for net in run.config.nets] == ["relu", "tanh|relu"]
    run = choose(app, "number_input", "layers", 0)
    assert run.config.activations == ("relu", "tanh")


def test_hyperparameters_of_activations_and_optimizers_go_into_the_link(opened):
    app = opened(activations="elu", optimizer="adam")
    run = choose(app, "slider", "net0_layer0_elu_alpha", 1.5)
    assert app.query_params["activations"] == "elu(alpha=1.5)"
    run = choose(app, "slider", "adam_beta1", 0.5)
    assert run.config.optimizer_hyperparameters == (("beta1", 0.5),)
    config, notes = link.read(dict(app.query_params))
    assert (config, notes) == (run.config, ())
    run = choose(app, "slider", "adam_beta1", 0.9)
    assert run.config.optimizer_hyperparameters == ()
    choose(app, "slider", "adam_beta1", 0.5)
    assert choose(app, "selectbox", "optimizer", "sgd").config.optimizer_hyperparameters == ()


def test_a_linked_value_between_the_stops_stands_on_the_slider(opened):
    app = opened(learning_rate="0.05", speed="100")
    assert app.select_slider(key="control_learning_rate").value == 0.05
    assert len(app.select_slider(key="control_learning_rate").options) == len(RATES) + 1
    assert app.select_slider(key="control_speed").value == 100
    assert app.select_slider(key="control_speed").options[-1] == "max"


def test_stops_and_limits(opened):
    app = opened()
    run = choose(app, "number_input", "stop_step", 1)
    assert run.now.stop_step == 1
    checked(app.button(key="transport_step").click().run())
    assert run_of(app).stopped == "step limit"
    assert app.button(key="transport_play").disabled
    run = choose(app, "number_input", "stop_step", None)
    assert run.stopped is None
    assert not app.button(key="transport_play").disabled


def test_sliders_give_round_numbers(opened):
    run = choose(opened(), "slider", "noise", 0.15000000000000002)
    assert run.config.noise == 0.15
    assert fields.stops((0.1, 0.3), 0.2) == [0.1, 0.2, 0.3]


@pytest.mark.parametrize("gpu", [None, "A fast one"])
def test_only_devices_that_are_there_are_offered(opened, monkeypatch, gpu):
    monkeypatch.setattr(devices, "gpu_name", lambda: gpu)
    offered = opened().radio(key="control_device").options
    assert offered == ["CPU", "Automatic", *(["GPU"] if gpu else [])]


@contextmanager
def added(table, key, **changes):
    """A further entry in a table, for as long as it takes."""
    (entries,) = gc.get_referents(table)
    entries[key] = replace(next(iter(entries.values())), key=key, **changes)
    try:
        yield
    finally:
        del entries[key]


@pytest.mark.parametrize(
    ("field", "table", "kind"),
    [
        ("dataset", DATASETS, "pills"),
        ("initializer", INITIALIZERS, "selectbox"),
        ("loss", LOSSES, "selectbox"),
        ("optimizer", OPTIMIZERS, "selectbox"),
    ],
)
def test_a_new_entry_of_a_table_is_in_its_menu_and_can_be_chosen(opened, field, table, kind):
    with added(table, "newcomer", name="Newcomer"):
        app = opened()
        assert "Newcomer" in getattr(app, kind)(key=f"control_{field}").options
        assert getattr(choose(app, kind, field, "newcomer").config, field) == "newcomer"
        assert app.query_params[field] == "newcomer"


def test_a_new_activation_is_in_every_menu(opened):
    with added(ACTIVATIONS, "newcomer", name="Newcomer", pill=True):
        app = opened()
        assert any("Newcomer" in text for text in app.pills(key="control_activations").options)
        assert "Newcomer" in app.selectbox(key="control_net0_layer1").options
        run = choose(app, "pills", "activations", ["relu", "newcomer"])
        assert run.config.activations == ("relu", "newcomer")
        assert math.isfinite(run.shown.frame["loss"].test_loss[1])
    with added(ACTIVATIONS, "newcomer", name="Newcomer", pill=False):
        assert [entry.key for entry in activations.matching("newcomer", RunConfig())] == [
            "newcomer"
        ]
