"""What a net is asked for: one of two classes, one of several, or a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Task:
    """A kind of target.

    Parameters
    ----------
    key, name : str
        Name in tables and on screen.
    loss : str
        Key of the loss that is taken where the chosen one does not suit.
    """

    key: str
    name: str
    loss: str


TASKS: Mapping[str, Task] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Task("binary", "two classes", "binary_cross_entropy"),
            Task("multiclass", "several classes", "softmax_cross_entropy"),
            Task("regression", "a number", "mse"),
        )
    }
)
