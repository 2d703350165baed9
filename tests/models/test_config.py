"""The configuration of a run: its defaults, what it refuses, its text, and live changes."""

import dataclasses
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as some

from models import limits
from models.choices import NetChoice
from models.config import Change, ConfigError, RunConfig
from models.declarations import FIELDS
from tests.models.configs import configs

DEFAULTS = {
    "dataset": "circles",
    "samples": 500,
    "curve": "sin(2*x) + x/3",
    "own": None,
    "noise": 0.1,
    "train_share": 0.5,
    "batch_size": 10,
    "activations": ("relu", "tanh"),
    "hidden": (8, 8),
    "initializer": "he_normal",
    "loss": "binary_cross_entropy",
    "optimizer": "sgd",
    "optimizer_hyperparameters": (),
    "learning_rate": 0.03,
    "own_rates": (),
    "l1": 0.0,
    "l2": 0.0,
    "stop_step": None,
    "stop_loss": None,
    "seed": 0,
    "seeds": 1,
    "device": "cpu",
    "dtype": "float32",
    "speed": 64,
    "changes": (),
    "label_noise": 0.0,
    "imbalance": 0.0,
    "classes": 3,
    "features": ("x", "y"),
    "learned_per": "layer",
    "initializer_hyperparameters": (),
    "initial_bias": 0.0,
    "normalization": "none",
    "dropout": 0.0,
    "schedule": "constant",
    "schedule_hyperparameters": (),
    "clip_norm": None,
}


def test_the_default_run():
    assert dataclasses.asdict(RunConfig()) == DEFAULTS
    assert set(FIELDS) == set(DEFAULTS)
    assert all(FIELDS[name].help and FIELDS[name].label for name in DEFAULTS)


def test_counts_that_follow():
    config = RunConfig(activations=("relu", "tanh", "gelu"), seeds=2, seed=5, samples=105)
    assert config.net_count == 6
    assert config.net_seeds == (5, 6, 5, 6, 5, 6)
    assert config.train_count == 52
    assert config.epoch_steps == 6
    assert limits.parameter_count(config) == 105


BAD_RATES = (0, -0.1, math.nan, math.inf, -math.inf, 100.1, "0.03", True, None, [0.03], 10**400)
REFUSED = [
    ("batch_size", 251, "must be at most the 250 training samples"),
    *(("batch_size", bad, "must be a whole number between 1 and 20,000") for bad in (0, -1, 2.5)),
    *(("learning_rate", bad, "must be a positive number of at most 100") for bad in BAD_RATES),
    *(("l1", bad, "must be a number between 0 and 10") for bad in (-1, math.nan, 11, "0", False)),
    *(("noise", bad, "must be a number between 0 and 1") for bad in (-0.1, 1.1, None)),
    *(("samples", bad, "must be a whole number between 20 and 20,000") for bad in (19, 30_000)),
    ("train_share", 0.95, "must be a number between 0.1 and 0.9"),
    *(("hidden", bad, "1 to 256 units in each hidden layer") for bad in ((0,), (257,), (8, 2.5))),
    *(("hidden", (bad,), "1 to 256 units in each hidden layer") for bad in (True, "8", None)),
    *(("hidden", bad, "must be a tuple of whole numbers") for bad in (8, "8,8", None, {"a": 1})),
    ("hidden", (1,) * 51, "must have at most 50 hidden layers"),
    *(("activations", bad, "at least one activation") for bad in ((), "relu", None)),
    ("activations", ("relu", "relu"), "must not hold the same activation twice"),
    ("activations", ("elu(alpha=1)", "elu"), "must not hold the same activation twice"),
    ("activations", ("nope",), "an activation must be one of identity, "),
    ("activations", ("elu(alpha=99)",), "alpha of ELU must lie between 0.1 and 4"),
    ("activations", ("elu(alpha=nan)",), "alpha of ELU must lie between 0.1 and 4"),
    ("activations", ("elu(beta=1)",), "ELU has no hyperparameter 'beta'; it has: alpha"),
    ("activations", ("elu(alpha=x)",), "alpha of elu must be a number"),
    ("activations", ("relu|tanh|elu",), "one activation, or one for each of 2 layers"),
    *(("activations", bad, "must ") for bad in (5, (5,), (None,), [["relu"]])),
    *(
        ("dataset", bad, "must be one of circles, small_circles, xor")
        for bad in ("cats", None, 3, ["circles"])
    ),
    ("initializer", "halves", "must be one of he_normal"),
    ("loss", "perceptron", "must be one of binary_cross_entropy, mse, hinge, huber"),
    ("optimizer", "lion", "must be one of sgd"),
    ("optimizer_hyperparameters", (("beta1", 0.9),), "SGD has no hyperparameter 'beta1'"),
    ("optimizer_hyperparameters", (("momentum", 1.0),), "momentum of SGD must lie between"),
    ("optimizer_hyperparameters", (("momentum", math.nan),), "momentum of SGD must lie between"),
    *(("optimizer_hyperparameters", bad, "pairs") for bad in (3, "ab", [1], None)),
    ("optimizer_hyperparameters", (("momentum", 10**400),), "pairs of a name and a number"),
    ("stop_step", 0, "must be a whole number between 1 and 10,000,000"),
    ("stop_loss", -1.0, "must be a number between 0 and 100"),
    *(("seed", bad, "must be a whole number between 0 and") for bad in (-1, 2**31, 0.5, "0", None)),
    *(("seeds", bad, "must be a whole number between 1 and 240") for bad in (0, 241, 10**400)),
    ("device", "tpu", "must be one of cpu"),
    ("dtype", "float16", "must be one of float32, float64"),
    ("speed", -1, "must be a whole number between 0 and"),
    ("changes", (Change(5, "seed", 3),), "may only hold fields that change live"),
    ("changes", (Change(5, "speed", 3),), "may only hold fields that change live"),
    ("changes", (Change(0, "l1", 1.0),), "must be a whole number between 1 and"),
    ("changes", [[1, ["l1"], 0]], "may only hold fields that change live"),
    *(("changes", bad, "must hold (step, field, value)") for bad in (3, None, (1,), [{"step": 1}])),
]


