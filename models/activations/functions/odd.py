"""Unbounded functions through the origin: slow growth, and shrinkage."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from models.activations.functions.common import Number, finite, hypot


def symlog(z: Tensor) -> Tensor:
    """``sign(z) log(1 + |z|)``, with the derivative 1 at 0 that a product with sign loses."""
    right, left = torch.clamp(z, min=0), torch.clamp(-z, min=0)
    return torch.where(z >= 0, torch.log1p(right), -torch.log1p(left))


def asinh(z: Tensor) -> Tensor:
    """``log(z + sqrt(z^2 + 1))``."""
    return torch.asinh(z)


def bent_identity(z: Tensor) -> Tensor:
    """``z + (sqrt(z^2 + 1) - 1) / 2``, as a factor of z, in which no digit cancels."""
    w = finite(z)
    return z * (1 + w / (hypot(w, 1.0) + 1) / 2)


def tanhshrink(z: Tensor) -> Tensor:
    """``z - tanh(z)``."""
    return functional.tanhshrink(z)


def softshrink(z: Tensor, lambd: Number = 0.5) -> Tensor:
    """``z`` moved towards 0 by lambd, and 0 nearer to 0 than that; derivative 0 at the edges."""
    return torch.relu(z - lambd) - torch.relu(-z - lambd)


def hardshrink(z: Tensor, lambd: Number = 0.5) -> Tensor:
    """``z`` where ``|z| > lambd``, else 0; derivative 0 at the edges."""
    return torch.where(z.abs() > lambd, z, z * 0)
