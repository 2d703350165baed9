"""Where batch normalization stands, and how many hyperparameters a layer learns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

EPS = 1e-5
MOMENTUM = 0.1


@dataclass(frozen=True)
class Option:
    """A place of batch normalization, or what shares a learned hyperparameter."""

    key: str
    name: str


NORMALIZATIONS: Mapping[str, Option] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Option("none", "None"),
            Option("before", "Before the activation"),
            Option("after", "After the activation"),
        )
    }
)

SHARINGS: Mapping[str, Option] = MappingProxyType(
    {
        entry.key: entry
        for entry in (Option("layer", "One per layer"), Option("unit", "One per unit"))
    }
)
