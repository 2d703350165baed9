"""Histograms of the history, of as many nets as it has room for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.measures.binning import binned
from models.measures.bins import Binned, LogBins
from models.measures.gradient_histograms import of_nets
from models.measures.rows import Integers, rows_of
from models.readings import stacked
from models.snapshot import Snapshot

HISTOGRAMS = 24


def histogram_nets(nets: int, layers: int) -> int:
    """How many nets, counted from the first, have histograms in the history.

    Parameters
    ----------
    nets, layers : int
        Nets of the run, and their hidden layers.

    >>> histogram_nets(3, 4), histogram_nets(3, 10), histogram_nets(1, 30)
    (3, 2, 0)
    """
    return min(nets, HISTOGRAMS // max(1, layers))


@dataclass(frozen=True)
class Bins:
    """Histograms at n steps, each with an axis (n, ...) in front; None where none are kept.

    Parameters
    ----------
    values : tuple
        Of preactivations and of activations, layer by layer.
    signals, weights : tuple of LogBins, or None
        Of dL/dz, L per sample, and of dL/dW.
    """

    values: tuple[tuple[Binned | None, Binned | None], ...]
    signals: tuple[LogBins, ...] | None
    weights: tuple[LogBins, ...] | None


def bins_by_step(snapshot: Snapshot, nets: Integers) -> Bins:
    """Histograms of the first nets of each step; `nets` (n, K) are those of each step."""
    layers = len(snapshot.train.preactivations)
    nets = nets[:, : histogram_nets(nets.shape[1], layers)]
    if not nets.size:
        return Bins(((None, None),) * layers, None, None)
    values, gradients = _values(snapshot, nets), of_nets(snapshot, nets)
    return Bins(
        tuple(zip(values[:layers], values[layers:], strict=True)),
        gradients.signals,
        gradients.weights,
    )


def _values(snapshot: Snapshot, nets: Integers) -> list[Binned]:
    """Of the preactivations of each layer, then of its activations."""
    layers = [*snapshot.train.preactivations, *snapshot.train.activations]
    if not layers:
        return []
    parts = [part for layer in layers for part in rows_of(layer, nets)]
    found = binned(parts, np.tile(~snapshot.diverged[nets], (len(layers), 1)))
    return [stacked(found[at : at + len(nets)]) for at in range(0, len(found), len(nets))]
