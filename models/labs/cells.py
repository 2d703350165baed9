"""One cell of a map of training: an activation at a learning rate, tried with several seeds."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from models.config import RunConfig
from models.labs.stage import finish
from models.labs.trained import Course, Trained
from models.measures.loss import loss
from models.measures.preactivations import dead
from models.snapshot import Snapshot

Floats = NDArray[np.floating[Any]]

SEEDS, TOGETHER = 10, 5
STEPS = 400
TARGET, MEAN_OVER = 0.1, 10
CHANCE = 0.2
WIDTH = 64
FIGURES = ("loss", "steps", "accuracy", "dead")


@dataclass(frozen=True)
class Cell:
    """Nets that differ in their seed alone, trained on the digits for a fixed number of steps.

    Parameters
    ----------
    activation : str
        As `RunConfig` has it.
    rate : float
        Learning rate.
    optimizer : str
    depth : int
        Hidden layers of 64 units.
    initializer : str
    seed, seeds : int
        The first seed, and how many. Each part draws its samples from its own first seed.
    steps : int
    """

    activation: str
    rate: float
    optimizer: str = "sgd"
    depth: int = 2
    initializer: str = "pytorch"
    seed: int = 0
    seeds: int = SEEDS
    steps: int = STEPS

    @property
    def parts(self) -> tuple[Cell, ...]:
        """The same nets, at most 5 of them in each part: these fit into one run, however deep.

        >>> [part.seed for part in Cell("relu", 0.1).parts]
        [0, 5]
        """
        return tuple(
            replace(self, seed=self.seed + first, seeds=min(TOGETHER, self.seeds - first))
            for first in range(0, self.seeds, TOGETHER)
        )

    @property
    def key(self) -> str:
        """All that determines the outcome, as text.

        >>> Cell("relu", 0.1).key
        'relu 0.1 sgd 2 pytorch 0 10 400'
        """
        parts = (self.activation, self.rate, self.optimizer, self.depth, self.initializer)
        return " ".join(map(str, (*parts, self.seed, self.seeds, self.steps)))

    def config(self) -> RunConfig:
        """The same nets as a run: 1,392 digits to train on and 348 to test, minibatches of 64.

        The digits have one mean taken off all pixels, as is common.
        """
        return RunConfig(
            dataset="digits_uncentred",
            samples=1740,
            train_share=0.8,
            noise=0.0,
            batch_size=64,
            loss="softmax_cross_entropy",
            activations=(self.activation,),
            hidden=(WIDTH,) * self.depth,
            initializer=self.initializer,
            optimizer=self.optimizer,
            learning_rate=self.rate,
            seed=self.seed,
            seeds=self.seeds,
        )


@dataclass(frozen=True, eq=False)
class Outcome:
    """How the nets of a cell ended; each array has one number per seed.

    Parameters
    ----------
    loss : ndarray
        On all training samples; infinite for a net that diverged.
    steps : ndarray
        Steps to target: minibatches seen when the mean loss of the last 10 was first below 0.1;
        infinite where it never was.
    accuracy : ndarray
        On the test samples; NaN for a net that diverged.
    dead : ndarray
        Share of the hidden units that are dead; NaN for a net that diverged.
    """

    loss: Floats
    steps: Floats
    accuracy: Floats
    dead: Floats

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which nets overflowed."""
        return np.isinf(self.loss)

    @property
    def at_chance(self) -> NDArray[np.bool_]:
        """Which nets are finite, and right on less than 1 of 5 test samples."""
        return ~self.diverged & (self.accuracy < CHANCE)

    def packed(self) -> dict[str, list[float | None]]:
        """What JSON can hold; a missing number is None."""
        return {name: [_short(v) for v in getattr(self, name)] for name in FIGURES}

    @classmethod
    def unpacked(cls, values: Mapping[str, Any]) -> Outcome:
        """Read what `packed` gave."""
        return cls(*(_filled(values[name]) for name in FIGURES))

    @classmethod
    def together(cls, parts: Sequence[Outcome]) -> Outcome:
        """The outcome of all seeds, in the order of the parts."""
        return cls(*(np.concatenate([getattr(part, n) for part in parts]) for n in FIGURES))


def _short(value: float) -> float | None:
    return None if math.isnan(value) else float(f"{value:.4g}")


def _filled(values: Sequence[float | None]) -> Floats:
    return np.array([math.nan if value is None else value for value in values], dtype=float)


def measure(cell: Cell) -> Outcome:
    """Train the nets of a cell, part by part.

    Examples
    --------
    >>> measure(Cell("relu", 0.3, seeds=2, steps=5)).at_chance.shape
    (2,)
    """
    return Outcome.together([_trained(part) for part in cell.parts])


def measure_packed(cell: Cell) -> dict[str, list[float | None]]:
    """The outcome of a cell as JSON can hold it."""
    return measure(cell).packed()


def _trained(part: Cell) -> Outcome:
    trained = Trained(partial(_configs, part), partial(_ends, part), _end, _only)
    found: Outcome = finish(trained, {})
    return found


def steps_to_target(losses: Floats) -> Floats:
    """Minibatches seen when the mean loss of the last 10 was first below 0.1, (K,).

    Parameters
    ----------
    losses : ndarray, shape (steps, K)
        NaN where a net had diverged.
    """
    if len(losses) < MEAN_OVER:
        return np.full(losses.shape[1], np.inf)
    below = sliding_window_view(losses, MEAN_OVER, axis=0).mean(-1) < TARGET
    reached = np.vstack([below, np.ones(losses.shape[1], dtype=bool)]).argmax(0)
    return np.where(reached < len(below), reached + MEAN_OVER, np.inf)


def _configs(cell: Cell, settings: Mapping[str, Any]) -> list[RunConfig]:
    return [cell.config()]


def _ends(cell: Cell, settings: Mapping[str, Any]) -> tuple[int]:
    return (cell.steps,)


def _end(snapshot: Snapshot) -> tuple[Floats, Floats, Floats]:
    """Training loss, test accuracy and share of dead units of each net, each (K,)."""
    found, passed = loss(snapshot), snapshot.train
    layers = zip(passed.preactivations, passed.activations, snapshot.slopes, strict=True)
    units = np.concatenate([dead(z, h, slope).numpy() for z, h, slope in layers], axis=1)
    return found.train_loss, found.test_accuracy, units.mean(1)


def _only(settings: Mapping[str, Any], courses: tuple[Course, ...]) -> Outcome | None:
    (course,) = courses
    if not course.seen or course.losses is None:
        return None
    train_loss, accuracy, units = course.seen[-1]
    lost = course.diverged | ~np.isfinite(train_loss)
    return Outcome(
        np.where(lost, np.inf, train_loss),
        steps_to_target(course.losses.astype(float)),
        np.where(lost, np.nan, accuracy),
        np.where(lost, np.nan, units),
    )
