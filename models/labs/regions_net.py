"""Nets of straight pieces in double precision, as the exact geometry takes them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import draws
from models.labs.regions_pieces import Floats, Pieces, pieces
from models.snapshot import Snapshot

BIAS_SPREAD = 0.5


@dataclass(frozen=True)
class Line:
    """Where a unit goes from one piece of its activation to the next; counted from 0."""

    layer: int
    unit: int
    kink: int


@dataclass(frozen=True, eq=False)
class Net:
    """Affine layers with an activation after each but the last.

    Parameters
    ----------
    weights : tuple of ndarray, each (inputs, outputs)
    biases : tuple of ndarray, each (outputs,)
    layers : tuple of Pieces
        One for each hidden layer.
    """

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]
    layers: tuple[Pieces, ...]

    @property
    def hidden(self) -> tuple[int, ...]:
        """Units of each hidden layer."""
        return tuple(len(bias) for bias in self.biases[:-1])

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines on which the net may bend, in the order in which they are numbered."""
        return tuple(
            Line(layer, unit, kink)
            for layer, units in enumerate(self.hidden)
            for unit in range(units)
            for kink in range(len(self.layers[layer].kinks))
        )


def net_of(snapshot: Snapshot, index: int) -> Net:
    """Net number `index` of a run without batch normalization, as it is used.

    Raises
    ------
    ValueError
        Where an activation is not made of straight pieces.
    """
    network, config = snapshot.network, snapshot.config
    choice = config.nets[index // config.seeds]
    layers = []
    for layer in range(len(config.hidden)):
        learned = tuple(network.learnables[layer][index, :, 0].tolist())
        layers.append(pieces(choice.layer(layer), learned))
    return Net(
        tuple(_plain(weight[index]) for weight in network.weights),
        tuple(_plain(bias[index, 0]) for bias in network.biases),
        tuple(layers),
    )


def _plain(values: Tensor) -> Floats:
    return values.detach().cpu().double().numpy()


def drawn_net(
    widths: Sequence[int], layer: Pieces, seed: int, bias_spread: float = BIAS_SPREAD
) -> Net:
    """A net that was never trained: He-normal weights, normal biases.

    Parameters
    ----------
    widths : sequence of int
        Inputs, hidden layers, outputs.
    layer : Pieces
        After each hidden layer.
    seed : int
    bias_spread : float
        Standard deviation of the biases.
    """
    weights, biases = [], []
    for index, (inputs, outputs) in enumerate(pairwise(widths)):
        raw = draws.generator(draws.WEIGHTS, seed, index).standard_normal((inputs, outputs))
        weights.append(raw * np.sqrt(2 / inputs))
        normal = draws.generator(draws.BIASES, seed, index).standard_normal(outputs)
        biases.append(normal * bias_spread)
    return Net(tuple(weights), tuple(biases), (layer,) * (len(weights) - 1))


def affine(maps: Floats, weight: Floats, bias: Floats) -> Floats:
    """Through an affine layer: maps (..., rows, inputs) to maps (..., rows, outputs).

    The last row of a map is its constant, the others are factors.
    """
    found: Floats = maps @ weight
    found[..., -1, :] += bias
    return found


def bent(maps: Floats, layer: Pieces, piece: NDArray[np.uint8]) -> Floats:
    """Through an activation whose units (..., units) are on these pieces, maps as in `affine`."""
    found: Floats = maps * np.take(layer.slopes, piece)[..., None, :]
    found[..., -1, :] += np.take(layer.offsets, piece)
    return found


def patterns(net: Net, points: Floats) -> NDArray[np.uint8]:
    """On which piece each unit is at some points: (points, inputs) to (points, units)."""
    maps, found = points[:, None], list[NDArray[np.uint8]]()
    for index, layer in enumerate(net.layers):
        if index:
            maps = bent(maps, net.layers[index - 1], found[-1])
        maps = affine(maps, net.weights[index], net.biases[index])
        piece = np.zeros((len(points), maps.shape[2]), np.uint8)
        for kink in layer.kinks:
            piece += maps[:, 0] > kink
        found.append(piece)
    return np.concatenate(found, axis=1)


def jacobians(net: Net, points: Floats) -> Floats:
    """Derivatives of the outputs by the inputs by autograd: (points, inputs, outputs).

    The activations are the functions of the table themselves; their pieces are not used.
    """
    with torch.enable_grad():
        x = torch.tensor(points, dtype=torch.float64, requires_grad=True)
        h = x
        for index, (weight, bias) in enumerate(zip(net.weights, net.biases, strict=True)):
            h = h @ torch.from_numpy(weight) + torch.from_numpy(bias)
            if index < len(net.layers):
                h = _activated(net.layers[index], h)
        columns = [
            torch.autograd.grad(h[:, j].sum(), x, retain_graph=True, materialize_grads=True)[0]
            for j in range(h.shape[1])
        ]
    found: Floats = torch.stack(columns, dim=-1).numpy()
    return found


def _activated(layer: Pieces, z: Tensor) -> Tensor:
    learned = dict(zip(layer.choice.activation.learnable, layer.learned, strict=False))
    return layer.choice.activation.function(z, **{**layer.choice.values, **learned})
