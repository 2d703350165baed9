"""The table of losses. A loss takes the net's output as it is: there is no output activation."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor
from torch.nn import functional

from models.activations.shape import Curve


@dataclass(frozen=True)
class Loss:
    """How far outputs are from their targets.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    function : callable
        ``function(output, y) -> Tensor``: loss per sample, of the shape of `y`. Where there are
        several classes, `output` has one more axis, over the classes, and `y` holds their indices.
    probability : callable
        ``probability(output) -> Tensor``: share of class 1, within [0, 1], for pictures; of several
        classes the share of each. Not asked for where the target is a number.
    threshold : float
        Output above which a sample counts as class 1, where there are two.
    detail : str
        Its name in a sentence.
    goal : float
        Test loss below which a net counts as having learned; the first crossing is dated.
    derivative : callable or None
        ``derivative(output, y) -> Tensor``: of the loss per sample, with respect to the output; of
        the shape of `output`. None where autograd shall find it, which takes longer.
    text : str
        The probability in one short line of plain text, for pictures.
    tasks : tuple of str
        Keys of `models.tasks.TASKS` that it suits.
    pytorch : str
        Its mean in PyTorch, in terms of ``output`` and ``y``, where `F` is torch.nn.functional.
    """

    key: str
    name: str
    function: Callable[[Tensor, Tensor], Tensor]
    probability: Callable[[Tensor], Tensor]
    threshold: float
    detail: str
    goal: float
    derivative: Callable[[Tensor, Tensor], Tensor] | None = None
    text: str = ""
    tasks: tuple[str, ...] = ("binary",)
    pytorch: str = ""

    def slope(self, output: Tensor, y: Tensor) -> Tensor:
        """Derivative of the loss of each sample with respect to the net's output there."""
        if self.derivative is not None:
            return self.derivative(output, y)
        with torch.enable_grad():
            leaf = output.detach().requires_grad_()
            (found,) = torch.autograd.grad(self.function(leaf, y).sum(), leaf)
        return found

    def curve(self, limit: float, points: int) -> Curve:
        """Probability and its derivative over outputs in [-limit, limit]."""
        with torch.enable_grad():
            z = torch.linspace(-limit, limit, points, dtype=torch.float64, requires_grad=True)
            value = self.probability(z)
            (slope,) = torch.autograd.grad(value.sum(), z)
        return Curve(z.detach().numpy(), value.detach().numpy(), slope.numpy())


def _cross_entropy(output: Tensor, y: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(output, y, reduction="none")


def _cross_entropy_slope(output: Tensor, y: Tensor) -> Tensor:
    return torch.sigmoid(output).sub_(y)


def _squared_slope(output: Tensor, y: Tensor) -> Tensor:
    return (output - y).mul_(2)


def _huber_slope(output: Tensor, y: Tensor) -> Tensor:
    return (output - y).clamp_(-1, 1)


def _softmax_slope(output: Tensor, y: Tensor) -> Tensor:
    return output.softmax(-1).sub_(functional.one_hot(y, output.shape[-1]))


def _squared(output: Tensor, y: Tensor) -> Tensor:
    return (output - y).square()


def _hinge(output: Tensor, y: Tensor) -> Tensor:
    return functional.relu(1 - (2 * y - 1) * output)


def _huber(output: Tensor, y: Tensor) -> Tensor:
    return functional.huber_loss(output, y, reduction="none")


def _softmax_cross_entropy(output: Tensor, y: Tensor) -> Tensor:
    losses = functional.cross_entropy(output.flatten(0, -2), y.flatten(), reduction="none")
    return losses.view(y.shape)


LOSSES: Mapping[str, Loss] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Loss(
                "binary_cross_entropy",
                "Cross-entropy",
                _cross_entropy,
                torch.sigmoid,
                0.0,
                "cross-entropy",
                goal=0.4,
                derivative=_cross_entropy_slope,
                text="p(z) = 1 / (1 + e⁻ᶻ)",
                pytorch="F.binary_cross_entropy_with_logits(output, y)",
            ),
            Loss(
                "mse",
                "Mean squared error",
                _squared,
                lambda output: output.clamp(0, 1),
                0.5,
                "mean squared error",
                goal=0.1,
                derivative=_squared_slope,
                text="p(z) = z within 0 and 1",
                tasks=("binary", "regression"),
                pytorch="F.mse_loss(output, y)",
            ),
            Loss(
                "hinge",
                "Hinge",
                _hinge,
                lambda output: ((output + 1) / 2).clamp(0, 1),
                0.0,
                "hinge loss",
                goal=0.4,
                text="p(z) = (z + 1) / 2 within 0 and 1",
                pytorch="F.relu(1 - (2 * y - 1) * output).mean()",
            ),
            Loss(
                "huber",
                "Huber",
                _huber,
                lambda output: output.clamp(0, 1),
                0.5,
                "Huber loss",
                goal=0.05,
                derivative=_huber_slope,
                text="p(z) = z within 0 and 1",
                tasks=("binary", "regression"),
                pytorch="F.huber_loss(output, y)",
            ),
            Loss(
                "softmax_cross_entropy",
                "Softmax cross-entropy",
                _softmax_cross_entropy,
                lambda output: output.softmax(-1),
                math.nan,
                "softmax cross-entropy",
                goal=0.4,
                derivative=_softmax_slope,
                text="p(z) = eᶻ / sum of eᶻ over classes",
                tasks=("multiclass",),
                pytorch="F.cross_entropy(output, y)",
            ),
        )
    }
)
