"""Episodes of CartPole, played by all nets of a run at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from models import draws
from models.kinds.cartpole import FORCE, LENGTH, START, Floats, fallen, moved
from models.kinds.policy_config import STATE, PolicyConfig
from models.stack import Stack


@dataclass(frozen=True, eq=False)
class Chances:
    """What an update's episodes draw at random; the same for all nets of a seed.

    Parameters
    ----------
    starts : ndarray, shape (4, K, E)
        State at the beginning of each episode.
    luck : ndarray, shape (T, K, E)
        Uniform on [0, 1): the push goes right where its probability is larger.
    """

    starts: Floats
    luck: Floats


@dataclass(frozen=True, eq=False)
class Episodes:
    """E episodes of each of K nets over T = 200 steps, in the precision of the nets.

    Parameters
    ----------
    states : ndarray, shape (T, 4, K, E)
        Before each push; what follows the end of an episode means nothing.
    seen : ndarray, shape (T, K, E, inputs)
        What the net is given of it.
    actions : ndarray, shape (T, K, E)
        1 where it pushes right, else 0.
    alive : ndarray, shape (T, K, E)
        1 while the episode goes on, else 0.
    """

    states: Floats
    seen: Floats
    actions: Floats
    alive: Floats

    @property
    def returns(self) -> Floats:
        """Steps that each episode lasted, shape (K, E)."""
        found: Floats = self.alive.sum(0)
        return found


def contexts(config: PolicyConfig) -> Floats:
    """-1 for the episodes in which the push is reversed, else 1, shape (E,).

    >>> contexts(PolicyConfig(task="flipped", episodes=4)).tolist()
    [1.0, 1.0, -1.0, -1.0]
    """
    found = np.ones(config.episodes, config.dtype)
    if config.task == "flipped":
        found[config.episodes // 2 :] = -1
    return found


def chances(config: PolicyConfig, update: int) -> Chances:
    """The draws of one update, keyed by seed and update."""
    starts, luck = [], []
    for seed in config.net_seeds[: config.seeds]:
        rng = draws.generator(draws.EPISODES, seed, update)
        starts.append(rng.uniform(-START, START, (STATE, config.episodes)))
        luck.append(rng.random((LENGTH, config.episodes)))
    copies = (1, len(config.activations), 1)
    return Chances(
        np.tile(np.stack(starts, 1).astype(config.dtype), copies),
        np.tile(np.stack(luck, 1).astype(config.dtype), copies),
    )


@torch.no_grad()
def play(config: PolicyConfig, network: Stack, drawn: Chances) -> Episodes:
    """Play all episodes to their end; the nets stay as they are."""
    context, shape = contexts(config), drawn.luck.shape
    states = np.zeros((LENGTH, *drawn.starts.shape), config.dtype)
    seen = np.zeros((*shape, config.inputs), config.dtype)
    seen[..., STATE:] = config.context_scale * context[:, None]
    actions, alive = np.zeros_like(drawn.luck), np.zeros_like(drawn.luck)
    state, going = drawn.starts, np.ones_like(drawn.luck[0])
    for step, luck in enumerate(drawn.luck):
        states[step], alive[step] = state, going
        seen[step, ..., :STATE] = np.moveaxis(state, 0, -1) * config.state_scale
        actions[step] = luck < _right(network, seen[step])
        state = moved(state, (2 * actions[step] - 1) * (FORCE * context))
        going = going * ~fallen(state)
        if not going.any():
            break
    return Episodes(states, seen, actions, alive)


def _right(network: Stack, seen: Floats) -> Floats:
    """Probability of a push to the right, shape (K, E)."""
    output = network.forward(torch.from_numpy(seen))
    found: Floats = torch.sigmoid(output[..., 1] - output[..., 0]).numpy()
    return found
