"""`RunConfig`: everything that determines a run, declared once."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar

from models import features, limits, rules
from models.choices import NetChoice
from models.datasets import OWN, Dataset, Own, outline_of, own_text
from models.declarations import FIELDS
from models.fields import Change, ConfigError
from models.lockstep import Lockstep

__all__ = ["Change", "ConfigError", "RunConfig"]


@dataclass(frozen=True)
class RunConfig(Lockstep):
    """One run: K = len(activations) * seeds nets that train in lockstep on the same data.

    Each field is declared in `models.declarations.FIELDS` with its label, range and help. The nets
    are ordered by activation, then by seed: net ``k`` has activation ``k // seeds`` and seed
    ``seed + k % seeds``.

    Raises
    ------
    ConfigError
        When a value cannot work; the sentence names the field, the rule and the value.

    Examples
    --------
    >>> RunConfig(activations=("relu", "tanh"), seeds=3).net_count
    6
    >>> RunConfig(batch_size=300)
    Traceback (most recent call last):
    models.fields.ConfigError: batch_size must be at most the 250 training samples; got 300.
    """

    VERSION: ClassVar[int] = 1
    kind: ClassVar[str] = "dense"

    dataset: str = "circles"
    samples: int = 500
    curve: str = "sin(2*x) + x/3"
    own: Own | None = None
    noise: float = 0.1
    label_noise: float = 0.0
    imbalance: float = 0.0
    classes: int = 3
    train_share: float = 0.5
    batch_size: int = 10
    activations: tuple[str | NetChoice, ...] = ("relu", "tanh")
    hidden: tuple[int, ...] = (8, 8)
    features: tuple[str, ...] = ("x", "y")
    learned_per: str = "layer"
    initializer: str = "he_normal"
    initializer_hyperparameters: tuple[tuple[str, float], ...] = ()
    initial_bias: float = 0.0
    normalization: str = "none"
    dropout: float = 0.0
    loss: str = "binary_cross_entropy"
    optimizer: str = "sgd"
    optimizer_hyperparameters: tuple[tuple[str, float], ...] = ()
    learning_rate: float = 0.03
    own_rates: tuple[tuple[str, float], ...] = ()
    schedule: str = "constant"
    schedule_hyperparameters: tuple[tuple[str, float], ...] = ()
    clip_norm: float | None = None
    l1: float = 0.0
    l2: float = 0.0
    stop_step: int | None = None
    stop_loss: float | None = None
    seed: int = 0
    seeds: int = 1
    device: str = "cpu"
    dtype: str = "float32"
    speed: int = 64
    changes: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            checked = FIELDS[field.name].check(field.name, getattr(self, field.name))
            object.__setattr__(self, field.name, checked)
        if self.dataset != OWN:  # data that are not in use do not belong to a run
            object.__setattr__(self, "own", None)
        rules.check(self)
        limits.check(self)

    @property
    def outline(self) -> Dataset:
        """The dataset as far as it is known before the samples are drawn."""
        return outline_of(self.dataset, self.own)

    @property
    def task(self) -> str:
        """Key of `models.tasks.TASKS`: what the nets are asked for."""
        return self.outline.task

    @property
    def class_count(self) -> int:
        """Number of classes; 0 where the target is a number."""
        return self.outline.class_count(self.classes)

    @property
    def outputs(self) -> int:
        """Outputs of each net: one per class where there are several, else one."""
        return self.class_count if self.task == "multiclass" else 1

    @property
    def used_features(self) -> tuple[str, ...]:
        """The chosen input features that the dataset's coordinates allow."""
        possible = features.offered(self.outline.coordinates)
        return tuple(key for key in self.features if key in possible)

    @property
    def inputs(self) -> int:
        """Inputs of each net."""
        dataset = self.outline
        return len(self.used_features) if dataset.coordinates else dataset.columns

    @property
    def affine(self) -> tuple[tuple[int, int], ...]:
        """Inputs and outputs of each affine layer, the output layer last."""
        return tuple(pairwise((self.inputs, *self.hidden, self.outputs)))

    @property
    def preactivations(self) -> int:
        """Preactivations of one sample in one net, its outputs included."""
        return sum((*self.hidden, self.outputs))

    @property
    def sample_count(self) -> int:
        """Number of samples: of own data there may be fewer than are asked for."""
        return self.samples if self.own is None else min(self.samples, self.own.rows)

    @property
    def train_count(self) -> int:
        """Number of training samples."""
        return round(self.sample_count * self.train_share)

    @property
    def learning_rates(self) -> tuple[float, ...]:
        """Learning rate of each activation: its own, or else the one for all."""
        own = dict(self.own_rates)
        return tuple(own.get(str(choice), self.learning_rate) for choice in self.activations)

    @property
    def epoch_steps(self) -> int:
        """Steps in one epoch; the last minibatch of an epoch may be smaller."""
        return -(-self.train_count // self.batch_size)

    def at(self, step: int) -> RunConfig:
        """The configuration in force at `step`: live changes up to it applied, none left."""
        applied: dict[str, Any] = {c.field: c.value for c in self.changes if c.step <= step}
        if "learning_rate" in applied:
            applied["own_rates"] = self.own_rates_with(applied["learning_rate"])
        return dataclasses.replace(self, **applied, changes=()) if self.changes else self

    def own_rates_with(self, learning_rate: float) -> tuple[tuple[str, float], ...]:
        """Own rates where another learning rate takes the place of the one at step 0.

        All go with it by the same factor.

        >>> RunConfig(learning_rate=0.1, own_rates=(("tanh", 0.3),)).own_rates_with(0.05)
        (('tanh', 0.15),)
        """
        factor = learning_rate / self.learning_rate
        return tuple((key, float(f"{rate * factor:.12g}")) for key, rate in self.own_rates)

    def changed(self, step: int, **values: Any) -> RunConfig:
        """The same run with live fields changed from `step` on.

        Raises
        ------
        ConfigError
            When a field is not live or a value cannot work.
        """
        kept = [c for c in self.changes if not (c.step == step and c.field in values)]
        now, plain = dataclasses.replace(self, changes=tuple(kept)).at(step), {}
        for name, value in values.items():
            declared = FIELDS[name]
            if not declared.live:
                raise ConfigError(name, "cannot change while a run goes on", value)
            if not declared.trajectory or step == 0:
                plain[name] = value
                if name == "learning_rate":
                    plain["own_rates"] = self.own_rates_with(declared.check(name, value))
            elif declared.check(name, value) != getattr(now, name):
                kept.append(Change(step, name, value))
        return dataclasses.replace(self, **plain, changes=tuple(kept))

    def restarted(self) -> RunConfig:
        """The configuration from step 0: newest values, no changes."""
        return self.at(max((c.step for c in self.changes), default=0))

    def to_json(self) -> str:
        """The configuration as JSON text."""
        values = dataclasses.asdict(self)
        values["own"] = self.own and own_text.whole(self.own)
        values["activations"] = [str(choice) for choice in self.activations]
        return json.dumps({"version": self.VERSION, **values})

    @classmethod
    def from_json(cls, text: str) -> RunConfig:
        """Read what `to_json` wrote.

        Raises
        ------
        ConfigError
            For another version, an unknown field or a value that cannot work.
        """
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ConfigError("JSON", f"must be a JSON object ({error})", text[:40]) from None
        if not isinstance(values, dict) or values.pop("version", None) != cls.VERSION:
            raise ConfigError("version", f"must be {cls.VERSION}", text[:40])
        unknown = values.keys() - FIELDS.keys()
        if unknown:
            raise ConfigError(sorted(unknown)[0], "is not a field of a run", text[:40])
        return cls(**values)
