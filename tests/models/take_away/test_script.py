"""The script of a run, executed in a fresh process, prints the losses of the run."""

import dataclasses
import subprocess
import sys
from itertools import cycle, product

import pytest

from models.choices import NetChoice
from models.config import Change, RunConfig
from models.datasets import DATASETS
from models.declarations import FIELDS
from models.formula import key, parse
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.optimizers import OPTIMIZERS
from models.schedules import SCHEDULES
from models.take_away.script import LINES, script
from tests.models.own_tables import numbers, points, run
from tests.models.take_away.scripts import compare

SMALL = {"samples": 60, "dtype": "float64", "seed": 3}
DATASET_OF = {"binary": "circles", "regression": "sine", "multiclass": "class_blobs"}
TYPED = tuple(key(parse(text)) for text in ("x*sigmoid(beta*x)", "where(x > 0, x, 0.1*x)"))


def pairs():
    """Each optimizer with each loss, once."""
    for (at, optimizer), loss in product(enumerate(OPTIMIZERS), LOSSES.values()):
        yield optimizer, loss, loss.tasks[at % len(loss.tasks)]


def other(entry):
    """Values of hyperparameters that are not the defaults."""
    return tuple(
        (item.name, max(item.low, min(item.high, item.default * 0.75 + 0.02 * item.high)))
        for item in entry.hyperparameters
        if item.name != "eps"
    )


def trained_with(optimizer, loss, task, schedule):
    values = ((item.name, 20 if item.high > 100 else 0.3) for item in schedule.hyperparameters)
    return RunConfig(
        **SMALL,
        dataset=DATASET_OF[task],
        loss=loss.key,
        optimizer=optimizer,
        optimizer_hyperparameters=other(OPTIMIZERS[optimizer]),
        schedule=schedule.key,
        schedule_hyperparameters=tuple(values),
        learning_rate=0.01,
        activations=("tanh", "gelu"),
        hidden=(4, 3),
    )


def test_every_optimizer_with_every_loss(tmp_path):
    """The schedules take turns."""
    turns = cycle(SCHEDULES.values())
    runs = [(trained_with(*pair, next(turns)), 12, None) for pair in pairs()]
    assert len(runs) == len(OPTIMIZERS) * len(LOSSES)
    compare(runs, tmp_path)


VARIED = {
    "live changes": {
        "l1": 0.001,
        "changes": (
            Change(7, "learning_rate", 0.1),
            Change(7, "l1", 0.0),
            Change(12, "l2", 0.01),
            Change(20, "clip_norm", 0.1),
            Change(31, "clip_norm", None),
        ),
    },
    "penalties": {"l1": 0.002, "l2": 0.003, "clip_norm": 0.2, "optimizer": "adamw"},
    "normalized before": {"normalization": "before", "batch_size": 8},
    "normalized after": {"normalization": "after", "batch_size": 8, "dropout": 0.3},
    "dropout": {"dropout": 0.4, "seeds": 2},
    "noise": {"activations": ("rrelu(random=1)", "relu|rrelu(random=1)"), "dropout": 0.2},
    "layers": {"activations": (NetChoice.parse("relu|prelu|max_c(c=-1)"),), "hidden": (4, 3, 5)},
    "learned": {"activations": ("prelu", "swish", "pelu"), "learned_per": "unit"},
    "typed": {"activations": (*TYPED, NetChoice.parse("|".join(TYPED))), "seeds": 2},
    "features": {"features": ("x2", "xy", "sin_y", "y")},
    "a feature of a line": {"dataset": "runge", "loss": "mse", "features": ("x2",)},
    "a typed curve": {"dataset": "formula", "curve": "x^2 - abs(x)", "loss": "huber"},
    "imbalance": {"imbalance": 0.6, "label_noise": 0.2},
    "digits": {"dataset": "digits", "loss": "softmax_cross_entropy", "samples": 200},
    "no hidden layer": {"hidden": (), "dropout": 0.5},
    "deep": {"hidden": (6,) * 12, "activations": ("selu",), "initializer": "lecun_normal"},
    "bias": {"initial_bias": -0.5, "initializer": "pytorch"},
    "many": {"activations": ("relu", "tanh", "prelu", "swish", "leaky_relu"), "seeds": 2},
    "matched": {"initializer": "matched", "activations": ("relu", "tanh", "softplus")},
}


