"""Which cells a map of learning rates has: the stored one, and one that a person asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np

from models.labs.cells import SEEDS, Cell, Outcome, measure_packed
from models.labs.rate_map import RateMap, mapped
from models.labs.stage import AtOnce, Settings
from models.labs.stored import Grid, read
from models.labs.sweep import Sweep

KEY = "rate_map"
COUNTS = (4, 7, 13)
ACTIVATIONS = (
    "relu",
    "leaky_relu",
    "elu",
    "selu",
    "gelu",
    "silu",
    "mish",
    "softplus",
    "tanh",
    "sigmoid",
)
RATES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "sgd": (0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0),
        "adam": (0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1),
    }
)
INITIALIZER: Mapping[int, str] = MappingProxyType({2: "pytorch", 6: "glorot_normal"})


def cells(settings: Settings) -> tuple[Cell, ...]:
    """The cells of a person's own map, the middle rates first: there it is decided soonest.

    Parameters
    ----------
    settings : mapping
        ``activations``, ``optimizer``, ``depth``, ``initializer``, ``seeds``, ``rates`` (how many,
        over the range of the optimizer), ``steps``.
    """
    rates = spaced(settings["optimizer"], settings["rates"])
    middle = (len(rates) - 1) / 2
    order = sorted(range(len(rates)), key=lambda at: abs(at - middle))
    return tuple(
        Cell(
            activation,
            rates[at],
            settings["optimizer"],
            settings["depth"],
            settings["initializer"],
            seeds=settings["seeds"],
            steps=settings["steps"],
        )
        for at in order
        for activation in settings["activations"]
    )


def spaced(optimizer: str, count: int) -> tuple[float, ...]:
    """Four, seven or thirteen learning rates over the range of the optimizer, each in the next.

    >>> spaced("sgd", 4), spaced("sgd", 13)[:3]
    ((0.003, 0.03, 0.3, 3.0), (0.003, 0.0055, 0.01))
    """
    rates = RATES[optimizer]
    if count == COUNTS[0]:
        return rates[::2]
    between = tuple(float(f"{np.sqrt(a * b):.2g}") for a, b in pairwise(rates))
    return rates if count == COUNTS[1] else tuple(sorted({*rates, *between}))


def nearest(rate: float, rates: Sequence[float]) -> float:
    """The one of some learning rates that is nearest by its logarithm.

    >>> nearest(0.02, (0.003, 0.03, 0.3))
    0.03
    """
    return min(rates, key=lambda each: abs(np.log(each / rate)))


def _parts(settings: Settings) -> tuple[Cell, ...]:
    return tuple(part for cell in cells(settings) for part in cell.parts)


def _key(part: Cell) -> str:
    return part.key


def _gathered(settings: Settings, values: tuple[Any, ...]) -> RateMap:
    found = iter(values)
    asked = cells(settings)
    outcomes = []
    for cell in asked:
        parts = [next(found) for _ in cell.parts]
        whole = all(part is not None for part in parts)
        outcomes.append(Outcome.together([*map(Outcome.unpacked, parts)]) if whole else None)
    return mapped(asked, outcomes)


OWN = Sweep(_parts, _key, measure_packed, _gathered)


def grid() -> tuple[dict[str, Any], ...]:
    """The cells of the full map: both optimizers, two depths, ten activations, seven rates."""
    return tuple(
        {"optimizer": optimizer, "depth": depth, "activation": activation, "rate": rate}
        for optimizer, rates in RATES.items()
        for depth in INITIALIZER
        for activation in ACTIVATIONS
        for rate in rates
    )


def cell_of(place: Mapping[str, Any]) -> Cell:
    """The cell at a place of the full map."""
    depth = place["depth"]
    return Cell(
        place["activation"],
        place["rate"],
        place["optimizer"],
        depth,
        INITIALIZER[depth],
        seeds=SEEDS,
    )


def full(settings: Settings) -> RateMap:
    """The stored map of an optimizer and a depth.

    Parameters
    ----------
    settings : mapping
        ``optimizer`` and ``depth``.
    """
    found = read(KEY)
    pairs = [
        (cell_of(cell), Outcome.unpacked(values))
        for cell, values in zip(found.cells, found.results, strict=True)
        if all(cell[name] == settings[name] for name in ("optimizer", "depth"))
    ]
    return mapped(*zip(*pairs, strict=True))


FULL = AtOnce(full)


def measured(place: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome at a place of the full map."""
    return measure_packed(cell_of(place))


GRID = Grid(
    KEY,
    "Digits, minibatches of 64, 400 steps, 10 seeds with a random order each; nets of 2 hidden "
    "layers of 64 units (PyTorch’s default weights) or 6 (Glorot normal).",
    grid(),
    measured,
    sample=(3, 141),
    tolerance=0.1,
)
