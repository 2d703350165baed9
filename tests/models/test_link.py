"""A run and its link."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models import link
from models.config import RunConfig
from models.declarations import FIELDS
from tests.models.configs import configs


@given(configs())
def test_a_link_reads_back_as_the_same_run(config):
    query = link.write(config)
    assert link.read(query) == (config, ())
    assert all(isinstance(text, str) for text in query.values())


QUERIES = some.dictionaries(some.sampled_from(sorted(FIELDS)) | some.text(max_size=8), some.text())
BROKEN = some.dictionaries(
    some.sampled_from(sorted(FIELDS)),
    some.sampled_from(
        ("", "nan", "inf", "-1", "1e999", "9" * 5000, "relu|tanh|elu", "relu(", "a:b:c", "0.5,1")
    ),
)


@given(QUERIES | BROKEN)
def test_any_query_gives_a_run_and_names_what_was_unusable(query):
    config, notes = link.read(query)
    assert link.read(link.write(config)) == (config, ())
    for name in query:
        if name not in FIELDS:
            assert any("not a setting" in note for note in notes)


def test_only_what_is_empty_by_default_is_left_out():
    left_out = FIELDS.keys() - link.write(RunConfig()).keys()
    empty = {"stop_step", "stop_loss", "clip_norm", "own_rates", "changes", "own"}
    pairs = {f"{name}_hyperparameters" for name in ("optimizer", "initializer", "schedule")}
    assert left_out == empty | pairs
    assert link.write(dataclasses.replace(RunConfig(), hidden=()))["hidden"] == ""


@pytest.mark.parametrize(
    ("query", "field", "value", "words"),
    [
        ({"noise": "7"}, "noise", 1.0, "Noise must be a number between 0 and 1; the link has 7."),
        ({"noise": "much"}, "noise", 0.1, "Noise must be a number; the link has much"),
        ({"dataset": "cats"}, "dataset", "circles", "Data must be one of Circles, Small circles"),
        ({"dataset": "sine", "loss": "hinge"}, "loss", "mse", "one of Mean squared error, Huber"),
        ({"batch_size": "400"}, "batch_size", 250, "at most the 250 training samples"),
        ({"activations": "relu,relu"}, "activations", ("relu",), "the same activation twice"),
        ({"activations": "relu,nope"}, "activations", ("relu", "tanh"), "an activation must be"),
        ({"hidden": "8,1000"}, "hidden", (8, 256), "1 to 256 units"),
        ({"seed": "1.5"}, "seed", 2, "must be a whole number"),
        ({"changes": "5:seed:3"}, "changes", (), "may only hold fields that change live"),
    ],
)
def test_the_nearest_run_is_used_and_said(query, field, value, words):
    config, notes = link.read(query)
    assert getattr(config, field) == value
    assert len(notes) == 1
    assert words in notes[0]
    assert "Used instead: " in notes[0]


def test_what_does_not_fit_together_is_mended_field_by_field():
    config, notes = link.read({"samples": "20", "batch_size": "64", "activations": "relu|tanh|elu"})
    assert config.batch_size == 10
    assert config.activations == ("relu",)
    assert len(notes) == 2


def test_a_run_that_is_too_large_is_made_smaller():
    config, notes = link.read({"hidden": "256,256,256,256", "seeds": "30", "optimizer": "adam"})
    assert config.seeds == 1
    assert any("State" in note for note in notes)
