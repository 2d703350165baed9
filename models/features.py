"""The table of input features: what a net may be given of a point."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import torch
from torch import Tensor, nn


@dataclass(frozen=True)
class Feature:
    """One number computed from the coordinates of a point.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    coordinates : tuple of str
        Which coordinates it takes, ``"x"`` and ``"y"``, in the order of its arguments.
    function : callable
        ``function(*coordinates) -> Tensor`` of the same shape.
    pytorch : str
        The same in PyTorch, in terms of the coordinates.
    """

    key: str
    name: str
    coordinates: tuple[str, ...]
    function: Callable[..., Tensor]
    pytorch: str


FEATURES: Mapping[str, Feature] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Feature("x", "x", ("x",), lambda x: x, "x"),
            Feature("y", "y", ("y",), lambda y: y, "y"),
            Feature("x2", "x²", ("x",), torch.square, "x.square()"),
            Feature("y2", "y²", ("y",), torch.square, "y.square()"),
            Feature("xy", "xy", ("x", "y"), torch.mul, "x * y"),
            Feature("sin_x", "sin x", ("x",), torch.sin, "x.sin()"),
            Feature("sin_y", "sin y", ("y",), torch.sin, "y.sin()"),
        )
    }
)


def offered(coordinates: Sequence[str]) -> tuple[str, ...]:
    """Features that can be computed from some coordinates.

    >>> offered(("x",))
    ('x', 'x2', 'sin_x')
    """
    have = set(coordinates)
    return tuple(key for key, entry in FEATURES.items() if have.issuperset(entry.coordinates))


class Features(nn.Module):
    """Input features of points, as a module.

    Parameters
    ----------
    keys : sequence of str
        Of `FEATURES`.
    coordinates : sequence of str
        Names of the columns of the points.

    Examples
    --------
    >>> Features(("x", "xy"), ("x", "y"))(torch.tensor([[2.0, 3.0]]))
    tensor([[2., 6.]])
    """

    def __init__(self, keys: Sequence[str], coordinates: Sequence[str]) -> None:
        super().__init__()
        self.keys = tuple(keys)
        self.coordinates = tuple(coordinates)

    def forward(self, points: Tensor) -> Tensor:
        """Features (..., len(keys)) of points (..., len(coordinates))."""
        if self.keys == self.coordinates:
            return points
        columns = dict(zip(self.coordinates, points.unbind(-1), strict=True))
        entries = (FEATURES[key] for key in self.keys)
        return torch.stack(
            [entry.function(*(columns[name] for name in entry.coordinates)) for entry in entries],
            -1,
        )
