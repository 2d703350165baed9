"""The output of each net over the plane, or along the line, of its samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models import snapshot as snapshots
from models.datasets import dataset_of
from models.measures.records import DecisionBoundary
from models.snapshot import Snapshot

if TYPE_CHECKING:
    from models.config import RunConfig

RESOLUTION = 64
LINE = 257


def places(config: RunConfig, resolution: int, line: int) -> tuple[Tensor, tuple[int, ...]]:
    """Points of a picture as net inputs (n, inputs), and the shape that they fill.

    The shape is (resolution, resolution), rows from the lowest y, or (line,) where samples have one
    coordinate. Edges are included.
    """
    dataset = dataset_of(config)
    count = line if dataset.columns == 1 else resolution
    axis = torch.linspace(-dataset.limit, dataset.limit, count, dtype=torch.float64)
    if dataset.columns == 1:
        return snapshots.as_inputs(config, axis.unsqueeze(1)), (count,)
    y, x = torch.meshgrid(axis, axis, indexing="ij")
    points = torch.stack([x.ravel(), y.ravel()], 1)
    if dataset.embed is not None:
        points = torch.from_numpy(dataset.embed(points.numpy()))
    return snapshots.as_inputs(config, points), (count, count)


@torch.no_grad()
def boundary(snapshot: Snapshot) -> DecisionBoundary:
    """Output, and share of each class, on a 64 x 64 grid or 257 points of a line."""
    points, _ = places(snapshot.config, RESOLUTION, LINE)
    return boundary_of(snapshot, snapshot.network.forward(snapshot.spread(points)))


@torch.no_grad()
def boundary_of(
    snapshot: Snapshot, output: Tensor, shape: tuple[int, ...] | None = None
) -> DecisionBoundary:
    """The record of another output, (K, n) or (K, n, C), at the points of a picture.

    Parameters
    ----------
    shape : tuple of int, optional
        Shape that the points fill; that of `boundary` if it is not given.
    """
    config, loss = snapshot.config, snapshot.loss
    if shape is None:
        shape = (LINE,) if config.outline.columns == 1 else (RESOLUTION, RESOLUTION)
    share = None if config.task == "regression" else loss.probability(output)
    return DecisionBoundary(
        _pictures(output, shape).cpu().numpy(),
        None if share is None else _pictures(share, shape).cpu().numpy(),
        loss.threshold if config.task == "binary" else torch.nan,
        dataset_of(config).limit,
    )


def _pictures(values: Tensor, shape: tuple[int, ...]) -> Tensor:
    """(K, n) as (K, *shape); (K, n, C) as (K, C, *shape)."""
    if values.dim() == 3:
        return values.transpose(1, 2).reshape(len(values), values.shape[2], *shape)
    return values.view(len(values), *shape)
