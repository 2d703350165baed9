"""One point of a run's history."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from models.measures.arrays import to_array
from models.measures.binning import binned
from models.measures.bins import Binned, LogBins
from models.measures.flat import saturating_sides
from models.measures.gradient_histograms import of_first
from models.measures.gradients import signal_rms, weight_norm
from models.measures.loss import loss
from models.measures.preactivations import dead
from models.measures.records import Bools, Floats, LayerReading, Reading
from models.snapshot import Snapshot

SHOWN = 0.99
SATURATED = 0.9
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


@torch.no_grad()
def read(snapshot: Snapshot, step: int, before: Sequence[Tensor] | None = None) -> Reading:
    """What the history keeps of the nets at `step`.

    Parameters
    ----------
    snapshot : Snapshot
    step : int
    before : sequence of Tensor, optional
        The weights one step earlier, each (K, in, out).
    """
    preactivations = snapshot.train.preactivations
    signals, weights = _gradient_bins(snapshot)
    return Reading(
        step,
        loss(snapshot),
        signal_rms(snapshot),
        tuple(_dead(snapshot, index) for index in range(len(preactivations))),
        _reach(preactivations, snapshot.diverged),
        snapshot.diverged,
        tuple(_layer(snapshot, *found) for found in enumerate(_value_bins(snapshot))),
        _of_going(snapshot, weight_norm(snapshot)),
        _of_going(snapshot, _update_ratio(snapshot.network.weights, before)),
        signals,
        weights,
    )


def _of_going(snapshot: Snapshot, values: Floats) -> Floats:
    """NaN in place of the values (K, ...) of nets that have diverged."""
    values[snapshot.diverged] = np.nan
    return values


def _update_ratio(weights: Sequence[Tensor], before: Sequence[Tensor] | None) -> Floats:
    if before is None:
        return np.full((len(weights[0]), len(weights)), np.nan)
    ratios = []
    for now, then in zip(weights, before, strict=True):
        old = then.to(now.device).double()
        moved = torch.linalg.vector_norm(now.double() - old, dim=(1, 2))
        ratios.append(moved / torch.linalg.vector_norm(old, dim=(1, 2)))
    return to_array(torch.stack(ratios, 1))


def _dead(snapshot: Snapshot, index: int) -> Bools:
    z, h = snapshot.train.preactivations[index], snapshot.train.activations[index]
    constant = h.amax(1) == h.amin(1)
    nets, units = constant.nonzero(as_tuple=True)
    if len(nets):
        columns = (part[nets, :, units].unsqueeze(2) for part in (z, h, snapshot.slopes[index]))
        constant[nets, units] = dead(*columns).squeeze(1)
    found: Bools = constant.cpu().numpy()
    return found


def _reach(preactivations: list[Tensor], diverged: Bools) -> Floats:
    """99th percentile of the size of the finite preactivations, (K, L)."""
    found = np.zeros((len(diverged), len(preactivations)))
    for index, z in enumerate(preactivations):
        size = z.abs().where(torch.isfinite(z), 0).flatten(1)
        above = size.shape[1] - max(1, int(SHOWN * size.shape[1])) + 1
        found[:, index] = size.topk(above, dim=1).values[:, -1].cpu().numpy()
    found[diverged] = 0
    return found


def _layer(
    snapshot: Snapshot, index: int, bins: tuple[Binned | None, Binned | None]
) -> LayerReading:
    z, h = snapshot.train.preactivations[index], snapshot.train.activations[index]
    sides = saturating_sides(snapshot.network.layers[index], z)
    saturated = sides.either(z, snapshot.slopes[index]).sum(1) / z.shape[1]
    zero_share = 1 - torch.count_nonzero(h, (1, 2)).double() / h[0].numel()
    values = (*_moments(z), *_moments(h), zero_share, saturated.double().mean(1))
    z_mean, z_std, h_mean, h_std, zeros, flat = (
        _of_going(snapshot, to_array(value)) for value in values
    )
    units = (to_array(saturated) >= SATURATED) & ~snapshot.diverged[:, np.newaxis]
    return LayerReading(z_mean, z_std, h_mean, h_std, zeros, flat, units, *bins)


def _moments(values: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation of each net's values, each (K,)."""
    wide = values.flatten(1).double()
    mean = wide.mean(1, keepdim=True)
    # Several times as fast as `std`, which goes through the values one by one.
    spread = torch.linalg.vector_norm(wide - mean, dim=1) / wide.shape[1] ** 0.5
    return mean.squeeze(1), spread


def _kept(snapshot: Snapshot, layers: list[Tensor]) -> tuple[list[Tensor], Bools] | None:
    """Values (nets, n) of the nets that have histograms, and which of these nets go on."""
    nets = histogram_nets(snapshot.network.count, len(snapshot.train.preactivations))
    if not nets:
        return None
    return [values[:nets].flatten(1) for values in layers], ~snapshot.diverged[:nets]


def _value_bins(snapshot: Snapshot) -> list[tuple[Binned | None, Binned | None]]:
    """Histograms of preactivations and activations, layer by layer."""
    count = len(snapshot.train.preactivations)
    kept = _kept(snapshot, [*snapshot.train.preactivations, *snapshot.train.activations])
    if kept is None or not count:
        return [(None, None)] * count
    found = binned(*kept)
    return list(zip(found[:count], found[count:], strict=True))


def _gradient_bins(
    snapshot: Snapshot,
) -> tuple[tuple[LogBins, ...] | None, tuple[LogBins, ...] | None]:
    """Histograms of dL/dz, L per sample, and of dL/dW."""
    nets = histogram_nets(snapshot.network.count, len(snapshot.train.preactivations))
    if not nets:
        return None, None
    found = of_first(snapshot, nets)
    return found.signals, found.weights
