"""Policies that learn CartPole: how soon each seed balances the pole, and an episode to watch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch

from models.devices import one_thread
from models.kinds import kind_of
from models.kinds.cartpole import LENGTH
from models.kinds.episodes import chances, contexts, play
from models.kinds.policy_config import PolicyConfig
from models.labs.firsts import first_at, running_mean
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot

ACTIVATIONS = ("relu", "leaky_relu", "gelu", "silu", "elu", "tanh", "sigmoid")
LINEAR = "identity"
RATES = (0.003, 0.01, 0.03)
SCALES, CONTEXTS = (0.2, 1.0, 5.0), (0.3, 1.0, 3.0)
SOLVED = 150.0
MEAN_OF = 5
UPDATES, SEEDS = 120, 5
WATCHED = (0, 10, 30, 60, 120)
UNSEEN = 1_000_000


@dataclass(frozen=True, eq=False)
class Learning:
    """Mean returns while policies learn, as far as they have got; K nets, U updates.

    Parameters
    ----------
    config : PolicyConfig
    returns : ndarray, shape (U, K)
        Mean steps until the end of the episodes before each update; NaN once a net has diverged.
    watched : tuple of int
        Updates after which the parameters were kept.
    parameters : tuple of ndarray, each (K, P)
    diverged : ndarray of bool, shape (K,)
    """

    config: PolicyConfig
    returns: Floats
    watched: tuple[int, ...]
    parameters: tuple[Floats, ...]
    diverged: Bools

    @property
    def activations(self) -> tuple[str, ...]:
        """Keys of the activations, in the order of the nets."""
        return tuple(str(net) for net in self.config.nets)

    @property
    def smooth(self) -> Floats:
        """Mean return over five updates, (U, K); NaN before the fifth, 0 once a net diverged."""
        return running_mean(np.where(self.diverged & np.isnan(self.returns), 0, self.returns), 5)

    @property
    def solved(self) -> Floats:
        """Updates until the mean return over five of them was 150, (K,); else infinity."""
        return first_at(range(1, len(self.returns) + 1), self.smooth, SOLVED)

    def of(self, index: int) -> slice:
        """The nets of an activation."""
        return slice(index * self.config.seeds, (index + 1) * self.config.seeds)

    def updates_to_solve(self, index: int) -> Quartiles:
        """Over the nets of an activation; those that are not there count as infinity."""
        return of_all(self.solved[self.of(index)], np.inf)

    def solved_count(self, index: int) -> int:
        """Nets of an activation that have solved the task."""
        return int(np.isfinite(self.solved[self.of(index)]).sum())

    def last(self, index: int) -> Quartiles:
        """Mean return of the newest five updates over the nets of an activation."""
        return of_all(self.smooth[-1, self.of(index)], 0.0)


@dataclass(frozen=True, eq=False)
class Episode:
    """One episode to watch.

    Parameters
    ----------
    states : ndarray, shape (T, 4)
        Place (m), speed, angle (rad) and its speed, before each push, up to the last one.
    pushes : ndarray of int, shape (T,)
        -1 for a push to the left, 1 to the right.
    context : int
        -1 where the pushes are reversed.
    """

    states: Floats
    pushes: Floats
    context: int

    @property
    def length(self) -> int:
        """Steps until the end."""
        return len(self.states)

    @property
    def balanced(self) -> bool:
        """Whether the pole stood to the end."""
        return self.length == LENGTH


def config_of(settings: Settings) -> PolicyConfig:
    """The policies of some settings; the linear one is always among them, and the last."""
    named = settings.get("activations") or (settings["activation"],)
    chosen = tuple(key for key in named if key != LINEAR)
    return PolicyConfig(
        activations=(*chosen, LINEAR),
        task=settings["task"],
        learning_rate=settings["rate"],
        state_scale=settings.get("scale", 1.0),
        context_scale=settings.get("context", 1.0),
        seeds=settings.get("seeds", SEEDS),
    )


def _look(snapshot: Snapshot) -> Floats:
    network = snapshot.network
    found: Floats = network.rows(network.flat.detach()).numpy().copy()
    return found


def _configs(settings: Settings) -> Sequence[PolicyConfig]:
    return (config_of(settings),)


def _steps(settings: Settings) -> Sequence[int]:
    last = settings.get("updates", UPDATES)
    return sorted({*(step for step in WATCHED if step < last), last})


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Learning | None:
    (course,) = courses
    if course.losses is None or len(course.losses) < MEAN_OF:
        return None
    returns = -course.losses.astype(np.float64)
    return Learning(config_of(settings), returns, course.steps, course.seen, course.diverged)


LEARN = Trained(_configs, _steps, _look, _gather)


def watch(learning: Learning, activation: int, seed: int, kept: int, context: int) -> Episode:
    """An episode that a policy plays, drawn from starts that none of its updates has seen.

    Parameters
    ----------
    learning : Learning
    activation, seed, kept : int
        Which net, and which of the kept parameters of it.
    context : {-1, 1}
        -1 for reversed pushes, where the task has them.
    """
    config = learning.config
    chosen = config.nets[activation]
    one = replace(config, activations=(chosen,), seeds=1, seed=config.seed + seed)
    row = learning.parameters[kept][activation * config.seeds + seed]
    with one_thread():
        network = kind_of(one).network(one, torch.tensor(row[None]), torch.empty((1, 0)))
        played = play(one, network, chances(one, UNSEEN))
    episode = int(np.flatnonzero(contexts(one) == context)[0])
    length = int(played.returns[0, episode])
    states = played.states[:length, :, 0, episode].astype(np.float64)
    pushes = 2 * played.actions[:length, 0, episode] - 1
    return Episode(states, pushes.astype(np.int64), context)
