"""Random draws, each keyed by what it is for, so that no draw depends on another."""

from __future__ import annotations

import numpy as np

DATA, ORDER, WEIGHTS, BIASES, LABELS, DROPOUT, NOISE, EPISODES = range(8)


def generator(purpose: int, *key: int) -> np.random.Generator:
    """A fresh generator for one purpose and key, as (seed, epoch) or (seed, layer).

    >>> bool(generator(DATA, 3).random() == generator(DATA, 3).random())
    True
    """
    return np.random.default_rng((purpose, *key))
