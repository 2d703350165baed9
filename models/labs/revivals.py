"""Deaths and revivals counted after every step, with plain SGD and with Adam."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import torch

from models.config import RunConfig
from models.labs.deaths import Counts, events
from models.labs.digit_nets import digit_run
from models.labs.dying import CLASSES
from models.labs.fates import Fates, fates
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.arrays import to_array
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot

STEPS = 80
SEEDS = 5
RULES = MappingProxyType({"SGD": ("sgd", 1.0), "Adam": ("adam", 0.1)})


@dataclass(frozen=True, eq=False)
class Sight:
    """Which units of a ReLU net are dead at one step: no preactivation above 0 on any sample.

    Parameters
    ----------
    dead : tuple of ndarray of bool, each (K, units)
    accuracy : ndarray, shape (K,)
    diverged : ndarray of bool, shape (K,)
    """

    dead: tuple[Bools, ...]
    accuracy: Floats
    diverged: Bools


@torch.no_grad()
def sight(snapshot: Snapshot) -> Sight:
    """One pass over all training samples, without derivatives."""
    trace = snapshot.network.trace(snapshot.spread(snapshot.data.x_train))
    right = trace.output.argmax(-1) == snapshot.data.y_train
    return Sight(
        tuple((z.amax(1) <= 0).numpy() for z in trace.preactivations),
        to_array(right.double().mean(1)),
        snapshot.diverged.copy(),
    )


@dataclass(frozen=True, eq=False)
class Counted:
    """Deaths and revivals of one optimizer; L hidden layers, T looks.

    Parameters
    ----------
    name : str
        Of the optimizer.
    config : RunConfig
    steps : tuple of int, length T
        Every one of them, from 0.
    deaths, revivals : ndarray of int, shape (T, L)
        Up to each step, in all nets.
    ever : ndarray of int, shape (L,)
        How many units were dead at any step.
    fates : tuple of str, length K
    """

    name: str
    config: RunConfig
    steps: tuple[int, ...]
    deaths: Counts
    revivals: Counts
    ever: Counts
    fates: Fates


def runs(settings: Settings) -> tuple[RunConfig, ...]:
    """One run on the whole training set for each optimizer: every step sees all samples."""
    seeds = settings.get("seeds", SEEDS)
    found = []
    for optimizer, rate in RULES.values():
        changed = {"optimizer": optimizer, "learning_rate": rate, "seeds": seeds}
        found.append(digit_run("raw", batch_size=digit_run().train_count, **changed))
    return tuple(found)


def _steps(settings: Settings) -> range:
    return range(settings.get("steps", STEPS) + 1)


def _counted(name: str, course: Course) -> Counted:
    looks: tuple[Sight, ...] = course.seen
    deaths, revivals = events(looks)
    ever = [np.any([s.dead[layer] for s in looks], 0).sum() for layer in range(len(looks[0].dead))]
    last = looks[-1]
    return Counted(
        name,
        course.config,
        course.steps,
        deaths,
        revivals,
        np.array(ever),
        fates(last.diverged, last.accuracy, CLASSES),
    )


def _gather(settings: Settings, courses: tuple[Course, ...]) -> tuple[Counted, ...] | None:
    started = [course for course in courses if course.seen]
    named = zip(RULES, started, strict=False)
    return tuple(_counted(name, course) for name, course in named) or None


REVIVALS = Trained(runs, _steps, sight, _gather)
"""The experiment: 80 steps with each optimizer, looked at after every step."""
