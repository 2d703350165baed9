"""The stored grid of policies on CartPole: activations by task, learning rate and input scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from models.kinds.policy_config import PolicyConfig
from models.labs.firsts import first_at, running_mean
from models.labs.pole import ACTIVATIONS, LINEAR, MEAN_OF, RATES, SOLVED
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings
from models.labs.stored import Cell, Grid, StoredGrid, Values, read
from models.measures.records import Floats
from models.training import Budget, advance, begin

UPDATES, SEEDS = 150, 16
LONG = 350
EVERY = 10
SCALED_RATE = 0.01
VERDICTS = ("relu", "gelu", "silu", "elu", "tanh", LINEAR)
LONGER = ("gelu", "silu", "elu", "tanh")
CHANGES: Mapping[str, tuple[tuple[str, float], ...]] = MappingProxyType(
    {
        "usual": (),
        "states": (("scale", 5.0),),
        "context": (("context", 3.0),),
        "longer": (("updates", LONG),),
    }
)


def _cell(activation: str, task: str, rate: float, **changed: Any) -> Cell:
    usual = {"scale": 1.0, "context": 1.0, "updates": UPDATES, "seeds": SEEDS}
    return {"activation": activation, "task": task, "rate": rate, **usual, **changed}


def _cells() -> tuple[Cell, ...]:
    """A short one, which is computed again by a test, and the whole grid."""
    every = (*ACTIVATIONS, LINEAR)
    tasks = [
        _cell(key, task, rate) for task in ("plain", "flipped") for key in every for rate in RATES
    ]
    scaled = [
        _cell(key, "flipped", SCALED_RATE, **dict(changed))
        for changed in (CHANGES["states"], CHANGES["context"])
        for key in VERDICTS
    ]
    longer = [_cell(key, "flipped", SCALED_RATE, **dict(CHANGES["longer"])) for key in LONGER]
    return (_cell(LINEAR, "plain", 0.01, updates=25, seeds=4), *tasks, *scaled, *longer)


def _measure(cell: Cell) -> Values:
    """Updates until the task is solved, the area under the curve, the end, and the curve."""
    config = PolicyConfig(
        activations=(cell["activation"],),
        task=cell["task"],
        learning_rate=cell["rate"],
        state_scale=cell["scale"],
        context_scale=cell["context"],
        seeds=cell["seeds"],
    )
    _, frame = advance(config, begin(config), Budget(steps=cell["updates"]))
    returns = np.nan_to_num(-frame.batch_loss.astype(np.float64))
    smooth = running_mean(returns, MEAN_OF)
    return {
        "solved": first_at(range(1, len(returns) + 1), smooth, SOLVED).tolist(),
        "area": returns.mean(0).tolist(),
        "last": smooth[-1].tolist(),
        "curves": smooth[EVERY - 1 :: EVERY].round().astype(int).T.tolist(),
    }


@dataclass(frozen=True, eq=False)
class Found:
    """What is stored of one activation on one task.

    Parameters
    ----------
    activation : str
    rate : float
    solved : Quartiles
        Updates until the task was solved, over the seeds; infinity where it was not.
    share : float
        Of the seeds that solved it.
    last : Quartiles
        Mean return of the last five updates.
    updates : tuple of int, length n
    curves : ndarray, shape (seeds, n)
        Mean return of the five updates up to each of these.
    """

    activation: str
    rate: float
    solved: Quartiles
    share: float
    last: Quartiles
    updates: tuple[int, ...]
    curves: Floats

    @property
    def median(self) -> Floats:
        """Median over the seeds, (n,)."""
        return np.median(self.curves, 0)


def found(stored: StoredGrid, activation: str, task: str, rate: float, **changed: Any) -> Found:
    """What is stored of a cell, where the rest is as usual but for what is named."""
    values = stored.values(**_cell(activation, task, rate, **changed))
    solved, curves = np.array(values["solved"], float), np.array(values["curves"], float)
    updates = tuple(EVERY * (index + 1) for index in range(curves.shape[1]))
    share = float(np.isfinite(solved).mean())
    last = of_all(np.array(values["last"], float), 0.0)
    return Found(activation, rate, of_all(solved, np.inf), share, last, updates, curves)


def best(stored: StoredGrid, activation: str, task: str) -> Found:
    """The same at the learning rate with the largest median area under the curve."""

    def area(rate: float) -> float:
        return float(np.median(stored.values(**_cell(activation, task, rate))["area"]))

    return found(stored, activation, task, max(RATES, key=area))


def pairs_won(stored: StoredGrid, first: Found, second: Found, task: str) -> float:
    """In what share of all pairs of seeds the first solved the task sooner; a tie is half."""
    one, other = (
        np.array(stored.values(**_cell(each.activation, task, each.rate))["solved"], float)
        for each in (first, second)
    )
    sooner = (one[:, None] < other).mean() + (one[:, None] == other).mean() / 2
    return float(sooner)


@dataclass(frozen=True, eq=False)
class Verdicts:
    """Who solves the flipped task in several set-ups, all at one learning rate.

    Parameters
    ----------
    found : mapping
        By activation and a key of `CHANGES`; what was not tried is missing.
    seeds : int
    """

    found: Mapping[tuple[str, str], Found]
    seeds: int


def verdicts(settings: Settings) -> Verdicts:
    """What is stored of them."""
    stored, known = read(GRID.key), {}
    for key in VERDICTS:
        for setting, changed in CHANGES.items():
            if setting != "longer" or key in LONGER:
                known[key, setting] = found(stored, key, "flipped", SCALED_RATE, **dict(changed))
    return Verdicts(known, SEEDS)


GRID = Grid(
    "cartpole",
    "policies with two layers of 32 units, PyTorch's first weights, Adam, REINFORCE with 8 "
    "episodes for each update, 150 updates, 16 seeds.",
    _cells(),
    _measure,
    tolerance=0.02,
)
