"""The mean shift: how far from 0 a layer's activations lie, at the start and after training."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from models.activations.moments import mean
from models.choices import ActivationChoice
from models.config import RunConfig
from models.labs.digit_nets import digit_run
from models.labs.fates import Fates, fates
from models.labs.spread import Quartiles, of_those_with_one
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.arrays import to_array
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot

ACTIVATIONS = ("relu", "leaky_relu", "elu", "selu", "gelu", "tanh")
STEPS, SEEDS, LAYERS, CLASSES = 300, 4, 4, 10


@dataclass(frozen=True, eq=False)
class Levels:
    """One look: means (L, K), ratios (L, K), accuracy (K,), diverged (K,)."""

    means: Floats
    ratios: Floats
    accuracy: Floats
    diverged: Bools


@dataclass(frozen=True, eq=False)
class Shift:
    """The nets of one activation; two moments, L layers, K nets; NaN for a net that diverged.

    Parameters
    ----------
    key : str
        Of the activation.
    config : RunConfig
    gaussian : float
        Mean of f(Z) for a standard normal Z.
    means : ndarray, shape (2, L, K)
        Of all activations of a layer, on all training samples: at the start, and after the steps
        taken so far.
    ratios : ndarray, shape (2, L, K)
        Median over a layer's units of |mean| / standard deviation.
    fates : tuple of str, length K
    """

    key: str
    config: RunConfig
    gaussian: float
    means: Floats
    ratios: Floats
    fates: Fates

    @property
    def mean_spread(self) -> Quartiles:
        """Of the means, (2, L)."""
        return of_those_with_one(self.means)

    @property
    def ratio_spread(self) -> Quartiles:
        """Of the ratios, (2, L)."""
        return of_those_with_one(self.ratios)


def run(key: str, seeds: int = SEEDS) -> RunConfig:
    """Nets of four layers of 64 units on digits, He weights, Adam."""
    return digit_run(
        "raw",
        activations=(key,),
        hidden=(64,) * LAYERS,
        initializer="he_normal",
        optimizer="adam",
        learning_rate=0.003,
        seeds=seeds,
    )


@torch.no_grad()
def look(snapshot: Snapshot) -> Levels:
    """Layer means, and the means of units beside their spread."""
    trace = snapshot.network.trace(snapshot.spread(snapshot.data.x_train))
    right = (trace.output.argmax(-1) == snapshot.data.y_train).double().mean(1)
    means, ratios = [], []
    for h in trace.activations:
        unit, spread = h.mean(1).abs(), h.std(1, correction=0)
        varies = torch.where(spread > 0, unit / spread, torch.nan)
        means.append(to_array(h.mean((1, 2))))
        ratios.append(to_array(varies.nanmedian(1).values))
    return Levels(np.array(means), np.array(ratios), to_array(right), snapshot.diverged.copy())


def _shift(key: str, course: Course) -> Shift:
    first, last = course.seen[0], course.seen[-1]

    def both(name: str) -> Floats:
        return np.array([np.where(at.diverged, np.nan, getattr(at, name)) for at in (first, last)])

    return Shift(
        key,
        course.config,
        mean(ActivationChoice(key)),
        both("means"),
        both("ratios"),
        fates(last.diverged, last.accuracy, CLASSES),
    )


def _runs(settings: Settings) -> tuple[RunConfig, ...]:
    seeds = settings.get("seeds", SEEDS)
    return tuple(run(key, seeds) for key in settings["activations"])


def _steps(settings: Settings) -> tuple[int, ...]:
    end = settings.get("steps", STEPS)
    return (0, end // 3, end)


def _gather(settings: Settings, courses: tuple[Course, ...]) -> tuple[Shift, ...] | None:
    started = [course for course in courses if len(course.seen) > 1]
    named = zip(settings["activations"], started, strict=False)
    return tuple(_shift(key, course) for key, course in named) or None


MEANS = Trained(_runs, _steps, look, _gather)
"""The experiment: nets of each activation, looked at before and after training."""
