"""Activations that are made of straight pieces, and these pieces."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.activations import ACTIVATIONS
from models.activations.moments import kinks
from models.activations.shape import evaluate
from models.choices import ActivationChoice

Floats = NDArray[np.float64]

ROUNDING = 1e-9
_OUT = np.geomspace(1e-6, 1e6, 25)
_BETWEEN = np.linspace(0.02, 0.98, 25)


@dataclass(frozen=True)
class Pieces:
    """An activation as straight pieces: ``slopes[i] * z + offsets[i]`` on piece i, from the left.

    Parameters
    ----------
    choice : ActivationChoice
    learned : tuple of float
        Its learned hyperparameters; empty: as they start.
    kinks : tuple of float
        Where a piece ends and the next one begins, ascending. A kink belongs to the left piece.
    slopes, offsets : tuple of float
        One more than kinks.
    """

    choice: ActivationChoice
    learned: tuple[float, ...]
    kinks: tuple[float, ...]
    slopes: tuple[float, ...]
    offsets: tuple[float, ...]


def pieces(choice: ActivationChoice, learned: tuple[float, ...] = ()) -> Pieces:
    """The straight pieces of an activation.

    Raises
    ------
    ValueError
        Where it has curved pieces, or is trained with another derivative than its own.

    >>> found = pieces(ActivationChoice("hardtanh"))
    >>> found.kinks, found.slopes, found.offsets
    ((-1.0, 1.0), (0.0, 1.0, 0.0), (-1.0, 0.0, 1.0))
    >>> pieces(ActivationChoice("tanh"))
    Traceback (most recent call last):
    ValueError: tanh is curved, and only functions made of straight pieces cut the plane into \
linear regions: choose one such as ReLU, Leaky ReLU or |x|.
    """
    if choice.activation.surrogate:
        raise ValueError(
            f"{choice.name} is trained with another slope than its own, so its pieces are not the "
            f"ones that learn: {_INSTEAD}"
        )
    ends = tuple(dict.fromkeys(sorted(kinks(choice, learned))))
    found = [_line(choice, learned, *span) for span in pairwise((-np.inf, *ends, np.inf))]
    slopes, offsets = zip(*found, strict=True)
    return Pieces(choice, learned, ends, slopes, offsets)


_INSTEAD = "choose one such as ReLU, Leaky ReLU or |x|."


def piecewise_linear() -> tuple[str, ...]:
    """Keys of the activations of the table that `pieces` takes and that bend somewhere.

    >>> "leaky_relu" in piecewise_linear(), "identity" in piecewise_linear()
    (True, False)
    """
    return tuple(key for key in ACTIVATIONS if _bends(ActivationChoice(key)))


def _bends(choice: ActivationChoice) -> bool:
    try:
        return bool(pieces(choice).kinks)
    except ValueError:
        return False


def _line(
    choice: ActivationChoice, learned: tuple[float, ...], low: float, high: float
) -> tuple[float, float]:
    """Slope and offset between two kinks, or beyond one."""
    z = _places(low, high)
    value, derivative = evaluate(choice, z, learned)
    middle = len(z) // 2
    slope = float(derivative[middle])
    offset = float(value[middle] - slope * z[middle])
    if not (np.abs(slope * z + offset - value) <= ROUNDING * (1 + np.abs(z))).all():
        raise ValueError(
            f"{choice.name} is curved, and only functions made of straight pieces cut the plane "
            f"into linear regions: {_INSTEAD}"
        )
    return slope, offset


def _places(low: float, high: float) -> Floats:
    """Where a piece is tried, from close to its ends to far out."""
    if np.isinf(low) and np.isinf(high):
        return np.concatenate([-_OUT[::-1], _OUT])
    if np.isinf(low):
        return high - _OUT
    return low + (_OUT if np.isinf(high) else (high - low) * _BETWEEN)
