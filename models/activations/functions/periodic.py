"""Waves, and bumps around 0."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from models.activations.functions.common import Number, at_least, finite

LEAST = 0.01
_TERMS = tuple((-1) ** n / math.factorial(2 * n + 1) for n in range(10))


def sine(z: Tensor, omega: Number = 1.0) -> Tensor:
    """``sin(omega z)``."""
    return torch.sin(finite(omega * z))


def cosine(z: Tensor) -> Tensor:
    """``cos(z)``."""
    return torch.cos(z)


def snake(z: Tensor, a: Number = 1.0) -> Tensor:
    """``z + sin(a z)^2 / a``; a is learned, from 0.01."""
    a = at_least(a, LEAST)
    wave = torch.sin(finite(a * z))
    return z + wave * wave / a


def gcu(z: Tensor) -> Tensor:
    """``z cos(z)``."""
    return z * torch.cos(z)


def gaussian(z: Tensor) -> Tensor:
    """``exp(-z^2)``."""
    return torch.exp(-z * z)


def sinc(z: Tensor) -> Tensor:
    """``sin(z) / z``, 1 at 0; within [-1, 1] by its series, whose derivative loses no digit."""
    near = z.abs() <= 1
    square = torch.where(near, z, 0.0) ** 2
    series = torch.full_like(z, _TERMS[-1])
    for term in reversed(_TERMS[:-1]):
        series = series * square + term
    w = torch.where(near, 1.0, finite(z))
    return torch.where(near, series, torch.sin(w) / w)
