"""The training loop: steps of all nets at once, minibatches, and the watch for overflow."""

from __future__ import annotations

import time
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import devices, draws
from models.hyperparameter import resolve
from models.losses import LOSSES
from models.network import Network
from models.optimizers import OPTIMIZERS
from models.overflow import inspect
from models.snapshot import samples
from models.state import Divergence, Floats, State

if TYPE_CHECKING:
    from models.config import RunConfig

Tensors = tuple[Tensor, ...]

CHUNK = 32
SUSPICIOUS = 1e15


@lru_cache(maxsize=64)
def order(seed: int, epoch: int, count: int) -> NDArray[np.int64]:
    """Order of the training samples in one epoch, shape (count,); the same for all activations."""
    return draws.generator(draws.ORDER, seed, epoch).permutation(count)


class Engine:
    """Trains the nets of a run from a State onwards.

    Steps run in chunks without looking at the numbers. A chunk in which something overflowed is
    repeated step by step from where it began, which finds step, layer and quantity at no cost to
    the chunks in which nothing did.

    Parameters
    ----------
    config : RunConfig
    state : State
        Copied, not changed.
    """

    def __init__(self, config: RunConfig, state: State) -> None:
        self.config = config
        self.device = devices.resolve(config.device)
        self.data = samples(config)
        self.network = Network(config, torch.tensor(state.parameters, device=self.device))
        self.moments = self.network.flattened(torch.tensor(state.moments, device=self.device))
        self.step = state.step
        self.reached = state.reached
        self.divergence = list(state.divergence)
        self.seconds = 0.0
        self._losses: list[Floats] = []
        self._epochs: dict[int, tuple[Tensors, Tensors]] = {}
        self._loss = LOSSES[config.loss]
        self._optimizer = OPTIMIZERS[config.optimizer]
        self._hyperparameters = resolve(
            self._optimizer.hyperparameters,
            config.optimizer_hyperparameters,
            self._optimizer.name,
        )
        self._penalised = self._weights_only()
        self._owner = self._owners()

    def _weights_only(self) -> Tensor:
        """1 for weights and 0 for biases and learnable hyperparameters, shape (K * P,)."""
        rows = torch.zeros_like(self.network.rows(self.network.flat))
        for layer in self.network.layers:
            rows[:, layer.weight] = 1
        return self.network.flattened(rows)

    def _owners(self) -> Tensor:
        """Net of each parameter, shape (K * P,)."""
        rows = self.network.rows(self.network.flat)
        nets = torch.arange(self.network.count, device=self.device).unsqueeze(1)
        return self.network.flattened(nets.expand_as(rows))

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which nets diverged, shape (K,)."""
        return np.array([found is not None for found in self.divergence])

    def status(self) -> State:
        """The State without copies of its arrays: for the stop rules alone."""
        nothing = np.empty(0)
        return State(self.step, nothing, nothing, tuple(self.divergence), self.reached)

    def state(self) -> State:
        """The State now, as arrays that nothing shares."""
        parameters = self.network.rows(self.network.flat).cpu().numpy()
        moments = self.network.rows(self.moments).cpu().numpy()
        return State(self.step, parameters, moments, tuple(self.divergence), self.reached)

    def batch_losses(self) -> Floats:
        """Minibatch loss of every step taken, (steps, K); NaN for nets that had diverged."""
        nothing = torch.empty((0, self.network.count), dtype=self.network.flat.dtype)
        return np.concatenate([nothing.numpy(), *self._losses])

    def run(self, stop: int, deadline: float) -> None:
        """Train up to step `stop`, or until the clock passes `deadline`."""
        started = time.perf_counter()
        while self.step < stop and not all(self.divergence):
            self._chunk(min(stop, self.step + CHUNK), deadline)
            if time.perf_counter() >= deadline:
                break
        self.seconds += time.perf_counter() - started

    def _chunk(self, stop: int, deadline: float) -> None:
        epoch, position = divmod(self.step, self.config.epoch_steps)
        stop = min(stop, (epoch + 1) * self.config.epoch_steps)
        first, before = self.step, (self.network.flat.clone(), self.moments.clone())
        x, y = self._batches(epoch)
        now = self.config.at(first)
        rows: list[Tensor] = []
        while self.step < stop:
            rows.append(self._forward(x[position + len(rows)], y[position + len(rows)]))
            self._update(now)
            if time.perf_counter() >= deadline:
                break
        losses = self._known(torch.stack(rows))
        if self._suspicious(losses):
            taken = slice(position, position + len(rows))
            losses = self._repeat(first, before, x[taken], y[taken], now)
        self._losses.append(losses.cpu().numpy())

    def _batches(self, epoch: int) -> tuple[Tensors, Tensors]:
        """Inputs (K, B, 2) and classes (K, B) of the minibatches of an epoch, in order."""
        if epoch not in self._epochs:
            size, total = self.config.batch_size, self.config.train_count
            seeds = self.config.net_seeds[: self.config.seeds]
            rows = np.stack([order(seed, epoch, total) for seed in seeds])
            index = torch.from_numpy(rows).to(self.device)
            copies = len(self.config.activations)
            x = self.data.x_train[index].repeat(copies, 1, 1)
            y = self.data.y_train[index].repeat(copies, 1)
            self._epochs = {epoch: (torch.split(x, size, 1), torch.split(y, size, 1))}
        return self._epochs[epoch]

    def _forward(self, x: Tensor, y: Tensor) -> Tensor:
        """Gradients of every net's mean loss into the flat gradient; returns the losses (K,)."""
        self.network.gradient.zero_()
        losses = self._loss.function(self.network.forward(x), y)
        torch.autograd.backward(losses, torch.full_like(losses, 1 / x.shape[1]))
        return losses.detach().mean(1)

    def _update(self, now: RunConfig) -> None:
        """One optimizer step on all nets; nets that diverged stay as they are."""
        flat, gradient = self.network.flat, self.network.gradient
        if now.l1:
            gradient.addcmul_(flat.sign(), self._penalised, value=now.l1)
        if now.l2:
            gradient.addcmul_(flat, self._penalised, value=2 * now.l2)
        frozen = self._frozen()
        self._optimizer.update(
            flat, gradient, self.moments, self.step + 1, now.learning_rate, self._hyperparameters
        )
        self._thaw(frozen)
        self.step += 1

    def _of(self, nets: NDArray[np.bool_]) -> Tensor:
        """Which parameters belong to the given nets, shape (K * P,)."""
        return torch.from_numpy(nets).to(self.device)[self._owner]

    def _frozen(self) -> tuple[Tensor, Tensor, Tensor] | None:
        if not any(self.divergence):
            return None
        mine = self._of(self.diverged)
        return mine, self.network.flat[mine], self.moments[:, mine]

    def _thaw(self, frozen: tuple[Tensor, Tensor, Tensor] | None) -> None:
        if frozen is not None:
            mine, parameters, moments = frozen
            self.network.flat[mine] = parameters
            self.moments[:, mine] = moments

    def _known(self, losses: Tensor) -> Tensor:
        """Losses (..., K), NaN for nets that diverged."""
        if not any(self.divergence):
            return losses
        return losses.where(torch.from_numpy(~self.diverged).to(self.device), torch.nan)

    def _suspicious(self, losses: Tensor) -> bool:
        """Whether a net that goes on may have overflowed in the chunk."""
        flat = self.network.flat
        if any(self.divergence):
            losses = losses[:, torch.from_numpy(~self.diverged).to(self.device)]
            flat = flat[self._of(~self.diverged)]
        largest = torch.maximum(flat.abs().amax(), losses.abs().amax())
        return not bool(largest < SUSPICIOUS)

    def _repeat(
        self,
        first: int,
        before: tuple[Tensor, Tensor],
        x: Tensors,
        y: Tensors,
        now: RunConfig,
    ) -> Tensor:
        """Take the chunk's steps again, looking at every number; returns the losses."""
        self.network.flat.copy_(before[0])
        self.moments.copy_(before[1])
        self.step, rows = first, []
        for inputs, classes in zip(x, y, strict=True):
            parameters, moments = self.network.flat.clone(), self.moments.clone()
            losses = self._forward(inputs, classes)
            with torch.no_grad():
                trace = self.network.trace(inputs)
            gradient = self.network.gradient.clone()
            self._update(now)
            found = inspect(self.network, trace, losses, gradient)
            for net, (layer, quantity) in found.items():
                if self.divergence[net] is None:
                    self.divergence[net] = Divergence(self.step, layer, quantity)
                    mine = self._owner == net
                    self.network.flat[mine] = parameters[mine]
                    self.moments[:, mine] = moments[:, mine]
            rows.append(self._known(losses))
            if all(self.divergence):
                break
        return torch.stack(rows)
