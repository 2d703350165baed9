"""Nets of convolutions that learn to read digits: who gets there, and in how many steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch

from models.kinds.image_config import ImageConfig
from models.labs.firsts import first_at
from models.labs.spread import Quartiles, of_all, of_those_with_one
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot

ACTIVATIONS = ("relu", "leaky_relu", "gelu", "silu", "elu", "tanh", "sigmoid", "identity")
RATES = (0.003, 0.01, 0.03, 0.1)
TARGET = 0.95
EVERY = 5
STEPS, SEEDS = 150, 4


@dataclass(frozen=True, eq=False)
class Look:
    """The nets at one step, on all test images.

    Parameters
    ----------
    accuracy : ndarray, shape (K,)
    zero_share : ndarray, shape (L, K)
        Share of the pixels of all feature maps of a layer that are exactly 0.
    dead : ndarray, shape (L, K)
        Share of channels that are 0 at every pixel of every test image.
    """

    accuracy: Floats
    zero_share: Floats
    dead: Floats


@dataclass(frozen=True, eq=False)
class Race:
    """Accuracy while nets train, as far as they have got; K nets, L convolutions, T looks.

    Parameters
    ----------
    config : ImageConfig
    steps : tuple of int, length T
    accuracy : ndarray, shape (T, K)
        On the test images; NaN for a net that has diverged.
    zero_share, dead : ndarray, shape (T, L, K)
        See `Look`; NaN for a net that has diverged.
    diverged : ndarray of bool, shape (K,)
    """

    config: ImageConfig
    steps: tuple[int, ...]
    accuracy: Floats
    zero_share: Floats
    dead: Floats
    diverged: Bools

    @property
    def activations(self) -> tuple[str, ...]:
        """Keys of the activations, in the order of the nets."""
        return tuple(str(net) for net in self.config.nets)

    @property
    def reached(self) -> Floats:
        """First step at which a net read `TARGET` of the test images, (K,); else infinity."""
        return first_at(self.steps, self.accuracy, TARGET)

    def of(self, index: int) -> slice:
        """The nets of an activation."""
        return slice(index * self.config.seeds, (index + 1) * self.config.seeds)

    def steps_to_target(self, index: int) -> Quartiles:
        """Over the nets of an activation; those that are not there count as infinity."""
        return of_all(self.reached[self.of(index)], np.inf)

    def accuracy_spread(self, index: int) -> Quartiles:
        """Over the nets of an activation, (T,); one that diverged counts as 0."""
        return of_all(self.accuracy[:, self.of(index)], 0.0)

    def zeros(self, index: int, step: int) -> Quartiles:
        """Share of zeros in each layer, (L,), at a look, over the nets that have not diverged."""
        return of_those_with_one(self.zero_share[step][:, self.of(index)])

    def dead_share(self, index: int) -> Quartiles:
        """Share of dead channels in each layer, (L,), over the nets that have not diverged."""
        return of_those_with_one(self.dead[-1][:, self.of(index)])


def config_of(settings: Settings) -> ImageConfig:
    """Nets of some settings: activations, rate, pool, and perhaps the number of seeds."""
    return ImageConfig(
        activations=settings["activations"],
        learning_rate=settings["rate"],
        pool=settings["pool"],
        seeds=settings.get("seeds", SEEDS),
    )


@torch.no_grad()
def look(snapshot: Snapshot) -> Look:
    """What a `Look` keeps of the nets."""
    trace = snapshot.network.trace(snapshot.spread(snapshot.data.x_test))
    right = (trace.output.argmax(-1) == snapshot.data.y_test).double().mean(1).numpy()
    zeros = [values == 0 for values in trace.activations]
    found = Look(
        right,
        np.stack([layer.double().mean((1, 2)).numpy() for layer in zeros]),
        np.stack([layer.all(1).double().mean(1).numpy() for layer in zeros]),
    )
    for values in (found.accuracy, found.zero_share, found.dead):
        values[..., snapshot.diverged] = np.nan
    return found


def _configs(settings: Settings) -> Sequence[ImageConfig]:
    return (config_of(settings),)


def _steps(settings: Settings) -> Sequence[int]:
    return range(0, settings.get("steps", STEPS) + 1, EVERY)


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Race | None:
    (course,), config = courses, config_of(settings)
    if not course.seen:
        return None
    accuracy, zero_share, dead = (
        np.stack([getattr(seen, name) for seen in course.seen])
        for name in ("accuracy", "zero_share", "dead")
    )
    return Race(config, course.steps, accuracy, zero_share, dead, course.diverged)


RACE = Trained(_configs, _steps, look, _gather)
