"""The nets of a run at one step, with what several measures share: passes over all samples."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import datasets, devices
from models.datasets.keeping import kept
from models.features import Features
from models.losses import LOSSES, Loss
from models.stack import Stack, Trace

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True)
class Samples:
    """The data of a run as tensors on its device: inputs (N, inputs) and targets (N,)."""

    x_train: Tensor
    y_train: Tensor
    x_test: Tensor
    y_test: Tensor


@kept(maxsize=8)
def samples(config: RunConfig) -> Samples:
    """The data of a configuration in its precision, on its device."""
    data = datasets.make_data(config)
    return Samples(
        as_inputs(config, torch.tensor(data.x_train)),
        _as_targets(config, torch.tensor(data.y_train)),
        as_inputs(config, torch.tensor(data.x_test)),
        _as_targets(config, torch.tensor(data.y_test)),
    )


def as_inputs(config: RunConfig, x: Tensor) -> Tensor:
    """What the nets are given of points (N, columns): their features, in the run's precision."""
    coordinates = config.outline.coordinates
    inputs: Tensor = Features(config.used_features, coordinates)(x)
    return inputs.to(devices.DTYPES[config.dtype].dtype).to(devices.resolve(config.device))


def _as_targets(config: RunConfig, y: Tensor) -> Tensor:
    """Indices where there are several classes, else numbers in the run's precision."""
    kind = torch.long if config.task == "multiclass" else devices.DTYPES[config.dtype].dtype
    return y.to(kind).to(devices.resolve(config.device))


class Snapshot:
    """The nets at one step. Passes are made when first asked for, and once.

    Parameters
    ----------
    config : RunConfig
    network : Stack
    data : Samples
    diverged : ndarray of bool, shape (K,)
    step : int
    """

    def __init__(
        self,
        config: RunConfig,
        network: Stack,
        data: Samples,
        diverged: NDArray[np.bool_],
        step: int,
    ) -> None:
        self.config = config
        self.network = network
        self.data = data
        self.diverged = diverged
        self.step = step

    @property
    def loss(self) -> Loss:
        """The loss of the run."""
        return LOSSES[self.config.loss]

    def spread(self, x: Tensor) -> Tensor:
        """Inputs (N, inputs) for every net: (K, N, inputs), without a copy."""
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
        return self.losses(self.train.output, self.data.y_train)

    def losses(self, output: Tensor, y: Tensor) -> Tensor:
        """Loss of each sample, (K, N), of the nets' outputs on samples with targets `y` (N,)."""
        return self.loss.function(output, y.expand(len(output), len(y)))

    @cached_property
    @torch.no_grad()
    def test_output(self) -> Tensor:
        """Output on the test set, (K, N); (K, N, C) of C classes."""
        return self.network.forward(self.spread(self.data.x_test))

    @cached_property
    def signals(self) -> list[Tensor]:
        """dL/dz per layer (K, N, units), the output layer last, of each net's mean loss.

        Of the mean loss, so 1/N of the loss per sample.
        """
        found = self._gradients[: len(self.network.weights)]
        return [*found[:-1], found[-1].view(*found[-1].shape[:2], -1)]

    @property
    def weight_gradients(self) -> list[Tensor]:
        """dL/dW per layer (K, in, out) of each net's mean loss."""
        return self._gradients[len(self.network.weights) :]

    @cached_property
    @torch.enable_grad()
    def _gradients(self) -> list[Tensor]:
        """By preactivations and output, then by weights."""
        return self._gradient(
            [*self.train.preactivations, self.train.output, *self.network.weights]
        )

    @cached_property
    @torch.enable_grad()
    def sum_signals(self) -> list[Tensor]:
        """dL/d of each layer's weighted sums (K, N, units), the output layer last.

        These are `signals` unless batch normalization stands before the activation.
        """
        found = self._gradient([*self.train.sums, self.train.output])
        return [*found[:-1], found[-1].view(*found[-1].shape[:2], -1)]

    @cached_property
    @torch.enable_grad()
    def activation_signals(self) -> list[Tensor]:
        """dL/dh per hidden layer (K, N, units), of each net's mean loss."""
        return self._gradient(self.train.activations) if self.train.activations else []

    def _gradient(self, of: list[Tensor]) -> list[Tensor]:
        """Gradients of the mean losses; the nets' own gradients stay as they are."""
        losses = self.train_losses
        share = torch.full_like(losses, 1 / losses.shape[1])
        return list(torch.autograd.grad(losses, of, share, retain_graph=True))

    @cached_property
    @torch.enable_grad()
    def slopes(self) -> list[Tensor]:
        """Derivative of the activation at each training sample: (K, N, units) per hidden layer."""
        layers = zip(self.train.activations, self.train.preactivations, strict=True)
        return [
            torch.autograd.grad(h, z, torch.ones_like(h), retain_graph=True)[0] for h, z in layers
        ]
