"""Functions ``z g(z)`` with a gate g between 0 and 1, and their kin."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from torch import Tensor
from torch.nn import functional

from models.activations.functions.common import FAR, OPEN, Number, not_far_left
from models.activations.functions.rectifier_smooth import softplus


def _open_right_of(limit: float, function: Callable[[Tensor], Tensor], z: Tensor) -> Tensor:
    """``z`` right of `limit`, where the gate is open; -limit stands for all that is left of it."""
    return torch.where(z > limit, z, function(torch.clamp(z, -limit, limit)))


def gelu(z: Tensor) -> Tensor:
    """``z Phi(z)`` with the exact normal distribution function."""
    return _open_right_of(OPEN, functional.gelu, z)


def gelu_tanh(z: Tensor) -> Tensor:
    """``z (1 + tanh(sqrt(2 / pi) (z + 0.044715 z^3))) / 2``."""
    return _open_right_of(20, lambda w: functional.gelu(w, approximate="tanh"), z)


def quick_gelu(z: Tensor) -> Tensor:
    """``z sigmoid(1.702 z)``."""
    w = not_far_left(z)
    return w * torch.sigmoid(1.702 * w)


def silu(z: Tensor) -> Tensor:
    """``z sigmoid(z)``."""
    return functional.silu(not_far_left(z))


def swish(z: Tensor, beta: Number = 1.0) -> Tensor:
    """``z sigmoid(beta z)``, 0 wherever the gate is; beta is learned."""
    gate = torch.sigmoid(beta * z)
    return torch.where(gate == 0, 0.0, z) * gate


def dsilu(z: Tensor) -> Tensor:
    """The derivative of SiLU, ``sigmoid(z) (1 + z sigmoid(-z))``."""
    w = torch.clamp(z, -FAR, FAR)
    return torch.sigmoid(w) * (1 + w * torch.sigmoid(-w))


def hardswish(z: Tensor) -> Tensor:
    """``z min(max(0, z + 3), 6) / 6``."""
    return _open_right_of(4, functional.hardswish, z)


def mish(z: Tensor) -> Tensor:
    """``z tanh(softplus(z))``."""
    return functional.mish(not_far_left(z))


def serf(z: Tensor) -> Tensor:
    """``z erf(softplus(z))``."""
    w = not_far_left(z)
    return w * torch.erf(softplus(w))


def logish(z: Tensor) -> Tensor:
    """``z log(1 + sigmoid(z))``."""
    w = not_far_left(z)
    return w * torch.log1p(torch.sigmoid(w))


def smish(z: Tensor) -> Tensor:
    """``z tanh(log(1 + sigmoid(z)))``."""
    w = not_far_left(z)
    return w * torch.tanh(torch.log1p(torch.sigmoid(w)))


def tanhexp(z: Tensor) -> Tensor:
    """``z tanh(exp(z))``; right of 10, where the gate is open, no exponential is taken."""
    w = not_far_left(z)
    return w * torch.tanh(torch.exp(torch.clamp(w, max=10)))


def phish(z: Tensor) -> Tensor:
    """``z tanh(GELU(z))``."""
    w = not_far_left(z)
    return w * torch.tanh(gelu(w))


def lisht(z: Tensor) -> Tensor:
    """``z tanh(z)``."""
    return z * torch.tanh(z)


def elish(z: Tensor) -> Tensor:
    """``z sigmoid(z)`` right of 0, ``(exp(z) - 1) sigmoid(z)`` left of it."""
    left = torch.clamp(z, max=0)
    falling = torch.expm1(left) * torch.sigmoid(left)
    return torch.where(z > 0, functional.silu(torch.clamp(z, min=0)), falling)


def acon_c(z: Tensor, p1: Number = 1.0, p2: Number = 0.25, beta: Number = 1.0) -> Tensor:
    """``(p1 - p2) z s + p2 z`` with ``s = sigmoid(beta (p1 - p2) z)``; all three are learned.

    It is written as z times a mean of p1 and p2, which overflows only where the result does.
    """
    inner = torch.clamp(beta * (p1 - p2) * z, -FAR, FAR)
    return z * (p1 * torch.sigmoid(inner) + p2 * torch.sigmoid(-inner))


def geglu_tied(z: Tensor) -> Tensor:
    """``z GELU(z)``: both halves of a GEGLU are z."""
    w = torch.clamp(z, min=-40)
    return w * w * (torch.erfc(-torch.clamp(z, -40, 40) / math.sqrt(2)) / 2)


def swiglu_tied(z: Tensor) -> Tensor:
    """``z SiLU(z)``: both halves of a SwiGLU are z."""
    w = not_far_left(z)
    return w * w * torch.sigmoid(torch.clamp(z, -FAR, FAR))
