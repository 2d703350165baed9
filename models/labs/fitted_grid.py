"""What is stored of nets that learn the wave: every width, activation and learning rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from models.datasets.record import Array
from models.labs.fitted import FIT, LOOKS, RATES, SEEDS, UNITS, WAVE, Fitted, quartiles
from models.labs.hinges import bound, error_of, through
from models.labs.lines import line
from models.labs.stage import finish
from models.labs.stored import Cell, Grid, StoredGrid

TRIED = ("relu", "tanh")


def measure(cell: Cell) -> dict[str, Any]:
    """The errors of all nets of a cell after their last step."""
    found: Fitted = finish(FIT, cell)
    return {"errors": found.errors[-1].tolist()}


GRID = Grid(
    "hinges",
    f"{SEEDS} nets with one hidden layer for each number of units, activation and learning rate, "
    f"PyTorch's default weights, {LOOKS[-1]:,} Adam steps on 257 samples of the wave; the largest "
    "error is over 20,001 places.",
    tuple(
        {"activation": activation, "units": units, "learning_rate": rate}
        for activation in TRIED
        for units in UNITS
        for rate in RATES
    ),
    measure,
    tolerance=0.05,
)


@dataclass(frozen=True, eq=False)
class Trend:
    """How the largest error falls with the number of units.

    Parameters
    ----------
    units : tuple of int
    low, median, high : ndarray, shape (len(units),)
        Quartiles over seeds.
    rates : tuple of float
        The learning rate of each number of units.
    """

    units: tuple[int, ...]
    low: Array
    median: Array
    high: Array
    rates: tuple[float, ...]

    @property
    def slope(self) -> float:
        """The power of the number of units with which the median error goes."""
        return slope(self.units, self.median)


def trend(grid: StoredGrid, activation: str, rate: float | None) -> Trend:
    """The stored errors of an activation, each at its best median rate where `rate` is None."""
    rows = [_row(grid, activation, units, rate) for units in UNITS]
    low, median, high = np.array([found for found, _ in rows]).T
    return Trend(UNITS, low, median, high, tuple(used for _, used in rows))


def _row(
    grid: StoredGrid, activation: str, units: int, rate: float | None
) -> tuple[tuple[float, float, float], float]:
    """Quartiles, and the rate at which they were found."""
    found = []
    for tried in RATES if rate is None else (rate,):
        cell = {"activation": activation, "units": units, "learning_rate": tried}
        found.append((quartiles(np.array(grid.values(**cell)["errors"])), tried))
    return min(found, key=lambda one: one[0][1])


def built() -> tuple[Array, Array]:
    """Largest error of hinges of equal pieces, and the bound on it, for each number of units."""
    errors = [error_of(WAVE, through(WAVE, line(units + 1)).values).largest for units in UNITS]
    return np.array(errors), np.array([bound(WAVE, units) for units in UNITS])


def slope(units: tuple[int, ...], errors: Array) -> float:
    """Slope of a straight line through errors on logarithmic scales."""
    return float(np.polyfit(np.log(units), np.log(errors), 1)[0])
