"""The nets of a run at one step, with what several measures share: passes over all samples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models import datasets, devices
from models.losses import LOSSES, Loss
from models.network import Network, Trace

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True)
class Samples:
    """The data of a run as tensors on its device: inputs (N, 2) and classes (N,)."""

    x_train: Tensor
    y_train: Tensor
    x_test: Tensor
    y_test: Tensor


def samples(config: RunConfig) -> Samples:
    """The data of a configuration in its precision, on its device."""
    data = datasets.make_data(config)
    target = {"dtype": devices.DTYPES[config.dtype].dtype, "device": devices.resolve(config.device)}
    parts = (data.x_train, data.y_train, data.x_test, data.y_test)
    return Samples(*(torch.tensor(part, **target) for part in parts))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Backward:
    """Gradients of each net's mean loss over the training set.

    Parameters
    ----------
    signals : list of Tensor, each (K, N, units)
        dL/dz per layer, the output layer last; of the mean loss, so 1/N of the loss per sample.
    weights : list of Tensor, each (K, in, out)
    """

    signals: list[Tensor]
    weights: list[Tensor]


class Snapshot:
    """The nets at one step. Passes are made when first asked for, and once.

    Parameters
    ----------
    config : RunConfig
    network : Network
    data : Samples
    """

    def __init__(self, config: RunConfig, network: Network, data: Samples) -> None:
        self.config = config
        self.network = network
        self.data = data

    @property
    def loss(self) -> Loss:
        """The loss of the run."""
        return LOSSES[self.config.loss]

    def spread(self, x: Tensor) -> Tensor:
        """Inputs (N, 2) for every net: (K, N, 2), without a copy."""
        return x.expand(self.config.net_count, *x.shape)

    @cached_property
    @torch.enable_grad()
    def train(self) -> Trace:
        """Forward pass over the training set, differentiable."""
        return self.network.trace(self.spread(self.data.x_train))

    @cached_property
    @torch.enable_grad()
    def train_losses(self) -> Tensor:
        """Loss of each training sample, (K, N), differentiable."""
        output = self.train.output
        return self.loss.function(output, self.data.y_train.expand_as(output))

    @cached_property
    @torch.no_grad()
    def test_output(self) -> Tensor:
        """Output on the test set, (K, N)."""
        return self.network.forward(self.spread(self.data.x_test))

    @cached_property
    @torch.enable_grad()
    def backward(self) -> Backward:
        """Gradients over the whole training set; the nets' own gradients stay as they are."""
        signals = [*self.train.preactivations, self.train.output]
        wanted = [*signals, *self.network.weights]
        total = self.train_losses.mean(1).sum()
        found = torch.autograd.grad(total, wanted, retain_graph=True)
        count = len(signals)
        shaped = [*found[: count - 1], found[count - 1].unsqueeze(-1)]
        return Backward(shaped, list(found[count:]))

    @torch.enable_grad()
    def slopes(self, layer: int) -> Tensor:
        """Derivative of the activation at each training sample: (K, N, units)."""
        z = self.train.preactivations[layer].detach().requires_grad_()
        h = self.network.activate(layer, z)
        (slopes,) = torch.autograd.grad(h.sum(), z)
        return slopes
