"""A short search for the learning rate at which each activation gets to the target first."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from models.declarations import MAX_SEED
from models.devices import one_thread
from models.engine import Engine
from models.events import NEVER
from models.measures.loss import loss
from models.state import Floats, begin
from models.summaries import spread
from models.targets import LEVELS, nobody, reached, window

if TYPE_CHECKING:
    from models.config import RunConfig

RATES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)
SEEDS, STEPS = 3, 300


@dataclass(frozen=True, eq=False)
class Tried:
    """All activations at one learning rate.

    Parameters
    ----------
    rate : float
    steps : ndarray, shape (A, S)
        Steps to target; infinite where it was not reached.
    loss : ndarray, shape (A, S)
        On all training samples after the last step; infinite for a net that diverged.
    """

    rate: float
    steps: Floats
    loss: Floats


@dataclass(frozen=True, eq=False)
class RateCurve:
    """One activation at all learning rates.

    Parameters
    ----------
    rates : tuple of float
        Ascending.
    low, median, high : ndarray, shape (rates,)
        Quartiles of the loss over the seeds; infinite where so many diverged.
    diverged : ndarray, shape (rates,)
        Share of the seeds that diverged.
    best : int
        Position of the rate with the fewest median steps to target; of equal ones, or where none
        gets there, of the lowest median loss.
    edge : bool
        Whether `best` is the first or the last that was tried: a better one may lie beyond.
    """

    rates: tuple[float, ...]
    low: Floats
    median: Floats
    high: Floats
    diverged: Floats
    best: int
    edge: bool

    @property
    def rate(self) -> float:
        """The rate that was found best."""
        return self.rates[self.best]


def searched(config: RunConfig) -> RunConfig:
    """What the search trains: the run with three seeds, other than those of the race.

    The seeds of the race are not looked at, so that no rate is chosen for what they happen to do.

    >>> from models.config import RunConfig
    >>> searched(RunConfig(seed=5, seeds=2)).seed, searched(RunConfig(seed=MAX_SEED)).seed
    (7, 2147483644)
    """
    after = config.seed + config.seeds
    return replace(
        config,
        seed=after if after <= MAX_SEED else config.seed - SEEDS,
        seeds=SEEDS,
        own_rates=(),
        changes=(),
        stop_step=None,
        stop_loss=None,
        speed=0,
    )


def try_rate(config: RunConfig, rate: float, target: float) -> Tried:
    """Train every activation for 300 steps at a learning rate.

    Parameters
    ----------
    config : RunConfig
        As `searched` makes it.
    rate : float
    target : float
        One of `models.targets.LEVELS`.
    """
    config = replace(config, learning_rate=rate)
    with one_thread():
        engine = Engine(config, begin(config))
        engine.run(STEPS, math.inf)
        losses = np.where(engine.diverged, np.inf, loss(engine.snapshot()).train_loss)
    recent = np.empty((0, config.net_count))
    over = window(config)
    dates = reached(nobody(config.net_count), recent, engine.batch_losses(), 0, over)
    found = dates[LEVELS.index(target)].astype(float)
    steps = np.where((found == NEVER) | engine.diverged, np.inf, found)
    shape = (-1, config.seeds)
    return Tried(rate, steps.reshape(shape), losses.reshape(shape))


def rate_curves(tried: tuple[Tried, ...]) -> tuple[RateCurve, ...]:
    """One curve for each activation, in their order."""
    ordered = sorted(tried, key=lambda one: one.rate)
    rates = tuple(one.rate for one in ordered)
    losses = np.stack([one.loss for one in ordered])
    steps = np.stack([one.steps for one in ordered])
    seeds = losses.shape[2]
    found = spread(losses.reshape(len(rates), -1), seeds, np.inf)
    counted = spread(steps.reshape(len(rates), -1), seeds, np.inf).median
    curves = []
    for group in range(losses.shape[1]):
        keys = list(zip(counted[:, group], found.median[:, group], strict=True))
        best = min(range(len(rates)), key=lambda at: tuple(map(float, keys[at])))
        curves.append(
            RateCurve(
                rates,
                found.low[:, group],
                found.median[:, group],
                found.high[:, group],
                np.isinf(losses[:, group]).mean(1),
                best,
                len(rates) > 1 and best in (0, len(rates) - 1),
            )
        )
    return tuple(curves)
