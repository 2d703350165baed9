"""How smooth an activation is: which of its derivatives jump, and where."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.activations.moments import Floats, kinks
from models.choices import ActivationChoice

ORDERS, DRAWN = 6, 3
STEP = 1e-5
JUMP = 1e-6


def smoothness(choice: ActivationChoice) -> str:
    """Which derivatives are continuous: "discontinuous", "C0", "C1", ..., "C∞".

    Between the kinks of the table the functions are analytic. At each kink the limits of f, f',
    f'', ... from both sides are compared, up to the sixth derivative: an activation of which none
    jumps is called C∞, as PReLU with a slope of 1.

    >>> smoothness(ActivationChoice("relu")), smoothness(ActivationChoice("sqnl"))
    ('C0', 'C1')
    """
    order = first_jump(choice)
    if order is None:
        return "C∞"
    return f"C{order - 1}" if order else "discontinuous"


def first_jump(choice: ActivationChoice) -> int | None:
    """Order of the first derivative that jumps, 0 for the function itself; None without any."""
    jumping = _jumping(_places(choice), choice)
    return next((order for order, where in enumerate(jumping) if where.any()), None)


@lru_cache(maxsize=256)
def jumps(choice: ActivationChoice) -> tuple[tuple[float, ...], ...]:
    """Where f, f' and f'' jump: the kinks at which their limits from both sides differ.

    >>> jumps(ActivationChoice("relu")), jumps(ActivationChoice("sqnl"))
    (((), (0.0,), ()), ((), (), (-2.0, 0.0, 2.0)))
    """
    places = _places(choice)
    found = islice(_jumping(places, choice), DRAWN)
    return tuple(tuple(places[where].tolist()) for where in found)


def _places(choice: ActivationChoice) -> Floats:
    return np.array(sorted(set(kinks(choice))), dtype=float)


def _jumping(places: Floats, choice: ActivationChoice) -> Iterator[NDArray[np.bool_]]:
    """For f, f', f'', ...: at which of the places its limits from both sides differ."""
    away = STEP * np.maximum(1.0, np.abs(places))
    z = np.stack([places + step * away for step in (-2, -1, 1, 2)])
    with torch.enable_grad():
        leaf = torch.from_numpy(z).requires_grad_()
        current = choice.activation.function(leaf, **choice.values)
    for _ in range(ORDERS + 1):
        farther_left, left, right, farther_right = current.numpy(force=True)
        before, after = 2 * left - farther_left, 2 * right - farther_right
        allowed = JUMP * np.maximum(1.0, np.maximum(np.abs(before), np.abs(after)))
        yield ~(np.abs(after - before) <= allowed)
        with torch.enable_grad():
            current = _derivative(current, leaf)


def _derivative(current: Tensor, leaf: Tensor) -> Tensor:
    """Of each number by its own preactivation; zeros where nothing depends on it any more."""
    if not current.requires_grad:
        return torch.zeros_like(leaf)
    (found,) = torch.autograd.grad(
        current.sum(), leaf, create_graph=True, allow_unused=True, materialize_grads=True
    )
    return found
