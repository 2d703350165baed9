"""What an activation costs alone, and what is left of it in a whole training step.

Timed are PyTorch's own functions: others of the same formula can cost several times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.cost import Call, Quartiles, Times, normal, quartiles, rounds
from models.devices import one_thread
from models.labs.stage import Piecewise, Settings

FUNCTIONS: Mapping[str, Callable[[Tensor], Tensor]] = MappingProxyType(
    {
        "relu": torch.relu,
        "leaky_relu": functional.leaky_relu,
        "hardswish": functional.hardswish,
        "sigmoid": torch.sigmoid,
        "silu": functional.silu,
        "gelu": functional.gelu,
        "elu": functional.elu,
        "softplus": functional.softplus,
        "tanh": torch.tanh,
        "mish": functional.mish,
    }
)
ACTIVATIONS = tuple(FUNCTIONS)
ALONE = "alone"
ELEMENTS = 2**16
WIDTHS = (16, 64, 512)
LAYERS, BATCH, CLASSES = 3, 256, 10
WARM_UP = 2
# Repetitions of one piece, and how many pieces: each piece takes about a second.
PLAN: Mapping[str, tuple[int, int]] = MappingProxyType(
    {ALONE: (40, 3), "16": (40, 2), "64": (20, 2), "512": (3, 4)}
)


@dataclass(frozen=True)
class Share:
    """What one activation costs at one place.

    Parameters
    ----------
    activation : str
    relative : Quartiles
        Time divided by that of ReLU in the same repetition.
    absolute : Quartiles
        Nanoseconds for each number alone; microseconds for a training step.
    """

    activation: str
    relative: Quartiles
    absolute: Quartiles


@dataclass(frozen=True)
class StepCost:
    """Costs alone and in a training step, as far as they are measured.

    Parameters
    ----------
    places : mapping
        By ``"alone"``, the forward pass of 65,536 numbers, and by the width of the net: forward
        and backward pass of 3 layers on 256 samples. The costs are in the order of `ACTIVATIONS`.
    repetitions : mapping
        How many of them each place has.
    """

    places: Mapping[str, tuple[Share, ...]]
    repetitions: Mapping[str, int]

    def of(self, place: str, activation: str) -> Share | None:
        """The cost of one activation; None where its place is not measured yet."""
        return next((s for s in self.places.get(place, ()) if s.activation == activation), None)


def _pieces(settings: Settings) -> tuple[tuple[str, int], ...]:
    """Every place once, then again: so there is a first answer soon."""
    most = max(pieces for _, pieces in PLAN.values())
    return tuple(
        (place, turn) for turn in range(most) for place, (_, all_) in PLAN.items() if turn < all_
    )


def _measure(settings: Settings, piece: tuple[str, int]) -> tuple[str, Times]:
    """Nanoseconds forward and backward, (repetitions, activations, 2)."""
    place, _ = piece
    with one_thread():
        if place == ALONE:
            calls = [_alone(function) for function in FUNCTIONS.values()]
        else:
            calls = [_net(function, int(place)) for function in FUNCTIONS.values()]
        return place, rounds(calls, PLAN[place][0], WARM_UP)


def _alone(function: Callable[[Tensor], Tensor]) -> tuple[Call, list[Tensor]]:
    z = normal(0, ELEMENTS)
    return lambda: function(z), [z]


def _net(function: Callable[[Tensor], Tensor], width: int) -> tuple[Call, list[Tensor]]:
    """A training step without its update: the loss of a minibatch, by all weights and biases."""
    sizes = (*(width,) * LAYERS, CLASSES)
    x = normal(9, BATCH, width).detach()
    y = torch.arange(BATCH) % CLASSES
    weights = [_scaled(index, a, b) for index, (a, b) in enumerate(pairwise(sizes))]
    biases = [torch.zeros(size, requires_grad=True) for size in sizes[1:]]

    def loss() -> Tensor:
        h = x
        for weight, bias in zip(weights[:-1], biases[:-1], strict=True):
            h = function(torch.addmm(bias, h, weight))
        mean: Tensor = functional.cross_entropy(torch.addmm(biases[-1], h, weights[-1]), y)
        return mean

    return loss, [*weights, *biases]


def _scaled(part: int, inputs: int, outputs: int) -> Tensor:
    scaled: Tensor = normal(part, inputs, outputs).detach() * (2 / inputs) ** 0.5
    scaled.requires_grad_()
    return scaled


def _gather(settings: Settings, values: tuple[Any, ...]) -> StepCost:
    times: dict[str, list[Times]] = {}
    for place, found in values:
        times.setdefault(place, []).append(found)
    whole = {place: np.concatenate(found) for place, found in times.items()}
    return StepCost(
        {place: _shares(place, found) for place, found in whole.items()},
        {place: len(found) for place, found in whole.items()},
    )


def _shares(place: str, times: Times) -> tuple[Share, ...]:
    """Forward alone, or forward and backward of a step; ReLU is the first activation."""
    spent, unit = (times[..., 0], ELEMENTS) if place == ALONE else (times.sum(-1), 1000)
    return tuple(
        Share(key, quartiles(spent[:, at] / spent[:, 0]), quartiles(spent[:, at] / unit))
        for at, key in enumerate(ACTIVATIONS)
    )


STEP_COST = Piecewise(_pieces, _measure, _gather)
