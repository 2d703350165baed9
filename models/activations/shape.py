"""What follows from an activation's function: its curve, where it is flat, where it saturates."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models.activations.moments import kinks
from models.choices import ActivationChoice

Floats = NDArray[np.floating[Any]]

FLAT = 0.05
SMALLEST = float(np.finfo(np.float64).tiny)
BESIDE = 1e-3  # of a kink, where a tail that turns constant there still has a slope
CLOSE = 1e-6  # of the limit, within which the function must stay far out
GROWS = 100.0
_SPAN = np.linspace(-8.0, 8.0, 3201)
_OUT = np.geomspace(8.0, 1e6, 521)
FAR = np.geomspace(1e9, 1e15, 61)


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

    A point is flat where the derivative is below 5 % of its largest size on [-8, 8]. A side
    saturates where the function has a finite limit, is flat from some place on, and the derivative
    is not 0 on all of that tail: the left side of ReLU is flat but does not saturate, that of
    squared ReLU does.

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
    left, right = flat[at > _SPAN], flat[at < _SPAN]
    sides = _saturating_sides(choice, _flat_below(steepest))
    return Shape(float(steepest), at, bool(left.any()), bool(right.any()), *sides)


def limits(choice: ActivationChoice) -> tuple[float, float]:
    """Limits of f at minus and plus infinity; NaN where there is none.

    >>> limits(ActivationChoice("relu")), limits(ActivationChoice("sine"))
    ((0.0, inf), (nan, nan))
    """
    return _limit(choice, -1), _limit(choice, 1)


def _limit(choice: ActivationChoice, end: int) -> float:
    """The function's own value at infinity, where it stays near it (or unbounded) far out."""
    found, _ = evaluate(choice, end * np.append(FAR, math.inf))
    far, limit = found[:-1], float(found[-1])
    if math.isnan(limit):  # as that of a formula in which infinity meets 0 or itself
        limit = _settled(far)
    if math.isinf(limit):
        return limit if (far * math.copysign(1, limit) > 1).all() else math.nan
    near = np.abs(far - limit) <= CLOSE * max(1.0, abs(limit))
    if not near.all():
        return math.nan
    return limit if abs(limit) > SMALLEST else 0.0


def _settled(far: Floats) -> float:
    """Where values far out go, by these alone: their last, or beyond all bounds."""
    with np.errstate(invalid="ignore"):
        grows = (np.diff(np.abs(far)) > 0).all() and abs(far[-1]) > GROWS * abs(far[0])
    return math.copysign(math.inf, far[-1]) if grows else float(far[-1])


def _flat_below(steepest: float) -> float:
    """5 % of the steepest slope; where nothing has a slope, all of it is flat."""
    return max(FLAT * steepest, SMALLEST)


def _saturating_sides(choice: ActivationChoice, flat_below: float) -> tuple[bool, bool]:
    """Left and right: whether the limit is finite, and the flat tail has a slope somewhere."""
    places = np.array(kinks(choice))
    beside = BESIDE * np.maximum(1.0, np.abs(places))
    z = np.unique(np.concatenate([-_OUT, _SPAN, _OUT, places - beside, places + beside]))
    size = np.abs(evaluate(choice, z)[1])
    steep = np.flatnonzero(~(size < flat_below))
    first, last = (steep[0], steep[-1]) if steep.size else (len(z), -1)
    left, right = limits(choice)
    return (
        math.isfinite(left) and bool((size[:first] > 0).any()),
        math.isfinite(right) and bool((size[last + 1 :] > 0).any()),
    )


def is_flat(
    choice: ActivationChoice, z: Floats, learned: tuple[float, ...] = ()
) -> NDArray[np.bool_]:
    """Whether the activation is flat at each `z`, by its steepest slope at the start."""
    _, derivative = evaluate(choice, z, learned)
    return np.abs(derivative) < shape(choice).flat_below
