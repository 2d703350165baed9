"""Masks, which say what units are on, and how far two of them agree.

The mask of a rectifier is where its activation is above 0; that of dropout is what it keeps. Two
masks agree where both are on or both are off. Masks that know nothing of each other agree as well:
units that are on with probabilities p and q do so in ``p q + (1 - p)(1 - q)`` of all cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

KINDS = ("again", "next", "since", "same", "other")
BETWEEN_INPUTS = ("same", "other")


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of masks of one kind.

    Parameters
    ----------
    agreement, chance : ndarray, shape (K, layers)
        Share of equal entries, and what masks would have that know nothing of each other but are
        on as often, unit by unit.
    shown : ndarray of bool, shape (classes, 2, units)
        For each class two masks of the first layer of the first net.
    """

    agreement: Floats
    chance: Floats
    shown: Bools


def agreement(one: Bools, other: Bools) -> tuple[Floats, Floats]:
    """Share of equal entries of two masks (K, N, units), and its chance level; each (K,).

    >>> masks = np.array([[[True], [True], [False], [False]]])
    >>> [float(found[0]) for found in agreement(masks, masks)]
    [1.0, 0.5]
    """
    p, q = one.mean(1), other.mean(1)
    found: Floats = (one == other).mean((1, 2))
    chance: Floats = (p * q + (1 - p) * (1 - q)).mean(1)
    return found, chance


def between_inputs(mask: Bools, labels: Labels) -> tuple[Floats, Floats]:
    """Share of equal entries over all pairs of inputs of one class, and of two; each (K,).

    Of n inputs of which m have a unit on, m(m - 1) + (n - m)(n - m - 1) ordered pairs agree.

    Parameters
    ----------
    mask : ndarray of bool, shape (K, N, units)
    labels : ndarray of int, shape (N,)

    Examples
    --------
    >>> mask = np.array([[[True], [True], [False], [True]]])
    >>> [float(found[0]) for found in between_inputs(mask, np.array([0, 0, 1, 1]))]
    [0.5, 0.5]
    """
    classes = np.eye(int(labels.max()) + 1)[labels]
    sizes, count = classes.sum(0)[:, None], len(labels)
    on = np.einsum("nc,knu->kcu", classes, mask.astype(float))
    same = _agreeing(on, sizes).sum(1)
    every = _agreeing(on.sum(1), float(count))
    pairs = float((sizes * (sizes - 1)).sum())
    within: Floats = (same / pairs).mean(1)
    across: Floats = ((every - same) / (count * (count - 1) - pairs)).mean(1)
    return within, across


def _agreeing(on: Floats, count: Floats | float) -> Floats:
    return on * (on - 1) + (count - on) * (count - on - 1)


def shown_inputs(labels: Labels) -> Labels:
    """For each class: its first sample, its second, and the first of the next one; (classes, 3).

    >>> shown_inputs(np.array([1, 0, 0, 1])).tolist()
    [[1, 2, 0], [0, 3, 1]]
    """
    firsts = [np.flatnonzero(labels == label)[:2] for label in range(int(labels.max()) + 1)]
    following = [*firsts[1:], firsts[0]]
    return np.array([[*two, other[0]] for two, other in zip(firsts, following, strict=True)])


def compared(
    firsts: Mapping[str, Sequence[Bools]], now: Sequence[Bools], labels: Labels
) -> dict[str, Pairs]:
    """All kinds of pairs.

    Parameters
    ----------
    firsts : mapping of str to sequence of ndarray, each (K, N, units)
        For the kinds that compare an input with itself, its other masks, by layer.
    now : sequence of ndarray, each (K, N, units)
        By layer.
    labels : ndarray of int, shape (N,)
    """
    rows = shown_inputs(labels)
    found = {kind: _pairs(layers, now, rows) for kind, layers in firsts.items()}
    inputs = [between_inputs(mask, labels) for mask in now]
    chance = np.stack([agreement(mask, mask)[1] for mask in now], 1)
    for index, kind in enumerate(BETWEEN_INPUTS):
        shown = np.stack([now[0][0][rows[:, 0]], now[0][0][rows[:, 1 + index]]], 1)
        found[kind] = Pairs(np.stack([pair[index] for pair in inputs], 1), chance, shown)
    return found


def _pairs(first: Sequence[Bools], now: Sequence[Bools], rows: Labels) -> Pairs:
    layers = [agreement(one, other) for one, other in zip(first, now, strict=True)]
    values, chances = (np.stack(column, 1) for column in zip(*layers, strict=True))
    shown = np.stack([first[0][0][rows[:, 0]], now[0][0][rows[:, 0]]], 1)
    return Pairs(values, chances, shown)
