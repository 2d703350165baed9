"""The stored grid of convolutions on digits: activations by learning rate and pool."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.labs.image_race import ACTIVATIONS, RACE, RATES, Race
from models.labs.spread import Quartiles, of_all
from models.labs.stage import finish
from models.labs.stored import Cell, Grid, StoredGrid, Values

STEPS, SEEDS = 250, 10


@dataclass(frozen=True, eq=False)
class Found:
    """What is stored of one activation at one learning rate, over the seeds.

    Parameters
    ----------
    activation : str
    rate : float
    steps : Quartiles
        Steps until 95 % of the test images are read; infinity where they never are.
    accuracy : Quartiles
        On the test images after the last step.
    zeros_before, zeros, dead : Quartiles, each (L,)
        Shares of each layer: of pixels that are exactly 0 at first and at last, and of channels
        that are 0 on all test images at last.
    """

    activation: str
    rate: float
    steps: Quartiles
    accuracy: Quartiles
    zeros_before: Quartiles
    zeros: Quartiles
    dead: Quartiles


def found(stored: StoredGrid, activation: str, rate: float, pool: str = "average") -> Found:
    """What is stored of a cell."""
    values = stored.values(**_cell(activation, rate, pool))
    steps, accuracy, *shares = (
        of_all(np.array(values[name], float).T, worst)
        for name, worst in (
            ("reached", np.inf),
            ("accuracy", 0.0),
            ("zeros_before", 0.0),
            ("zeros", 0.0),
            ("dead", 1.0),
        )
    )
    return Found(activation, rate, steps, accuracy, *shares)


def best(
    stored: StoredGrid, activation: str, pool: str = "average", rates: Sequence[float] = RATES
) -> Found:
    """The same at the rate with the fewest steps in the median; of equal ones the most accurate."""
    every = [found(stored, activation, rate, pool) for rate in rates]
    return min(every, key=lambda one: (float(one.steps.median), -float(one.accuracy.median)))


def _measure(cell: Cell) -> Values:
    """What is stored of the nets of one activation, rate and pool, by seed."""
    settings = {**cell, "activations": (cell["activation"],)}
    race: Race = finish(RACE, settings)
    return {
        "reached": race.reached.tolist(),
        "accuracy": np.nan_to_num(race.accuracy[-1]).tolist(),
        "zeros_before": race.zero_share[0].T.tolist(),
        "zeros": race.zero_share[-1].T.tolist(),
        "dead": race.dead[-1].T.tolist(),
    }


def _cell(activation: str, rate: float, pool: str, **changed: Any) -> Cell:
    usual = {"seeds": SEEDS, "steps": STEPS}
    return {"activation": activation, "rate": rate, "pool": pool, **usual, **changed}


def _cells() -> tuple[Cell, ...]:
    """A short one, which is computed again by a test, and the whole grid."""
    short = _cell("identity", 0.01, "average", seeds=3, steps=50)
    grid = [_cell(key, rate, "average") for key in ACTIVATIONS for rate in RATES]
    pooled = [_cell(key, rate, "max") for key in ("identity", "relu") for rate in (0.01, 0.03)]
    return (short, *grid, *pooled)


GRID = Grid(
    "images",
    "convolutions with 8 and 16 channels, PyTorch's first weights, Adam, minibatches of 64 drawn "
    "for each net, 250 steps, 10 seeds, accuracy on 397 test images every 5 steps.",
    _cells(),
    _measure,
    tolerance=0.02,
)
