"""One optimizer step of all nets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.kinds import kind_of
from models.lean import lean
from models.overflow import Taken
from models.state import State
from models.update import Rule

if TYPE_CHECKING:
    from models.kinds import AnyConfig

Copies = tuple[Tensor, Tensor, Tensor]


class Stepper:
    """The nets of a run with what the optimizer keeps, and the step that changes both in place.

    Parameters
    ----------
    config : RunConfig, ImageConfig or PolicyConfig
    state : State
        Copied, not changed.
    device : torch.device
    """

    def __init__(self, config: AnyConfig, state: State, device: torch.device) -> None:
        parts = (state.parameters, state.buffers, state.moments)
        parameters, buffers, moments = (torch.tensor(part, device=device) for part in parts)
        kind = kind_of(config)
        self.network = kind.network(config, parameters, buffers)
        self.moments = self.network.flattened(moments)
        self.rule = Rule(config, self.network)
        self._loss = kind.objective(config)
        self._lean = lean(config, self.network)
        rows = torch.arange(self.network.count, device=device).unsqueeze(1).expand(parameters.shape)
        self._owner = self.network.flattened(rows)

    def load(self, state: State) -> None:
        """Take over another State of the same configuration."""
        self.network.flat.copy_(self.network.flattened(torch.tensor(state.parameters)))
        self.moments.copy_(self.network.flattened(torch.tensor(state.moments)))
        self.network.buffers.copy_(torch.tensor(state.buffers))

    def arrays(self) -> tuple[NDArray[np.floating], ...]:
        """Parameters (K, P), moments (M, K, P) and buffers (K, B), shared with nothing."""
        network = self.network
        parts = (network.rows(network.flat), network.rows(self.moments), network.buffers.clone())
        return tuple(part.cpu().numpy() for part in parts)

    def copies(self) -> Copies:
        """Parameters, moments and buffers as they are now."""
        return self.network.flat.clone(), self.moments.clone(), self.network.buffers.clone()

    def put_back(self, copies: Copies, nets: Tensor) -> None:
        """Undo what happened to some nets, bool (K,), since the copies were made."""
        flat, moments, buffers = copies
        mine = self.of(nets)
        self.network.flat.copy_(torch.where(mine, flat, self.network.flat))
        self.moments.copy_(torch.where(mine, moments, self.moments))
        rows = nets.unsqueeze(1)
        self.network.buffers.copy_(torch.where(rows, buffers, self.network.buffers))

    def restore(self, copies: Copies) -> None:
        """Undo what happened to all nets since the copies were made."""
        flat, moments, buffers = copies
        self.network.flat.copy_(flat)
        self.moments.copy_(moments)
        self.network.buffers.copy_(buffers)

    def of(self, nets: Tensor) -> Tensor:
        """Which parameters belong to the given nets: bool (K,) to bool (K * P,)."""
        return nets[self._owner]

    def take(
        self,
        x: Tensor,
        y: Tensor,
        masks: tuple[Tensor, ...],
        now: AnyConfig,
        step: float | Tensor,
        rate: float | Tensor,
        frozen: Tensor | None = None,
    ) -> Taken:
        """One step.

        Parameters
        ----------
        x, y : Tensor, shapes (K, B, inputs) and (K, B)
        masks : tuple of Tensor
            Factors of dropout and noise, see `Network.train`.
        now : RunConfig
            What is in force.
        step, rate : float or Tensor of no dimension
            Number of this update, from 1, and its learning rate.
        frozen : Tensor of bool, shape (K,), optional
            Nets that stay as they are.
        """
        before = None if frozen is None else self.copies()
        taken = self._differentiate(x, y, masks)
        self.rule.update(now, self.network, self.moments, step, rate)
        if before is not None and frozen is not None:
            self.put_back(before, frozen)
        return taken

    def _differentiate(self, x: Tensor, y: Tensor, masks: tuple[Tensor, ...]) -> Taken:
        """Gradients of every net's mean loss into the flat gradient."""
        if self._lean is not None:
            return self._lean.differentiate(x, y, masks, self._loss.slope)
        self.network.gradient.zero_()
        whole, sums = self.network.train(x, masks)
        output = whole.detach()
        if self.network.outputs == 1:
            output = output.squeeze(-1)
        slope = self._loss.slope(output, y).mul_(1 / x.shape[1])
        torch.autograd.backward(whole, slope.view_as(whole))
        return Taken(sums, output, self.network.gradient)

    @torch.no_grad()
    def losses(self, outputs: Tensor, y: Tensor) -> Tensor:
        """Mean losses (n, K) of n minibatches: outputs (n, K, B) or (n, K, B, C), targets."""
        return self._loss.function(outputs, y).mean(2)
