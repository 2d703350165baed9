"""What makes a kind of network: how it computes, what it is trained on, what it makes smaller."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from torch import Tensor

from models.minibatches import Minibatches
from models.snapshot import Samples
from models.stack import Stack


class Objective(Protocol):
    """What a step makes smaller."""

    @property
    def function(self) -> Callable[[Tensor, Tensor], Tensor]:
        """``function(output, y)``: loss of each sample."""

    def slope(self, output: Tensor, y: Tensor) -> Tensor:
        """Its derivative, or an estimate of it, with respect to the net's output there."""


@dataclass(frozen=True)
class Kind:
    """One kind of network behind the same State, optimizers and watch for overflow.

    Each function takes a configuration of the kind.

    Parameters
    ----------
    key : str
        That its configurations have as `kind`.
    network : callable
        ``network(config, parameters, buffers)``: the nets, from parameters (K, P) that the
        initializer drew for the layers of `config.affine`.
    objective : callable
        ``objective(config)``
    samples : callable
        ``samples(config)``: what is there before anything is trained.
    minibatches : callable
        ``minibatches(config, samples, network, epoch)``: those of an epoch, in order. They may
        depend on the nets as they are when the epoch begins, and draw by (seed, epoch) alone.
    history : bool
        Whether the measures that make the history of a run are taken of it.
    """

    key: str
    network: Callable[[Any, Tensor, Tensor], Stack]
    objective: Callable[[Any], Objective]
    samples: Callable[[Any], Samples]
    minibatches: Callable[[Any, Samples, Stack, int], Minibatches]
    history: bool = False
