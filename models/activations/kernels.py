"""The kernels that autograd calls for some activations, to be called without it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from models.activations.functions.common import FAR, OPEN

aten = torch.ops.aten


@dataclass(frozen=True)
class Kernel:
    """An activation and its way back, each into a place that is there.

    Parameters
    ----------
    forward : callable
        ``forward(z, out=h, **hyperparameters)``.
    backward : callable
        ``backward(gradient, z, h, out=below, **hyperparameters)``: the gradient at the
        preactivation, of that at the activation.
    """

    forward: Callable[..., object]
    backward: Callable[..., object]


def _relu(z: Tensor, out: Tensor) -> None:
    aten.relu.out(z, out=out)


def _relu_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor) -> None:
    aten.threshold_backward.grad_input(gradient, h, 0, grad_input=out)


def _leaky(z: Tensor, out: Tensor, negative_slope: float) -> None:
    aten.leaky_relu.out(z, negative_slope, out=out)


def _leaky_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor, negative_slope: float) -> None:
    aten.leaky_relu_backward.grad_input(gradient, z, negative_slope, False, grad_input=out)


def _tanh_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor) -> None:
    aten.tanh_backward.grad_input(gradient, h, grad_input=out)


def _sigmoid_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor) -> None:
    aten.sigmoid_backward.grad_input(gradient, h, grad_input=out)


def _elu(z: Tensor, out: Tensor, alpha: float) -> None:
    aten.elu.out(z, alpha, out=out)


def _elu_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor, alpha: float) -> None:
    aten.elu_backward.grad_input(gradient, alpha, 1, 1, False, z, grad_input=out)


def _identity(z: Tensor, out: Tensor) -> None:
    torch.mul(z, 1, out=out)


def _identity_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor) -> None:
    torch.mul(gradient, 1, out=out)


def _silu(z: Tensor, out: Tensor) -> None:
    aten.silu.out(torch.clamp(z, min=-FAR), out=out)


def _silu_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor) -> None:
    aten.silu_backward.grad_input(gradient, torch.clamp(z, min=-FAR), grad_input=out)
    out.masked_fill_((z >= -FAR).logical_not_(), 0)


def _gelu(z: Tensor, out: Tensor) -> None:
    aten.gelu.out(torch.clamp(z, -OPEN, OPEN), out=out)
    torch.where(z > OPEN, z, out, out=out)


def _gelu_back(gradient: Tensor, z: Tensor, h: Tensor, out: Tensor) -> None:
    right = z > OPEN
    aten.gelu_backward.grad_input(gradient, torch.clamp(z, -OPEN, OPEN), grad_input=out)
    out.masked_fill_((z >= -OPEN).logical_not_(), 0)
    torch.where(right, gradient, out, out=out)


RELU = Kernel(_relu, _relu_back)
LEAKY_RELU = Kernel(_leaky, _leaky_back)
TANH = Kernel(torch.tanh, _tanh_back)
SIGMOID = Kernel(torch.sigmoid, _sigmoid_back)
ELU = Kernel(_elu, _elu_back)
IDENTITY = Kernel(_identity, _identity_back)
SILU = Kernel(_silu, _silu_back)
GELU = Kernel(_gelu, _gelu_back)
