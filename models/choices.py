"""Which activation a net has in which layer, as a record and as text.

The text stands in links: ``relu``, ``max_c(c=-1)``, one activation per hidden layer as
``relu|tanh``, several nets as ``relu,tanh``, a formula that somebody typed as its key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.activations import Activation, find
from models.hyperparameter import resolve

_PATTERN = re.compile(r"^(?P<key>[a-z0-9_]+)(?:\((?P<values>[^()]*)\))?$")


@dataclass(frozen=True)
class ActivationChoice:
    """An activation with the hyperparameters that differ from its defaults.

    Of the keys of a formula, the one in normal form is kept.

    Raises
    ------
    ValueError
        For an unknown key or hyperparameter, or a value out of range.
    """

    key: str
    hyperparameters: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        entry = find(self.key)
        object.__setattr__(self, "key", entry.key)
        values = resolve(entry.hyperparameters, self.hyperparameters, entry.name)
        differing = tuple((n, v) for n, v in values.items() if v != entry.defaults[n])
        object.__setattr__(self, "hyperparameters", differing)

    @property
    def activation(self) -> Activation:
        """Entry of the table, or what follows from the formula."""
        return find(self.key)

    @property
    def values(self) -> dict[str, float]:
        """Every hyperparameter with its value."""
        return {**self.activation.defaults, **dict(self.hyperparameters)}

    @property
    def name(self) -> str:
        """Name on screen, with what differs from the defaults: ``max(c, x), c = -1``."""
        parts = [f"{name} = {value:g}" for name, value in self.hyperparameters]
        return ", ".join([self.activation.name, *parts])

    def __str__(self) -> str:
        inner = ";".join(f"{name}={value!r}" for name, value in self.hyperparameters)
        return f"{self.key}({inner})" if inner else self.key

    @classmethod
    def parse(cls, text: str) -> ActivationChoice:
        """Read what `str` wrote.

        >>> ActivationChoice.parse("max_c(c=-1)")
        ActivationChoice(key='max_c', hyperparameters=(('c', -1.0),))
        """
        match = _PATTERN.match(text.strip())
        if match is None:
            raise ValueError(f"an activation is written key or key(name=value); got {text!r}.")
        pairs = []
        for part in filter(None, (match["values"] or "").split(";")):
            name, _, value = part.partition("=")
            try:
                pairs.append((name.strip(), float(value)))
            except ValueError:
                message = f"{name.strip()} of {match['key']} must be a number; got {value!r}."
                raise ValueError(message) from None
        return cls(match["key"], tuple(pairs))


@dataclass(frozen=True)
class NetChoice:
    """The activations of one net.

    Parameters
    ----------
    layers : tuple of ActivationChoice
        One for all hidden layers, or one per hidden layer.
    """

    layers: tuple[ActivationChoice, ...]

    def __post_init__(self) -> None:
        if not self.layers:
            raise ValueError("a net needs at least one activation; got none.")

    def layer(self, index: int) -> ActivationChoice:
        """Activation of hidden layer `index`, counted from 0."""
        return self.layers[0] if len(self.layers) == 1 else self.layers[index]

    @property
    def name(self) -> str:
        """Name on screen: ``ReLU``, or ``ReLU → tanh`` where layers differ."""
        return " → ".join(choice.name for choice in self.layers)

    def __str__(self) -> str:
        return "|".join(str(choice) for choice in self.layers)

    @classmethod
    def parse(cls, text: str) -> NetChoice:
        """Read what `str` wrote.

        >>> str(NetChoice.parse("relu|max_c(c=-1)"))
        'relu|max_c(c=-1.0)'
        """
        return cls(tuple(ActivationChoice.parse(part) for part in text.split("|")))
