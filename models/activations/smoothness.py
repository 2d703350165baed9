"""How smooth an activation is: which of its derivatives is the first to jump."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from models.activations.moments import kinks
from models.choices import ActivationChoice

ORDERS = 6
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
    places = np.array(sorted(set(kinks(choice))))
    if not places.size:
        return None
    away = STEP * np.maximum(1.0, np.abs(places))
    z = np.stack([places + step * away for step in (-2, -1, 1, 2)])
    with torch.enable_grad():
        leaf = torch.from_numpy(z).requires_grad_()
        current = choice.activation.function(leaf, **choice.values)
        for order in range(ORDERS + 1):
            farther_left, left, right, farther_right = current.detach().numpy()
            before, after = 2 * left - farther_left, 2 * right - farther_right
            allowed = JUMP * np.maximum(1.0, np.maximum(np.abs(before), np.abs(after)))
            if not (np.abs(after - before) <= allowed).all():
                return order
            current = _derivative(current, leaf)
    return None


def _derivative(current: Tensor, leaf: Tensor) -> Tensor:
    """Of each number by its own preactivation; zeros where nothing depends on it any more."""
    if not current.requires_grad:
        return torch.zeros_like(leaf)
    (found,) = torch.autograd.grad(
        current.sum(), leaf, create_graph=True, allow_unused=True, materialize_grads=True
    )
    return found
