"""Steps to target of an activation at several learning rates, and at its best one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.labs.cells import Floats
from models.summaries import spread


@dataclass(frozen=True, eq=False)
class Curve:
    """Steps to target of an activation at several learning rates.

    Parameters
    ----------
    activation, initializer : str
    rates : tuple of float
        Ascending.
    steps : ndarray, shape (rates, seeds)
        Infinite where a seed never arrives.
    accuracy : ndarray, shape (rates,)
        Median test accuracy of the nets that did not diverge.
    """

    activation: str
    initializer: str
    rates: tuple[float, ...]
    steps: Floats
    accuracy: Floats

    @property
    def quartiles(self) -> tuple[Floats, Floats, Floats]:
        """Lower quartile, median and upper quartile over the seeds, each (rates,)."""
        found = spread(self.steps, self.steps.shape[1], worst=np.inf)
        return found.low[:, 0], found.median[:, 0], found.high[:, 0]

    def at(self, rate: float) -> Place:
        """How it does at one rate."""
        index = self.rates.index(rate)
        low, median, high = (float(values[index]) for values in self.quartiles)
        never = int(np.isinf(self.steps[index]).sum())
        edge = bool(np.isfinite(median)) and index in (0, len(self.rates) - 1)
        return Place(
            self.activation,
            self.initializer,
            rate,
            low,
            median,
            high,
            never,
            self.steps.shape[1],
            float(self.accuracy[index]),
            edge,
        )

    @property
    def best(self) -> Place:
        """How it does at the rate with the lowest median; at the lowest rate if all are never."""
        return self.at(self.rates[int(np.argmin(self.quartiles[1]))])


@dataclass(frozen=True)
class Place:
    """An activation at one learning rate.

    Parameters
    ----------
    activation, initializer : str
    rate : float
    low, median, high : float
        Quartiles of the steps to target over the seeds; infinite where so many never arrive.
    never, seeds : int
        How many of the seeds never arrive.
    accuracy : float
        Median test accuracy after the last step.
    edge : bool
        Whether the rate is the first or the last that was tried: a better one may lie beyond.
    """

    activation: str
    initializer: str
    rate: float
    low: float
    median: float
    high: float
    never: int
    seeds: int
    accuracy: float
    edge: bool


def ranked(places: Sequence[Place]) -> tuple[Place, ...]:
    """The fastest first; of equal ones, that with fewer seeds that never arrive."""
    return tuple(sorted(places, key=lambda place: (place.median, place.never, place.low)))


def curve_of(activation: str, initializer: str, by_rate: Mapping[float, Any]) -> Curve:
    """A curve of the figures at some rates."""
    rates = tuple(sorted(by_rate))
    accuracy = [by_rate[rate]["accuracy"] for rate in rates]
    return Curve(
        activation,
        initializer,
        rates,
        np.array([by_rate[rate]["steps"] for rate in rates], dtype=float),
        np.array([np.nan if value is None else value for value in accuracy]),
    )
