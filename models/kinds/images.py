"""Convolutions over images as a kind of network."""

from __future__ import annotations

from models.kinds.digits import samples
from models.kinds.image_network import ImageNetwork
from models.kinds.record import Kind
from models.losses import LOSSES
from models.minibatches import minibatches

IMAGES = Kind(
    key="images",
    network=ImageNetwork,
    objective=lambda config: LOSSES[config.loss],
    samples=samples,
    minibatches=lambda config, data, network, epoch: minibatches(config, data, epoch),
)
