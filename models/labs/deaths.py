"""Deaths and revivals of units between one look at a run and the next."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.measures.records import Bools

Counts = NDArray[np.int64]


class Seen(Protocol):
    """What `events` needs of a look."""

    @property
    def dead(self) -> tuple[Bools, ...]:
        """Per layer, (K, units)."""

    @property
    def diverged(self) -> Bools:
        """Shape (K,)."""


def events(looks: Sequence[Seen]) -> tuple[Counts, Counts]:
    """Deaths and revivals up to each look, (T, L), of nets that have not diverged by then."""
    layers = len(looks[0].dead)
    found = np.zeros((2, len(looks), layers), dtype=np.int64)
    for at, (before, now) in enumerate(pairwise(looks), start=1):
        for layer in range(layers):
            then, after = before.dead[layer], now.dead[layer]
            going = ~now.diverged[:, None]
            found[0, at, layer] = (after & ~then & going).sum()
            found[1, at, layer] = (then & ~after & going).sum()
    deaths, revivals = found.cumsum(1)
    return deaths, revivals
