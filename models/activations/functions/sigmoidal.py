"""Bounded functions that rise from one limit to another."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from models.activations.functions.common import Number, finite, hypot


def sigmoid(z: Tensor) -> Tensor:
    """``1 / (1 + exp(-z))``."""
    return torch.sigmoid(z)


def tanh(z: Tensor) -> Tensor:
    """``tanh(z)``."""
    return torch.tanh(z)


def lecun_tanh(z: Tensor) -> Tensor:
    """``1.7159 tanh(2 z / 3)``, which passes through (1, 1) and (-1, -1)."""
    return 1.7159 * torch.tanh(z * (2 / 3))


def hardsigmoid(z: Tensor) -> Tensor:
    """``z / 6 + 1/2`` within [0, 1]; derivative 0 at -3 and 3."""
    return torch.where(z <= -3, 0.0, torch.where(z >= 3, 1.0, z / 6 + 0.5))


def hardtanh(z: Tensor, min_val: Number = -1.0, max_val: Number = 1.0) -> Tensor:
    """``z`` within [min_val, max_val]; derivative 0 at both ends."""
    return torch.where(z <= min_val, min_val, torch.where(z >= max_val, max_val, z))


def logsigmoid(z: Tensor) -> Tensor:
    """``log(1 / (1 + exp(-z)))``."""
    return functional.logsigmoid(z)


def softsign(z: Tensor) -> Tensor:
    """``z / (1 + |z|)``."""
    w = finite(z)
    return w / (1 + w.abs())


def arctan(z: Tensor) -> Tensor:
    """``arctan(z)``."""
    return torch.atan(z)


def erf(z: Tensor) -> Tensor:
    """``2 / sqrt(pi)`` times the integral of ``exp(-t^2)`` from 0 to ``z``."""
    return torch.erf(z)


def gudermannian(z: Tensor) -> Tensor:
    """``2 arctan(tanh(z / 2))``, the integral of ``1 / cosh``."""
    return 2 * torch.atan(torch.tanh(z / 2))


def isru(z: Tensor, alpha: Number = 1.0) -> Tensor:
    """``z / sqrt(1 + alpha z^2)``, for positive alpha."""
    root = alpha**0.5
    w = finite(root * z)
    return w / hypot(w, 1.0) / root


def sqnl(z: Tensor) -> Tensor:
    """``z - z |z| / 4`` on [-2, 2], and -1 or 1 outside."""
    w = torch.clamp(z, -2, 2)
    return w - w * w.abs() / 4
