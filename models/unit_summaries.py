"""Figures about the units of a net that pictures and sentences share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.measures.records import Floats
from models.measures.unit_questions import power_of_two
from models.measures.unit_records import NO_DUPLICATE, UnitMarks


@dataclass(frozen=True)
class MarkCounts:
    """How many hidden units of one net are dead, saturated, or agree with another one.

    Parameters
    ----------
    units, dead, saturated, doubled : int
    """

    units: int
    dead: int
    saturated: int
    doubled: int


def mark_counts(marks: UnitMarks, net: int) -> MarkCounts:
    """Count the marks of a net over all its hidden layers."""
    return MarkCounts(
        sum(layer.dead.shape[1] for layer in marks.layers),
        sum(int(layer.dead[net].sum()) for layer in marks.layers),
        sum(int(layer.saturated[net].sum()) for layer in marks.layers),
        sum(int((layer.duplicate_of[net] != NO_DUPLICATE).sum()) for layer in marks.layers),
    )


def strongest(weights: Floats, most: int) -> tuple[int, ...]:
    """Positions of the largest weights by size, at most so many, in their own order.

    >>> strongest(np.array([0.1, -3.0, 2.0, -0.5]), 2)
    (1, 2)
    """
    size = np.where(np.isnan(weights), np.inf, np.abs(weights))
    return tuple(sorted(np.argsort(-size, kind="stable")[:most].tolist()))


def strengths(weight: Floats) -> Floats:
    """Euclidean norm of the weights (in, out) that each unit has from a block of inputs, (out,)."""
    found: Floats = np.linalg.norm(weight, axis=0)
    return found


def longest(biases: Sequence[Floats]) -> float:
    """The smallest power of two that no finite bias of some layers exceeds in size; 1 for none.

    >>> longest([np.array([0.3, np.nan]), np.zeros(2)]), longest([np.zeros(2)])
    (0.5, 1.0)
    """
    sizes = np.abs(np.concatenate([np.ravel(bias) for bias in biases]), dtype=float)
    largest = float(np.max(sizes, where=np.isfinite(sizes), initial=0.0))
    return power_of_two(largest) if largest > 0 else 1.0
