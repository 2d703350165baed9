"""Numbers to be met along a line: functions of one coordinate."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from models.datasets.record import SCALE, Array, Dataset, Labels
from models.datasets.typed import DEFAULT, target


def _line(y: Labels, rng: np.random.Generator) -> Array:
    return rng.uniform(-1, 1, (len(y), 1))


def _step(x: Array) -> Array:
    return np.where(x > 0, 1.0, 0.0)


def _sawtooth(x: Array) -> Array:
    tooth: Array = x - 2 * np.floor((x + 1) / 2)
    return tooth


def _runge(x: Array) -> Array:
    return 1 / (1 + 25 * (x / SCALE) ** 2)


TYPED = "formula"
"""Key of the curve whose formula stands in the configuration."""


def _curve(
    key: str, name: str, function: Callable[[Array], Array], note: str, pill: bool = False
) -> Dataset:
    def target(x: Array) -> Array:
        return function(x[:, 0])

    return Dataset(
        key,
        name,
        _line,
        note,
        task="regression",
        target=target,
        coordinates=("x",),
        columns=1,
        pill=pill,
    )


CURVES = (
    _curve("sine", "Sine", np.sin, "One wave, about as long as the line.", pill=True),
    _curve("step", "Step function", _step, "0 on the left, 1 on the right, with a jump at 0."),
    _curve("sawtooth", "Sawtooth", _sawtooth, "Three rising edges with a jump after each."),
    _curve("absolute", "Absolute value", np.abs, "Straight on both sides of a kink at 0."),
    _curve("runge", "Runge", _runge, "1 / (1 + 25 t²): a narrow peak with flat sides."),
    _curve(TYPED, "Your formula", lambda x: target(DEFAULT)(x[:, None]), "Type y = f(x) yourself."),
)
