"""The fields of `RunConfig`, declared once: labels, ranges, options, help, link text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, ClassVar

from models.choices import NetChoice
from models.datasets import DATASETS
from models.devices import DEVICES, DTYPES
from models.fields import Change, Choice, ConfigError, Field, Integer, Number
from models.initializers import INITIALIZERS
from models.losses import LOSSES
from models.optimizers import OPTIMIZERS

MAX_LAYERS = 50
MAX_UNITS = 256
MAX_SEED = 2**31 - 1
MAX_STEPS = 10_000_000


@dataclass(frozen=True)
class Activations(Field):
    """One or several nets, each a key of the table or a `NetChoice`."""

    form: ClassVar[str] = "must be activations, separated by commas"

    def check(self, name: str, value: Any) -> tuple[str | NetChoice, ...]:
        """Return the choices; plain ones as their key."""
        if isinstance(value, str) or not value:
            raise ConfigError(name, "must be a tuple of at least one activation", value)
        try:
            nets = [n if isinstance(n, NetChoice) else NetChoice.parse(n) for n in value]
        except (ValueError, TypeError, AttributeError) as error:
            raise ConfigError(name, f"must hold activations: {error}", value) from None
        texts = [str(net) for net in nets]
        if len(set(texts)) < len(texts):
            unique = tuple(dict.fromkeys(texts))
            raise ConfigError(name, "must not hold the same activation twice", texts, unique)
        plain = (len(n.layers) == 1 and not n.layers[0].hyperparameters for n in nets)
        return tuple(t if p else n for n, t, p in zip(nets, texts, plain, strict=True))

    def parse(self, text: str) -> tuple[NetChoice, ...]:
        """Read ``relu,tanh``."""
        try:
            return tuple(NetChoice.parse(part) for part in text.split(",") if part)
        except ValueError as error:
            reason = str(error).partition("; got")[0]
            raise ConfigError("activations", f"cannot be used: {reason}", text) from None

    def write(self, value: Any) -> str:
        """Write ``relu,tanh``."""
        return ",".join(str(choice) for choice in value)


@dataclass(frozen=True)
class Widths(Field):
    """Units of each hidden layer."""

    form: ClassVar[str] = "must be whole numbers, separated by commas"

    def check(self, name: str, value: Any) -> tuple[int, ...]:
        """Return the widths as a tuple of int."""
        if not isinstance(value, (tuple, list)):
            raise ConfigError(name, "must be a tuple of whole numbers", value)
        if len(value) > MAX_LAYERS:
            rule = f"must have at most {MAX_LAYERS} hidden layers"
            raise ConfigError(name, rule, len(value), tuple(value)[:MAX_LAYERS])
        for width in value:
            if isinstance(width, bool) or not isinstance(width, int) or not 1 <= width <= MAX_UNITS:
                rule = f"must have 1 to {MAX_UNITS} units in each hidden layer"
                raise ConfigError(name, rule, width, self._nearest(value))
        return tuple(int(width) for width in value)

    @staticmethod
    def _nearest(value: Any) -> tuple[int, ...] | None:
        if all(isinstance(width, int) for width in value):
            return tuple(min(max(width, 1), MAX_UNITS) for width in value)
        return None

    def parse(self, text: str) -> tuple[int, ...]:
        """Read ``8,8``."""
        return tuple(int(part) for part in text.split(",") if part)

    def write(self, value: tuple[int, ...]) -> str:
        """Write ``8,8``."""
        return ",".join(map(str, value))


@dataclass(frozen=True)
class Pairs(Field):
    """Names with numbers, as the optimizer's hyperparameters."""

    form: ClassVar[str] = "must be written name:number"

    def check(self, name: str, value: Any) -> tuple[tuple[str, float], ...]:
        """Return the pairs; which names there are is checked with the optimizer."""
        try:
            return tuple((str(key), float(number)) for key, number in value)
        except (TypeError, ValueError, OverflowError):
            raise ConfigError(name, "must hold pairs of a name and a number", value) from None

    def parse(self, text: str) -> tuple[tuple[str, float], ...]:
        """Read ``momentum:0.9``."""
        pairs = (part.partition(":") for part in text.split(",") if part)
        return tuple((key, float(number)) for key, _, number in pairs)

    def write(self, value: tuple[tuple[str, float], ...]) -> str:
        """Write ``momentum:0.9``."""
        return ",".join(f"{key}:{number!r}" for key, number in value)


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

FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "dataset": Choice("Data", "dataset", table=DATASETS),
        "samples": Integer("Samples", "samples", low=20, high=20_000, step=10),
        "noise": Number("Noise", "noise", low=0, high=1, step=0.05),
        "train_share": Number("Train share", "train_share", low=0.1, high=0.9, step=0.1),
        "batch_size": Integer("Batch size", "batch_size", low=1, high=20_000),
        "activations": Activations("Activation", "activation"),
        "hidden": Widths("Hidden layers", "hidden"),
        "initializer": Choice("Initializer", "initializer", table=INITIALIZERS),
        "loss": Choice("Loss", "loss", table=LOSSES),
        "optimizer": Choice("Optimizer", "optimizer", table=OPTIMIZERS),
        "optimizer_hyperparameters": Pairs("Optimizer", "optimizer"),
        "learning_rate": Number(
            "Learning rate", "learning_rate", live=True, high=100, positive=True, stops=RATES
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
        "seeds": Integer("Seeds per activation", "seeds", low=1, high=30),
        "device": Choice("Device", "device", table=DEVICES),
        "dtype": Choice("Precision", "dtype", table=DTYPES),
        "speed": Integer(
            "Speed, steps per frame", "speed", live=True, trajectory=False, high=4096, stops=SPEEDS
        ),
        "changes": Changes("Live changes", "changes"),
    }
)
