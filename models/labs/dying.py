"""Units that die while a net trains, and those that come back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from models.config import RunConfig
from models.datasets import make_data
from models.labs.deaths import Counts, events
from models.labs.digit_nets import digit_run
from models.labs.fates import DIVERGED, Fates, fates
from models.labs.spread import Quartiles, of_all, of_those_with_one
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.loss import loss
from models.measures.preactivations import EFFECTIVELY_ZERO, dead
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot

STEPS = 400
EVERY = 25
RATES = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
ACTIVATIONS = ("relu", "leaky_relu", "elu", "gelu", "silu", "tanh")
CLASSES = 10
ALIVE, INACTIVE, DEAD = STATES = ("alive", "inactive on this input", "dead")


@dataclass(frozen=True, eq=False)
class Look:
    """The hidden units of a run at one step, on all training samples.

    Parameters
    ----------
    step : int
    dead : tuple of ndarray of bool, each (K, units)
        Per layer. In effect dead, with every activation below 1e-6, counts where the activation is
        smooth and so never exactly flat.
    inactive : tuple of ndarray of bool, each (K, 10, units)
        Whether the activation is exactly 0 on the first training image of each digit.
    zero_share : ndarray, shape (L, K)
        Share of all activations of a layer that are exactly 0.
    accuracy : ndarray, shape (K,)
        On the training samples.
    diverged : ndarray of bool, shape (K,)
        For these, nothing else here means anything.
    """

    step: int
    dead: tuple[Bools, ...]
    inactive: tuple[Bools, ...]
    zero_share: Floats
    accuracy: Floats
    diverged: Bools


@dataclass(frozen=True, eq=False)
class Dying:
    """Deaths and revivals while a run trains; L hidden layers, K nets, T looks.

    Parameters
    ----------
    config : RunConfig
    steps : tuple of int, length T
        Every `EVERY` steps; what happens between two looks is not seen.
    dead_share, zero_share : ndarray, shape (T, L, K)
        Share of units that are dead, and of activations that are exactly 0. NaN for a net that has
        diverged.
    deaths, revivals : ndarray, shape (T, L)
        Of all nets that have not diverged, up to each look.
    accuracy : ndarray, shape (T, K)
        On the training samples; NaN for a net that has diverged.
    fates : tuple of str, length K
        What became of each net so far, see `models.labs.fates`.
    dead, inactive : tuple of ndarray
        Of the first net at the last look: (units,) and (10, units) per layer.
    images : ndarray, shape (10, 8, 8)
        The images of `inactive`, one of each digit.
    """

    config: RunConfig
    steps: tuple[int, ...]
    dead_share: Floats
    zero_share: Floats
    deaths: Counts
    revivals: Counts
    accuracy: Floats
    fates: Fates
    dead: tuple[Bools, ...]
    inactive: tuple[Bools, ...]
    images: Floats

    @property
    def dead_spread(self) -> Quartiles:
        """Share of dead units over the nets that have not diverged, (T, L)."""
        return of_those_with_one(self.dead_share)

    @property
    def zero_spread(self) -> Quartiles:
        """Share of activations that are 0 over the nets that have not diverged, (T, L)."""
        return of_those_with_one(self.zero_share)

    @property
    def accuracy_spread(self) -> Quartiles:
        """Accuracy over all nets, (T,); that of a net that has diverged counts as 0."""
        return of_all(self.accuracy, 0.0)

    def states(self, digit: int) -> tuple[tuple[str, ...], ...]:
        """One of `STATES` for each unit of the first net, per layer, on the image of a digit."""
        if self.fates[0] == DIVERGED:
            return tuple((DIVERGED,) * len(layer) for layer in self.dead)
        return tuple(
            tuple(np.where(dead, DEAD, np.where(inactive[digit], INACTIVE, ALIVE)).tolist())
            for dead, inactive in zip(self.dead, self.inactive, strict=True)
        )

    @property
    def smooth(self) -> bool:
        """Whether dead means dead in effect, because the activation is smooth."""
        return is_smooth(self.config)


def is_smooth(config: RunConfig) -> bool:
    """Whether the activation of a run of one activation has no kink.

    >>> is_smooth(digit_run()), is_smooth(digit_run(activations=("gelu",)))
    (False, True)
    """
    return not config.nets[0].layer(0).activation.kinks


def run(settings: Settings) -> RunConfig:
    """The run of some settings: activation, rate, weights, bias, optimizer and pixels."""
    return digit_run(
        settings["pixels"],
        activations=(settings["activation"],),
        learning_rate=settings["rate"],
        initializer=settings["weights"],
        initial_bias=settings["bias"],
        optimizer=settings["optimizer"],
        seeds=settings.get("seeds", 10),
    )


@torch.no_grad()
def look(snapshot: Snapshot) -> Look:
    """What a `Look` keeps of the nets."""
    trace = snapshot.train
    shown = torch.from_numpy(first_of_each(snapshot.data.y_train.numpy()))
    found = zip(trace.preactivations, trace.activations, snapshot.slopes, strict=True)
    gone = [dead(z, h, slopes) for z, h, slopes in found]
    if is_smooth(snapshot.config):
        effect = (h.abs().amax(1) < EFFECTIVELY_ZERO for h in trace.activations)
        gone = [exactly | almost for exactly, almost in zip(gone, effect, strict=True)]
    zeros = [h.detach() == 0 for h in trace.activations]
    return Look(
        snapshot.step,
        tuple(layer.numpy() for layer in gone),
        tuple(layer[:, shown].numpy() for layer in zeros),
        np.array([layer.double().mean((1, 2)).numpy() for layer in zeros]),
        loss(snapshot).train_accuracy,
        snapshot.diverged.copy(),
    )


def first_of_each(y: NDArray[np.int64]) -> Counts:
    """The place of the first sample of each class.

    >>> first_of_each(np.array([1, 0, 1, 2])).tolist()
    [1, 0, 3]
    """
    return np.unique(y, return_index=True)[1]


def of_going(values: Floats, diverged: Bools) -> Floats:
    """NaN in place of values (..., K) of nets that have diverged."""
    return np.where(diverged, np.nan, values)


def gather(settings: Mapping[str, object], courses: tuple[Course, ...]) -> Dying | None:
    """The record of the run so far; None before the first look."""
    course = courses[0]
    looks: tuple[Look, ...] = course.seen
    if not looks:
        return None
    last = looks[-1]
    deaths, revivals = events(looks)
    return Dying(
        course.config,
        course.steps,
        np.array([of_going(np.array([d.mean(1) for d in s.dead]), s.diverged) for s in looks]),
        np.array([of_going(s.zero_share, s.diverged) for s in looks]),
        deaths,
        revivals,
        np.array([of_going(s.accuracy, s.diverged) for s in looks]),
        fates(last.diverged, last.accuracy, CLASSES),
        tuple(layer[0] for layer in last.dead),
        tuple(layer[0] for layer in last.inactive),
        images(course.config),
    )


def images(config: RunConfig) -> Floats:
    """The first training image of each digit, (10, 8, 8), pixels not centred."""
    data = make_data(replace(config, dataset="digits_uncentred"))
    return data.x_train[first_of_each(data.y_train.astype(np.int64))].reshape(-1, 8, 8)


def _runs(settings: Settings) -> tuple[RunConfig, ...]:
    return (run(settings),)


def _steps(settings: Settings) -> range:
    return range(0, settings.get("steps", STEPS) + 1, EVERY)


TRAIN = Trained(_runs, _steps, look, gather)
"""The experiment: one run, looked at every `EVERY` steps on all training samples."""
