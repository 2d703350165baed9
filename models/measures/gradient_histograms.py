"""How large the single gradients of each layer are, on the whole training set."""

from __future__ import annotations

import numpy as np
import torch

from models.measures.binning import log_binned
from models.measures.bins import LogBins
from models.measures.gradient_records import GradientHistograms
from models.measures.rows import Integers, rows_of
from models.readings import stacked
from models.snapshot import Snapshot


def gradient_histograms(snapshot: Snapshot) -> GradientHistograms:
    """Histograms of every net of the run."""
    found = _binned(snapshot, np.arange(snapshot.network.count)[np.newaxis])
    count = len(snapshot.signals)
    return GradientHistograms(tuple(found[:count]), tuple(found[count:]))


def of_nets(snapshot: Snapshot, nets: Integers) -> GradientHistograms:
    """Histograms of the nets of each row of `nets` (n, K); the counts have an axis (n, ...)."""
    found, count = _binned(snapshot, nets), len(snapshot.signals)
    layers = [stacked(found[at : at + len(nets)]) for at in range(0, len(found), len(nets))]
    return GradientHistograms(tuple(layers[:count]), tuple(layers[count:]))


@torch.no_grad()
def _binned(snapshot: Snapshot, nets: Integers) -> list[LogBins]:
    """Signals, then weight gradients, layer by layer, and each of them row by row."""
    samples = len(snapshot.data.y_train)
    values = [*(samples * signal for signal in snapshot.signals), *snapshot.weight_gradients]
    parts = [part for layer in values for part in rows_of(layer, nets)]
    return log_binned(parts, np.tile(~snapshot.diverged[nets], (len(values), 1)))
