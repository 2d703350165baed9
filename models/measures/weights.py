"""Weights and biases as they are."""

from __future__ import annotations

from models.measures.unit_records import LayerWeights, Weights
from models.snapshot import Snapshot


def weights(snapshot: Snapshot) -> Weights:
    """The affine part of every layer of every net, the output layer last."""
    network = snapshot.network
    return Weights(
        tuple(
            LayerWeights(weight.detach().cpu().numpy().copy(), bias[:, 0].detach().cpu().numpy())
            for weight, bias in zip(network.weights, network.biases, strict=True)
        )
    )
