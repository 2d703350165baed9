"""Fields of the configuration whose values have several parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from models.activations import TYPED
from models.choices import NetChoice
from models.fields import ConfigError, Field

MAX_ACTIVATIONS, MAX_FORMULAS = 160, 20
MAX_LAYERS = 50
MAX_UNITS = 256
MAX_RATE = 100.0


@dataclass(frozen=True)
class Activations(Field):
    """One or several nets, each a key of the table or a `NetChoice`."""

    form: ClassVar[str] = "must be activations, separated by commas"

    def check(self, name: str, value: Any) -> tuple[str | NetChoice, ...]:
        """Return the choices; plain ones as their key."""
        if isinstance(value, str) or not value:
            raise ConfigError(name, "must be a tuple of at least one activation", value)
        if isinstance(value, (tuple, list)) and len(value) > MAX_ACTIVATIONS:
            rule = f"must be at most {MAX_ACTIVATIONS} activations"
            raise ConfigError(name, rule, f"{len(value):,}", tuple(value)[:MAX_ACTIVATIONS])
        try:
            nets = [n if isinstance(n, NetChoice) else NetChoice.parse(n) for n in value]
        except (ValueError, TypeError, AttributeError) as error:
            raise ConfigError(name, f"must hold activations: {error}", value) from None
        _check_formulas(name, nets)
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


def _check_formulas(name: str, nets: list[NetChoice]) -> None:
    """What follows from a typed formula is worked out anew for each: a run has only so many."""
    met: set[str] = set()
    for index, net in enumerate(nets):
        met |= {layer.key for layer in net.layers if layer.activation.family == TYPED}
        if len(met) > MAX_FORMULAS:
            rule = f"must have at most {MAX_FORMULAS} typed formulas"
            raise ConfigError(name, rule, len(met), tuple(nets[:index]) or None)


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
class Keys(Field):
    """Several keys of a table, at least one, in the order of the table."""

    table: Mapping[str, Any] = None  # type: ignore[assignment]
    form: ClassVar[str] = "must be keys, separated by commas"

    def check(self, name: str, value: Any) -> tuple[str, ...]:
        """Return the keys that are chosen."""
        rule = f"must be one or several of {', '.join(self.table)}"
        if not isinstance(value, (tuple, list)) or not value:
            raise ConfigError(name, rule, value)
        known = tuple(key for key in self.table if key in value)
        if any(key not in known for key in value):
            raise ConfigError(name, rule, tuple(value), known or None)
        return known

    def parse(self, text: str) -> tuple[str, ...]:
        """Read ``x,y``."""
        return tuple(part for part in text.split(",") if part)

    def write(self, value: tuple[str, ...]) -> str:
        """Write ``x,y``."""
        return ",".join(value)


@dataclass(frozen=True)
class Rates(Field):
    """Activations, as `Activations` writes them, each with a learning rate of its own."""

    form: ClassVar[str] = "must be written activation:number"

    def check(self, name: str, value: Any) -> tuple[tuple[str, float], ...]:
        """Return the pairs, each activation once."""
        try:
            pairs = tuple((str(key), float(rate)) for key, rate in value)
            known = tuple((str(NetChoice.parse(key)), rate) for key, rate in pairs)
        except (TypeError, ValueError, OverflowError):
            rule = "must hold pairs of an activation and a number"
            raise ConfigError(name, rule, value) from None
        for key, rate in known:
            if not 0 < rate <= MAX_RATE:
                rule = f"must give {key} a positive number of at most {MAX_RATE:g}"
                nearest = tuple(pair for pair in known if 0 < pair[1] <= MAX_RATE)
                raise ConfigError(name, rule, rate, nearest)
        if len(dict(known)) < len(known):
            nearest = tuple(dict(known).items())
            raise ConfigError(name, "must not hold an activation twice", value, nearest)
        return known

    def parse(self, text: str) -> tuple[tuple[str, float], ...]:
        """Read ``relu:0.3,tanh:0.1``."""
        pairs = (part.rpartition(":") for part in text.split(",") if part)
        return tuple((key, float(rate)) for key, _, rate in pairs)

    def write(self, value: tuple[tuple[str, float], ...]) -> str:
        """Write ``relu:0.3,tanh:0.1``."""
        return ",".join(f"{key}:{rate!r}" for key, rate in value)
