"""The run controls: made from the declarations, and always showing the run that is."""

import gc
import math
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from dashboard.controls import activations, fields
from models import devices
from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.datasets import DATASETS
from models.declarations import RATES
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.optimizers import OPTIMIZERS
from tests.dashboard.page import checked, choose, open_controls, open_page, run_of, said

pytestmark = pytest.mark.usefixtures("inline")

PAGE = str(Path(__file__).resolve().parents[2] / "pages" / "playground.py")


def test_the_default_run_stands_in_the_controls():
    app = open_page()
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


def test_a_live_choice_keeps_the_step_and_another_starts_anew():
    app = open_page()
    checked(app.button(key="transport_step").click().run())
    run = choose(app, "select_slider", "learning_rate", 0.1)
    assert (run.step, run.now.learning_rate) == (1, 0.1)
    assert app.query_params["changes"] == "1:learning_rate:0.1"
    run = choose(app, "pills", "dataset", "xor")
    assert (run.step, run.config.dataset, run.config.learning_rate) == (0, "xor", 0.1)
    assert "changes" not in app.query_params


def test_a_rate_that_changes_because_its_step_has_come_is_no_choice():
    app = open_page(changes="1:learning_rate:0.1", hidden="4")
    before = run_of(app).config
    for _ in range(2):
        checked(app.button(key="transport_step").click().run())
    assert run_of(app).config == before
    assert run_of(app).step == 2
    assert app.select_slider(key="control_learning_rate").value == 0.1


def test_a_run_that_would_be_too_large_is_refused_and_the_run_kept():
    app = open_page(hidden="100,100", seeds="5", optimizer="adam")
    run = choose(app, "number_input", "seeds", 30)
    assert "within 2,000,000 bytes" in said(app)
    assert run.config.seeds == app.number_input(key="control_seeds").value == 5


def test_a_linked_value_between_the_stops_stands_on_the_slider():
    app = open_page(learning_rate="0.05", speed="100")
    assert app.select_slider(key="control_learning_rate").value == 0.05
    assert len(app.select_slider(key="control_learning_rate").options) == len(RATES) + 1
    assert app.select_slider(key="control_speed").value == 100
    assert app.select_slider(key="control_speed").options[-1] == "max"


def test_stops_and_limits():
    app = open_page()
    run = choose(app, "number_input", "stop_step", 1)
    assert run.now.stop_step == 1
    checked(app.button(key="transport_step").click().run())
    assert run_of(app).stopped == "step limit"
    assert app.button(key="transport_play").disabled
    run = choose(app, "number_input", "stop_step", None)
    assert run.stopped is None
    assert not app.button(key="transport_play").disabled


def test_sliders_give_round_numbers():
    run = choose(open_page(), "slider", "noise", 0.15000000000000002)
    assert run.config.noise == 0.15
    assert fields.stops((0.1, 0.3), 0.2) == [0.1, 0.2, 0.3]


@pytest.mark.parametrize("gpus", [(), ("NVIDIA One",), ("NVIDIA One", "NVIDIA Two")])
def test_only_devices_that_are_there_are_offered_and_what_a_link_asks_for(monkeypatch, gpus):
    monkeypatch.setattr(devices, "gpu_names", lambda: gpus)
    monkeypatch.setattr(devices, "has_apple_gpu", lambda: False)
    names = [f"GPU {index}: {name}" for index, name in enumerate(gpus)]
    assert open_controls().radio(key="control_device").options == ["CPU", "Automatic", *names]
    monkeypatch.setattr(devices, "resolve", lambda key: torch.device("cpu"))
    asked = open_controls(device="cuda:7").radio(key="control_device")
    first = gpus[0] if gpus else "CPU"
    assert asked.options == ["CPU", "Automatic", *names, f"GPU 7 (not here: {first})"]
    assert asked.value == "cuda:7"


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
def test_a_new_entry_of_a_table_is_in_its_menu_and_can_be_chosen(field, table, kind):
    pill = {"pill": True} if field == "dataset" else {}
    with added(table, "newcomer", name="Newcomer", **pill):
        app = open_page()
        assert "Newcomer" in getattr(app, kind)(key=f"control_{field}").options
        assert getattr(choose(app, kind, field, "newcomer").config, field) == "newcomer"
        assert app.query_params[field] == "newcomer"


def test_a_new_activation_is_in_every_menu():
    with added(ACTIVATIONS, "newcomer", name="Newcomer", pill=True):
        app = open_page()
        assert any("Newcomer" in text for text in app.pills(key="control_activations").options)
        assert "Newcomer" in app.selectbox(key="control_net0_layer1").options
        run = choose(app, "pills", "activations", ["relu", "newcomer"])
        assert run.config.activations == ("relu", "newcomer")
        assert math.isfinite(run.shown.frame["loss"].test_loss[1])
    with added(ACTIVATIONS, "newcomer", name="Newcomer", pill=False):
        assert [entry.key for entry in activations.matching("newcomer", RunConfig())] == [
            "newcomer"
        ]
