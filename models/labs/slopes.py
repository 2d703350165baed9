"""What slope below 0 the data want: PReLU with one learned slope per layer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import torch

from models.config import RunConfig
from models.labs.digit_nets import digit_run
from models.labs.fates import Fates, fates
from models.labs.spread import Quartiles, of_those_with_one
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.arrays import to_array
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot

STEPS, EVERY, SEEDS, CLASSES = 600, 30, 6, 10
_DECAY = (("weight_decay", 1.0),)
RULES: Mapping[str, tuple[str, float, tuple[tuple[str, float], ...]]] = MappingProxyType(
    {"adam": ("adam", 0.003, ()), "sgd": ("sgd", 0.1, ()), "decay": ("adamw", 0.003, _DECAY)}
)
"""Optimizers: Adam, plain SGD, and AdamW, whose weight decay pulls the slopes as well."""


@dataclass(frozen=True, eq=False)
class Glance:
    """The learned slopes at one step: slopes (L, K), accuracy (K,), diverged (K,)."""

    slopes: Floats
    accuracy: Floats
    diverged: Bools


@dataclass(frozen=True, eq=False)
class Slopes:
    """Learned slopes over the steps; T looks, L layers, K nets.

    Parameters
    ----------
    config : RunConfig
    steps : tuple of int, length T
    slopes : ndarray, shape (T, L, K)
        NaN for a net that has diverged.
    fates : tuple of str, length K
    """

    config: RunConfig
    steps: tuple[int, ...]
    slopes: Floats
    fates: Fates

    @property
    def spread(self) -> Quartiles:
        """Over the nets that have not diverged, (T, L)."""
        return of_those_with_one(self.slopes)


def run(settings: Settings) -> RunConfig:
    """Nets of PReLU on digits."""
    optimizer, rate, values = RULES[settings["rule"]]
    return digit_run(
        "raw",
        activations=(f"prelu(a={settings['start']!r})",),
        hidden=(64,) * settings["layers"],
        seeds=settings.get("seeds", SEEDS),
        optimizer=optimizer,
        learning_rate=rate,
        optimizer_hyperparameters=values,
    )


@torch.no_grad()
def look(snapshot: Snapshot) -> Glance:
    """Slopes of every layer, and the accuracy on the training samples."""
    slopes = [to_array(values[:, 0, 0]) for values in snapshot.network.learnables[:-1]]
    output = snapshot.network.forward(snapshot.spread(snapshot.data.x_train))
    right = (output.argmax(-1) == snapshot.data.y_train).double().mean(1)
    return Glance(np.array(slopes), to_array(right), snapshot.diverged.copy())


def _runs(settings: Settings) -> tuple[RunConfig, ...]:
    return (run(settings),)


def _steps(settings: Settings) -> range:
    return range(0, settings.get("steps", STEPS) + 1, EVERY)


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Slopes | None:
    (course,) = courses
    seen: tuple[Glance, ...] = course.seen
    if not seen:
        return None
    slopes = np.array([np.where(glance.diverged, np.nan, glance.slopes) for glance in seen])
    last = seen[-1]
    return Slopes(course.config, course.steps, slopes, fates(last.diverged, last.accuracy, CLASSES))


SLOPES = Trained(_runs, _steps, look, _gather)
"""The experiment: one run of PReLU nets."""
