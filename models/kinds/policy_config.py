"""`PolicyConfig`: policies that learn CartPole by the policy gradient."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar

from models.composite import Widths
from models.fields import Choice, ConfigError, Field, Integer, Number
from models.kinds.cartpole import LENGTH
from models.kinds.training_config import TrainingConfig

TASKS: Mapping[str, str] = MappingProxyType({"plain": "CartPole", "flipped": "Flipped CartPole"})
STATE = 4
ACTIONS = 2


@dataclass(frozen=True, kw_only=True)
class PolicyConfig(TrainingConfig):
    """Policies of two actions that train by REINFORCE (Williams 1992) on episodes of their own.

    Before each update every net plays `episodes` episodes of at most 200 steps, and gets 1 for each
    step. What it gets from a step on, discounted, is brought to mean 0 and standard deviation 1
    over all steps of the net. In the flipped task a further input is 1 in half of the episodes and
    -1 in the others, where it reverses the push.

    The State's step counts updates, and the loss of a step is minus the mean return of its
    episodes.

    Examples
    --------
    >>> PolicyConfig(task="flipped").affine
    ((5, 32), (32, 32), (32, 2))
    """

    OWN: ClassVar[Mapping[str, Field]] = MappingProxyType(
        {
            "task": Choice("Task", "dataset", table=TASKS),
            "episodes": Integer("Episodes per update", "batch_size", low=2, high=64),
            "discount": Number("Discount", "batch_size", low=0, high=1, step=0.01),
            "state_scale": Number("States times", "features", high=100, positive=True),
            "context_scale": Number("Context times", "features", high=100, positive=True),
            "hidden": Widths("Hidden layers", "hidden"),
        }
    )
    kind: ClassVar[str] = "policy"
    loss: ClassVar[str] = "mean_return"

    task: str = "plain"
    episodes: int = 8
    discount: float = 0.99
    state_scale: float = 1.0
    context_scale: float = 1.0
    hidden: tuple[int, ...] = (32, 32)

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.task == "flipped" and self.episodes % 2:
            rule = "must be even where half of the episodes are flipped"
            raise ConfigError("episodes", rule, self.episodes, self.episodes + 1)

    @property
    def inputs(self) -> int:
        """The state, and in the flipped task which way the push goes."""
        return STATE + (self.task == "flipped")

    @property
    def outputs(self) -> int:
        """One for each action: push left, push right."""
        return ACTIONS

    @property
    def affine(self) -> tuple[tuple[int, int], ...]:
        """Inputs and outputs of each affine layer, the output layer last."""
        return tuple(pairwise((self.inputs, *self.hidden, self.outputs)))

    @property
    def preactivations(self) -> int:
        """Preactivations of one step of an episode in one net, its outputs included."""
        return sum((*self.hidden, self.outputs))

    @property
    def batch_size(self) -> int:
        """Steps of all episodes before an update, those after the end of one included."""
        return self.episodes * LENGTH

    @property
    def train_count(self) -> int:
        """As many: an epoch is one update, because the next episodes are played by other nets."""
        return self.batch_size
