"""The nets of a run: every unit sees all units of the layer before."""

from __future__ import annotations

from models.kinds.record import Kind
from models.losses import LOSSES
from models.minibatches import minibatches
from models.network import Network
from models.snapshot import samples

DENSE = Kind(
    key="dense",
    network=Network,
    objective=lambda config: LOSSES[config.loss],
    samples=samples,
    minibatches=lambda config, data, network, epoch: minibatches(config, data, epoch),
    history=True,
)
