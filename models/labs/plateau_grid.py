"""The plateau in full: what takes minutes to train, stored."""

from __future__ import annotations

from types import MappingProxyType

from models.labs.plateau import EXPERIMENT, Training, from_json, to_json
from models.labs.stage import finish
from models.labs.stored import Cell, Grid, Values, read

STEPS, SEEDS = 12_000, 10
RUNS = (("sigmoid", 0.1), ("sigmoid", 0.3), ("sigmoid", 1.0), ("tanh", 0.1), ("softsign", 0.1))


def _cell(activation: str, rate: float, steps: int = STEPS, seeds: int = SEEDS) -> Cell:
    found = {"activation": activation, "rate": rate, "steps": steps, "seeds": seeds}
    return MappingProxyType(found)


def _measure(cell: Cell) -> Values:
    return to_json(finish(EXPERIMENT, cell))


GRID = Grid(
    key="plateau",
    about="Four hidden layers of 100 units on 1,392 handwritten digits, minibatches of 10, plain "
    f"gradient descent, PyTorch’s first weights, {SEEDS} seeds, {STEPS:,} steps.",
    cells=(*(_cell(*run) for run in RUNS), _cell("sigmoid", 1.0, 150, 2)),
    measure=_measure,
    sample=(len(RUNS),),
    tolerance=0.02,
)


def long_run(activation: str, rate: float) -> Training:
    """The stored training of 12,000 steps.

    Raises
    ------
    KeyError
        Where none is stored for these.
    """
    cell = _cell(activation, rate)
    return from_json(activation, rate, read(GRID.key).values(**cell))
