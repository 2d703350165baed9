"""Nets of which the regions are known by hand, and random ones."""

import numpy as np

from models.choices import ActivationChoice
from models.labs.regions_net import Net, drawn_net
from models.labs.regions_pieces import Floats, pieces

BOX = (-3.0, 3.0)


def net(*layers: tuple[object, object], activation: str = "relu") -> Net:
    """A net of these weights and biases."""
    weights = tuple(np.array(weight, dtype=float) for weight, _ in layers)
    biases = tuple(np.array(bias, dtype=float) for _, bias in layers)
    return Net(weights, biases, (pieces(ActivationChoice(activation)),) * (len(layers) - 1))


def random_net(*hidden: int, activation: str = "relu", seed: int = 0) -> Net:
    """A net of two inputs and one output, never trained."""
    return drawn_net((2, *hidden, 1), pieces(ActivationChoice(activation)), seed)


def points(count: int, seed: int = 0) -> Floats:
    """Points of the box, (count, 2)."""
    return np.random.default_rng(seed).uniform(*BOX, (count, 2))
