"""What the configurations of the further kinds share: nets, first weights, optimizer."""

from __future__ import annotations

import dataclasses
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar, Self

from models import limits, rules
from models.choices import NetChoice
from models.declarations import FIELDS
from models.fields import Change, ConfigError, Field
from models.lockstep import Lockstep
from models.noise import noisy_layers


@dataclass(frozen=True, kw_only=True)
class TrainingConfig(Lockstep, ABC):
    """K = len(activations) * seeds nets that train in lockstep, and how.

    The fields are those of `models.config.RunConfig`, declared and checked by the same records.
    There is no batch normalization, no dropout and no live change, and it computes on the CPU.

    Raises
    ------
    ConfigError
        When a value cannot work; the sentence names the field, the rule and the value.
    """

    OWN: ClassVar[Mapping[str, Field]] = MappingProxyType({})
    kind: ClassVar[str]
    loss: ClassVar[str]
    normalization: ClassVar[str] = "none"
    dropout: ClassVar[float] = 0.0
    learned_per: ClassVar[str] = "layer"
    device: ClassVar[str] = "cpu"
    stop_loss: ClassVar[float | None] = None
    changes: ClassVar[tuple[Change, ...]] = ()
    own_rates: ClassVar[tuple[tuple[str, float], ...]] = ()

    activations: tuple[str | NetChoice, ...] = ("relu", "tanh")
    initializer: str = "pytorch"
    initializer_hyperparameters: tuple[tuple[str, float], ...] = ()
    initial_bias: float = 0.0
    optimizer: str = "adam"
    optimizer_hyperparameters: tuple[tuple[str, float], ...] = ()
    learning_rate: float = 0.01
    schedule: str = "constant"
    schedule_hyperparameters: tuple[tuple[str, float], ...] = ()
    clip_norm: float | None = None
    l1: float = 0.0
    l2: float = 0.0
    stop_step: int | None = None
    seed: int = 0
    seeds: int = 1
    dtype: str = "float32"

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            declared = self.OWN[field.name] if field.name in self.OWN else FIELDS[field.name]
            checked = declared.check(field.name, getattr(self, field.name))
            object.__setattr__(self, field.name, checked)
        rules.check_nets(self)
        if noisy_layers(self):
            text = ",".join(map(str, self.activations))
            raise ConfigError("activations", "must not be random while they train", text)
        limits.check_state(self)

    def at(self, step: int) -> Self:
        """The configuration in force at `step`: nothing changes while it trains."""
        return self

    @property
    def learning_rates(self) -> tuple[float, ...]:
        """Learning rate of each activation: the one for all."""
        return (self.learning_rate,) * len(self.activations)

    @property
    @abstractmethod
    def hidden(self) -> tuple[int, ...]:
        """Units of each hidden layer; of a convolution, its channels."""

    @property
    @abstractmethod
    def outputs(self) -> int:
        """Outputs of each net."""

    @property
    @abstractmethod
    def affine(self) -> tuple[tuple[int, int], ...]:
        """Inputs and outputs of each affine layer, the output layer last."""

    @property
    @abstractmethod
    def preactivations(self) -> int:
        """Preactivations of one sample in one net, its outputs included."""

    @property
    @abstractmethod
    def batch_size(self) -> int:
        """Samples of a step."""

    @property
    @abstractmethod
    def train_count(self) -> int:
        """Samples of an epoch."""

    @property
    def epoch_steps(self) -> int:
        """Steps in one epoch."""
        return -(-self.train_count // self.batch_size)
