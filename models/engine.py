"""The training loop: steps of all nets at once, and the watch for overflow."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import devices
from models.losses import LOSSES
from models.minibatches import Minibatches, minibatches
from models.network import Network
from models.overflow import Taken, inspect
from models.snapshot import samples
from models.state import Divergence, Floats, State
from models.update import Rule

if TYPE_CHECKING:
    from models.config import RunConfig

CHUNK = 32
SUSPICIOUS = 1e15


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
        parts = (state.parameters, state.buffers, state.moments)
        parameters, buffers, moments = (torch.tensor(part, device=self.device) for part in parts)
        self.network = Network(config, parameters, buffers)
        self.moments = self.network.flattened(moments)
        self.step = state.step
        self.reached = state.reached
        self.divergence = list(state.divergence)
        self.seconds = 0.0
        self._losses: list[Floats] = []
        self._epochs: dict[int, Minibatches] = {}
        self._loss = LOSSES[config.loss]
        self._rule = Rule(config, self.network)
        self._owner = self._owners()

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
        buffers = self.network.buffers.cpu().numpy().copy()
        found = tuple(self.divergence)
        return State(self.step, parameters, moments, found, self.reached, buffers)

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
        first, before = self.step, self._copies()
        todo = self._epoch(epoch).part(position, position + stop - first)
        now = self.config.at(first)
        rows: list[Tensor] = []
        sizes: list[Tensor] = []
        for x, y, masks in zip(todo.x, todo.y, todo.masks, strict=True):
            taken = self._forward(x, y, masks)
            rows.append(taken.losses)
            sizes += [layer.sum((1, 2)) for layer in taken.sums]
            self._update(now)
            if time.perf_counter() >= deadline:
                break
        losses = self._known(torch.stack(rows))
        if self._suspicious(losses, sizes):
            losses = self._repeat(first, before, todo.part(0, len(rows)), now)
        self._losses.append(losses.cpu().numpy())

    def _copies(self) -> tuple[Tensor, Tensor, Tensor]:
        return self.network.flat.clone(), self.moments.clone(), self.network.buffers.clone()

    def _epoch(self, epoch: int) -> Minibatches:
        if epoch not in self._epochs:
            self._epochs = {epoch: minibatches(self.config, self.data, epoch)}
        return self._epochs[epoch]

    def _forward(self, x: Tensor, y: Tensor, masks: tuple[Tensor, ...]) -> Taken:
        """Gradients of every net's mean loss into the flat gradient."""
        self.network.gradient.zero_()
        output, sums = self.network.train(x, masks)
        losses = self._loss.function(output, y)
        torch.autograd.backward(losses, torch.full_like(losses, 1 / x.shape[1]))
        sums = [layer.detach() for layer in sums]
        return Taken(sums, output.detach(), losses.detach().mean(1), self.network.gradient)

    def _update(self, now: RunConfig) -> None:
        """One optimizer step on all nets; nets that diverged stay as they are."""
        before = self._copies() if any(self.divergence) else None
        self._rule.update(now, self.network, self.moments, self.step)
        if before is not None:
            self._put_back(before, torch.from_numpy(self.diverged))
        self.step += 1

    def _of(self, nets: NDArray[np.bool_]) -> Tensor:
        """Which parameters belong to the given nets, shape (K * P,)."""
        return torch.from_numpy(nets).to(self.device)[self._owner]

    def _going(self) -> Tensor:
        """Which nets have not diverged, shape (K,)."""
        return torch.from_numpy(~self.diverged).to(self.device)

    def _known(self, losses: Tensor) -> Tensor:
        """Losses (..., K), NaN for nets that diverged."""
        return losses.where(self._going(), torch.nan) if any(self.divergence) else losses

    def _suspicious(self, losses: Tensor, sizes: list[Tensor]) -> bool:
        """Whether a net that goes on may have overflowed in the chunk."""
        flat, seen = self.network.flat, torch.cat([losses, *(s.unsqueeze(0) for s in sizes)])
        if any(self.divergence):
            seen = seen[:, self._going()]
            flat = flat[self._of(~self.diverged)]
        largest = torch.maximum(flat.abs().amax(), seen.abs().amax())
        return not bool(largest < SUSPICIOUS)

    def _repeat(
        self, first: int, before: tuple[Tensor, Tensor, Tensor], todo: Minibatches, now: RunConfig
    ) -> Tensor:
        """Take the chunk's steps again, looking at every number; returns the losses."""
        self._put_back(before, torch.ones(self.network.count, dtype=torch.bool))
        self.step, rows = first, []
        for x, y, masks in zip(todo.x, todo.y, todo.masks, strict=True):
            earlier = self._copies()
            taken = self._forward(x, y, masks)
            taken = replace(taken, gradient=taken.gradient.clone())
            self._update(now)
            found = inspect(self.network, taken)
            new = [net for net in found if self.divergence[net] is None]
            for net in new:
                self.divergence[net] = Divergence(self.step, *found[net])
            lost = torch.zeros(self.network.count, dtype=torch.bool)
            lost[new] = True
            self._put_back(earlier, lost)
            rows.append(self._known(taken.losses))
            if all(self.divergence):
                break
        return torch.stack(rows)

    def _put_back(self, copies: tuple[Tensor, Tensor, Tensor], nets: Tensor) -> None:
        """Undo what happened to some nets, (K,), since the copies were made."""
        if nets.any():
            flat, moments, buffers = copies
            mine = self._of(nets.numpy())
            self.network.flat[mine] = flat[mine]
            self.moments[:, mine] = moments[:, mine]
            self.network.buffers[nets] = buffers[nets]
