"""How a field of the configuration is declared: once, for validation, link, JSON and widget."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar


class ConfigError(ValueError):
    """A configuration that cannot work: names the field, the rule and the value.

    Attributes
    ----------
    field, rule : str
        Name of the field, and what its value must be.
    value : object
        What was given.
    nearest : object or None
        The nearest value that would work, where there is one.
    """

    def __init__(self, field: str, rule: str, value: object, nearest: Any = None) -> None:
        super().__init__(f"{field} {rule}; got {value!r}.")
        self.field = field
        self.rule = rule
        self.value = value
        self.nearest = nearest


@dataclass(frozen=True)
class Change:
    """A field changed live: before the update that follows `step`, `field` became `value`."""

    step: int
    field: str
    value: float | int | None


@dataclass(frozen=True)
class Field(ABC):
    """What is common to all fields.

    Parameters
    ----------
    label, help : str
        Words on screen; `help` is a key of the glossary.
    live : bool
        May change without a restart.
    trajectory : bool
        Whether the run's numbers depend on it.

    Attributes
    ----------
    form : str
        The rule for its text in a link.
    """

    label: str
    help: str
    live: bool = False
    trajectory: bool = True
    form: ClassVar[str] = "must be a key"

    @abstractmethod
    def check(self, name: str, value: Any) -> Any:
        """Return the value in its plain type, or raise `ConfigError`."""

    @abstractmethod
    def parse(self, text: str) -> Any:
        """Read the value from a link; `ValueError` where it cannot be read."""

    def write(self, value: Any) -> str:
        """The value as it stands in a link."""
        return str(value)


@dataclass(frozen=True)
class Choice(Field):
    """One key of a table."""

    table: Mapping[str, Any] = None  # type: ignore[assignment]

    def check(self, name: str, value: Any) -> str:
        """Return `value` if the table has it."""
        if not isinstance(value, str) or value not in self.table:
            raise ConfigError(name, f"must be one of {', '.join(self.table)}", value)
        return value

    def parse(self, text: str) -> str:
        """The text itself."""
        return text


@dataclass(frozen=True)
class Number(Field):
    """A real number in an inclusive range; `optional` allows None, written as nothing."""

    low: float = 0.0
    high: float = 1.0
    step: float = 0.01
    positive: bool = False
    optional: bool = False
    form: ClassVar[str] = "must be a number"
    stops: tuple[float, ...] = ()

    def check(self, name: str, value: Any) -> float | None:
        """Return the number as float."""
        if value is None and self.optional:
            return None
        rule = f"must be a number between {self.low:g} and {self.high:g}"
        if self.positive:
            rule = f"must be a positive number of at most {self.high:g}"
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or value != value:
            raise ConfigError(name, rule, value)
        if not self.low <= value <= self.high or (self.positive and value <= 0):
            raise ConfigError(name, rule, value, min(max(value, self.low), self.high))
        return float(value)

    def parse(self, text: str) -> float | None:
        """Read a number."""
        return None if self.optional and not text else float(text)

    def write(self, value: float | None) -> str:
        """The shortest text that reads back as the same number."""
        return "" if value is None else repr(float(value)).removesuffix(".0")


@dataclass(frozen=True)
class Integer(Number):
    """A whole number in an inclusive range."""

    step: float = 1
    form: ClassVar[str] = "must be a whole number"

    def check(self, name: str, value: Any) -> int | None:
        """Return the number as int."""
        if value is None and self.optional:
            return None
        rule = f"must be a whole number between {self.low:,.0f} and {self.high:,.0f}"
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or not -math.inf < value < math.inf:
            raise ConfigError(name, rule, value)
        if value != int(value) or not self.low <= value <= self.high:
            nearest = int(min(max(round(value), self.low), self.high))
            raise ConfigError(name, rule, value, nearest)
        return int(value)

    def write(self, value: float | None) -> str:
        """Digits."""
        return "" if value is None else str(int(value))
