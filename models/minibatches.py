"""The minibatches of an epoch: samples in their order, and the masks of dropout."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import devices, draws
from models.snapshot import Samples

if TYPE_CHECKING:
    from models.config import RunConfig

Tensors = tuple[Tensor, ...]


@dataclass(frozen=True)
class Minibatches:
    """Some minibatches in order.

    Parameters
    ----------
    x : tuple of Tensor, each (K, B, inputs)
    y : tuple of Tensor, each (K, B)
    masks : tuple of tuple of Tensor
        For each minibatch the factors of dropout per hidden layer, each (K, B, units); empty tuples
        without dropout.
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


def orders(config: RunConfig, epoch: int) -> NDArray[np.int64]:
    """Order of the training samples of every net in one epoch, shape (K, N)."""
    rows = np.stack([order(seed, epoch, config.train_count) for seed in _seeds(config)])
    return np.tile(rows, (len(config.activations), 1))


def minibatches(config: RunConfig, data: Samples, epoch: int) -> Minibatches:
    """All minibatches of an epoch; the last one may be smaller."""
    size = config.batch_size
    index = torch.from_numpy(orders(config, epoch)).to(data.x_train.device)
    x = torch.split(data.x_train[index], size, 1)
    y = torch.split(data.y_train[index], size, 1)
    return Minibatches(x, y, _masks(config, epoch) if config.dropout else ((),) * len(x))


def _seeds(config: RunConfig) -> tuple[int, ...]:
    return config.net_seeds[: config.seeds]


def _masks(config: RunConfig, epoch: int) -> tuple[Tensors, ...]:
    """Dropout of each minibatch: 0 for what is dropped, else 1 / (1 - dropout)."""
    kind = devices.DTYPES[config.dtype].dtype
    layers = []
    for layer, units in enumerate(config.hidden):
        drawn = np.stack(
            [
                draws.generator(draws.DROPOUT, seed, epoch, layer).random(
                    (config.train_count, units), dtype=np.float32
                )
                for seed in _seeds(config)
            ]
        )
        kept = torch.from_numpy(drawn >= config.dropout).to(devices.resolve(config.device), kind)
        factors = (kept / (1 - config.dropout)).repeat(len(config.activations), 1, 1)
        layers.append(torch.split(factors, config.batch_size, 1))
    return tuple(zip(*layers, strict=True)) or ((),) * config.epoch_steps
