"""One point of a run's history."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from models.measures.gradients import signal_rms
from models.measures.loss import loss
from models.measures.preactivations import dead
from models.measures.records import Bools, Floats, Reading
from models.snapshot import Snapshot

SHOWN = 0.99


def read(snapshot: Snapshot, step: int) -> Reading:
    """Loss, accuracy, gradient signal, dead units and reach of each layer at `step`."""
    diverged = snapshot.diverged
    layers = range(len(snapshot.train.preactivations))
    return Reading(
        step,
        loss(snapshot),
        signal_rms(snapshot),
        tuple(_dead(snapshot, index) for index in layers),
        _reach(snapshot.train.preactivations, diverged),
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
def _reach(preactivations: list[Tensor], diverged: Bools) -> Floats:
    """99th percentile of the size of the finite preactivations, (K, L)."""
    found = np.zeros((len(diverged), len(preactivations)))
    for index, z in enumerate(preactivations):
        size = z.abs().where(torch.isfinite(z), 0).flatten(1)
        rank = max(1, int(SHOWN * size.shape[1]))
        found[:, index] = size.kthvalue(rank, dim=1).values.cpu().numpy()
    found[diverged] = 0
    return found
