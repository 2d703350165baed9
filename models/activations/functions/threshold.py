"""The identity, and steps."""

from __future__ import annotations

import torch
from torch import Tensor

from models.activations.functions.common import Number, within


def identity(z: Tensor) -> Tensor:
    """``z``, as a new node of the graph."""
    return z * 1


def step(z: Tensor) -> Tensor:
    """1 right of 0, else 0; the gradient is zeros."""
    return torch.where(z > 0, 1.0, torch.where(z <= 0, 0.0, z))


def sign(z: Tensor) -> Tensor:
    """1, 0 or -1 as ``z`` is positive, 0 or negative; the gradient is zeros."""
    return torch.where(z > 0, 1.0, torch.where(z < 0, -1.0, z * 0))


def step_ste(z: Tensor, clip: Number = 1.0) -> Tensor:
    """The step; the gradient is passed on as it is where ``|z| <= clip``, and stopped elsewhere.

    >>> z = torch.tensor([-2.0, 0.5], requires_grad=True)
    >>> step_ste(z).sum().backward()
    >>> z.grad
    tensor([0., 1.])
    """
    passed = within(z, clip)
    return step(z) + (passed - passed.detach())
