"""The output of each net over the plane."""

from __future__ import annotations

import torch
from torch import Tensor

from models.datasets import PLANE
from models.measures.records import DecisionBoundary
from models.snapshot import Snapshot

RESOLUTION = 64


def plane(like: Tensor, resolution: int) -> Tensor:
    """Grid points (resolution**2, 2) of the plane, rows from the lowest y, edges included."""
    axis = torch.linspace(-PLANE, PLANE, resolution, dtype=like.dtype, device=like.device)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    return torch.stack([x.ravel(), y.ravel()], 1)


@torch.no_grad()
def boundary(snapshot: Snapshot) -> DecisionBoundary:
    """Output and probability of class 1 on a 64 x 64 grid."""
    grid = plane(snapshot.data.x_train, RESOLUTION)
    output = snapshot.network.forward(snapshot.spread(grid))
    output = output.view(-1, RESOLUTION, RESOLUTION)
    return DecisionBoundary(
        output.cpu().numpy(),
        snapshot.loss.probability(output).cpu().numpy(),
        snapshot.loss.threshold,
        PLANE,
    )
