"""Policies as a kind of network: their minibatches are the episodes that they have just played."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from models.devices import DTYPES
from models.kinds.cartpole import LENGTH, Floats
from models.kinds.episodes import Episodes, chances, play
from models.kinds.policy_config import ACTIONS, PolicyConfig
from models.kinds.record import Kind
from models.minibatches import Minibatches
from models.network import Network
from models.snapshot import Samples
from models.stack import Stack

SMALL = 1e-8


class MeanReturn:
    """Minus the mean return, and the policy gradient as the estimate of its derivative.

    The targets of a step of an episode are (action, weight, reward): the weight is what followed
    the action, compared with the other steps.
    """

    @property
    def function(self) -> Callable[[Tensor, Tensor], Tensor]:
        """``function(output, y)``: minus the reward of each step."""
        return lambda output, y: -y[..., 2]

    def slope(self, output: Tensor, y: Tensor) -> Tensor:
        """Derivative of ``-weight * log(probability of the action)`` by the outputs."""
        chosen = functional.one_hot(y[..., 0].long(), ACTIONS)
        return output.softmax(-1).sub_(chosen).mul_(y[..., 1:2])


def to_go(alive: Floats, discount: float) -> Floats:
    """What each step of an episode is followed by, itself included: discounted rewards, (T, ...).

    >>> to_go(np.array([1.0, 1.0, 0.0]), 0.5).tolist()
    [1.5, 1.0, 0.0]
    """
    found = np.empty_like(alive)
    following = np.zeros_like(alive[0])
    for step in reversed(range(len(alive))):
        following = alive[step] + discount * following
        found[step] = following
    return found


def weights(episodes: Episodes, discount: float) -> Floats:
    """What followed each action, brought to mean 0 and deviation 1 over a net's steps: (T, K, E).

    Steps after the end have weight 0; the mean over all T * E steps is that over those before it.
    """
    alive, found = episodes.alive, to_go(episodes.alive, discount)
    share = alive.mean((0, 2), keepdims=True)
    centred = (found - (found * alive).mean((0, 2), keepdims=True) / share) * alive
    deviation = np.sqrt((centred * centred).mean((0, 2), keepdims=True) / share)
    scaled: Floats = centred / ((deviation + SMALL) * share)
    return scaled


def _minibatches(config: PolicyConfig, data: Samples, network: Stack, epoch: int) -> Minibatches:
    """The episodes that the nets play now, as one minibatch."""
    played = play(config, network, chances(config, epoch))
    rewards = played.alive * LENGTH
    targets = np.stack((played.actions, weights(played, config.discount), rewards), -1)
    return Minibatches((_by_net(played.seen),), (_by_net(targets),), ((),))


def _by_net(values: Floats) -> Tensor:
    """(T, K, E, n) as (K, T * E, n)."""
    return torch.from_numpy(values.swapaxes(0, 1).reshape(values.shape[1], -1, values.shape[3]))


def _samples(config: PolicyConfig) -> Samples:
    """None: a policy makes its own."""
    dtype = DTYPES[config.dtype].dtype
    x, y = torch.empty((0, config.inputs), dtype=dtype), torch.empty(0, dtype=dtype)
    return Samples(x, y, x, y)


POLICY = Kind(
    key="policy",
    network=Network,
    objective=lambda config: MeanReturn(),
    samples=_samples,
    minibatches=_minibatches,
)
