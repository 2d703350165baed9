"""Units that stand out in their layer: dead, saturated, or the double of another."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.measures.arrays import to_array
from models.measures.preactivations import dead, flat_shares
from models.measures.unit_records import NO_DUPLICATE, LayerMarks, UnitMarks
from models.snapshot import Snapshot

AGREES = 1e-5


@torch.no_grad()
def unit_marks(snapshot: Snapshot) -> UnitMarks:
    """Dead, active, saturated and doubled units of every hidden layer, on all training samples."""
    count = len(snapshot.train.activations)
    return UnitMarks(tuple(_marks(snapshot, index) for index in range(count)))


def _marks(snapshot: Snapshot, index: int) -> LayerMarks:
    z = snapshot.train.preactivations[index].detach()
    h = snapshot.train.activations[index].detach()
    slopes = snapshot.slopes[index]
    return LayerMarks(
        dead(z, h, slopes).cpu().numpy(),
        to_array((h != 0).double().mean(1)),
        flat_shares(snapshot.network.layers[index], z, slopes)[2],
        duplicates(h),
    )


def duplicates(h: Tensor) -> NDArray[np.int64]:
    """For each unit the first other one whose activations agree with it up to a factor, (K, units).

    Two units agree where the best multiple of one misses the other by at most 1e-5 of its size,
    both in the root mean square over the samples. The factor may be negative. A unit that agrees
    with a constant is itself constant, and no duplicate.

    Parameters
    ----------
    h : Tensor, shape (K, N, units)

    Examples
    --------
    >>> h = torch.tensor([[[1.0, -2.0, 5.0], [3.0, -6.0, 5.0], [0.0, 0.0, 5.0]]])
    >>> duplicates(h).tolist()
    [[1, 0, -1]]
    """
    size = h.abs().amax(1, keepdim=True).double()
    # By its largest value first: squares of small or large activations must not leave the range.
    scaled = h.double() / size.where(size > 0, 1)
    unit = torch.nn.functional.normalize(scaled, dim=1)
    cosine = unit.transpose(1, 2) @ unit
    level = unit.sum(1) / h.shape[1] ** 0.5
    varies = 1 - level.square() > AGREES**2
    agree = (1 - cosine.square() <= AGREES**2) & varies.unsqueeze(1) & varies.unsqueeze(2)
    agree.diagonal(dim1=1, dim2=2).fill_(False)
    first = agree.to(torch.uint8).argmax(2)
    found = torch.where(agree.any(2), first, NO_DUPLICATE)
    return found.cpu().numpy().astype(np.int64)
