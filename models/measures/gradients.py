"""Gradients of the loss over the whole training set."""

from __future__ import annotations

import numpy as np
import torch

from models.measures.records import Floats, Gradients
from models.snapshot import Snapshot


@torch.no_grad()
def gradients(snapshot: Snapshot) -> Gradients:
    """Weight-gradient norm and signal RMS of each layer."""
    found = snapshot.backward
    norms = [weight.double().flatten(1).norm(dim=1) for weight in found.weights]
    return Gradients(torch.stack(norms, 1).cpu().numpy(), signal_rms(snapshot))


@torch.no_grad()
def signal_rms(snapshot: Snapshot) -> Floats:
    """sqrt(mean (dL/dz)^2) over samples and units, L per sample: (K, L + 1).

    The weight norm can hide a vanishing signal (a bias-free ReLU net keeps it constant while dL/dz
    shrinks), so this is what the Playground draws.
    """
    found = snapshot.backward
    count = len(snapshot.data.y_train)
    values = [count * signal.double().square().mean((1, 2)).sqrt() for signal in found.signals]
    result: Floats = torch.stack(values, 1).cpu().numpy().astype(np.float64)
    return result
