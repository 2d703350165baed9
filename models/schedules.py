"""The table of learning-rate schedules, and the rate in force at a step."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.hyperparameter import Hyperparameter, resolve

if TYPE_CHECKING:
    from models.kinds import AnyConfig


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
    source, note : str
        Where it comes from, and what is worth knowing.
    hyperparameters : tuple of Hyperparameter
    python : str
        The factor as Python, in terms of ``step`` and the hyperparameters in braces; it may use
        `math`. Empty for 1.
    """

    key: str
    name: str
    factor: Callable[[int, Mapping[str, float]], float]
    source: str = ""
    note: str = ""
    hyperparameters: tuple[Hyperparameter, ...] = ()
    python: str = ""


def _step(step: int, values: Mapping[str, float]) -> float:
    return float(values["factor"] ** (step // values["every"]))


def _cosine(step: int, values: Mapping[str, float]) -> float:
    share = min(step / values["length"], 1.0)
    return values["floor"] + (1 - values["floor"]) * (1 + math.cos(math.pi * share)) / 2


def _warmup(step: int, values: Mapping[str, float]) -> float:
    return min((step + 1) / values["length"], 1.0)


def _warmup_cosine(step: int, values: Mapping[str, float]) -> float:
    if step < values["warmup"]:
        return _warmup(step, {"length": values["warmup"]})
    return _cosine(step - int(values["warmup"]), values)


def _steps(name: str, default: float, help_text: str) -> Hyperparameter:
    return Hyperparameter(name, default, 10, 20_000, 10, help_text)


_COSINE = (
    "{{floor}} + (1 - {{floor}}) * (1 + math.cos(math.pi * min({step} / {{length}}, 1.0))) / 2"
)
_FLOOR = Hyperparameter(
    "floor", 0.0, 0.0, 1.0, 0.01, "The share of the learning rate that is left at the end."
)

SCHEDULES: Mapping[str, Schedule] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Schedule("constant", "Constant", lambda step, values: 1.0),
            Schedule(
                "step",
                "Step",
                _step,
                note="The learning rate falls at once, and stays until it falls again.",
                hyperparameters=(
                    Hyperparameter(
                        "factor", 0.5, 0.01, 1.0, 0.01, "What the learning rate is multiplied by."
                    ),
                    _steps("every", 1000, "The number of steps from one fall to the next."),
                ),
                python="{factor} ** (step // {every})",
            ),
            Schedule(
                "cosine",
                "Cosine",
                _cosine,
                "Loshchilov & Hutter 2017",
                "Half a cosine down to the floor, where the learning rate stays.",
                (_steps("length", 3000, "The number of steps down to the floor."), _FLOOR),
                python=_COSINE.format(step="step"),
            ),
            Schedule(
                "warmup",
                "Warm-up",
                _warmup,
                "Goyal et al. 2017",
                "The learning rate rises in equal parts, and stays.",
                (_steps("length", 200, "The number of steps up to the full learning rate."),),
                python="min((step + 1) / {length}, 1.0)",
            ),
            Schedule(
                "warmup_cosine",
                "Warm-up, then cosine",
                _warmup_cosine,
                "Goyal et al. 2017; Loshchilov & Hutter 2017",
                "Up in equal parts, then half a cosine down to the floor.",
                (
                    _steps("warmup", 200, "The number of steps up to the full learning rate."),
                    _steps("length", 3000, "The number of steps from there down to the floor."),
                    _FLOOR,
                ),
                python="(step + 1) / {warmup} if step < {warmup} else "
                + _COSINE.format(step="(step - {warmup})"),
            ),
        )
    }
)


def factor_of(config: AnyConfig) -> Callable[[int], float]:
    """The factor of a run's schedule at each step, its hyperparameters resolved once.

    Raises
    ------
    ValueError
        For an unknown hyperparameter of the schedule or one out of range.
    """
    entry = SCHEDULES[config.schedule]
    values = resolve(entry.hyperparameters, config.schedule_hyperparameters, entry.name)
    return lambda step: entry.factor(step, values)


def rate(config: AnyConfig, step: int) -> float:
    """Learning rate of the update that follows `step`: the one chosen, times the factor.

    Raises
    ------
    ValueError
        For an unknown hyperparameter of the schedule or one out of range.

    >>> from models.config import RunConfig
    >>> rate(RunConfig(learning_rate=0.1, schedule="step"), 1000)
    0.05
    """
    return config.at(step).learning_rate * factor_of(config)(step)
