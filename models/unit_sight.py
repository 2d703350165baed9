"""One hidden unit of one net at one step: what reaches it, its parameters, whether it is dead."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from models.measures.arrays import to_array
from models.measures.preactivations import dead
from models.measures.records import Floats
from models.normalization import EPS
from models.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class Sight:
    """A unit at one step, over all N training samples, in float64.

    Parameters
    ----------
    step : int
    dead : bool
    z : ndarray, shape (N,)
        Its preactivations.
    active : float
        Share of samples on which its activation is not 0.
    received : ndarray, shape (N, inputs)
        What its weights multiply.
    weight : ndarray, shape (inputs,)
    bias : float
    factor, offset : float
        What batch normalization before the activation makes of the weighted sum s: factor * s +
        offset; 1 and 0 without it.
    """

    step: int
    dead: bool
    z: Floats
    active: float
    received: Floats
    weight: Floats
    bias: float
    factor: float
    offset: float

    def preactivation(self, weight: Floats, bias: float) -> Floats:
        """Its preactivations (N,) with other weights and another bias."""
        found: Floats = self.factor * (self.received @ weight + bias) + self.offset
        return found


def edge_of(z: Floats, edge_is: str) -> float:
    """The largest or the smallest of the preactivations."""
    return float(z.max() if edge_is == "largest" else z.min())


def is_dead(snapshot: Snapshot, net: int, layer: int, unit: int) -> bool:
    """Whether a unit is dead on every training sample, as `measures.preactivations.dead` says.

    A diverged net has no dead unit: its parameters are those before it overflowed.
    """
    if snapshot.diverged[net]:
        return False
    place = (slice(net, net + 1), slice(None), slice(unit, unit + 1))
    h = snapshot.train.activations[layer].detach()[place]
    if bool((h != h[:, :1]).any()):
        return False
    z = snapshot.train.preactivations[layer].detach()[place]
    return bool(dead(z, h, snapshot.slopes[layer][place]).item())


@torch.no_grad()
def sight(snapshot: Snapshot, step: int, net: int, layer: int, unit: int) -> Sight:
    """The unit as it is in a snapshot."""
    network, trace = snapshot.network, snapshot.train
    factor, offset = _normal(snapshot, net, layer, "before")
    return Sight(
        step,
        is_dead(snapshot, net, layer, unit),
        to_array(trace.preactivations[layer][net, :, unit]),
        float((trace.activations[layer][net, :, unit] != 0).double().mean()),
        _received(snapshot, net, layer),
        to_array(network.weights[layer][net, :, unit]),
        float(network.biases[layer][net, 0, unit]),
        float(factor[unit]),
        float(offset[unit]),
    )


def _received(snapshot: Snapshot, net: int, layer: int) -> Floats:
    """Inputs (N, inputs) of a hidden layer of a net."""
    if layer == 0:
        return to_array(snapshot.data.x_train)
    h = to_array(snapshot.train.activations[layer - 1][net])
    factor, offset = _normal(snapshot, net, layer - 1, "after")
    return factor * h + offset


def _normal(snapshot: Snapshot, net: int, layer: int, where: str) -> tuple[Floats, Floats]:
    """Factor and offset (units,) of a layer's batch normalization in use; 1 and 0 without it."""
    network, found = snapshot.network, snapshot.network.layers[layer]
    if network.normalization != where:
        return np.ones(found.outputs), np.zeros(found.outputs)
    mean, variance = (
        to_array(network.buffers[net, columns]) for columns in (found.mean, found.variance)
    )
    scale = to_array(network.scales[layer][net]).ravel()
    factor = scale / np.sqrt(variance + EPS)
    return factor, to_array(network.shifts[layer][net]).ravel() - factor * mean
