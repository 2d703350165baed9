"""The controls of the data: pills, the dialog with all datasets, and what applies to each."""

import pytest

from dashboard.controls import data
from models.config import RunConfig
from models.datasets import DATASETS
from models.tasks import TASKS
from tests.dashboard.page import checked, choose, open_controls, run_of, said

pytestmark = pytest.mark.usefixtures("inline")

PILLS = [key for key, entry in DATASETS.items() if entry.pill]


def shown(app):
    """Fields of the expander about the data that have a control."""
    return [key.removeprefix("control_") for key in app.session_state["controls_seen"]]


def test_some_have_a_pill_and_the_last_pill_counts_the_rest():
    app = open_controls()
    pills = app.pills(key="control_dataset")
    names = [DATASETS[key].name for key in PILLS]
    assert pills.options == [*names, f"{len(DATASETS) - len(PILLS)} more", "Your data"]
    assert {DATASETS[key].task for key in PILLS} == TASKS.keys()


def test_the_chosen_one_has_a_pill():
    app = open_controls(dataset="checkerboard")
    pills = app.pills(key="control_dataset")
    assert pills.value == "checkerboard"
    assert pills.options[-3:-1] == ["Checkerboard", f"{len(DATASETS) - len(PILLS) - 1} more"]


def test_the_dialog_lists_each_dataset_once_with_its_note():
    app = open_controls()
    run = choose(app, "pills", "dataset", data.MORE)
    assert run.config.dataset == "circles"
    assert app.pills(key="control_dataset").value == "circles"
    radios = {radio.label: radio for radio in app.radio if radio.key.startswith(data.GROUP)}
    assert list(radios) == list(data.groups())
    assert [radio.value for radio in radios.values()] == ["circles", *[None] * (len(radios) - 1)]
    listed = [name for radio in radios.values() for name in radio.options]
    assert sorted(listed) == sorted(entry.name for entry in DATASETS.values())
    checked(radios["A number"].set_value("gaussians").run())
    assert run_of(app).config.dataset == "gaussians"
    assert app.pills(key="control_dataset").value == "gaussians"


def test_groups_are_of_one_kind():
    kinds = {
        label: {(entry.task, len(entry.coordinates)) for entry in entries}
        for label, entries in data.groups().items()
    }
    assert all(len(kind) == 1 for kind in kinds.values())
    assert sum(len(entries) for entries in data.groups().values()) == len(DATASETS)


@pytest.mark.parametrize("key", DATASETS)
def test_only_what_applies_to_a_dataset_is_shown(key):
    config, entry = RunConfig(**fitting(key)), DATASETS[key]
    there = shown(open_controls(**{name: str(value) for name, value in fitting(key).items()}))
    classes = entry.task != "regression"
    assert ("label_noise" in there) == ("imbalance" in there) == classes
    assert ("classes" in there) == (classes and entry.classes is None)
    assert ("features" in there) == bool(config.used_features)
    assert {"samples", "noise", "train_share", "batch_size"} <= set(there)


def fitting(key):
    """A dataset and a loss that suits it."""
    return {"dataset": key, "loss": TASKS[DATASETS[key].task].loss}


def test_a_formula_that_cannot_be_met_says_why_and_leaves_the_run():
    app = open_controls(dataset="formula", loss="mse", curve="x^2")
    run = choose(app, "text_input", "curve", "log(x)")
    assert run.now.curve == "x^2"
    assert "must lie between" in said(app)
    assert choose(app, "text_input", "curve", "abs(x)").now.curve == "abs(x)"
