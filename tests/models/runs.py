"""Runs in cuts, records compared, and nets made by hand."""

import dataclasses
from collections.abc import Mapping

import numpy as np

from models import layout
from models.config import RunConfig
from models.history import History, extend
from models.training import Budget, State, advance, begin, observe

# The first net overflows and the second does not.
OVERFLOWING = RunConfig(
    samples=100,
    batch_size=6,
    activations=("identity", "sigmoid"),
    hidden=(8,),
    loss="mse",
    normalization="before",
    learning_rate=1.0,
    dtype="float64",
)


@dataclasses.dataclass(frozen=True, eq=False)
class Outcome:
    """What a run came to, however it was cut."""

    state: State
    readings: tuple
    batch_loss: np.ndarray
    history: History
    stopped: str | None


def run(config, cuts, state=None):
    """Advance by each number of steps in turn."""
    state = begin(config) if state is None else state
    readings = list(observe(config, state, ()).readings)
    losses, stopped = [], None
    for steps in cuts:
        state, frame = advance(config, state, Budget(steps=steps))
        readings += frame.readings
        losses.append(frame.batch_loss)
        stopped = frame.stopped
    history = extend(History(), readings)
    return Outcome(state, tuple(readings), np.concatenate(losses), history, stopped)


CLOCK = ("seconds", "measuring")


def differences(one, other, path=""):
    """Where two records differ; numbers that are both NaN are the same."""
    if type(one) is not type(other):
        return [path]
    if isinstance(one, np.ndarray):
        same = one.dtype == other.dtype and np.array_equal(
            one, other, equal_nan=one.dtype.kind == "f"
        )
        return [] if same else [path]
    if dataclasses.is_dataclass(one):
        parts = [(f.name, getattr(one, f.name), getattr(other, f.name)) for f in _fields(one)]
    elif isinstance(one, tuple | list):
        if len(one) != len(other):
            return [f"{path} ({len(one)} and {len(other)})"]
        parts = [(i, a, b) for i, (a, b) in enumerate(zip(one, other, strict=True))]
    elif isinstance(one, Mapping):
        parts = [(key, one[key], other.get(key)) for key in one]
    else:
        return [] if one == other or (one != one and other != other) else [path]
    return [found for name, a, b in parts for found in differences(a, b, f"{path}.{name}")]


def _fields(record):
    """Fields that determine a record; the clock is not one of them."""
    return [field for field in dataclasses.fields(record) if field.name not in CLOCK]


def by_hand(config, *nets, step=0):
    """A State whose nets have given layers, each (weight (in, out), bias (out,))."""
    state = begin(config)
    parameters = state.parameters.copy()
    for k, given in enumerate(nets):
        for layer, (weight, bias) in zip(layout.layers(config), given, strict=True):
            parameters[k, layer.weight] = np.asarray(weight, dtype=float).ravel()
            parameters[k, layer.bias] = bias
    return dataclasses.replace(state, step=step, parameters=parameters)
