"""Powers and exponentials."""

from __future__ import annotations

import torch
from torch import Tensor

from models.activations.functions.common import Number, finite

NEAR = 1e-6


def square(z: Tensor) -> Tensor:
    """``z^2``."""
    return z * z


def cube(z: Tensor) -> Tensor:
    """``z^3``."""
    return z * z * z


def exponential(z: Tensor) -> Tensor:
    """``exp(z)``."""
    return torch.exp(z)


def soft_exponential(z: Tensor, alpha: Number = 0.5) -> Tensor:
    """From a logarithm (alpha below 0) over ``z`` (alpha = 0) to an exponential; alpha is learned.

    ``(exp(alpha z) - 1) / alpha + alpha`` for positive alpha, ``-log(1 - alpha (z + alpha)) /
    alpha`` for negative alpha, minus infinity where that logarithm ends. Nearer to 0 than 1e-6,
    alpha is taken into account to the first order.
    """
    a = alpha if isinstance(alpha, Tensor) else torch.full_like(z, alpha)
    rising, falling = a >= NEAR, a <= -NEAR
    line = z * (1 + a * finite(z) / 2) + a
    up = torch.where(rising, a, 1.0)
    rise = torch.expm1(up * torch.where(rising, z, 0.0)) / up + up
    down = torch.where(falling, a, -1.0)
    inner = -down * (z + down)
    ended = inner <= -1
    fall = torch.where(ended, -torch.inf, -torch.log1p(torch.where(ended, 0.0, inner)) / down)
    return torch.where(rising, rise, torch.where(falling, fall, line))
