"""Where a net overflowed: the first quantity, in the order of computation, that is not finite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from models.stack import Stack


@dataclass(frozen=True)
class Taken:
    """What one step computed.

    Parameters
    ----------
    sums : sequence of Tensor, each (K, B, units)
        Weighted inputs plus bias, of the hidden layers.
    output : Tensor, shape (K, B) or (K, B, C)
    gradient : Tensor, shape (K * P,)
        As it was used for the update.
    """

    sums: Sequence[Tensor]
    output: Tensor
    gradient: Tensor


def inspect(
    network: Stack, moments: Tensor, taken: Taken, losses: Tensor
) -> dict[int, tuple[int, str]]:
    """Layer and quantity for each net in which a step overflowed.

    Parameters
    ----------
    network : Stack
        After the update.
    moments : Tensor, shape (M, K * P)
        After the update too.
    taken : Taken
    losses : Tensor, shape (K,)

    Returns
    -------
    dict
        Net to (layer, quantity); layers count from 1, the output layer last; the loss has layer 0.
        An infinite preactivation counts even where a bounded activation makes it finite again. A
        running variance that overflows is one of its layer's preactivations, and a gradient whose
        square overflows in the optimizer is one of the gradients.
    """
    found: dict[int, tuple[int, str]] = {}
    for layer, quantity, values in _quantities(network, moments, taken, losses):
        bad = ~torch.isfinite(values.flatten(1)).all(1)
        for net in torch.nonzero(bad).ravel().tolist():
            found.setdefault(net, (layer, quantity))
    return found


def _quantities(
    network: Stack, moments: Tensor, taken: Taken, losses: Tensor
) -> Iterator[tuple[int, str, Tensor]]:
    for index, z in enumerate(taken.sums):
        yield index + 1, "preactivation", z
        yield index + 1, "preactivation", network.buffers[:, network.layers[index].normalized]
    yield len(network.layers), "preactivation", taken.output
    yield 0, "loss", losses.unsqueeze(1)
    gradients, parameters = network.rows(taken.gradient), network.rows(network.flat)
    for index, layer in reversed(list(enumerate(network.layers))):
        yield index + 1, "gradient", gradients[:, layer.whole]
    kept = network.rows(moments).transpose(0, 1)
    for index, layer in reversed(list(enumerate(network.layers))):
        yield index + 1, "gradient", kept[..., layer.whole]
    for index, layer in enumerate(network.layers):
        yield index + 1, "parameter", parameters[:, layer.whole]
