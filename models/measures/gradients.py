"""Gradients of the loss over the whole training set."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from models.measures.records import Floats, Gradients
from models.snapshot import Snapshot


def gradients(snapshot: Snapshot) -> Gradients:
    """Weight-gradient norm and signal RMS of each layer."""
    return Gradients(weight_norm(snapshot), signal_rms(snapshot))


@torch.no_grad()
def weight_norm(snapshot: Snapshot) -> Floats:
    """Frobenius norm of dL/dW, (K, L + 1)."""
    # Of rows, whose sums do not depend on how many of them there are.
    norms = [
        torch.linalg.vector_norm(weight.flatten(1), dim=1, dtype=torch.float64)
        for weight in snapshot.weight_gradients
    ]
    result: Floats = torch.stack(norms, 1).cpu().numpy()
    return result


@torch.no_grad()
def signal_rms(snapshot: Snapshot) -> Floats:
    """sqrt(mean (dL/dz)^2) over samples and units, L per sample: (K, L + 1).

    The weight norm can hide a vanishing signal (a bias-free ReLU net keeps it constant while dL/dz
    shrinks), so this is what the Playground draws.
    """
    signals = snapshot.signals
    return rms(signals, len(snapshot.data.y_train), len(signals[0]))


@torch.no_grad()
def rms(gradients: list[Tensor], samples: int, nets: int) -> Floats:
    """sqrt(mean g^2) over samples and units of gradients (K, N, units) of the mean loss: (K, ...).

    Of the loss of each sample, so `samples` times as large.
    """
    norms = [
        torch.linalg.vector_norm(found.flatten(1), dim=1, dtype=torch.float64)
        / found[0].numel() ** 0.5
        for found in gradients
    ]
    if not norms:
        return np.empty((nets, 0))
    result: Floats = samples * torch.stack(norms, 1).cpu().numpy()
    return result
