"""Activations that are random while they train: where, and what is drawn for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models import draws

if TYPE_CHECKING:
    from models.kinds import AnyConfig


def noisy_layers(config: AnyConfig) -> tuple[int, ...]:
    """Hidden layers, from 0, in which the activation of some net is random while it trains.

    >>> from models.config import RunConfig
    >>> noisy_layers(RunConfig(activations=("rrelu",)))
    ()
    """
    return tuple(
        layer
        for layer in range(len(config.hidden))
        if any(net.layer(layer).activation.noisy_at(net.layer(layer).values) for net in config.nets)
    )


def noise(config: AnyConfig, seed: int, epoch: int, layer: int) -> NDArray[np.float32]:
    """One number from [0, 1) for each preactivation of a layer in an epoch: (samples, units)."""
    shape = (config.train_count, config.hidden[layer])
    return draws.generator(draws.NOISE, seed, epoch, layer).random(shape, dtype=np.float32)
