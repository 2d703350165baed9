"""One entry in one place: whatever is added to a table can be chosen, trained and exported."""

import gc
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
import torch

from models.activations import ACTIVATIONS
from models.activations.module_text import module_text
from models.activations.record import Activation
from models.choices import ActivationChoice
from models.config import RunConfig
from models.datasets import DATASETS, SCALE, Dataset, make_data
from models.export import to_sequential
from models.hyperparameter import Hyperparameter
from models.initializers import INITIALIZERS, Initializer
from models.losses import LOSSES, Loss
from models.measures import MEASURES
from models.optimizers import OPTIMIZERS, Optimizer
from models.schedules import SCHEDULES, Schedule, rate
from models.training import Budget, advance, begin
from tests.models import plain

TABLES = {
    "activations": ACTIVATIONS,
    "datasets": DATASETS,
    "initializers": INITIALIZERS,
    "losses": LOSSES,
    "optimizers": OPTIMIZERS,
    "schedules": SCHEDULES,
}


@pytest.fixture
def add():
    """Put an entry into a table, and take it out again after the test."""
    added = []

    def put(table, entry, key=None):
        assert isinstance(table, MappingProxyType)
        (entries,) = gc.get_referents(table)
        key = key or entry.key
        assert key not in entries
        entries[key] = entry
        added.append((entries, key))

    yield put
    for entries, key in added:
        del entries[key]


def trained(config, steps=30):
    state, frame = advance(config, begin(config), Budget(steps=steps), tuple(MEASURES))
    assert state.step == steps
    assert np.isfinite(frame["loss"].test_loss).all()
    assert RunConfig.from_json(config.to_json()) == config
    return state, frame


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_those_of_the_entries(name):
    for key, entry in TABLES[name].items():
        assert entry.key == key
        assert entry.name
    with pytest.raises(TypeError):
        TABLES[name]["new"] = None


def test_measures_are_named_after_their_functions():
    assert [measure.__name__ for measure in MEASURES.values()] == list(MEASURES)


def bump(z, width=1.0):
    return torch.exp(-((z / width) ** 2))


def test_an_activation(add):
    entry = Activation(
        key="bump",
        name="Bump",
        family="localised",
        function=bump,
        formula="exp(-(x/width)**2)",
        text="exp(-z²)",
        pytorch="Bump({units}, width={width})",
        module=module_text("Bump", "torch.exp(-((z / self.width) ** 2))", learned="width"),
        source="",
        hyperparameters=(Hyperparameter("width", 1.0, 0.5, 2.0, 0.1, "How wide it is."),),
        learnable=("width",),
    )
    add(ACTIVATIONS, entry)
    config = RunConfig(activations=("bump", "bump(width=1.5)", "relu|bump"), dtype="float64")
    state, frame = trained(config)
    assert np.isfinite(frame["preactivations"].layers[1].learned).all()
    for net in range(3):
        model, _ = plain.train(config, net, 30)
        assert plain.distance(to_sequential(config, state, net), model) < 1e-10
    assert ActivationChoice.parse("bump(width=1.5)").name == "Bump, width = 1.5"
    with pytest.raises(ValueError, match=r"width of Bump must lie between 0\.5 and 2; got 9\."):
        RunConfig(activations=("bump(width=9)",))


def test_a_dataset(add):
    def stripes(y, rng):
        return np.column_stack([rng.uniform(-1, 1, len(y)), (2 * y - 1) * 0.5])

    add(DATASETS, Dataset("stripes", "Stripes", stripes, "Two lines."))
    config = RunConfig(dataset="stripes", noise=0.0)
    data = make_data(config)
    np.testing.assert_array_equal(
        data.x_train[:, 1], np.where(data.y_train == 1, SCALE / 2, -SCALE / 2)
    )
    assert (trained(config, 200)[1]["loss"].test_accuracy > 0.9).all()


def test_datasets_of_other_tasks(add):
    def line(y, rng):
        return rng.uniform(-1, 1, (len(y), 1))

    def corners(y, rng):
        return np.eye(int(y.max()) + 1)[y]

    def plus_one(x):
        return x[:, 0] + 1

    add(DATASETS, Dataset("line", "Line", line, "A line.", "regression", target=plus_one))
    data = make_data(RunConfig(dataset="line", loss="mse", noise=0.0))
    np.testing.assert_array_equal(data.y_test, data.x_test[:, 0] + 1)
    add(DATASETS, Dataset("corners", "Corners", corners, "Corners.", "multiclass", classes=None))
    values = {"loss": "softmax_cross_entropy", "noise": 0.0, "classes": 4, "imbalance": 0.5}
    data = make_data(RunConfig(dataset="corners", **values))
    np.testing.assert_array_equal(data.x_test, SCALE * np.eye(4)[data.y_test.astype(int)])


def test_an_initializer(add):
    def signs(raw, layer, values):
        return np.sign(raw) * values["size"] / layer.inputs

    sizes = (Hyperparameter("size", 1.0, 0.5, 2.0, 0.1, "How large they are."),)
    add(
        INITIALIZERS,
        Initializer("signs", "Signs", "uniform", signs, "", hyperparameters=sizes),
    )
    config = RunConfig(initializer="signs", initializer_hyperparameters=(("size", 2.0),))
    assert set(np.abs(begin(config).parameters[0, :16])) == {1.0}
    trained(config)


def test_a_loss(add):
    def hinge(output, y):
        return torch.relu(1 - (2 * y - 1) * output)

    entry = Loss(
        "margin", "Margin", hinge, lambda out: (out > 0).to(out.dtype), 0.0, "hinge loss", 0.2
    )
    add(LOSSES, entry)
    _, frame = trained(RunConfig(loss="margin", dataset="blobs", learning_rate=0.1), 100)
    assert (frame["loss"].test_accuracy > 0.95).all()
    assert set(np.unique(frame["boundary"].probability)) == {0, 1}


@pytest.mark.parametrize("moments", [0, 3])
def test_an_optimizer(add, moments):
    def sign_descent(parameters, gradient, moments, step, learning_rate, hyperparameters):
        moments += 1
        parameters.add_(gradient.sign(), alpha=-learning_rate * hyperparameters["share"])

    entry = Optimizer(
        "sign",
        "Sign descent",
        sign_descent,
        moments=moments,
        pytorch="",
        source="",
        hyperparameters=(Hyperparameter("share", 1.0, 0.1, 1.0, 0.1, "How far it goes."),),
    )
    add(OPTIMIZERS, entry)
    config = RunConfig(optimizer="sign", optimizer_hyperparameters=(("share", 0.5),))
    state, _ = trained(config, 1)
    steps = np.unique(np.abs(state.parameters - begin(config).parameters).round(6))
    assert steps.tolist() == pytest.approx([0, 0.015])
    assert state.moments.shape == (moments, 2, 105)
    assert (state.moments == 1).all()


def test_a_schedule(add):
    entry = Schedule("linear", "Linear", lambda step, values: max(0, 1 - step / values["length"]))
    length = Hyperparameter("length", 50.0, 10.0, 100.0, 10.0, "How long it is.")
    add(SCHEDULES, replace(entry, hyperparameters=(length,)))
    config = RunConfig(schedule="linear", learning_rate=0.5)
    assert [rate(config, step) for step in (0, 25, 60)] == [0.5, 0.25, 0]
    trained(config)


def test_a_measure(add):
    add(MEASURES, lambda snapshot: len(snapshot.data.y_train), key="size")
    _, frame = advance(RunConfig(), begin(RunConfig()), Budget(steps=1), ("size",))
    assert frame["size"] == 250
