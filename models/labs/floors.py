"""Nets with another floor than ReLU's: max(c, z), on circles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from models.config import RunConfig
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.boundary import boundary
from models.snapshot import Snapshot
from models.state import Floats

FLOORS = (-10.0, -4.5, -1.0, -0.5, -0.1, 0.0, 0.1, 0.5, 1.0, 4.5)
RATES: Mapping[str, float] = MappingProxyType({"adam": 0.01, "sgd": 0.3})
TARGET = 0.1
SEEDS, STEPS = 8, 300
LOOKS = (0, 20, 50, 100, 200)
# At the start no preactivation of the first layer lies outside, for samples of radius 1.
EDGES = np.linspace(-2.5, 2.5, 51)


@dataclass(frozen=True, eq=False)
class FloorRuns:
    """What nets with one floor did.

    Parameters
    ----------
    floor : float
    losses : ndarray, shape (steps + 1, seeds)
        Training loss at steps 0, 1, ...; NaN for a net that has diverged.
    reached : ndarray, shape (seeds,)
        First step at which the loss is below `TARGET`; infinity where there is none yet.
    accuracy : ndarray, shape (seeds,)
        On the test samples, where they were looked at last; NaN for a net that has diverged.
    on_floor, first_on_floor : ndarray, shape (layers, seeds)
        Share of the activations that equal the floor, over units and training samples: where they
        were looked at last, and at step 0.
    field : ndarray, shape (64, 64)
        Probability of class 1 over the plane that the net of the first seed gives.
    """

    floor: float
    losses: Floats
    reached: Floats
    accuracy: Floats
    on_floor: Floats
    first_on_floor: Floats
    field: Floats


@dataclass(frozen=True, eq=False)
class Race:
    """Nets with one floor beside nets with floor 0, from the same first weights.

    Parameters
    ----------
    config : RunConfig
    step : int
        Steps taken so far.
    seen : int
        The step at which fields, accuracies and shares were taken.
    chosen, relu : FloorRuns
    counts : ndarray of int, shape (50,)
        Preactivations of the first layer between neighbouring `EDGES` at step 0, which do not
        depend on the floor.
    outside : float
        Share of them beyond the edges.
    """

    config: RunConfig
    step: int
    seen: int
    chosen: FloorRuns
    relu: FloorRuns
    counts: Floats
    outside: float


def rings(activations: tuple[str, ...], **given: Any) -> RunConfig:
    """Nets 2-32-32-1 with PyTorch's first weights that learn two rings by full-batch steps.

    >>> rings(("relu",), optimizer="sgd").learning_rate
    0.3
    """
    optimizer = given.get("optimizer", "adam")
    values = {
        "dataset": "small_circles",
        "samples": 1024,
        "train_share": 0.5,
        "batch_size": 512,
        "noise": 0.08,
        "hidden": (32, 32),
        "initializer": "pytorch",
        "optimizer": optimizer,
        "learning_rate": RATES[optimizer],
        "seeds": SEEDS,
        **given,
    }
    return RunConfig(activations=activations, **values)


def max_c(floor: float) -> str:
    """The activation max(floor, z) as a run names it.

    >>> max_c(-1.0), max_c(0.0)
    ('max_c(c=-1.0)', 'relu')
    """
    return f"max_c(c={floor!r})" if floor else "relu"


def race_config(settings: Settings) -> RunConfig:
    """The run of a race: the chosen floor, then 0; one of them where they are the same."""
    activations = dict.fromkeys((max_c(settings["floor"]), "relu"))
    return rings(
        tuple(activations),
        dataset=settings["size"],
        optimizer=settings["optimizer"],
        seeds=settings.get("seeds", SEEDS),
    )


@dataclass(frozen=True, eq=False)
class _Seen:
    step: int
    accuracy: Floats
    on_floor: Floats
    loss: Floats
    field: Floats
    counts: Floats
    outside: float


def look(snapshot: Snapshot) -> _Seen:
    """What is kept of the nets at one step, each array with a first axis of nets."""
    z = snapshot.train.preactivations
    floors = [net.layer(0).values.get("c", 0.0) for net in snapshot.config.nets]
    floor = np.repeat(floors, snapshot.config.seeds)[:, None, None]
    on_floor = [(layer.detach().numpy() <= floor).mean((1, 2)) for layer in z]
    right = (snapshot.test_output > snapshot.loss.threshold) == (snapshot.data.y_test > 0.5)
    record, first = boundary(snapshot), z[0][: snapshot.config.seeds].detach().numpy()
    counts = np.histogram(first, EDGES)[0]
    shown = None if record.probability is None else record.probability[:: snapshot.config.seeds]
    return _Seen(
        snapshot.step,
        _known(right.double().mean(1).numpy(), snapshot),
        _known(np.stack(on_floor), snapshot),
        _known(snapshot.train_losses.detach().mean(1).numpy(), snapshot),
        np.array(shown),
        counts,
        1 - counts.sum() / first.size,
    )


def _known(values: Floats, snapshot: Snapshot) -> Floats:
    """Values (..., K), NaN for nets that diverged."""
    return np.where(snapshot.diverged, np.nan, values)


def steps_to(losses: Floats, target: float) -> Floats:
    """First step at which a loss (steps + 1, nets) is below the target; infinity where never.

    >>> steps_to(np.array([[0.7, 0.7], [0.3, 0.09], [0.2, np.nan]]), 0.1).tolist()
    [inf, 1.0]
    """
    below = losses < target
    return np.where(below.any(0), below.argmax(0), np.inf)


def _runs(course: Course, index: int, floor: float) -> FloorRuns:
    nets = slice(index * course.config.seeds, (index + 1) * course.config.seeds)
    first, last = course.seen[0], course.seen[-1]
    losses = np.empty((0, course.config.net_count)) if course.losses is None else course.losses
    if last.step == len(losses):
        losses = np.concatenate([losses, last.loss[None]])
    losses = losses[:, nets]
    return FloorRuns(
        floor,
        losses,
        steps_to(losses, TARGET),
        last.accuracy[nets],
        last.on_floor[:, nets],
        first.on_floor[:, nets],
        last.field[index],
    )


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Race | None:
    (course,) = courses
    if not course.seen:
        return None
    relu = len(course.config.activations) - 1
    return Race(
        course.config,
        0 if course.losses is None else len(course.losses),
        course.steps[-1],
        _runs(course, 0, settings["floor"]),
        _runs(course, relu, 0.0),
        course.seen[0].counts,
        course.seen[0].outside,
    )


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (race_config(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    steps = settings.get("steps", STEPS)
    return (*(step for step in LOOKS if step < steps), steps)


race = Trained(_configs, _steps, look, _gather)
