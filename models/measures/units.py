"""The activation of each hidden unit over the plane."""

from __future__ import annotations

import torch

from models.datasets import dataset_of
from models.measures.boundary import places
from models.measures.records import Units
from models.snapshot import Snapshot

RESOLUTION = 32
LINE = 129


@torch.no_grad()
def units(snapshot: Snapshot) -> Units:
    """Activations on a 32 x 32 grid or 129 points of a line, (K, units, ...) per hidden layer."""
    points, shape = places(snapshot.config, RESOLUTION, LINE)
    trace = snapshot.network.trace(snapshot.spread(points))
    pictures = tuple(
        h.transpose(1, 2).reshape(h.shape[0], h.shape[2], *shape).cpu().numpy()
        for h in trace.activations
    )
    return Units(pictures, dataset_of(snapshot.config).limit)
