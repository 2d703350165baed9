"""A deep sigmoid net whose last layer saturates while it trains, and the plateau that follows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from models.activations.shape import Floats, limits
from models.choices import ActivationChoice
from models.config import RunConfig
from models.labs.band import Band, band
from models.labs.saturation import DIGITS, is_saturated
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.snapshot import Snapshot

LAYERS, UNITS = 4, 100
AT_ONCE = 5  # nets in a run; more would exceed its limit
CHANCE = 0.2
GUESSING = math.log(10)
ESCAPED = 2.0


@dataclass(frozen=True, eq=False)
class Look:
    """All nets at one step, over all training samples.

    Parameters
    ----------
    mean, saturated : ndarray, shape (seeds, layers)
        Of the activations of each hidden layer, pooled over its units; the share in the outer 5 %
        of the range on either side.
    loss, accuracy : ndarray, shape (seeds,)
        Infinite and 0 for a net that diverged.
    """

    mean: Floats
    saturated: Floats
    loss: Floats
    accuracy: Floats


@dataclass(frozen=True, eq=False)
class Training:
    """How the layers went through the training; the bands are over seeds.

    Parameters
    ----------
    choice : ActivationChoice
    rate : float
        The learning rate.
    seeds : int
    steps : tuple of int
        At which the nets were looked at.
    mean, saturated : Band, shape (steps, layers)
    loss, accuracy : Band, shape (steps,)
    escape : Band, shape ()
        First of these steps at which the loss is below 2, where guessing has ln 10 = 2.303;
        infinite where there is none.
    """

    choice: ActivationChoice
    rate: float
    seeds: int
    steps: tuple[int, ...]
    mean: Band
    saturated: Band
    loss: Band
    accuracy: Band
    escape: Band

    @property
    def at_chance(self) -> bool:
        """Whether the median accuracy is that of guessing: below 0.2 for ten classes."""
        return bool(self.accuracy.median[-1] < CHANCE)


def config(activation: str, rate: float, seed: int = 0, seeds: int = 1) -> RunConfig:
    """A net of four hidden layers of 100 units on digits, trained with minibatches of 10.

    Weights and biases start uniform within 1 / sqrt(inputs), as the weights of Glorot & Bengio
    2010 do.
    """
    return replace(
        DIGITS,
        activations=(activation,),
        hidden=(UNITS,) * LAYERS,
        initializer="pytorch",
        batch_size=10,
        learning_rate=rate,
        seed=seed,
        seeds=seeds,
    )


def _configs(settings: Settings) -> list[RunConfig]:
    name, rate, seeds = settings["activation"], settings["rate"], settings["seeds"]
    starts = range(0, seeds, AT_ONCE)
    return [config(name, rate, start, min(AT_ONCE, seeds - start)) for start in starts]


def looks(last: int) -> list[int]:
    """Steps from 0 to `last`, closer at the beginning.

    >>> looks(1000)[:5], looks(1000)[-2:], len(looks(12_000))
    ([0, 10, 14, 19, 27], [950, 1000], 35)
    """
    steps = {0, *np.linspace(0, last, 21).round(), *np.geomspace(10, last, 15).round()}
    return sorted(int(step) for step in steps)


def _steps(settings: Settings) -> list[int]:
    return looks(settings["steps"])


def look(snapshot: Snapshot) -> Look:
    """What is kept of the nets at one step."""
    low, high = limits(snapshot.config.nets[0].layer(0))
    hidden = [h.detach().numpy() for h in snapshot.train.activations]
    guess = snapshot.train.output.detach().argmax(-1)
    right = (guess == snapshot.data.y_train).double().mean(1).numpy()
    losses = snapshot.train_losses.detach().mean(1).numpy().astype(float)
    return Look(
        np.stack([h.mean((1, 2)) for h in hidden], 1),
        np.stack([is_saturated(h, low, high).mean((1, 2)) for h in hidden], 1),
        np.where(snapshot.diverged, math.inf, losses),
        np.where(snapshot.diverged, 0.0, right),
    )


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Training | None:
    last = looks(settings["steps"])[-1]
    ended = [course for course in courses if course.steps and course.steps[-1] == last]
    used = ended or [course for course in courses if course.steps][:1]
    return training(settings, used) if used else None


def training(settings: Settings, courses: Sequence[Course]) -> Training:
    """The record of runs that were looked at at the same steps."""

    def stacked(name: str) -> Floats:
        """Shape (seeds, steps, ...)."""
        runs = [np.stack([getattr(seen, name) for seen in run.seen]) for run in courses]
        return np.concatenate(runs, axis=1).swapaxes(0, 1)

    loss, steps = stacked("loss"), courses[0].steps
    below = loss < ESCAPED
    first = np.where(below.any(1), np.array(steps)[below.argmax(1)], math.inf)
    return Training(
        choice=ActivationChoice.parse(settings["activation"]),
        rate=settings["rate"],
        seeds=len(loss),
        steps=steps,
        mean=band(stacked("mean")),
        saturated=band(stacked("saturated")),
        loss=band(loss),
        accuracy=band(stacked("accuracy")),
        escape=band(first),
    )


EXPERIMENT = Trained(_configs, _steps, look, _gather)
BANDS = ("mean", "saturated", "loss", "accuracy", "escape")


def to_json(found: Training) -> dict[str, Any]:
    """The record as JSON can hold it."""
    bands = {name: [part.tolist() for part in _parts(getattr(found, name))] for name in BANDS}
    return {"seeds": found.seeds, "steps": list(found.steps), **bands}


def from_json(activation: str, rate: float, stored: Mapping[str, Any]) -> Training:
    """The record that `to_json` wrote."""
    bands = {name: Band(*(np.array(part) for part in stored[name])) for name in BANDS}
    choice, steps = ActivationChoice.parse(activation), tuple(stored["steps"])
    return Training(choice=choice, rate=rate, seeds=stored["seeds"], steps=steps, **bands)


def _parts(found: Band) -> tuple[Floats, Floats, Floats]:
    return found.low, found.median, found.high
