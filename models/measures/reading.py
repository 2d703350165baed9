"""One point of a run's history."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.measures.gradients import signal_rms
from models.measures.loss import loss
from models.measures.preactivations import dead
from models.measures.records import Bools, Floats, Reading
from models.snapshot import Snapshot

SHOWN = 0.99


def read(snapshot: Snapshot, step: int, diverged: NDArray[np.bool_]) -> Reading:
    """Loss, accuracy, gradient signal, dead units and reach of each layer at `step`."""
    layers = range(len(snapshot.train.preactivations))
    return Reading(
        step,
        loss(snapshot),
        signal_rms(snapshot),
        tuple(_dead(snapshot, index) for index in layers),
        np.array([_reach(snapshot.train.preactivations[i], diverged) for i in layers]),
        diverged,
    )


@torch.no_grad()
def _dead(snapshot: Snapshot, index: int) -> Bools:
    z, h = snapshot.train.preactivations[index], snapshot.train.activations[index]
    constant = h.amax(1) == h.amin(1)
    if not constant.any():
        none: Bools = constant.cpu().numpy()
        return none
    found: Bools = dead(z, h, snapshot.slopes(index)).cpu().numpy()
    return found


@torch.no_grad()
def _reach(z: Tensor, diverged: NDArray[np.bool_]) -> Floats:
    going = z[torch.from_numpy(~diverged).to(z.device)]
    if not len(going):
        return np.float64(0)  # type: ignore[return-value]
    size = going.abs().where(torch.isfinite(going), 0).flatten(1)
    rank = max(1, int(SHOWN * size.shape[1]))
    values = size.kthvalue(rank, dim=1).values
    return np.float64(values.max().item())  # type: ignore[return-value]
