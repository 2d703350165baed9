"""Choices that make others impossible: the nearest that works, and a sentence that says so."""

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard.controls.control import values_of
from dashboard.controls.fitting import KEPT, fitted
from models.activations import moments
from models.config import ConfigError, RunConfig
from models.datasets import DATASETS
from models.datasets.counts import largest_samples
from models.declarations import FIELDS
from models.fields import Number
from tests.dashboard.page import choose, open_controls, said
from tests.models.configs import configs

BATCH = "Batch size is now 250: it must be at most the 250 training samples."


@pytest.mark.usefixtures("inline")
def test_fewer_samples_take_the_batch_size_down_with_them():
    app = open_controls(batch_size="200")
    run = choose(app, "number_input", "samples", 100)
    assert (run.config.samples, run.config.batch_size) == (100, 50)
    assert said(app) == "Batch size is now 50: it must be at most the 50 training samples."
    assert app.number_input(key="control_batch_size").value == 50


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize(
    ("name", "typed", "value", "sentence"),
    [
        ("batch_size", 400, 250, BATCH),
        ("batch_size", 50_000, 250, BATCH),
        ("batch_size", 0, 1, "Batch size is now 1: it must be a whole number between"),
        ("samples", 90_000, 20_000, "Samples are now 20,000: they must be a whole number between"),
        ("initial_bias", -11.0, -10.0, "Bias at the start is now -10: it must be a number between"),
    ],
)
def test_a_number_beyond_its_range_moves_into_it(name, typed, value, sentence):
    app = open_controls()
    run = choose(app, "number_input", name, typed)
    assert getattr(run.config, name) == value
    assert sentence in said(app)
    assert app.number_input(key=f"control_{name}").value == value


@pytest.mark.usefixtures("inline")
def test_a_hyperparameter_beyond_its_range_moves_into_it():
    app = open_controls(schedule="step")
    run = choose(app, "number_input", "schedule_step_every", 5.0)
    assert run.config.schedule_hyperparameters == (("every", 10.0),)
    assert said(app) == "Every is now 10: it must be between 10 and 20000."


@pytest.mark.usefixtures("inline")
def test_another_task_begins_with_its_own_loss_and_says_so():
    app, most = open_controls(samples="5000"), largest_samples(DATASETS["digits"], 10, 0.0)
    run = choose(app, "pills", "dataset", "digits")
    assert (run.config.loss, run.config.samples) == ("softmax_cross_entropy", most)
    assert "Loss is now Softmax cross-entropy: Digits asks for several classes." in said(app)
    assert f"Samples are now {most:,}: they must be at most the {most:,} that Digits has" in said(
        app
    )
    for dataset, loss, sentence in (
        ("circles", "binary_cross_entropy", "Circles asks for two classes."),
        ("sine", "mse", "Loss is now Mean squared error: Sine asks for a number."),
        ("xor", "binary_cross_entropy", "XOR asks for two classes."),
    ):
        assert choose(app, "pills", "dataset", dataset).config.loss == loss
        assert sentence in said(app)
    choose(app, "pills", "dataset", "moons")
    assert said(app) == ""


@pytest.mark.usefixtures("inline")
def test_what_was_chosen_for_an_entry_leaves_with_it():
    app = open_controls(optimizer="adam", optimizer_hyperparameters="beta1:0.5")
    run = choose(app, "selectbox", "optimizer", "sgd")
    assert run.config.optimizer_hyperparameters == ()
    assert said(app) == "Adam was left, and with it what was chosen for it: beta1 0.5."
    choose(app, "selectbox", "optimizer", "adam")
    assert said(app) == ""


@pytest.mark.parametrize(
    ("before", "chosen", "moved", "sentence"),
    [
        (
            {"samples": 502},
            {"normalization": "before"},
            {"batch_size": 11},
            "Batch size is now 11: it must leave no minibatch with a single sample",
        ),
        (
            {"features": ("y",)},
            {"dataset": "sine"},
            {"features": ("x",)},
            "Input features are now x: they must have one of x, x², sin x with this dataset.",
        ),
        (
            {"dtype": "float64"},
            {"device": "mps"},
            {"dtype": "float32"},
            "Precision is now 32 bits: it must be float32 on Apple's GPU",
        ),
    ],
)
def test_what_was_chosen_earlier_gives_way(before, chosen, moved, sentence):
    config = RunConfig(**before)
    found, notes = fitted({**values_of(config), **chosen}, config)
    for name, value in {**chosen, **moved}.items():
        assert getattr(found, name) == value
    assert any(note.startswith(sentence) for note in notes)


def test_a_matched_initializer_gives_way_to_an_activation_without_a_gain(monkeypatch):
    def gain(choice):
        raise ValueError(f"{choice.name} has no gain.")

    config = RunConfig(initializer="matched", activations=("relu",))
    monkeypatch.setattr(moments, "gain", gain)
    found, notes = fitted({**values_of(config), "activations": ("tanh",)}, config)
    assert (found.initializer, found.activations) == ("he_normal", ("tanh",))
    reason = "it must suit the activations: tanh has no gain."
    assert notes == [f"Initializer is now He normal: {reason}"]


@pytest.mark.parametrize(
    ("before", "chosen", "field"),
    [
        ({"device": "mps"}, {"dtype": "float64"}, "dtype"),
        ({"hidden": (100, 100), "seeds": 5, "optimizer": "adam"}, {"seeds": 30}, "seeds"),
        ({}, {"hidden": (256,) * 20}, "hidden"),
        ({}, {"clip_norm": 0.0}, "clip_norm"),
    ],
)
def test_what_was_chosen_now_does_not_give_way(before, chosen, field):
    config = RunConfig(**before)
    with pytest.raises(ConfigError) as refused:
        fitted({**values_of(config), **chosen}, config)
    assert refused.value.field == field


@settings(max_examples=150, deadline=None)
@given(configs(), configs(), some.sampled_from(sorted(FIELDS.keys() - {"changes"})))
def test_whatever_moves_is_said(before, other, name):
    values = {**values_of(before), name: getattr(other, name)}
    try:
        found, notes = fitted(values, before)
    except ConfigError:
        return
    moved = {
        field.name
        for field in dataclasses.fields(found)
        if getattr(found, field.name) != values[field.name]
    }
    assert len(notes) == len(moved)
    assert not moved & KEPT
    assert name not in moved or isinstance(FIELDS[name], Number)
