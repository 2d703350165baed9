"""The map of learning rates: which activation trains at which rate, and how the others fail."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.labs.cells import TARGET, Cell, Outcome
from models.summaries import spread

DIVERGED, CHANCE, DEAD = "diverged", "chance", "dead"
KINDS = (DIVERGED, CHANCE, DEAD)
HALF = 0.5


@dataclass(frozen=True, eq=False)
class Summary:
    """A cell of the map, and what came of it.

    Parameters
    ----------
    cell : Cell
    low, median, high : float
        Quartiles of the training loss over the seeds at the last step; a net that diverged counts
        as infinite.
    accuracy : float
        Median test accuracy of the nets that did not diverge; NaN where all did.
    diverged, chance : float
        Share of the seeds that diverged, and of those that are finite but at chance.
    dead : float
        Mean share of dead hidden units of the nets that did not diverge; NaN where all did.
    """

    cell: Cell
    low: float
    median: float
    high: float
    accuracy: float
    diverged: float
    chance: float
    dead: float

    @property
    def kinds(self) -> tuple[str, ...]:
        """How it failed, of `KINDS`: a seed diverged, half are at chance, half of the units dead.

        What few nets are left where most diverged says nothing of dead units.
        """
        dead = self.dead > HALF and self.diverged < HALF
        signs = (self.diverged > 0, self.chance >= HALF, dead)
        return tuple(kind for kind, sign in zip(KINDS, signs, strict=True) if sign)


@dataclass(frozen=True, eq=False)
class RateMap:
    """Activations by learning rates, as far as it is measured.

    Parameters
    ----------
    activations : tuple of str
    rates : tuple of float
    summaries : mapping
        By (activation, rate); only those that are measured.
    """

    activations: tuple[str, ...]
    rates: tuple[float, ...]
    summaries: Mapping[tuple[str, float], Summary]

    @property
    def whole(self) -> int:
        """How many summaries there will be."""
        return len(self.activations) * len(self.rates)

    def failing(self, kind: str) -> tuple[Summary, ...]:
        """The summaries that failed in one way."""
        return tuple(summary for summary in self.summaries.values() if kind in summary.kinds)

    @cached_property
    def training(self) -> tuple[Summary, ...]:
        """The cells that did not fail and have a median loss below the target, 0.1."""
        return tuple(s for s in self.summaries.values() if not s.kinds and s.median < TARGET)

    def best(self, activation: str) -> Summary | None:
        """The summary of an activation with the lowest median loss; None where none is finite."""
        finite = [
            summary
            for (name, _), summary in self.summaries.items()
            if name == activation and np.isfinite(summary.median)
        ]
        return min(finite, key=lambda summary: summary.median) if finite else None

    def room(self, activation: str) -> tuple[float, ...]:
        """The rates at which an activation trained."""
        return tuple(s.cell.rate for s in self.training if s.cell.activation == activation)


def judged(cell: Cell, outcome: Outcome) -> Summary:
    """The figures of a cell, with their spread over the seeds."""
    lost = outcome.diverged
    quartiles = spread(outcome.loss, len(lost), worst=np.inf)
    there = ~lost
    return Summary(
        cell,
        low=float(quartiles.low[0]),
        median=float(quartiles.median[0]),
        high=float(quartiles.high[0]),
        accuracy=float(np.median(outcome.accuracy[there])) if there.any() else np.nan,
        diverged=float(lost.mean()),
        chance=float(outcome.at_chance.mean()),
        dead=float(outcome.dead[there].mean()) if there.any() else np.nan,
    )


def mapped(cells: Sequence[Cell], outcomes: Sequence[Outcome | None]) -> RateMap:
    """The map of some cells, those without an outcome left open."""
    summaries = {
        (cell.activation, cell.rate): judged(cell, outcome)
        for cell, outcome in zip(cells, outcomes, strict=True)
        if outcome is not None
    }
    names = tuple(dict.fromkeys(cell.activation for cell in cells))
    rates = tuple(sorted({cell.rate for cell in cells}))
    return RateMap(names, rates, summaries)
