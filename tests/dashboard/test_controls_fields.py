"""Every field of a run has its control, and every entry of every table can be chosen there."""

from itertools import pairwise

import numpy as np
import pytest

from models import devices
from models.composite import Keys
from models.datasets import DATASETS, OWN
from models.declarations import FIELDS
from models.fields import Choice
from models.losses import LOSSES
from tests.dashboard.page import choose, open_controls, said

pytestmark = pytest.mark.usefixtures("inline")

PAIRED = ("optimizer", "initializer", "schedule")
# Fields that several widgets write together, and what is chosen elsewhere.
COMPOUND = {
    "activations",
    "hidden",
    "changes",
    "own",
    "own_rates",
    *(f"{name}_hyperparameters" for name in PAIRED),
}
RUNS = (
    {},
    {"dataset": "class_blobs", "loss": "softmax_cross_entropy"},
    {"dataset": "formula", "loss": "mse"},
    {"activations": "prelu"},
    {"optimizer": "adam", "schedule": "step", "initializer": "normal"},
)
MENUS = {name: field for name, field in FIELDS.items() if isinstance(field, Choice)}
ENTRIES = [
    (name, key)
    for name, field in MENUS.items()
    for key in field.table
    if name != "learned_per"
    and key != OWN
    and (name != "device" or key in devices.here())
    and (name != "loss" or "binary" in LOSSES[key].tasks)
]


def controls(**query):
    return list(open_controls(**query).session_state["controls_seen"])


def test_every_field_has_one_control():
    there = [controls(**query) for query in RUNS]
    assert all(len(set(keys)) == len(keys) for keys in there)
    everywhere = set().union(*there)
    for name in FIELDS.keys() - COMPOUND:
        assert f"control_{name}" in everywhere, name
    several = ("activations", "layers", "units", "hidden")
    assert {f"control_{name}" for name in several} <= everywhere


@pytest.mark.parametrize(
    ("field", "key"), [(name, key) for name in PAIRED for key in FIELDS[name].table]
)
def test_every_hyperparameter_of_a_chosen_entry_has_a_control(field, key):
    declared = FIELDS[field].table[key].hyperparameters
    wanted = [f"control_{field}_{key}_{item.name}" for item in declared]
    there = [each for each in controls(**{field: key}) if each.startswith(f"control_{field}_")]
    assert there == wanted


def menu(app, name):
    """The one widget of a field, whatever its kind."""
    kinds = ("selectbox", "pills", "radio")
    for kind in kinds:
        if any(each.key == f"control_{name}" for each in getattr(app, kind)):
            return kind
    raise AssertionError(f"{name} has no menu")


@pytest.mark.parametrize(("field", "key"), ENTRIES)
def test_each_entry_chosen_from_the_default_run_gives_a_run_that_works(field, key):
    app = open_controls()
    if field == "dataset" and not DATASETS[key].pill:
        choose(app, "pills", "dataset", "more")
        radio = next(r for r in app.radio if DATASETS[key].name in r.options and "in_" in r.key)
        name = radio.key.removeprefix("control_")
        run = choose(app, "radio", name, key)
    else:
        run = choose(app, menu(app, field), field, key)
    assert getattr(run.config, field) == key
    assert np.isfinite(run.shown.frame["loss"].test_loss).all()
    assert run.shown.config == run.config
    if field != "dataset":
        assert said(app) == ""


def test_how_a_learned_hyperparameter_is_shared_is_asked_where_there_is_one():
    app = open_controls(activations="prelu")
    assert choose(app, "radio", "learned_per", "unit").config.learned_per == "unit"
    for query in ({}, {"activations": "prelu", "hidden": ""}):
        assert "control_learned_per" not in controls(**query)


def test_without_hidden_layers_nothing_is_asked_of_them():
    there = controls(hidden="")
    assert not {"control_normalization", "control_dropout"} & set(there)


def test_features_are_chosen_and_the_last_one_stays():
    app = open_controls()
    assert isinstance(FIELDS["features"], Keys)
    run = choose(app, "pills", "features", ["y", "x", "sin_x"])
    assert run.config.features == ("x", "y", "sin_x")
    run = choose(app, "pills", "features", ["x"])
    run = choose(app, "pills", "features", [])
    assert run.config.features == ("x",)
    assert "One input feature stays" in said(app)
    assert app.pills(key="control_features").value == ["x"]


def test_features_that_a_line_lacks_come_back_with_the_plane():
    app = open_controls()
    choose(app, "pills", "dataset", "sine")
    assert app.pills(key="control_features").options == ["x", "x²", "sin x"]
    run = choose(app, "pills", "features", ["x", "x2"])
    assert (run.config.used_features, run.config.features) == (("x", "x2"), ("x", "y", "x2"))
    run = choose(app, "pills", "dataset", "circles")
    assert run.config.used_features == ("x", "y", "x2")


def test_only_losses_that_suit_the_data_are_offered():
    for query in RUNS[:3]:
        app = open_controls(**query)
        task = DATASETS[query.get("dataset", "circles")].task
        suited = [loss.name for loss in LOSSES.values() if task in loss.tasks]
        assert app.selectbox(key="control_loss").options == suited


def test_every_control_explains_itself():
    for query in RUNS:
        app = open_controls(**query, hidden="4,4")
        kinds = ("pills", "radio", "selectbox", "slider", "select_slider", "number_input")
        widgets = [widget for kind in (*kinds, "text_input") for widget in getattr(app, kind)]
        assert all(widget.help for widget in widgets)
        assert all(first.key != second.key for first, second in pairwise(widgets))
