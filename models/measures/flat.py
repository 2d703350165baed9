"""Where the nets of a layer are flat: one comparison for all nets, whatever their activations."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from torch import Tensor

from models.activations.shape import shape
from models.layout import Group, Layer


@dataclass(frozen=True)
class Sides:
    """The flat sides of a layer's activations, each of the tensors (K, 1, 1).

    Parameters
    ----------
    below : Tensor
        Size of the derivative below which a point is flat.
    left_of, right_of : Tensor
        Left and right of which a flat point lies on the side in question; -inf and inf where an
        activation has no such side.
    """

    below: Tensor
    left_of: Tensor
    right_of: Tensor

    def left(self, z: Tensor, slopes: Tensor) -> Tensor:
        """Which points are flat on the left, by preactivation and derivative (K, N, units)."""
        return (slopes.abs() < self.below) & (z < self.left_of)

    def right(self, z: Tensor, slopes: Tensor) -> Tensor:
        """Which points are flat on the right."""
        return (slopes.abs() < self.below) & (z > self.right_of)

    def either(self, z: Tensor, slopes: Tensor) -> Tensor:
        """Which points are flat on one of the sides."""
        return (slopes.abs() < self.below) & ((z < self.left_of) | (z > self.right_of))


def flat_sides(layer: Layer, like: Tensor) -> Sides:
    """The sides on which the activations of a layer have flat points; of the kind of `like`."""
    return _sides(layer, like, "flat")


def saturating_sides(layer: Layer, like: Tensor) -> Sides:
    """The sides on which they saturate."""
    return _sides(layer, like, "saturates")


def _sides(layer: Layer, like: Tensor, word: str) -> Sides:
    return _of_groups(layer.groups, like.dtype, like.device, word)


@lru_cache(maxsize=64)
def _of_groups(
    groups: tuple[Group, ...], dtype: torch.dtype, device: torch.device, word: str
) -> Sides:
    rows = []
    for group in groups:
        found = shape(group.choice)
        left, right = getattr(found, f"{word}_left"), getattr(found, f"{word}_right")
        row = (
            found.flat_below,
            found.steepest_at if left else -np.inf,
            found.steepest_at if right else np.inf,
        )
        rows += [row] * (group.stop - group.start)
    columns = torch.tensor(rows, dtype=dtype, device=device).T
    below, left_of, right_of = columns[..., None, None]
    return Sides(below, left_of, right_of)
