"""Rectifiers whose corner is rounded, or that level out on the left."""

from __future__ import annotations

import math

import torch
from torch import Tensor
from torch.nn import functional

from models.activations.functions.common import Number, at_least, hypot, within
from models.activations.functions.sigmoidal import isru

LEAST = 0.1


def elu(z: Tensor, alpha: Number = 1.0) -> Tensor:
    """``z`` right of 0, ``alpha (exp(z) - 1)`` left of it; derivative alpha at 0."""
    if isinstance(alpha, Tensor):
        return torch.where(z > 0, z, alpha * torch.expm1(torch.clamp(z, max=0)))
    return functional.elu(z, alpha)


def celu(z: Tensor, alpha: Number = 1.0) -> Tensor:
    """``z`` right of 0, ``alpha (exp(z / alpha) - 1)`` left of it; derivative 1 at 0."""
    return torch.where(z > 0, z, alpha * torch.expm1(torch.clamp(z, max=0) / alpha))


def selu(z: Tensor) -> Tensor:
    """The self-normalising ELU of Klambauer et al. 2017; derivative 1.7581 at 0."""
    return torch.selu(z)


def pelu(z: Tensor, a: Number = 1.0, b: Number = 2.0) -> Tensor:
    """``a z / b`` right of 0, ``a (exp(z / b) - 1)`` left of it; a and b are learned, from 0.1."""
    a, b = at_least(a, LEAST), at_least(b, LEAST)
    return torch.where(z > 0, a / b * z, a * torch.expm1(torch.clamp(z, max=0) / b))


def isrlu(z: Tensor, alpha: Number = 1.0) -> Tensor:
    """``z`` right of 0, ``z / sqrt(1 + alpha z^2)`` left of it, for positive alpha."""
    return torch.where(z > 0, z, isru(torch.clamp(z, max=0), alpha))


def softplus(z: Tensor, beta: Number = 1.0) -> Tensor:
    """``log(1 + exp(beta z)) / beta``, to the last digit.

    PyTorch's own switches to ``z`` where ``beta z`` passes a threshold: at 40 nothing is lost by
    it, while at its default of 20 the step shows in float64.
    """
    if isinstance(beta, Tensor):
        scaled = beta * z
        return torch.logaddexp(scaled, torch.zeros_like(scaled)) / beta
    return functional.softplus(z, beta, threshold=40)


def shifted_softplus(z: Tensor) -> Tensor:
    """``log(1 + exp(z)) - log(2)``, which is 0 at 0."""
    return softplus(z) - math.log(2)


def squareplus(z: Tensor, b: Number = 4.0) -> Tensor:
    """``(z + sqrt(z^2 + b)) / 2``, for positive b; left of 0 as a quotient: nothing cancels."""
    root, right, left = b**0.5, torch.clamp(z, min=0), torch.clamp(z, max=0)
    quotient = b / 2 / (hypot(left, root) - left)
    return torch.where(z > 0, right / 2 + hypot(right, root) / 2, quotient)


def smelu(z: Tensor, beta: Number = 1.0) -> Tensor:
    """0 left of -beta, ``z`` right of beta, the parabola ``(z + beta)^2 / (4 beta)`` between."""
    height = within(z, beta) + beta
    return height * height / (4 * beta) + torch.relu(z - beta)


def xielu(z: Tensor, ap: Number = 0.8, an: Number = 0.8, beta: Number = 0.5) -> Tensor:
    """``ap z^2 + beta z`` right of 0, ``an (exp(z) - 1 - z) + beta z`` left; ap, an are learned."""
    right, left = torch.clamp(z, min=0), torch.clamp(z, max=0)
    falling = an * torch.expm1(left) + (beta - an) * left
    return torch.where(z > 0, right * (ap * right + beta), falling)
