"""How large the single gradients of each layer are, on the whole training set."""

from __future__ import annotations

import torch

from models.measures.binning import log_binned
from models.measures.gradient_records import GradientHistograms
from models.snapshot import Snapshot


def gradient_histograms(snapshot: Snapshot) -> GradientHistograms:
    """Histograms of every net of the run."""
    return of_first(snapshot, snapshot.network.count)


@torch.no_grad()
def of_first(snapshot: Snapshot, nets: int) -> GradientHistograms:
    """Histograms of the first `nets` nets."""
    samples, count = len(snapshot.data.y_train), len(snapshot.signals)
    values = [*(samples * signal for signal in snapshot.signals), *snapshot.weight_gradients]
    found = log_binned([part[:nets].flatten(1) for part in values], ~snapshot.diverged[:nets])
    return GradientHistograms(tuple(found[:count]), tuple(found[count:]))
