"""Is the slope continuous at 0? The derivatives of ReLU and its smoother kin on both sides."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from models.choices import ActivationChoice
from models.labs.stage import AtOnce, Settings
from models.measures.arrays import to_array
from models.measures.records import Floats

POINTS = 121
NEAR = 1e-9


@dataclass(frozen=True, eq=False)
class Slope:
    """The derivative of one activation around 0, as training uses it.

    Parameters
    ----------
    choice : ActivationChoice
    x, derivative : ndarray, shape (242,)
        From -3 to 0 and from 0 to 3; both halves end just beside 0.
    left, right : float
        Limits at 0 from either side.
    at_zero : float
        What PyTorch takes at 0.
    """

    choice: ActivationChoice
    x: Floats
    derivative: Floats
    left: float
    right: float
    at_zero: float

    @property
    def jump(self) -> float:
        """How far the derivative jumps at 0."""
        return abs(self.right - self.left)


def slope(choice: ActivationChoice) -> Slope:
    """The derivative of an activation by autograd, in double precision.

    >>> found = slope(ActivationChoice("selu"))
    >>> round(found.left, 3), round(found.right, 3), round(found.at_zero, 3)
    (1.758, 1.051, 1.758)
    """
    side = np.linspace(NEAR, 3, POINTS)
    x = torch.tensor(np.concatenate([-side[::-1], [0.0], side])).requires_grad_()
    value = choice.activation.function(x, **choice.values)
    (found,) = torch.autograd.grad(value.sum(), x)
    derivative = to_array(found)
    beside = np.delete(np.arange(2 * POINTS + 1), POINTS)
    return Slope(
        choice,
        to_array(x)[beside],
        derivative[beside],
        float(derivative[POINTS - 1]),
        float(derivative[POINTS + 1]),
        float(derivative[POINTS]),
    )


def _slopes(settings: Settings) -> tuple[Slope, ...]:
    elu = ActivationChoice("elu", (("alpha", settings["alpha"]),))
    others = (ActivationChoice(key) for key in ("relu", "selu", "gelu"))
    return tuple(slope(choice) for choice in (elu, *others))


AT_ZERO = AtOnce(_slopes)
"""The experiment: ELU with a chosen alpha, ReLU, SELU and GELU."""
