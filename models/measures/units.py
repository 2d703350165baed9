"""The activation of each hidden unit over the plane."""

from __future__ import annotations

import torch

from models.datasets import PLANE
from models.measures.boundary import plane
from models.measures.records import Units
from models.snapshot import Snapshot

RESOLUTION = 32


@torch.no_grad()
def units(snapshot: Snapshot) -> Units:
    """Activations on a 32 x 32 grid, one array (K, units, 32, 32) per hidden layer."""
    grid = plane(snapshot.data.x_train, RESOLUTION)
    trace = snapshot.network.trace(snapshot.spread(grid))
    pictures = tuple(
        h.transpose(1, 2).reshape(h.shape[0], h.shape[2], RESOLUTION, RESOLUTION).cpu().numpy()
        for h in trace.activations
    )
    return Units(pictures, PLANE)
