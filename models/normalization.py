"""Where batch normalization stands, and how many hyperparameters a layer learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

EPS = 1e-5
MOMENTUM = 0.1


@dataclass(frozen=True)
class Place:
    """Where in each hidden layer batch normalization stands."""

    key: str
    name: str


@dataclass(frozen=True)
class Sharing:
    """Over what a learned hyperparameter of an activation is shared."""

    key: str
    name: str


NORMALIZATIONS: Mapping[str, Place] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Place("none", "None"),
            Place("before", "Before the activation"),
            Place("after", "After the activation"),
        )
    }
)

SHARINGS: Mapping[str, Sharing] = MappingProxyType(
    {
        entry.key: entry
        for entry in (Sharing("layer", "One per layer"), Sharing("unit", "One per unit"))
    }
)
