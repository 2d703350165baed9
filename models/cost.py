"""What an activation costs: forward and backward time on this device, relative to ReLU."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter_ns
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import draws
from models.choices import ActivationChoice
from models.devices import one_thread

UNITS, BATCH = 512, 64
WARM_UP = 3
RELU = ActivationChoice("relu")

Times = NDArray[np.floating[Any]]
Call = Callable[[], Tensor]


@dataclass(frozen=True)
class Quartiles:
    """Spread over the repetitions."""

    lower: float
    median: float
    upper: float


@dataclass(frozen=True)
class Timing:
    """Time of one activation, alone or inside a layer.

    Parameters
    ----------
    forward, backward, both : Quartiles
        Nanoseconds per output element.
    forward_relative, backward_relative, both_relative : Quartiles
        Divided by the time of ReLU in the same repetition.
    """

    forward: Quartiles
    backward: Quartiles
    both: Quartiles
    forward_relative: Quartiles
    backward_relative: Quartiles
    both_relative: Quartiles


@dataclass(frozen=True)
class Measured:
    """Cost of one activation: alone, and in an affine layer of 512 units on 64 samples."""

    choice: ActivationChoice
    alone: Timing
    layer: Timing


@dataclass(frozen=True)
class Cost:
    """Cost of several activations, measured in turns.

    Parameters
    ----------
    elements : int
        Numbers that went through each activation alone at once.
    repetitions : int
    device : str
        Where it was measured: always the CPU, on one thread, in float32.
    measured : tuple of Measured
        In the order asked for.
    """

    elements: int
    repetitions: int
    device: str
    measured: tuple[Measured, ...]


def measure(
    choices: Sequence[ActivationChoice], elements: int = 65_536, repetitions: int = 30
) -> Cost:
    """Measure forward and backward time of activations, alone and inside a layer of 512 units.

    In each repetition every activation and ReLU take one turn, so that what else the machine does
    falls on all of them; the first rounds are not counted. The numbers are standard normal.

    Parameters
    ----------
    choices : sequence of ActivationChoice
    elements : int
        How many numbers go through an activation at once, when alone.
    repetitions : int
        Turns that are counted.

    Raises
    ------
    ValueError
        For fewer than one element or repetition.
    """
    if elements < 1 or repetitions < 1:
        raise ValueError(
            "elements and repetitions must be 1 or more; "
            f"got {elements} elements and {repetitions} repetitions."
        )
    measured = list(dict.fromkeys([RELU, *choices]))
    with one_thread():
        alone = rounds([_alone(choice, elements) for choice in measured], repetitions)
        layer = rounds([_layer(choice) for choice in measured], repetitions)
    results = {
        choice: Measured(
            choice,
            _timing(alone[:, index], alone[:, 0], elements),
            _timing(layer[:, index], layer[:, 0], UNITS * BATCH),
        )
        for index, choice in enumerate(measured)
    }
    return Cost(elements, repetitions, "CPU", tuple(results[choice] for choice in choices))


def normal(part: int, *shape: int) -> Tensor:
    """Standard normal numbers, the same for each part, that can be differentiated by."""
    numbers = draws.generator(draws.DATA, part).standard_normal(shape, dtype=np.float32)
    return torch.from_numpy(numbers).requires_grad_()


def _alone(choice: ActivationChoice, elements: int) -> tuple[Call, list[Tensor]]:
    """The call to time, and what it is differentiated by."""
    z, function, values = normal(0, elements), choice.activation.function, choice.values
    return lambda: function(z, **values), [z]


def _layer(choice: ActivationChoice) -> tuple[Call, list[Tensor]]:
    x, weight = normal(0, BATCH, UNITS), normal(1, UNITS, UNITS)
    bias, function, values = normal(2, UNITS), choice.activation.function, choice.values
    scale = UNITS**-0.5
    return lambda: function(torch.addmm(bias, x, weight, alpha=scale), **values), [x, weight, bias]


def rounds(
    calls: Sequence[tuple[Call, list[Tensor]]], repetitions: int, warm_up: int = WARM_UP
) -> Times:
    """Forward and backward nanoseconds, shape (repetitions, calls, 2).

    Each round begins with another call, so that none always comes after the same one.

    Parameters
    ----------
    calls : sequence of (callable, list of Tensor)
        What is timed, and what its value is differentiated by.
    repetitions : int
        Rounds that are counted.
    warm_up : int
        Rounds before them.
    """
    found = np.zeros((warm_up + repetitions, len(calls), 2))
    with torch.enable_grad():
        for turn in range(len(found)):
            for place in range(len(calls)):
                index = (turn + place) % len(calls)
                found[turn, index] = _time(*calls[index])
    return found[warm_up:]


def _time(call: Call, leaves: list[Tensor]) -> tuple[int, int]:
    start = perf_counter_ns()
    value = call()
    middle = perf_counter_ns()
    gradient = torch.ones_like(value)
    begin = perf_counter_ns()
    torch.autograd.grad(value, leaves, gradient)
    return middle - start, perf_counter_ns() - begin


def _timing(times: Times, relu: Times, elements: int) -> Timing:
    """From forward and backward nanoseconds of an activation and of ReLU, (repetitions, 2)."""
    own, reference = (np.column_stack([part, part.sum(1)]) for part in (times, relu))
    absolute = [quartiles(column / elements) for column in own.T]
    relative = [quartiles(column) for column in (own / reference).T]
    return Timing(*absolute, *relative)


def quartiles(numbers: Times) -> Quartiles:
    """Quartiles of some numbers."""
    lower, median, upper = np.quantile(numbers, [0.25, 0.5, 0.75])
    return Quartiles(float(lower), float(median), float(upper))
