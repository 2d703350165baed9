"""Where a net overflowed: the first quantity, in the order of computation, that is not finite."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor

from models.network import Network, Trace


def inspect(
    network: Network, trace: Trace, losses: Tensor, gradient: Tensor
) -> dict[int, tuple[int, str]]:
    """Layer and quantity for each net in which a step overflowed.

    Parameters
    ----------
    network : Network
        After the update.
    trace : Trace
        Forward pass before the update.
    losses : Tensor, shape (K,)
    gradient : Tensor, shape (K * P,)
        As it was used for the update.

    Returns
    -------
    dict
        Net to (layer, quantity); layers count from 1, the output layer last; the loss has layer 0.
        A net whose loss, gradient and parameters are finite goes on, even if an infinite
        preactivation passed through a bounded activation.
    """
    found: dict[int, tuple[int, str]] = {}
    lost = ~torch.isfinite(losses)
    for flat in (gradient, network.flat):
        lost |= ~torch.isfinite(network.rows(flat)).all(1)
    for layer, quantity, values in _quantities(network, trace, losses, gradient):
        bad = lost & ~torch.isfinite(values.flatten(1)).all(1)
        for net in torch.nonzero(bad).ravel().tolist():
            found.setdefault(net, (layer, quantity))
    return found


def _quantities(
    network: Network, trace: Trace, losses: Tensor, gradient: Tensor
) -> Iterator[tuple[int, str, Tensor]]:
    for index, z in enumerate(trace.preactivations):
        yield index + 1, "preactivation", z
    yield len(network.layers), "preactivation", trace.output
    yield 0, "loss", losses.unsqueeze(1)
    gradients, parameters = network.rows(gradient), network.rows(network.flat)
    for index, layer in reversed(list(enumerate(network.layers))):
        yield index + 1, "gradient", gradients[:, layer.weight.start : layer.learnable.stop]
    for index, layer in enumerate(network.layers):
        yield index + 1, "parameter", parameters[:, layer.weight.start : layer.learnable.stop]