def test_whatever_a_run_has(tmp_path):
    runs = [(RunConfig(**(SMALL | values)), 35, None) for values in VARIED.values()]
    compare(runs, tmp_path)
    in_style(tmp_path)


@pytest.mark.parametrize("values", VARIED.values(), ids=VARIED)
def test_the_script_of_one_net_is_short(values):
    config = RunConfig(**values)
    for net in range(config.net_count):
        assert script(config, 1000, net, "http://localhost:8501/?x=y").count("\n") <= LINES


def in_style(folder):
    """Scripts are in the style that the linter of this project asks for."""
    rules = ["--isolated", "--line-length", "100", "--select", "E,F,W,I,UP"]
    command = [sys.executable, "-m", "ruff", "check", *rules, "--output-format", "concise", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[:2000]


def test_own_data_are_written_into_the_script(tmp_path):
    data = (points(40), points(40, 3, 4), numbers(40), points(250))
    runs = [(run(own, dtype="float64", seeds=2), 25, None) for own in data]
    texts = compare(runs, tmp_path)
    assert all("DATA = " in text and text.startswith('"""Your data, ') for text in texts)
    in_style(tmp_path)


def test_the_runs_own_precision(tmp_path):
    """In 32 bits the order of sums differs, and with it the last digits."""
    compare([(RunConfig(seeds=2), 60, None)], tmp_path, close=1e-5)


def of_dataset(entry):
    loss = {"binary": "hinge", "multiclass": "softmax_cross_entropy"}.get(entry.task, "mse")
    return RunConfig(**SMALL, dataset=entry.key, loss=loss, seeds=2)


def test_every_dataset_and_initializer_with_one_net(tmp_path):
    runs = [(of_dataset(entry), 12, 3) for entry in DATASETS.values()]
    begun = [RunConfig(**SMALL, initializer=key, hidden=(5, 4)) for key in INITIALIZERS]
    texts = compare([*runs, *((config, 12, 1) for config in begun)], tmp_path)
    for config, text in zip(begun, texts[len(runs) :], strict=True):
        assert ("FIRST" in text) == (config.initializer in ("orthogonal", "constant"))


def test_a_short_script_draws_and_a_long_one_holds_the_numbers():
    plain = script(RunConfig(), 100)
    assert "def circles(y, rng):" in plain and "FIRST" not in plain
    nets = ("relu", "tanh", "gelu", "silu", "elu", "leaky_relu")
    race = RunConfig(activations=nets, seeds=10, dropout=0.1, normalization="before")
    many = script(race, 2000)
    assert "DATA = " in many and "FIRST" in many and many.count("\n") <= LINES


def test_a_name_that_is_code_is_a_string():
    config = RunConfig(activations=(TYPED[0],))
    assert f'"{config.nets[0].name}": lambda' in script(config, 1)


@pytest.mark.parametrize("net", [-1, 2])
def test_a_net_that_is_not_there_is_refused(net):
    with pytest.raises(IndexError, match=f"between 0 and 1; got {net}"):
        script(RunConfig(), 1, net)


def test_the_script_knows_every_field_of_a_run():
    """Whoever adds a field that training depends on has to teach it to the script."""
    known = {
        *("dataset", "samples", "curve", "own", "noise", "label_noise", "imbalance", "classes"),
        *("train_share", "batch_size", "activations", "hidden", "features", "learned_per"),
        *("initializer", "initializer_hyperparameters", "initial_bias", "normalization"),
        *("dropout", "loss", "optimizer", "optimizer_hyperparameters", "learning_rate"),
        *("schedule", "schedule_hyperparameters", "clip_norm", "l1", "l2", "seed", "seeds"),
        *("dtype", "changes", "own_rates"),
    }
    without_effect = {"stop_step", "stop_loss", "device", "speed"}
    assert set(FIELDS) == known | without_effect


def test_each_net_trains_at_its_own_rate(tmp_path):
    config = RunConfig(
        **SMALL,
        activations=("relu", "tanh"),
        seeds=2,
        own_rates=(("tanh", 0.3),),
        schedule="step",
        schedule_hyperparameters=(("every", 10.0),),
    )
    live = dataclasses.replace(config, changes=(Change(4, "learning_rate", 0.06),))
    (text, *_) = compare([(config, 12, None), (live, 12, None), (config, 12, 2)], tmp_path)
    assert "RATES[name]" in text
