"""Gradients of the loss over the whole training set."""

from __future__ import annotations

import torch

from models.measures.records import Floats, Gradients
from models.snapshot import Snapshot


def gradients(snapshot: Snapshot) -> Gradients:
    """Weight-gradient norm and signal RMS of each layer."""
    return Gradients(weight_norm(snapshot), signal_rms(snapshot))


@torch.no_grad()
def weight_norm(snapshot: Snapshot) -> Floats:
    """Frobenius norm of dL/dW, (K, L + 1)."""
    norms = [
        torch.linalg.vector_norm(weight, dim=(1, 2), dtype=torch.float64)
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
    norms = [
        torch.linalg.vector_norm(signal, dim=(1, 2), dtype=torch.float64) / signal[0].numel() ** 0.5
        for signal in snapshot.signals
    ]
    result: Floats = len(snapshot.data.y_train) * torch.stack(norms, 1).cpu().numpy()
    return result