@pytest.mark.parametrize(
    ("field", "value", "rule"), REFUSED, ids=[f"{case[0]}-{i}" for i, case in enumerate(REFUSED)]
)
def test_what_cannot_work_is_refused_in_a_sentence(field, value, rule):
    with pytest.raises(ConfigError) as caught:
        RunConfig(**{field: value})
    sentence = str(caught.value)
    assert caught.value.field == field
    assert sentence.startswith(f"{field} ")
    assert rule in sentence
    assert "; got " in sentence
    assert sentence.endswith(".")


def test_a_live_change_is_checked_by_its_own_field():
    with pytest.raises(ConfigError, match="learning_rate must be a positive number"):
        RunConfig(changes=(Change(5, "learning_rate", 0.0),))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"hidden": (256, 256, 256, 256), "seeds": 30}, "State"),
        ({"hidden": (256, 256, 256), "optimizer": "adam", "dtype": "float64"}, "State"),
        ({"samples": 20_000, "hidden": (30, 30), "seeds": 30}, "pass over all samples"),
    ],
    ids=["parameters", "moments", "samples"],
)
def test_a_run_that_is_too_large_names_the_limit(values, name):
    with pytest.raises(ConfigError, match=rf"must keep the run's {name} within [\d,]+ ") as caught:
        RunConfig(**values)
    assert caught.value.field == ("seeds" if "seeds" in values else "hidden")


def test_the_limits_are_where_they_say():
    config = RunConfig(hidden=(8,), activations=("relu", "prelu"), optimizer="adam", seeds=3)
    assert limits.parameter_count(config) == 3 * 8 + 9 + 1
    assert limits.state_bytes(config) == 6 * 34 * 3 * 4
    assert limits.trace_values(config) == 6 * 500 * 9


@given(configs())
def test_json_reads_back_as_the_same_run(config):
    again = RunConfig.from_json(config.to_json())
    assert again == config
    assert hash(again) == hash(config)
    assert again.nets == config.nets


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=2),
    max_leaves=4,
)


@given(some.sampled_from(sorted(FIELDS)), VALUES)
def test_any_json_value_works_or_is_refused(field, value):
    try:
        config = RunConfig.from_json(json.dumps({"version": 1, field: value}))
    except ConfigError as error:
        assert error.field in FIELDS
    else:
        assert RunConfig.from_json(config.to_json()) == config


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("", "JSON"),
        ("{", "JSON"),
        ('{"seed": ' + "9" * 5000 + "}", "JSON"),
        ("[]", "version"),
        ("{}", "version"),
        ('{"version": 2}', "version"),
        ('{"version": 1, "weather": 3}', "weather"),
        ('{"version": 1, "seed": -1}', "seed"),
        ('{"version": 1, "VERSION": 1}', "VERSION"),
    ],
)
def test_json_that_is_no_run_is_refused(text, field):
    with pytest.raises(ConfigError) as caught:
        RunConfig.from_json(text)
    assert caught.value.field == field


def test_activations_are_keys_where_they_can_be():
    config = RunConfig(activations=("relu", NetChoice.parse("tanh"), "elu(alpha=2)", "relu|elu"))
    assert config.activations[:2] == ("relu", "tanh")
    assert str(config.activations[2]) == "elu(alpha=2.0)"
    assert [net.name for net in config.nets] == ["ReLU", "tanh", "ELU, alpha = 2", "ReLU → ELU"]
    assert isinstance(hash(config), int)
