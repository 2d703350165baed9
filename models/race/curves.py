"""Figures of all nets of a race over steps, or over seconds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from models.race.standings import shares_of
from models.state import Floats
from models.summaries import Spread, spread

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History

POINTS = 160


@dataclass(frozen=True, eq=False)
class Curves:
    """A figure of K nets over n places, and its spread over the seeds of each activation.

    Parameters
    ----------
    places : ndarray, shape (n,)
        Steps, or seconds.
    values : ndarray, shape (n, K)
        NaN where a net has diverged, and behind the last second of its activation.
    quartiles : Spread
        Each (n, A); infinite where so many nets have none.
    least, most : ndarray, shape (n, A)
        The full range of the nets that go on; NaN where none does.
    """

    places: Floats
    values: Floats
    quartiles: Spread
    least: Floats
    most: Floats


def _of_loss(name: str) -> Callable[[History], Floats]:
    return lambda history: history.series(name)


def _of_share(which: int) -> Callable[[History], Floats]:
    def values(history: History) -> Floats:
        return history.known(shares_of(history.columns)[which])

    return values


FIGURES: Mapping[str, Callable[[History], Floats]] = MappingProxyType(
    {
        "test_loss": _of_loss("test_loss"),
        "train_loss": _of_loss("train_loss"),
        "test_accuracy": _of_loss("test_accuracy"),
        "test_r2": _of_loss("test_r2"),
        "dead": _of_share(0),
        "saturated": _of_share(1),
    }
)


def curves(
    config: RunConfig,
    history: History,
    figure: str,
    step: int,
    seconds: tuple[float, ...] | None = None,
) -> Curves:
    """A figure at the readings up to a step.

    Parameters
    ----------
    figure : str
        Key of `FIGURES`.
    seconds : tuple of float, length A, optional
        What a step of each activation costs: places are then seconds, equally spaced, with values
        that are linear between two readings.
    """
    steps = history.steps
    kept = max(1, int(np.searchsorted(steps, step, side="right")))
    places, values = steps[:kept].astype(float), FIGURES[figure](history)[:kept]
    if seconds is not None:
        places, values = _over_seconds(places, values, seconds, config.seeds)
    worst = -np.inf if figure.endswith(("accuracy", "r2")) else np.inf
    quartiles = spread(values, config.seeds, worst)
    by_group = values.reshape(len(values), -1, config.seeds)
    least, most = np.fmin.reduce(by_group, axis=2), np.fmax.reduce(by_group, axis=2)
    if seconds is not None:
        quartiles = _until(quartiles, places, float(steps[kept - 1]) * np.array(seconds))
    return Curves(places, values, quartiles, least, most)


def _over_seconds(
    steps: Floats, values: Floats, seconds: tuple[float, ...], seeds: int
) -> tuple[Floats, Floats]:
    """The values at equal distances in time, up to the end of the slowest activation."""
    grid = np.linspace(0, steps[-1] * max(seconds), POINTS)
    columns = [
        np.interp(grid, steps * seconds[net // seeds], values[:, net], right=np.nan)
        for net in range(values.shape[1])
    ]
    return grid, np.stack(columns, 1)


def _until(found: Spread, places: Floats, ends: Floats) -> Spread:
    """Without what lies behind the last second of each activation."""
    after = places[:, np.newaxis] > ends
    return Spread(*(np.where(after, np.nan, part) for part in vars(found).values()))
