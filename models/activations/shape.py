"""What follows from an activation's function: its curve, where it is flat, where it saturates."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.choices import ActivationChoice

Floats = NDArray[np.floating[Any]]

FLAT = 0.05
SMALLEST = float(np.finfo(np.float64).tiny)
_SPAN = np.linspace(-8.0, 8.0, 3201)
_FAR = 1e6


@dataclass(frozen=True)
class Curve:
    """f and f' at equally spaced points.

    Parameters
    ----------
    z, value, derivative : ndarray, shape (points,)
    """

    z: Floats
    value: Floats
    derivative: Floats


@dataclass(frozen=True)
class Shape:
    """Where an activation is flat.

    A point is flat where the derivative is below 5 % of its largest size on [-8, 8]. A flat side
    saturates where the function has a finite limit and its derivative is not identically 0: the
    left side of ReLU is flat but does not saturate.

    Parameters
    ----------
    steepest_slope, steepest_at : float
        Largest size of the derivative on [-8, 8], and the first place where it has it.
    flat_left, flat_right : bool
        Whether there is a flat point on that side of `steepest_at` within [-8, 8].
    saturates_left, saturates_right : bool
    """

    steepest_slope: float
    steepest_at: float
    flat_left: bool
    flat_right: bool
    saturates_left: bool
    saturates_right: bool

    @property
    def flat_below(self) -> float:
        """Size of the derivative below which a point is flat."""
        return _flat_below(self.steepest_slope)


def evaluate(
    choice: ActivationChoice, z: Floats, learned: tuple[float, ...] = ()
) -> tuple[Floats, Floats]:
    """Values of f and f' at `z`, in float64; what is learnable as learned, or at its start."""
    values = {**choice.values, **dict(zip(choice.activation.learnable, learned, strict=False))}
    with torch.enable_grad():
        leaf = torch.tensor(z, dtype=torch.float64, requires_grad=True)
        value = choice.activation.function(leaf, **values)
        (derivative,) = torch.autograd.grad(value.sum(), leaf)
    # A formula may have a slope for autograd where it has no value, as log(x) on the left.
    return value.detach().numpy(), derivative.where(~torch.isnan(value), torch.nan).numpy()


def second_derivative(choice: ActivationChoice, z: Floats) -> Floats:
    """Values of f'' at `z`, in float64: the derivative of what trains with, by autograd again.

    At a jump of f' it is one of the two sides, as autograd takes it.

    >>> second_derivative(ActivationChoice("square"), np.array([-1.0, 3.0])).tolist()
    [2.0, 2.0]
    """
    with torch.enable_grad():
        leaf = torch.tensor(z, dtype=torch.float64, requires_grad=True)
        value = choice.activation.function(leaf, **choice.values)
        (first,) = torch.autograd.grad(value.sum(), leaf, create_graph=True)
        if not first.requires_grad:  # nothing of z is left in it: it is constant in pieces
            return np.zeros_like(z)
        (second,) = torch.autograd.grad(
            first.sum(), leaf, allow_unused=True, materialize_grads=True
        )
        second = second.where(~torch.isnan(value), torch.nan)
    return second.numpy(force=True)  # zeros of autograd may be symbolic


@lru_cache(maxsize=256)
def curve(
    choice: ActivationChoice, limit: float, points: int, learned: tuple[float, ...] = ()
) -> Curve:
    """The curve over [-limit, limit].

    >>> curve(ActivationChoice("relu"), 1.0, 3).value.tolist()
    [0.0, 0.0, 1.0]
    """
    z = np.linspace(-limit, limit, points)
    value, derivative = evaluate(choice, z, learned)
    return Curve(z, value, derivative)


@lru_cache(maxsize=256)
def shape(choice: ActivationChoice) -> Shape:
    """Where the activation is flat, and on which sides it saturates.

    >>> found = shape(ActivationChoice("relu"))
    >>> found.flat_left, found.flat_right, found.saturates_left
    (True, False, False)
    """
    _, derivative = evaluate(choice, _SPAN)
    size = np.abs(derivative)
    steepest = size.max()
    at = float(_SPAN[np.argmax(size >= steepest * (1 - 1e-9))])
    flat = size < _flat_below(steepest)
    left, right = flat & (at > _SPAN), flat & (at < _SPAN)
    return Shape(
        float(steepest),
        at,
        bool(left.any()),
        bool(right.any()),
        _saturates(choice, -_FAR, size[left]),
        _saturates(choice, _FAR, size[right]),
    )


def _flat_below(steepest: float) -> float:
    """5 % of the steepest slope; where nothing has a slope, all of it is flat."""
    return max(FLAT * steepest, SMALLEST)


def _saturates(choice: ActivationChoice, far: float, flat_slopes: Floats) -> bool:
    """Whether f has a finite limit at `far` (then z f'(z) vanishes) without being constant."""
    _, derivative = evaluate(choice, np.array([far]))
    return bool(abs(far * derivative[0]) < 1e-3 and (flat_slopes > 0).any())


def is_flat(
    choice: ActivationChoice, z: Floats, learned: tuple[float, ...] = ()
) -> NDArray[np.bool_]:
    """Whether the activation is flat at each `z`, by its steepest slope at the start."""
    _, derivative = evaluate(choice, z, learned)
    return np.abs(derivative) < shape(choice).flat_below
