"""Steps to target against the learning rate: who is faster, and who decides it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from models.labs.cells import SEEDS, Cell, Outcome, measure, measure_packed
from models.labs.speed_curves import Curve, Place, curve_of, ranked
from models.labs.stage import Settings
from models.labs.stored import Grid, StoredGrid, read
from models.labs.sweep import Sweep

KEY = "faster"
ACTIVATIONS = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "tanh", "sigmoid")
RATES = (0.03, 0.06, 0.12, 0.25, 0.5, 1.0, 2.0, 4.0)
INITIALIZERS = ("pytorch", "glorot_normal", "he_normal")
DEPTHS = (2, 6)
BEST, NOBODY = "best", "none"


@dataclass(frozen=True, eq=False)
class Race:
    """Curves of all activations, and how they rank.

    Parameters
    ----------
    depth : int
        Hidden layers.
    curves : tuple of Curve
    again : Curve or None
        One of the curves measured here and now, at the rates that are done.
    stored : StoredGrid
        From which the curves are.
    """

    depth: int
    curves: tuple[Curve, ...]
    again: Curve | None
    stored: StoredGrid

    @cached_property
    def best(self) -> tuple[Place, ...]:
        """Each at its best rate, the fastest first."""
        return ranked([curve.best for curve in self.curves])

    def at(self, rate: float) -> tuple[Place, ...]:
        """All at the same rate, the fastest first."""
        return ranked([curve.at(rate) for curve in self.curves])

    def of(self, activation: str) -> Place:
        """An activation at its best rate."""
        return next(place for place in self.best if place.activation == activation)

    def ratio(self, one: str, other: str) -> float:
        """Steps of one activation relative to another's, each at its best rate."""
        return self.of(one).median / self.of(other).median

    @property
    def agreeing(self) -> tuple[int, int]:
        """At how many rates the median measured here is the stored one, within 10 %; of how many.

        Where both are never, they agree.
        """
        if self.again is None:
            return 0, 0
        kept = next(c for c in self.curves if c.activation == self.again.activation)
        stored = {rate: float(m) for rate, m in zip(kept.rates, kept.quartiles[1], strict=True)}
        pairs = [
            (float(median), stored[rate])
            for rate, median in zip(self.again.rates, self.again.quartiles[1], strict=True)
        ]
        return sum(bool(np.isclose(a, b, rtol=0.1)) for a, b in pairs), len(pairs)


def grid() -> tuple[dict[str, Any], ...]:
    """All that is stored: depths, initializers, activations, rates."""
    return tuple(
        {"depth": depth, "initializer": initializer, "activation": activation, "rate": rate}
        for depth in DEPTHS
        for initializer in INITIALIZERS
        for activation in ACTIVATIONS
        for rate in RATES
    )


def measured(place: Mapping[str, Any]) -> dict[str, Any]:
    """Steps to target of each seed, and the median accuracy, at a place of the grid."""
    return _figures(measure(cell_of(**place)))


def cell_of(activation: str, rate: float, depth: int, initializer: str) -> Cell:
    """The cell of the map that is trained there."""
    return Cell(activation, rate, "sgd", depth, initializer, seeds=SEEDS)


def _figures(found: Outcome) -> dict[str, Any]:
    right = found.accuracy[~found.diverged]
    return {
        "steps": found.steps.tolist(),
        "accuracy": float(np.median(right)) if len(right) else None,
    }


def stored_curves(found: StoredGrid) -> Mapping[tuple[int, str, str], Curve]:
    """Curves by depth, initializer and activation."""
    groups: dict[tuple[int, str, str], dict[float, Any]] = {}
    for cell, values in zip(found.cells, found.results, strict=True):
        place = (cell["depth"], cell["initializer"], cell["activation"])
        groups.setdefault(place, {})[cell["rate"]] = values
    return MappingProxyType(
        {place: curve_of(place[2], place[1], by_rate) for place, by_rate in groups.items()}
    )


def chosen(settings: Settings, found: StoredGrid) -> tuple[Curve, ...]:
    """One curve an activation: of the initializer that was asked for, or of its best one."""
    curves, depth = stored_curves(found), settings["depth"]
    asked = settings["initializer"]
    options = INITIALIZERS if asked == BEST else (asked,)
    return tuple(
        min(
            (curves[depth, initializer, activation] for initializer in options),
            key=lambda curve: curve.best.median,
        )
        for activation in ACTIVATIONS
    )


def race(settings: Settings, found: StoredGrid, again: Curve | None = None) -> Race:
    """What the stored curves say to these settings.

    Parameters
    ----------
    settings : mapping
        ``depth``; ``initializer``, or "best" for each its best one.
    found : StoredGrid
    again : Curve, optional
    """
    return Race(settings["depth"], chosen(settings, found), again, found)


def _again(settings: Settings) -> tuple[Cell, ...]:
    """The cells of the activation that is measured again; the middle rates first."""
    if settings["again"] == NOBODY:
        return ()
    curve = next(c for c in chosen(settings, read(KEY)) if c.activation == settings["again"])
    middle = (len(RATES) - 1) / 2
    return tuple(
        cell_of(curve.activation, rate, settings["depth"], curve.initializer)
        for rate in sorted(RATES, key=lambda rate: abs(RATES.index(rate) - middle))
    )


def _parts(settings: Settings) -> tuple[Cell, ...]:
    return tuple(part for cell in _again(settings) for part in cell.parts)


def _key(part: Cell) -> str:
    return part.key


def _gathered(settings: Settings, values: tuple[Any, ...]) -> Race:
    found, by_rate = iter(values), {}
    for cell in _again(settings):
        parts = [next(found) for _ in cell.parts]
        if all(part is not None for part in parts):
            whole = Outcome.together([Outcome.unpacked(part) for part in parts])
            by_rate[cell.rate] = _figures(whole)
    kept = race(settings, read(KEY))
    if not by_rate:
        return kept
    used = next(c.initializer for c in kept.curves if c.activation == settings["again"])
    return replace(kept, again=curve_of(settings["again"], used, by_rate))


STEPS_TO_TARGET = Sweep(_parts, _key, measure_packed, _gathered)

GRID = Grid(
    KEY,
    "Digits, plain SGD, minibatches of 64, 400 steps, 10 seeds with a random order each; nets of 2 "
    "or 6 hidden layers of 64 units. The goal is a mean training loss below 0.1 over 10 steps.",
    grid(),
    measured,
    sample=(4, 180),
    tolerance=0.1,
)
