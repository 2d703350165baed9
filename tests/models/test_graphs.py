"""Recorded chunks of steps: what they come to, and what happens where nothing can be recorded.

A recording that merely calls the function again stands in for a CUDA graph: it reads its
minibatches, rates and step numbers from the same fixed places.
"""

import dataclasses
import math

import numpy as np
import pytest
import torch

from models import graphs
from models.choices import NetChoice
from models.config import Change, RunConfig
from models.engine import Engine
from models.graphs import Launcher
from models.minibatches import minibatches
from models.optimizers import OPTIMIZERS
from models.snapshot import samples
from models.state import Divergence, begin
from models.stepper import Stepper
from models.training import Budget, advance
from tests.models.configs import eps_of
from tests.models.runs import OVERFLOWING

CLOSE = 1e-12
CPU = torch.device("cpu")
CONFIG = RunConfig(
    samples=262,
    batch_size=6,  # 131 training samples: 21 minibatches of 6, then one of 5
    activations=(NetChoice.parse("gelu|rrelu(random=1)"), NetChoice.parse("prelu|silu")),
    hidden=(5, 4),
    learned_per="unit",
    normalization="before",
    dropout=0.25,
    clip_norm=0.5,
    schedule="warmup",
    schedule_hyperparameters=(("length", 30.0),),
    seeds=2,
    dtype="float64",
    changes=(
        Change(5, "learning_rate", 0.02),
        Change(9, "l2", 0.01),
        Change(13, "clip_norm", None),
        Change(40, "l1", 0.003),
    ),
)
LOST = (Divergence(3, 1, "loss"), None, None, Divergence(7, 2, "gradient"))
STEPS = 50  # two epochs and a bit


def again(function):
    return function


def warmed_up(function):
    """As the real one: the function runs before it is recorded, and changes what it is given."""
    function()
    function()
    return function


@pytest.fixture
def launch(monkeypatch):
    """Let engines replay what `record` makes of their chunks; returns their launcher."""

    def with_record(config, record):
        launcher = Launcher(Stepper(config, begin(config), CPU), record)
        monkeypatch.setattr(graphs, "launcher", lambda *_: launcher)
        return launcher

    return with_record


def trained(config, state, steps=STEPS):
    engine = Engine(config, state)
    changes = {change.step for change in config.changes if state.step < change.step < steps}
    for stop in sorted({*changes, steps}):
        engine.run(stop, math.inf)
    return engine


def assert_same(engine, wanted):
    assert engine.step == wanted.step
    assert engine.divergence == wanted.divergence
    state, other = engine.state(), wanted.state()
    for name in ("parameters", "moments", "buffers"):
        np.testing.assert_allclose(
            getattr(state, name), getattr(other, name), rtol=CLOSE, atol=CLOSE
        )
    np.testing.assert_allclose(engine.batch_losses(), wanted.batch_losses(), rtol=CLOSE)


@pytest.mark.parametrize("record", [again, warmed_up])
@pytest.mark.parametrize("lost", [(None,) * 4, LOST], ids=["all go on", "two are frozen"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_recorded_steps_are_the_engines_own(launch, optimizer, lost, record):
    config = dataclasses.replace(
        CONFIG, optimizer=optimizer, optimizer_hyperparameters=eps_of(optimizer)
    )
    start = dataclasses.replace(begin(config), divergence=lost)
    wanted = trained(config, start)
    launcher = launch(config, record)
    engine = trained(config, start)
    assert_same(engine, wanted)
    assert engine.notice is launcher.failure is None
    for net, found in enumerate(lost):
        same = np.array_equal(engine.state().parameters[net], start.parameters[net])
        assert same == (found is not None)


@pytest.mark.parametrize(
    "values",
    [
        {"normalization": "none", "dropout": 0.0},
        {"normalization": "after"},
        {"hidden": (), "activations": ("relu",), "normalization": "none"},
        {"dataset": "three_spiral", "loss": "softmax_cross_entropy"},
        {"dataset": "gaussians", "loss": "huber"},
        {"own_rates": (("prelu|silu", 0.2),)},
    ],
    ids=str,
)
def test_whatever_the_nets_are(launch, values):
    config = dataclasses.replace(CONFIG, **values)
    wanted = trained(config, begin(config))
    launch(config, warmed_up)
    assert_same(trained(config, begin(config)), wanted)


def test_a_net_that_overflows_is_found_at_its_step(launch):
    config = OVERFLOWING
    wanted = trained(config, begin(config))
    assert [found is None for found in wanted.divergence] == [False, True]
    launch(config, warmed_up)
    assert_same(trained(config, begin(config)), wanted)


@pytest.mark.parametrize(
    ("count", "lengths"),
    [(1, [1]), (3, [2, 1]), (13, [8, 4, 1]), (21, [16, 4, 1])],
)
def test_chunks_are_made_of_powers_of_two(count, lengths):
    config = dataclasses.replace(CONFIG, changes=())
    stepper = Stepper(config, begin(config), CPU)
    taken, recorded, replayed = [], [], []

    def record(function):
        recorded.append(function)

        def replay():
            before = len(taken)
            function()
            replayed.append(len(taken) - before)

        return replay

    take = stepper.take
    stepper.take = lambda *inputs: taken.append(inputs) or take(*inputs)
    launcher = Launcher(stepper, record)
    todo = minibatches(config, samples(config), 0).part(0, count)
    losses, _ = launcher.run(todo, config, 0, None)
    assert losses.shape == (count, config.net_count)
    assert replayed == lengths
    launcher.run(todo, config, count, None)
    assert replayed == lengths * 2
    assert len(recorded) == len(lengths)


def refused(function):
    function()
    raise RuntimeError("out of memory\nwith many more lines")


class SecondRefused:
    """The first recording works; the second one has changed everything when it fails."""

    def __init__(self):
        self.calls = 0

    def __call__(self, function):
        self.calls += 1
        return again(function) if self.calls == 1 else refused(function)


@pytest.mark.parametrize("record", [refused, SecondRefused()], ids=["at once", "later"])
def test_where_nothing_can_be_recorded_steps_go_on_one_by_one(launch, record):
    wanted = trained(CONFIG, begin(CONFIG))
    launch(CONFIG, record)
    assert_same(trained(CONFIG, begin(CONFIG)), wanted)


def test_it_is_said_once_in_one_sentence(launch):
    launch(CONFIG, refused)
    state, told = begin(CONFIG), []
    for _ in range(3):
        state, frame = advance(CONFIG, state, Budget(steps=10))
        told.append(frame.notice)
    assert told == ["Steps are launched one by one: no CUDA graph (out of memory).", None, None]


def test_another_error_is_not_hidden(launch):
    def broken(function):
        raise ZeroDivisionError("a fault of ours")

    launch(CONFIG, broken)
    with pytest.raises(ZeroDivisionError, match="a fault of ours"):
        trained(CONFIG, begin(CONFIG))


def test_without_a_gpu_nothing_is_recorded():
    assert graphs.launcher(CONFIG, CPU) is None
