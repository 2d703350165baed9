"""What comes out of each hidden layer, and how many of its units are silent on one sample."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from models.initializers.aims import aimed_std
from models.measures.arrays import moments, to_array
from models.measures.bins import Histogram
from models.measures.histogram import histogram
from models.measures.records import Floats
from models.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class LayerActivations:
    """The activations of one hidden layer on the whole training set; each (K,).

    Parameters
    ----------
    histogram : Histogram
        Of all activations of the layer.
    zeros : ndarray of int
        How many of them are exactly 0.
    mean, std : ndarray
        Of all activations.
    inactive, least_inactive, most_inactive : ndarray
        Share of the units that are inactive on one sample: its mean over the samples, and the
        smallest and the largest of any sample.
    aimed_std : ndarray
        Standard deviation of the preactivations that the initializer aims at; NaN where it has no
        aim.
    """

    histogram: Histogram
    zeros: NDArray[np.int64]
    mean: Floats
    std: Floats
    inactive: Floats
    least_inactive: Floats
    most_inactive: Floats
    aimed_std: Floats


@dataclass(frozen=True)
class Activations:
    """One `LayerActivations` per hidden layer."""

    layers: tuple[LayerActivations, ...]


@torch.no_grad()
def activations(snapshot: Snapshot) -> Activations:
    """Activations of every hidden layer over the whole training set."""
    aims = _aims(snapshot)
    count = len(snapshot.train.activations)
    return Activations(tuple(_layer(snapshot, index, aims[:, index]) for index in range(count)))


def _layer(snapshot: Snapshot, index: int, aim: Floats) -> LayerActivations:
    h = snapshot.train.activations[index].detach()
    zero = h == 0
    inactive = to_array(zero.double().mean(2))
    values = to_array(h.flatten(1))
    mean, std = moments(values)
    return LayerActivations(
        histogram=histogram(values, ~snapshot.diverged),
        zeros=zero.sum((1, 2)).cpu().numpy(),
        mean=mean,
        std=std,
        inactive=inactive.mean(1),
        least_inactive=inactive.min(1),
        most_inactive=inactive.max(1),
        aimed_std=aim,
    )


def _aims(snapshot: Snapshot) -> Floats:
    """Standard deviation of z that the initializer aims at, (K, L); NaN where it has no aim."""
    config = snapshot.config
    square = float(snapshot.data.x_train.double().square().mean())
    none = (np.nan,) * len(config.hidden)
    found = [aimed_std(config, net, square) or none for net in range(config.net_count)]
    return np.array(found).reshape(config.net_count, len(config.hidden))
