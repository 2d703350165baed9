"""The training loop: chunks of steps, and the watch for overflow."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import devices, graphs
from models.kinds import kind_of
from models.lean import SLOTS
from models.minibatches import Minibatches
from models.overflow import Taken, inspect
from models.snapshot import Snapshot
from models.stack import Stack
from models.state import RECENT, Divergence, Floats, State
from models.stepper import Copies, Stepper

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.kinds import AnyConfig

CHUNK = SLOTS
KEPT = 2_000_000
SUSPICIOUS = 1e15


class Engine:
    """Trains the nets of a run from a State onwards.

    Steps run in chunks without looking at the numbers. A chunk in which something overflowed is
    repeated step by step from where it began, which finds step, layer and quantity at no cost to
    the chunks in which nothing did.

    Parameters
    ----------
    config : RunConfig, ImageConfig or PolicyConfig
    state : State
        Copied, not changed.
    """

    def __init__(self, config: AnyConfig, state: State) -> None:
        self.config = config
        self.device = devices.resolve(config.device)
        self._kind = kind_of(config)
        self.data = self._kind.samples(config)
        self.step = state.step
        self.reached = state.reached
        self.divergence = list(state.divergence)
        self.seconds = 0.0
        self.notice: str | None = None
        self._recent = state.recent
        self._losses: list[Floats] = []
        self._epochs: dict[int, Minibatches] = {}
        self._longest = _longest(config)
        self._launcher = graphs.launcher(config, self.device)
        if self._launcher is None:
            self._stepper = Stepper(config, state, self.device)
        else:
            self._stepper = self._launcher.stepper
            self._stepper.load(state)

    @property
    def network(self) -> Stack:
        """The nets as they are now."""
        return self._stepper.network

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which nets diverged, shape (K,)."""
        return np.array([found is not None for found in self.divergence])

    def snapshot(self) -> Snapshot:
        """The nets as they are now, to be measured before they train on."""
        # A measure of runs is asked of runs alone; the questions of another kind know theirs.
        config = cast("RunConfig", self.config)
        return Snapshot(config, self.network, self.data, self.diverged, self.step)

    def status(self) -> State:
        """The State without copies of its arrays: for the stop rules alone."""
        nothing = np.empty(0)
        return State(self.step, nothing, nothing, tuple(self.divergence), self.reached)

    def state(self) -> State:
        """The State now, as arrays that nothing shares."""
        parameters, moments, buffers = self._stepper.arrays()
        found = tuple(self.divergence)
        recent = np.concatenate([self._recent.reshape(-1, len(found)), self.batch_losses()])
        kept = recent[-RECENT:].astype(parameters.dtype)
        return State(self.step, parameters, moments, found, self.reached, buffers, kept)

    def batch_losses(self) -> Floats:
        """Minibatch loss of every step taken, (steps, K); NaN for nets that had diverged."""
        nothing = torch.empty((0, self.network.count), dtype=self.network.flat.dtype)
        return np.concatenate([nothing.numpy(), *self._losses])

    def run(self, stop: int, deadline: float) -> None:
        """Train up to step `stop`, or until the clock passes `deadline`."""
        started = time.perf_counter()
        while self.step < stop and not all(self.divergence):
            self._chunk(min(stop, self.step + self._longest), deadline)
            if time.perf_counter() >= deadline:
                break
        self.seconds += time.perf_counter() - started

    def _chunk(self, stop: int, deadline: float) -> None:
        epoch, position = divmod(self.step, self.config.epoch_steps)
        first, before = self.step, self._stepper.copies()
        todo = self._epoch(epoch).alike(position, position + stop - first)
        now = self.config.at(first)
        losses, sizes = self._launched(todo, now, before) or self._taken(todo, now, deadline)
        losses = self._known(losses)
        if self._suspicious(losses, sizes):
            losses = self._repeat(first, before, todo.part(0, self.step - first), now)
        self._losses.append(losses.cpu().numpy())

    def _epoch(self, epoch: int) -> Minibatches:
        if epoch not in self._epochs:
            found = self._kind.minibatches(self.config, self.data, self.network, epoch)
            self._epochs = {epoch: found}
        return self._epochs[epoch]

    def _launched(
        self, todo: Minibatches, now: AnyConfig, before: Copies
    ) -> tuple[Tensor, Tensor] | None:
        """Steps replayed from graphs; None, with everything as before, where they cannot be."""
        if self._launcher is None or self._launcher.failure:
            return None
        found = self._launcher.run(todo, now, self.step, self._frozen())
        if found is None:
            self._stepper.restore(before)
            self.notice = self._launcher.failure
        else:
            self.step += len(todo.x)
        return found

    def _taken(self, todo: Minibatches, now: AnyConfig, deadline: float) -> tuple[Tensor, Tensor]:
        """Steps taken one by one: losses (n, K), sums over preactivations (L, K)."""
        steps: list[Taken] = []
        frozen, stepper = self._frozen(), self._stepper
        for x, y, masks in zip(todo.x, todo.y, todo.masks, strict=True):
            rate = stepper.rule.rate(now, self.step)
            steps.append(stepper.take(x, y, masks, now, self.step + 1, rate, frozen))
            self.step += 1
            if time.perf_counter() >= deadline:
                break
        outputs = torch.stack([taken.output for taken in steps])
        return stepper.losses(outputs, torch.stack(todo.y[: len(steps)])), self._sums(steps)

    @torch.no_grad()
    def _sums(self, steps: list[Taken]) -> Tensor:
        """Sums over all preactivations of each hidden layer, (L, K): not finite if one of them is.

        A bounded activation would hide it from the loss.
        """
        layers = zip(*(taken.sums for taken in steps), strict=True)
        sums = [torch.cat(layer, 1).sum((1, 2)) for layer in layers]
        return torch.stack(sums) if sums else self.network.flat.new_empty((0, self.network.count))

    def _going(self) -> Tensor:
        """Which nets have not diverged, shape (K,)."""
        return torch.from_numpy(~self.diverged).to(self.device)

    def _frozen(self) -> Tensor | None:
        return ~self._going() if any(self.divergence) else None

    def _known(self, losses: Tensor) -> Tensor:
        """Losses (..., K), NaN for nets that diverged."""
        return losses.where(self._going(), torch.nan) if any(self.divergence) else losses

    def _suspicious(self, losses: Tensor, sizes: Tensor) -> bool:
        """Whether a net that goes on may have overflowed in the chunk."""
        flat, seen = self.network.flat, torch.cat([losses, sizes])
        if any(self.divergence):
            seen = seen[:, self._going()]
            flat = flat[self._stepper.of(self._going())]
        largest = torch.maximum(flat.abs().amax(), seen.abs().amax())
        # What is kept from step to step stays infinite once it is, and need not be that large.
        kept = (self._stepper.moments, self.network.buffers)
        finite = torch.stack([torch.isfinite(values).all() for values in kept]).all()
        return not bool((largest < SUSPICIOUS) & finite)

    def _repeat(self, first: int, before: Copies, todo: Minibatches, now: AnyConfig) -> Tensor:
        """Take the chunk's steps again, looking at every number; returns the losses."""
        stepper, rows = self._stepper, []
        stepper.restore(before)
        self.step = first
        for x, y, masks in zip(todo.x, todo.y, todo.masks, strict=True):
            earlier = stepper.copies()
            rate = stepper.rule.rate(now, self.step)
            taken = stepper.take(x, y, masks, now, self.step + 1, rate, self._frozen())
            self.step += 1
            losses = stepper.losses(taken.output.unsqueeze(0), y.unsqueeze(0))[0]
            found = inspect(self.network, stepper.moments, taken, losses)
            new = [net for net in found if self.divergence[net] is None]
            for net in new:
                self.divergence[net] = Divergence(self.step, *found[net])
            lost = torch.zeros_like(self._going())
            lost[new] = True
            stepper.put_back(earlier, lost)
            rows.append(self._known(losses))
            if all(self.divergence):
                break
        return torch.stack(rows)


def _longest(config: AnyConfig) -> int:
    """Steps of a chunk: as many as keep few preactivations in memory until it is looked at."""
    values = config.net_count * config.batch_size * config.preactivations
    return max(1, min(CHUNK, KEPT // values))
