"""The table of learning-rate schedules."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.hyperparameter import Hyperparameter


@dataclass(frozen=True)
class Schedule:
    """How the learning rate goes on with the steps.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    factor : callable
        ``factor(step, hyperparameters) -> float``: what the chosen learning rate is multiplied by
        in the update that follows `step` (0 for the first one).
    """

    key: str
    name: str
    factor: Callable[[int, Mapping[str, float]], float]
    source: str = ""
    note: str = ""
    hyperparameters: tuple[Hyperparameter, ...] = ()


SCHEDULES: Mapping[str, Schedule] = MappingProxyType(
    {entry.key: entry for entry in (Schedule("constant", "Constant", lambda step, values: 1.0),)}
)
