"""The minibatches of an epoch: samples in their order, masks of dropout, noise."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import devices, draws
from models.noise import noise, noisy_layers
from models.snapshot import Samples

if TYPE_CHECKING:
    from models.kinds import AnyConfig

Tensors = tuple[Tensor, ...]


@dataclass(frozen=True)
class Minibatches:
    """Some minibatches in order.

    Parameters
    ----------
    x : tuple of Tensor, each (K, B, inputs)
    y : tuple of Tensor, each (K, B)
    masks : tuple of tuple of Tensor
        For each minibatch the factors of dropout per hidden layer, each (K, B, units), if there is
        dropout, then the noise of each noisy layer, each (seeds, B, units).
    """

    x: Tensors
    y: Tensors
    masks: tuple[Tensors, ...]

    def part(self, start: int, stop: int) -> Minibatches:
        """Those from number `start` to `stop` - 1, or to the last one."""
        at = slice(start, stop)
        return Minibatches(self.x[at], self.y[at], self.masks[at])

    def alike(self, start: int, stop: int) -> Minibatches:
        """The same part, but only as far as all have as many samples."""
        found = self.part(start, stop)
        return found.part(0, sum(x.shape[1] == found.x[0].shape[1] for x in found.x))


@lru_cache(maxsize=64)
def order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    """Order of the training samples in one epoch, shape (count,); the same for all activations."""
    return draws.generator(draws.ORDER, seed, epoch).permutation(count)


def orders(config: AnyConfig, epoch: int) -> NDArray[np.int64]:
    """Order of the training samples of every net in one epoch, shape (K, N)."""
    rows = np.stack([order(seed, epoch, config.train_count) for seed in _seeds(config)])
    return np.tile(rows, (len(config.activations), 1))


def minibatches(config: AnyConfig, data: Samples, epoch: int) -> Minibatches:
    """All minibatches of an epoch; the last one may be smaller."""
    size = config.batch_size
    index = torch.from_numpy(orders(config, epoch)).to(data.x_train.device)
    x = torch.split(data.x_train[index], size, 1)
    y = torch.split(data.y_train[index], size, 1)
    layers = [*_masks(config, epoch), *_noise(config, epoch)]
    return Minibatches(x, y, tuple(zip(*layers, strict=True)) or ((),) * len(x))


def _seeds(config: AnyConfig) -> tuple[int, ...]:
    return config.net_seeds[: config.seeds]


def _masks(config: AnyConfig, epoch: int) -> list[Tensors]:
    """Dropout, by layer and minibatch: 0 for what is dropped, else 1 / (1 - dropout)."""
    layers: list[Tensors] = []
    for layer, units in enumerate(config.hidden if config.dropout else ()):
        shape = (config.train_count, units)
        drawn = np.stack(
            [
                draws.generator(draws.DROPOUT, seed, epoch, layer).random(shape, dtype=np.float32)
                for seed in _seeds(config)
            ]
        )
        kept = _on_device(config, drawn >= config.dropout)
        factors = (kept / (1 - config.dropout)).repeat(len(config.activations), 1, 1)
        layers.append(torch.split(factors, config.batch_size, 1))
    return layers


def _noise(config: AnyConfig, epoch: int) -> list[Tensors]:
    """Noise, by noisy layer and minibatch; the same for all nets of a seed."""
    layers: list[Tensors] = []
    for layer in noisy_layers(config):
        drawn = np.stack([noise(config, seed, epoch, layer) for seed in _seeds(config)])
        layers.append(torch.split(_on_device(config, drawn), config.batch_size, 1))
    return layers


def _on_device(config: AnyConfig, drawn: NDArray[Any]) -> Tensor:
    kind = devices.DTYPES[config.dtype].dtype
    return torch.from_numpy(drawn).to(devices.resolve(config.device), kind)
