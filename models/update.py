"""What turns gradients into an update: penalties, clipping, schedule, optimizer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models import schedules
from models.hyperparameter import resolve
from models.optimizers import OPTIMIZERS
from models.stack import Stack

if TYPE_CHECKING:
    from models.kinds import AnyConfig

SMALL = 1e-6


class Rule:
    """The update of a run.

    Parameters
    ----------
    config : RunConfig, ImageConfig or PolicyConfig
    network : Stack
        Of that configuration.
    """

    def __init__(self, config: AnyConfig, network: Stack) -> None:
        self._optimizer = OPTIMIZERS[config.optimizer]
        given = config.optimizer_hyperparameters
        name = self._optimizer.name
        self._values = resolve(self._optimizer.hyperparameters, given, name)
        self._factor = schedules.factor_of(config)
        self._penalised = _weights_only(network)
        self._own = _own_rates(config, network) if config.own_rates else None

    def rate(self, now: AnyConfig, step: int) -> float:
        """Learning rate of the update that follows `step`, of nets that have none of their own."""
        return now.learning_rate * self._factor(step)

    def update(
        self,
        now: AnyConfig,
        network: Stack,
        moments: Tensor,
        step: float | Tensor,
        rate: float | Tensor,
    ) -> None:
        """Change parameters and moments in place, by the gradient that the network holds.

        Parameters
        ----------
        now : RunConfig
            What is in force at `step`.
        moments : Tensor, shape (M, K * P)
        step, rate : float or Tensor of no dimension
            Number of this update, from 1, and the learning rate of nets that have none of their
            own.
        """
        flat, gradient = network.flat, network.gradient
        if now.l1:
            gradient.addcmul_(flat.sign(), self._penalised, value=now.l1)
        if now.l2:
            gradient.addcmul_(flat, self._penalised, value=2 * now.l2)
        if now.clip_norm is not None:
            _clip(network, now.clip_norm)
        if self._own is not None:
            rate = rate * self._own
        self._optimizer.update(flat, gradient, moments, step, rate, self._values)


def _own_rates(config: AnyConfig, network: Stack) -> Tensor:
    """Learning rate of each parameter's net, in those of the run at step 0, shape (K * P,)."""
    rows = network.rows(network.flat)
    rates = [rate / config.learning_rate for rate in config.learning_rates]
    each = torch.tensor(rates, dtype=rows.dtype, device=rows.device)
    return network.flattened(each.repeat_interleave(config.seeds).unsqueeze(1).expand_as(rows))


def _weights_only(network: Stack) -> Tensor:
    """1 for weights and 0 for all other parameters, shape (K * P,)."""
    rows = torch.zeros_like(network.rows(network.flat))
    for layer in network.layers:
        rows[:, layer.weight] = 1
    return network.flattened(rows)


def _clip(network: Stack, most: float) -> None:
    """Shorten the gradient of each net to the norm `most`, as `torch.nn.utils.clip_grad_norm_`.

    The squares are summed in 64 bits where the device has them: a gradient whose squares overflow
    would be taken for infinite, and the net would stand still without a word.
    """
    rows = network.rows(network.gradient)
    wide = rows if rows.device.type == "mps" else rows.double()
    norms = torch.linalg.vector_norm(wide, dim=1, keepdim=True)
    factors = (most / (norms + SMALL)).clamp(max=1).to(rows.dtype)
    network.gradient.mul_(network.flattened(factors.expand_as(rows)))
