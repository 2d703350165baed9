"""Nets on which measures of single units are tested."""

import numpy as np

from models.choices import NetChoice
from models.config import RunConfig
from tests.models.runs import by_hand

HAND = RunConfig(activations=("relu",), hidden=(4, 2), samples=60, batch_size=5, dtype="float64")
MIXED = RunConfig(
    activations=("relu", NetChoice.parse("tanh|elu"), "prelu"),
    hidden=(5, 4),
    samples=60,
    seeds=2,
    dtype="float64",
)
# Unit 2 is twice unit 0, unit 1 is dead, unit 3 constant; then a copy with the other sign.
FIRST = ([[1, 0, 2, 0], [-1, 0, -2, 0]], [0.5, -1, 1, 3])
SECOND = ([[1, -1], [0, 0], [0, 0], [0, 0]], [1, 40])
NET = FIRST, SECOND, ([[1], [0.5]], -2)


def hand():
    return by_hand(HAND, NET)


def plain_units(points):
    """Activations of the hand-made net, computed sample by sample."""
    layers = []
    for number, (weight, bias) in enumerate((FIRST, SECOND)):
        rows = []
        for at, point in enumerate(points):
            given = point if number == 0 else layers[0][at]
            z = [
                sum(x * weight[i][j] for i, x in enumerate(given)) + bias[j]
                for j in range(len(bias))
            ]
            rows.append([max(0.0, value) for value in z])
        layers.append(np.array(rows))
    return layers
