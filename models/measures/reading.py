"""Points of a run's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor

from models.measures.arrays import to_array
from models.measures.flat import saturating_sides
from models.measures.gradients import signal_rms, weight_norm
from models.measures.loss import loss
from models.measures.preactivations import dead
from models.measures.reading_bins import bins_by_step
from models.measures.records import Bools, Floats, LayerReading, LossRecord, Reading
from models.measures.rows import Integers, by_step
from models.readings import Readings
from models.snapshot import Snapshot

SHOWN = 0.99
SATURATED = 0.9
Record = TypeVar("Record", LossRecord, LayerReading)


@torch.no_grad()
def read(
    snapshot: Snapshot, steps: Sequence[int], seeds: int, before: Tensor | None = None
) -> Readings:
    """What the history keeps of the nets at some steps, measured all together.

    Parameters
    ----------
    snapshot : Snapshot
        Of the nets at n steps as one stack, as `rows.by_step` says.
    steps : sequence of int, n of them
    seeds : int
        Of the run.
    before : Tensor, shape (nets, P), optional
        The parameters one step earlier; NaN where there was none.
    """
    nets = by_step(snapshot, len(steps), seeds)
    layers = range(len(snapshot.train.preactivations))
    bins = bins_by_step(snapshot, nets)
    of_layers = zip(layers, bins.values, strict=True)
    return Readings(
        Reading(
            np.array(steps, np.int64),  # type: ignore[arg-type]  # a column of them
            _of(loss(snapshot), nets),
            signal_rms(snapshot)[nets],
            tuple(_dead(snapshot, index)[nets] for index in layers),
            _reach(snapshot.train.preactivations, snapshot.diverged)[nets],
            snapshot.diverged[nets],
            tuple(replace(_of(_layer(snapshot, i), nets), z=z, h=h) for i, (z, h) in of_layers),
            _of_going(snapshot, weight_norm(snapshot))[nets],
            _of_going(snapshot, _update_ratio(snapshot, before))[nets],
            bins.signals,
            bins.weights,
        )
    )


def _of(record: Record, nets: Integers) -> Record:
    """The record with the rows of some nets in each of its arrays."""
    arrays: dict[str, Any] = {
        name: found for name, found in vars(record).items() if isinstance(found, np.ndarray)
    }
    return replace(record, **{name: found[nets] for name, found in arrays.items()})


def _of_going(snapshot: Snapshot, values: Floats) -> Floats:
    """NaN in place of the values (K, ...) of nets that have diverged."""
    values[snapshot.diverged] = np.nan
    return values


def _update_ratio(snapshot: Snapshot, before: Tensor | None) -> Floats:
    network = snapshot.network
    if before is None:
        return np.full((network.count, len(network.weights)), np.nan)
    old, now = (rows.double() for rows in (before, network.rows(network.flat)))
    columns = [layer.weight for layer in network.layers]
    moved, norm = (
        torch.stack([torch.linalg.vector_norm(rows[:, part], dim=1) for part in columns], 1)
        for rows in (now - old, old)
    )
    return to_array(moved / norm)


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


def _layer(snapshot: Snapshot, index: int) -> LayerReading:
    """Hidden layer `index` but for its histograms."""
    z, h = snapshot.train.preactivations[index], snapshot.train.activations[index]
    sides = saturating_sides(snapshot.network.layers[index], z)
    saturated = sides.either(z, snapshot.slopes[index]).sum(1) / z.shape[1]
    zero_share = 1 - torch.count_nonzero(h, (1, 2)).double() / h[0].numel()
    values = (*_moments(z), *_moments(h), zero_share, saturated.double().mean(1))
    z_mean, z_std, h_mean, h_std, zeros, flat = (
        _of_going(snapshot, to_array(value)) for value in values
    )
    units = (to_array(saturated) >= SATURATED) & ~snapshot.diverged[:, np.newaxis]
    return LayerReading(z_mean, z_std, h_mean, h_std, zeros, flat, units, None, None)


def _moments(values: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation of each net's values, each (K,)."""
    wide = values.flatten(1).double()
    mean = wide.mean(1, keepdim=True)
    # Several times as fast as `std`, which goes through the values one by one.
    spread = torch.linalg.vector_norm(wide - mean, dim=1) / wide.shape[1] ** 0.5
    return mean.squeeze(1), spread
