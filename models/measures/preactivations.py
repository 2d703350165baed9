"""Where on its curve each hidden layer works: histograms, dead, inactive and saturated units."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from models.layout import Layer
from models.measures.arrays import moments, to_array
from models.measures.flat import flat_sides, saturating_sides
from models.measures.histogram import histogram
from models.measures.records import (
    Floats,
    LayerStatistics,
    OutputStatistics,
    Preactivations,
)
from models.snapshot import Snapshot

EFFECTIVELY_ZERO = 1e-6
ALL = slice(None)


@torch.no_grad()
def preactivations(snapshot: Snapshot) -> Preactivations:
    """Statistics of every hidden layer over the whole training set."""
    count = len(snapshot.train.preactivations)
    output = to_array(snapshot.train.output.flatten(1))
    return Preactivations(
        tuple(layer_statistics(snapshot, index) for index in range(count)),
        OutputStatistics(histogram(output, ~snapshot.diverged), _central(output)),
    )


def _central(values: Floats) -> Floats:
    """5th and 95th percentile of values (K, n), each row of the result those of a net."""
    with np.errstate(invalid="ignore"):  # between two infinite values lies none
        found: Floats = np.quantile(values, (0.05, 0.95), axis=1).T
    return found


@torch.no_grad()
def layer_statistics(snapshot: Snapshot, index: int, units: slice = ALL) -> LayerStatistics:
    """Statistics of hidden layer `index`, or of some of its units alone."""
    z = snapshot.train.preactivations[index].detach()[..., units]
    h = snapshot.train.activations[index].detach()[..., units]
    slopes = snapshot.slopes[index][..., units]
    flat_left, flat_right, saturated = flat_shares(snapshot.network.layers[index], z, slopes)
    values = to_array(z.flatten(1))
    mean, std = moments(values)
    return LayerStatistics(
        histogram=histogram(values, ~snapshot.diverged),
        mean=mean,
        std=std,
        central=_central(values),
        dead=dead(z, h, slopes).cpu().numpy(),
        effectively_dead=(h.abs().amax(1) < EFFECTIVELY_ZERO).cpu().numpy(),
        zero_share=to_array(torch.count_nonzero(h == 0, 1)) / h.shape[1],
        saturated_share=saturated,
        flat_left=flat_left,
        flat_right=flat_right,
        learned=_learned(snapshot, index, units),
    )


def dead(z: Tensor, h: Tensor, slopes: Tensor) -> Tensor:
    """Which units are dead on these samples, (K, units).

    Dead: the derivative is 0 and the activation constant on every sample. A unit with a non-finite
    preactivation is not counted: its net has diverged.
    """
    constant = h.amax(1) == h.amin(1)
    return constant & (slopes == 0).all(1) & torch.isfinite(z).all(1)


def flat_shares(layer: Layer, z: Tensor, slopes: Tensor) -> tuple[Floats, Floats, Floats]:
    """Shares of flat values left and right (K,), and of saturated samples per unit (K, units)."""
    flat, saturates = flat_sides(layer, z), saturating_sides(layer, z)
    left, right = (
        to_array(torch.count_nonzero(side, (1, 2))) / z[0].numel()
        for side in (flat.left(z, slopes), flat.right(z, slopes))
    )
    left[to_array(flat.left_of).ravel() == -np.inf] = np.nan
    right[to_array(flat.right_of).ravel() == np.inf] = np.nan
    saturated = torch.count_nonzero(saturates.either(z, slopes), 1)
    return left, right, to_array(saturated) / z.shape[1]


def _learned(snapshot: Snapshot, index: int, units: slice) -> Floats:
    values = to_array(snapshot.network.learnables[index])
    values = values[..., units] if snapshot.network.layers[index].shared > 1 else values
    for group in snapshot.network.layers[index].groups:
        values[group.start : group.stop, len(group.choice.activation.learnable) :] = np.nan
    return values
