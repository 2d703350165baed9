"""How many regions a net can have, and a net that has as many as its depth allows."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb, prod

import numpy as np

from models.choices import ActivationChoice
from models.labs.regions_net import Net
from models.labs.regions_pieces import pieces


def one_layer_most(units: int, inputs: int) -> int:
    """Most regions into which `units` hyperplanes cut a space of `inputs` dimensions.

    The sum of the binomials C(units, j) for j up to `inputs` (Zaslavsky 1975); on the plane
    1 + n + n (n - 1) / 2.

    >>> one_layer_most(16, 2), one_layer_most(16, 1)
    (137, 17)
    """
    return sum(comb(units, j) for j in range(inputs + 1))


def best_weights_least(hidden: Sequence[int], inputs: int) -> int:
    """Regions that a ReLU net of these layers has at least with the best weights.

    The product of ``floor(n / inputs) ** inputs`` over all hidden layers but the last, times
    `one_layer_most` of the last (Montufar et al. 2014).

    Raises
    ------
    ValueError
        Where a layer has fewer units than there are inputs.

    >>> best_weights_least((32, 32), 2), best_weights_least((16,), 2)
    (135424, 137)
    """
    if min(hidden) < inputs:
        raise ValueError(f"each layer needs at least {inputs} units; got {min(hidden)}.")
    *before, last = hidden
    folds = prod((units // inputs) ** inputs for units in before)
    return int(folds) * one_layer_most(last, inputs)


def tent_net(folds: int, wobble: float = 0.0, seed: int = 0) -> Net:
    """The tent map 2 relu(x) - 4 relu(x - 1/2), applied `folds` times, as a net (Telgarsky 2015).

    On [0, 1] it goes up and down in 2 ** folds pieces, with two units in each hidden layer.

    Parameters
    ----------
    folds : int
        Hidden layers, at least 1.
    wobble : float
        Each weight and bias is multiplied by 1 + wobble times a standard normal draw.
    seed : int
        Of these draws.
    """
    rise, fold = np.array([[1.0, 1.0]]), np.array([[2.0], [-4.0]])
    weights = [rise, *[fold @ rise] * (folds - 1), fold]
    biases = [np.array([0.0, -0.5])] * folds + [np.zeros(1)]
    rng = np.random.default_rng(seed)
    weights = [w * (1 + wobble * rng.standard_normal(w.shape)) for w in weights]
    biases = [b * (1 + wobble * rng.standard_normal(b.shape)) for b in biases]
    return Net(tuple(weights), tuple(biases), (pieces(ActivationChoice("relu")),) * folds)
