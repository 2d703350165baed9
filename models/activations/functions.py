"""The torch functions of the table: smooth where they can be, exact where PyTorch approximates.

Each takes ``z`` of any shape and returns a tensor of that shape and dtype. Hyperparameters may be
numbers or tensors that broadcast against ``z``. The derivative at a kink is PyTorch's.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

Number = float | Tensor


def identity(z: Tensor) -> Tensor:
    """``z``, as a new node of the graph."""
    return z * 1


def sigmoid(z: Tensor) -> Tensor:
    """``1 / (1 + exp(-z))``."""
    return torch.sigmoid(z)


def tanh(z: Tensor) -> Tensor:
    """``tanh(z)``."""
    return torch.tanh(z)


def relu(z: Tensor) -> Tensor:
    """``max(0, z)``; derivative 0 at 0."""
    return torch.relu(z)


def max_c(z: Tensor, c: Number = 0.0) -> Tensor:
    """``max(c, z)``; derivative 0 at c."""
    if isinstance(c, Tensor):
        return torch.where(z > c, z, c)
    return functional.threshold(z, c, c)


def leaky_relu(z: Tensor, negative_slope: Number = 0.01) -> Tensor:
    """``z`` right of 0, ``negative_slope z`` left of it and in its derivative at 0."""
    if isinstance(negative_slope, Tensor):
        return torch.where(z > 0, z, negative_slope * z)
    return functional.leaky_relu(z, negative_slope)


def prelu(z: Tensor, a: Number = 0.25) -> Tensor:
    """``z`` right of 0, ``a z`` left of it; `a` is learned."""
    return torch.where(z > 0, z, a * z)


def elu(z: Tensor, alpha: Number = 1.0) -> Tensor:
    """``z`` right of 0, ``alpha (exp(z) - 1)`` left of it; derivative alpha at 0."""
    if isinstance(alpha, Tensor):
        return torch.where(z > 0, z, alpha * torch.expm1(torch.clamp(z, max=0)))
    return functional.elu(z, alpha)


def selu(z: Tensor) -> Tensor:
    """The self-normalising ELU of Klambauer et al. 2017; derivative 1.7581 at 0."""
    return torch.selu(z)


def softplus(z: Tensor, beta: Number = 1.0) -> Tensor:
    """``log(1 + exp(beta z)) / beta``, to the last digit.

    PyTorch's own switches to ``z`` where ``beta z`` passes a threshold: at 40 nothing is lost by
    it, while at its default of 20 the step shows in float64.
    """
    if isinstance(beta, Tensor):
        scaled = beta * z
        return torch.logaddexp(scaled, torch.zeros_like(scaled)) / beta
    return functional.softplus(z, beta, threshold=40)


def gelu(z: Tensor) -> Tensor:
    """``z Phi(z)`` with the exact normal distribution function."""
    return functional.gelu(z)


def silu(z: Tensor) -> Tensor:
    """``z sigmoid(z)``."""
    return functional.silu(z)
