"""Which nets of a stack belong together."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.snapshot import Snapshot

Integers = NDArray[np.int64]


def by_step(snapshot: Snapshot, steps: int, seeds: int) -> Integers:
    """The nets of each step, (n, K), where n steps are one stack.

    The nets of an activation follow each other by step, then by seed; what is left over behind
    them belongs to no step.
    """
    every = np.arange(snapshot.network.count).reshape(len(snapshot.config.activations), -1)
    stacked = every[:, : steps * seeds].reshape(-1, steps, seeds)
    return stacked.swapaxes(0, 1).reshape(steps, -1)


def rows_of(layer: Tensor, nets: Integers) -> tuple[Tensor, ...]:
    """Values (K, values) of the nets of each row of `nets` (n, K), from those of all nets."""
    chosen = layer.detach()[torch.from_numpy(nets.ravel()).to(layer.device)]
    return chosen.view(*nets.shape, -1).unbind()
