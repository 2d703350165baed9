"""What several families share: ways around infinities that are none in the end."""

from __future__ import annotations

import torch
from torch import Tensor

Number = float | Tensor

FAR = 1000.0  # exp(-FAR) is 0 in float64, and 1 / (1 + exp(-FAR)) is 1
OPEN = 40.0  # the gate of GELU is 1 right of it, and 0 left of -OPEN


def finite(z: Tensor) -> Tensor:
    """``z`` with the largest number of its dtype in place of infinity."""
    largest = torch.finfo(z.dtype).max
    return torch.clamp(z, -largest, largest)


def within(z: Tensor, limit: Number) -> Tensor:
    """``z`` held between -limit and limit."""
    bound = limit if isinstance(limit, Tensor) else torch.full_like(z, limit)
    return torch.clamp(z, -bound, bound)


def not_far_left(z: Tensor) -> Tensor:
    """``z``, or -1000 left of it, where a gate is 0 and infinity times it would be no number."""
    return torch.clamp(z, min=-FAR)


def hypot(z: Tensor, other: Number) -> Tensor:
    """``sqrt(z^2 + other^2)``, without overflow of the squares."""
    return torch.hypot(z, other if isinstance(other, Tensor) else torch.full_like(z, other))


def at_least(value: Number, low: float) -> Number:
    """A hyperparameter, held at `low` where training took it below."""
    return torch.clamp(value, min=low) if isinstance(value, Tensor) else max(value, low)
