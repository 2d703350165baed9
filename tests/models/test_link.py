"""A run and its link."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models import link
from models.activations import ACTIVATIONS
from models.choices import ActivationChoice, NetChoice
from models.config import Change, RunConfig
from models.datasets import DATASETS
from models.declarations import FIELDS, MAX_SEED
from models.devices import DEVICES, DTYPES
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.optimizers import OPTIMIZERS


def numbers(low, high):
    return some.floats(low, high, allow_nan=False).map(lambda value: value + 0.0)


@some.composite
def choices(draw):
    entry = draw(some.sampled_from(tuple(ACTIVATIONS.values())))
    pairs = tuple((item.name, draw(numbers(item.low, item.high))) for item in entry.hyperparameters)
    return ActivationChoice(entry.key, pairs)


@some.composite
def configs(draw):
    hidden = tuple(draw(some.lists(some.integers(1, 12), max_size=4)))
    layers = some.sampled_from((1, max(1, len(hidden))))
    nets = some.lists(
        layers.flatmap(lambda count: some.tuples(*[choices()] * count)).map(NetChoice),
        min_size=1,
        max_size=3,
        unique_by=str,
    )
    optimizer = draw(some.sampled_from(tuple(OPTIMIZERS.values())))
    live = {"learning_rate": numbers(1e-6, 100), "l1": numbers(0, 10), "l2": numbers(0, 10)}
    change = some.sampled_from(sorted(live)).flatmap(
        lambda name: some.builds(Change, some.integers(1, 1000), some.just(name), live[name])
    )
    return RunConfig(
        dataset=draw(some.sampled_from(tuple(DATASETS))),
        samples=draw(some.integers(20, 500)),
        noise=draw(numbers(0, 1)),
        train_share=draw(numbers(0.1, 0.9)),
        batch_size=draw(some.integers(1, 2)),
        activations=tuple(draw(nets)),
        hidden=hidden,
        initializer=draw(some.sampled_from(tuple(INITIALIZERS))),
        loss=draw(some.sampled_from(tuple(LOSSES))),
        optimizer=optimizer.key,
        optimizer_hyperparameters=tuple(
            (item.name, draw(numbers(item.low, item.high))) for item in optimizer.hyperparameters
        ),
        learning_rate=draw(live["learning_rate"]),
        l1=draw(live["l1"]),
        l2=draw(live["l2"]),
        stop_step=draw(some.none() | some.integers(1, 10_000)),
        stop_loss=draw(some.none() | numbers(0, 100)),
        seed=draw(some.integers(0, MAX_SEED)),
        seeds=draw(some.integers(1, 5)),
        device=draw(some.sampled_from(tuple(DEVICES))),
        dtype=draw(some.sampled_from(tuple(DTYPES))),
        speed=draw(some.integers(0, 4096)),
        changes=tuple(draw(some.lists(change, max_size=3))),
    )


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
    empty = {"stop_step", "stop_loss", "clip_norm", "changes"}
    pairs = {f"{name}_hyperparameters" for name in ("optimizer", "initializer", "schedule")}
    assert left_out == empty | pairs
    assert link.write(dataclasses.replace(RunConfig(), hidden=()))["hidden"] == ""


@pytest.mark.parametrize(
    ("query", "field", "value", "words"),
    [
        ({"noise": "7"}, "noise", 1.0, "Noise must be a number between 0 and 1; the link has 7."),
        ({"noise": "much"}, "noise", 0.1, "Noise must be a number; the link has much"),
        ({"dataset": "cats"}, "dataset", "circles", "Data must be one of circles, xor"),
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
