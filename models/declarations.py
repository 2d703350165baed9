"""The fields of `RunConfig`, declared once: labels, ranges, options, help, link text."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar, cast

from models.composite import MAX_RATE, Activations, Keys, Pairs, Rates, Widths
from models.datasets import DATASETS, OWN, Dataset
from models.datasets.own_data import NONE
from models.datasets.own_text import OwnData
from models.datasets.typed import Curve
from models.devices import DEVICES, DTYPES
from models.features import FEATURES
from models.fields import Change, Choice, ConfigError, Field, Integer, Number
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.normalization import NORMALIZATIONS, SHARINGS
from models.optimizers import OPTIMIZERS
from models.rules import FEWEST_SAMPLES
from models.schedules import SCHEDULES

MAX_SEED = 2**31 - 1
MAX_SEEDS = 240
MAX_STEPS = 10_000_000


@dataclass(frozen=True)
class Changes(Field):
    """What was changed live, and at which step."""

    form: ClassVar[str] = "must be written step:field:value"

    def check(self, name: str, value: Any) -> tuple[Change, ...]:
        """Return the changes ordered by step, each checked by its own field."""
        if not isinstance(value, (tuple, list)):
            raise ConfigError(name, "must hold (step, field, value)", value)
        changes = []
        for item in value:
            change = item if isinstance(item, Change) else self._read(name, item)
            declared = FIELDS.get(change.field) if isinstance(change.field, str) else None
            if declared is None or not declared.live or not declared.trajectory:
                raise ConfigError(name, "may only hold fields that change live", change.field)
            step = Integer("", "", low=1, high=MAX_STEPS).check(name, change.step)
            checked = declared.check(change.field, change.value)
            changes.append(Change(int(step or 0), change.field, checked))
        return tuple(sorted(changes, key=lambda change: change.step))

    @staticmethod
    def _read(name: str, item: Any) -> Change:
        try:
            return Change(**item) if isinstance(item, Mapping) else Change(*item)
        except TypeError:
            raise ConfigError(name, "must hold (step, field, value)", item) from None

    def parse(self, text: str) -> tuple[Any, ...]:
        """Read ``88:learning_rate:0.1``."""
        read = []
        for part in filter(None, text.split(",")):
            step, field, value = part.split(":")
            if field not in FIELDS:
                raise ValueError(f"{field!r} is not a field")
            read.append((int(step), field, FIELDS[field].parse(value)))
        return tuple(read)

    def write(self, value: Any) -> str:
        """Write ``88:learning_rate:0.1``."""
        return ",".join(f"{c.step}:{c.field}:{FIELDS[c.field].write(c.value)}" for c in value)


RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 1.0)
PENALTIES = (0.0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1)
SPEEDS = (1, 4, 16, 64, 0)

CHOICES: Mapping[str, Dataset] = MappingProxyType(
    ChainMap({OWN: NONE}, cast("MutableMapping[str, Dataset]", DATASETS))
)
FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "dataset": Choice("Data", "dataset", table=CHOICES),
        "samples": Integer("Samples", "samples", low=FEWEST_SAMPLES, high=20_000, step=10),
        "curve": Curve("Target f(x)", "curve"),
        "own": OwnData("Your data", "own"),
        "noise": Number("Noise", "noise", low=0, high=1, step=0.05),
        "label_noise": Number("Label noise", "label_noise", low=0, high=0.5, step=0.05),
        "imbalance": Number("Imbalance", "imbalance", low=0, high=0.95, step=0.05),
        "classes": Integer("Classes", "classes", low=2, high=10),
        "train_share": Number("Train share", "train_share", low=0.1, high=0.9, step=0.1),
        "batch_size": Integer("Batch size", "batch_size", low=1, high=20_000),
        "activations": Activations("Activation", "activation"),
        "hidden": Widths("Hidden layers", "hidden"),
        "features": Keys("Input features", "features", table=FEATURES),
        "learned_per": Choice("Learned hyperparameters", "learned_per", table=SHARINGS),
        "initializer": Choice("Initializer", "initializer", table=INITIALIZERS),
        "initializer_hyperparameters": Pairs("Initializer", "initializer"),
        "initial_bias": Number("Bias at the start", "initial_bias", low=-10, high=10, step=0.1),
        "normalization": Choice("Batch normalization", "normalization", table=NORMALIZATIONS),
        "dropout": Number("Dropout", "dropout", low=0, high=0.9, step=0.05),
        "loss": Choice("Loss", "loss", table=LOSSES),
        "optimizer": Choice("Optimizer", "optimizer", table=OPTIMIZERS),
        "optimizer_hyperparameters": Pairs("Optimizer", "optimizer"),
        "learning_rate": Number(
            "Learning rate", "learning_rate", live=True, high=MAX_RATE, positive=True, stops=RATES
        ),
        "own_rates": Rates("Own learning rates", "own_rates"),
        "schedule": Choice("Schedule", "schedule", table=SCHEDULES),
        "schedule_hyperparameters": Pairs("Schedule", "schedule"),
        "clip_norm": Number(
            "Clip gradient at",
            "clip_norm",
            live=True,
            high=1000,
            step=0.1,
            positive=True,
            optional=True,
        ),
        "l1": Number("L1", "l1", live=True, high=10, stops=PENALTIES),
        "l2": Number("L2", "l2", live=True, high=10, stops=PENALTIES),
        "stop_step": Integer(
            "Stop after step", "stop_step", live=True, low=1, high=MAX_STEPS, optional=True
        ),
        "stop_loss": Number(
            "Stop at test loss", "stop_loss", live=True, high=100, step=0.01, optional=True
        ),
        "seed": Integer("Seed", "seed", high=MAX_SEED),
        "seeds": Integer("Seeds per activation", "seeds", low=1, high=MAX_SEEDS),
        "device": Choice("Device", "device", table=DEVICES),
        "dtype": Choice("Precision", "dtype", table=DTYPES),
        "speed": Integer(
            "Speed, steps per frame", "speed", live=True, trajectory=False, high=4096, stops=SPEEDS
        ),
        "changes": Changes("Live changes", "changes"),
    }
)
