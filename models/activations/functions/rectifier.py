"""Functions with corners: lines that meet, and what is made of them."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

from models.activations.functions.common import Number
from models.activations.functions.sigmoidal import softsign


def relu(z: Tensor) -> Tensor:
    """``max(0, z)``; derivative 0 at 0."""
    return torch.relu(z)


def max_c(z: Tensor, c: Number = 0.0) -> Tensor:
    """``max(c, z)``; derivative 0 at c."""
    if isinstance(c, Tensor):
        return torch.where(z <= c, c, z)
    return functional.threshold(z, c, c)


def threshold_relu(z: Tensor, theta: Number = 1.0) -> Tensor:
    """``z`` right of theta, else 0; derivative 0 at theta."""
    return torch.where(z <= theta, 0.0, z)


def relu6(z: Tensor) -> Tensor:
    """``z`` within [0, 6]; derivative 0 at both ends."""
    return functional.relu6(z)


def leaky_relu(z: Tensor, negative_slope: Number = 0.01) -> Tensor:
    """``z`` right of 0, ``negative_slope z`` left of it and in its derivative at 0."""
    if isinstance(negative_slope, Tensor):
        return torch.where(z > 0, z, negative_slope * z)
    return functional.leaky_relu(z, negative_slope)


def prelu(z: Tensor, a: Number = 0.25) -> Tensor:
    """``z`` right of 0, ``a z`` left of it; `a` is learned."""
    return torch.where(z > 0, z, a * z)


def rrelu(z: Tensor, lower: Number = 1 / 8, upper: Number = 1 / 3, random: Number = 0.0) -> Tensor:
    """Leaky ReLU with the mean of the slopes between lower and upper, random in training or not."""
    return leaky_relu(z, (lower + upper) / 2)


def rrelu_noisy(
    z: Tensor,
    noise: Tensor,
    lower: Number = 1 / 8,
    upper: Number = 1 / 3,
    random: Number = 1.0,
) -> Tensor:
    """Leaky ReLU with a slope for each number, between lower (noise 0) and upper (noise 1)."""
    return leaky_relu(z, lower + (upper - lower) * noise)


def absolute(z: Tensor) -> Tensor:
    """``|z|``; derivative 0 at 0."""
    return torch.abs(z)


def squared_relu(z: Tensor) -> Tensor:
    """``max(0, z)^2``."""
    right = torch.relu(z)
    return right * right


def nlrelu(z: Tensor, beta: Number = 1.0) -> Tensor:
    """``log(1 + beta max(0, z))``, for positive beta; derivative 0 at 0.

    The two terms are those of 1 + r and (1 + beta r) / (1 + r), so that no product overflows.
    """
    right = torch.relu(z)
    return torch.log1p(right) + torch.log1p((beta - 1) * softsign(right))


def srelu(
    z: Tensor, tl: Number = -1.0, al: Number = 0.2, tr: Number = 2.0, ar: Number = 0.5
) -> Tensor:
    """``z`` between tl and tr, with slope al left of them and ar right of them; all learned."""
    left = torch.where(z <= tl, tl + al * (z - tl), z)
    return torch.where(z >= tr, tr + ar * (z - tr), left)


def apl(z: Tensor, a: Number = 0.2, b: Number = 0.0) -> Tensor:
    """``max(0, z) + a max(0, b - z)``; a and b are learned, the derivative counts no corner."""
    return torch.relu(z) + a * torch.relu(b - z)
