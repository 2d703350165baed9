"""Where on its curve each hidden layer works: histograms, dead, inactive and saturated units."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from models.layout import Layer
from models.measures.arrays import to_array
from models.measures.bins import Histogram
from models.measures.flat import flat_sides, saturating_sides
from models.measures.records import (
    Bools,
    Floats,
    LayerStatistics,
    OutputStatistics,
    Preactivations,
)
from models.snapshot import Snapshot

FINE_BINS = 768
SMALLEST_LIMIT = 4.0
LARGEST_LIMIT = 2.0**40
EFFECTIVELY_ZERO = 1e-6
ALL = slice(None)


@torch.no_grad()
def preactivations(snapshot: Snapshot) -> Preactivations:
    """Statistics of every hidden layer over the whole training set."""
    count = len(snapshot.train.preactivations)
    output = snapshot.train.output.detach().double().flatten(1)
    return Preactivations(
        tuple(layer_statistics(snapshot, index) for index in range(count)),
        OutputStatistics(histogram(output, ~snapshot.diverged), _central(output)),
    )


def _central(values: Tensor) -> Floats:
    """5th and 95th percentile of values (K, n)."""
    shares = torch.tensor([0.05, 0.95], dtype=values.dtype, device=values.device)
    return to_array(torch.quantile(values, shares, dim=1).T)


@torch.no_grad()
def layer_statistics(snapshot: Snapshot, index: int, units: slice = ALL) -> LayerStatistics:
    """Statistics of hidden layer `index`, or of some of its units alone."""
    z = snapshot.train.preactivations[index].detach()[..., units]
    h = snapshot.train.activations[index].detach()[..., units]
    slopes = snapshot.slopes[index][..., units]
    flat_left, flat_right, saturated = flat_shares(snapshot.network.layers[index], z, slopes)
    values = z.flatten(1).double()
    return LayerStatistics(
        histogram=histogram(values, ~snapshot.diverged),
        mean=to_array(values.mean(1)),
        std=to_array(values.std(1, correction=0)),
        central=_central(values),
        dead=dead(z, h, slopes).cpu().numpy(),
        effectively_dead=(h.abs().amax(1) < EFFECTIVELY_ZERO).cpu().numpy(),
        zero_share=to_array((h == 0).double().mean(1)),
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
    flat = flat_sides(layer, z)
    left = to_array(flat.left(z, slopes).double().mean((1, 2)))
    right = to_array(flat.right(z, slopes).double().mean((1, 2)))
    left[to_array(flat.left_of).ravel() == -np.inf] = np.nan
    right[to_array(flat.right_of).ravel() == np.inf] = np.nan
    saturated = saturating_sides(layer, z).either(z, slopes)
    return left, right, to_array(saturated.double().mean(1))


def histogram(values: Tensor, going: Bools) -> Histogram:
    """Fine counts of values (K, n) over a symmetric range.

    The range is the smallest power of two that holds all finite values of the nets that go on, so
    that what overflowed in one net leaves the others their bins; these are so fine that any picture
    can merge them exactly.
    """
    finite = torch.isfinite(values)
    shown = finite & torch.from_numpy(going).to(values.device).unsqueeze(1)
    largest = float(values.abs().where(shown, 0).max()) if values.numel() else 0.0
    limit = _power_of_two(largest)
    # Not floor(values + limit): that rounds a tiny negative value up to 0.
    place = torch.floor(values * (FINE_BINS / (2 * limit))) + FINE_BINS // 2
    inside = finite & (place >= 0) & (values <= limit)
    place = place.where(inside, FINE_BINS).clamp(max=FINE_BINS).long()
    place = torch.where(inside & (values == limit), FINE_BINS - 1, place)
    counts = torch.zeros(len(values), FINE_BINS + 1, dtype=torch.long, device=values.device)
    counts.scatter_add_(1, place, torch.ones_like(place))
    return Histogram(
        np.linspace(-limit, limit, FINE_BINS + 1),
        counts[:, :FINE_BINS].cpu().numpy(),
        (finite & (values < -limit)).sum(1).cpu().numpy(),
        (finite & (values > limit)).sum(1).cpu().numpy(),
        (~finite).sum(1).cpu().numpy(),
    )


def _power_of_two(largest: float) -> float:
    if largest <= SMALLEST_LIMIT:
        return SMALLEST_LIMIT
    return min(2.0 ** math.ceil(math.log2(largest)), LARGEST_LIMIT)


def _learned(snapshot: Snapshot, index: int, units: slice) -> Floats:
    values = to_array(snapshot.network.learnables[index])
    values = values[..., units] if snapshot.network.layers[index].shared > 1 else values
    for group in snapshot.network.layers[index].groups:
        values[group.start : group.stop, len(group.choice.activation.learnable) :] = np.nan
    return values
