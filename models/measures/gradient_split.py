"""The gradient signal split by cause: what arrives, what weights and slopes make of it."""

from __future__ import annotations

import numpy as np
import torch

from models.measures.gradient_records import GradientSplit
from models.measures.gradients import rms, signal_rms
from models.measures.records import Floats
from models.snapshot import Snapshot


@torch.no_grad()
def gradient_split(snapshot: Snapshot) -> GradientSplit:
    """Of each hidden layer the factors whose product is its signal."""
    signals = signal_rms(snapshot)
    after = rms(snapshot.activation_signals, len(snapshot.data.y_train), len(signals))
    arrives, signal = signals[:, 1:], signals[:, :-1]
    parts = arrives, _ratio(after, arrives), _ratio(signal, after), signal
    gone = snapshot.diverged[:, None]
    return GradientSplit(*(np.where(gone, np.nan, part) for part in parts))


def _ratio(above: Floats, below: Floats) -> Floats:
    """Quotients; NaN where there is nothing to divide by."""
    known = np.isfinite(above) & np.isfinite(below) & (below > 0)
    found: Floats = np.divide(above, below, out=np.full_like(above, np.nan), where=known)
    return found
