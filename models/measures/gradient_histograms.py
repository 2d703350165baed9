"""How large the single gradients of each layer are, on the whole training set."""

from __future__ import annotations

import numpy as np
import torch

from models.measures.binning import log_binned
from models.measures.gradient_records import GradientHistograms
from models.measures.rows import Integers, rows_of
from models.snapshot import Snapshot


def gradient_histograms(snapshot: Snapshot) -> GradientHistograms:
    """Histograms of every net of the run."""
    return of_nets(snapshot, np.arange(snapshot.network.count)[np.newaxis])[0]


@torch.no_grad()
def of_nets(snapshot: Snapshot, nets: Integers) -> list[GradientHistograms]:
    """Histograms of some nets at a time: of those in each row of `nets` (n, K)."""
    samples, count = len(snapshot.data.y_train), len(snapshot.signals)
    values = [*(samples * signal for signal in snapshot.signals), *snapshot.weight_gradients]
    parts = [part for layer in values for part in rows_of(layer, nets)]
    going = np.tile(~snapshot.diverged[nets], (len(values), 1))
    found = log_binned(parts, going)
    # Layer by layer, and each of them row by row.
    by_row = [found[row :: len(nets)] for row in range(len(nets))]
    return [GradientHistograms(tuple(row[:count]), tuple(row[count:])) for row in by_row]
