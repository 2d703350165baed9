"""The draw of a layer's weights and biases at step 0."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from models import draws
from models.choices import ActivationChoice, NetChoice
from models.hyperparameter import resolve
from models.initializers.record import Affine, Floats, Initializer


def matched_to(net: NetChoice, layer: int, hidden: int) -> ActivationChoice | None:
    """The activation that the weights of affine layer `layer`, counted from 0, are matched to.

    It is the one whose values the layer receives; for the first layer, the one that it feeds. A net
    without hidden layers has none.

    >>> net = NetChoice.parse("relu|tanh")
    >>> [str(matched_to(net, layer, hidden=2)) for layer in range(3)]
    ['relu', 'relu', 'tanh']
    """
    return net.layer(max(layer - 1, 0)) if hidden else None


def draw_layer(
    initializer: Initializer,
    seed: int,
    index: int,
    layer: Affine,
    hyperparameters: Iterable[tuple[str, float]] = (),
    initial_bias: float = 0.0,
) -> tuple[Floats, Floats]:
    """Weight (inputs, outputs) and biases (outputs,) of layer number `index` at step 0.

    The raw numbers are keyed by seed and index alone, so nets that differ in the activation start
    from the same ones.

    Raises
    ------
    ValueError
        For an unknown hyperparameter or one out of range, and where the weights are matched to an
        activation without a gain.
    """
    values = resolve(initializer.hyperparameters, hyperparameters, initializer.name)
    shape = (layer.inputs, layer.outputs)
    rng = draws.generator(draws.WEIGHTS, seed, index)
    normal = initializer.distribution == "normal"
    raw = rng.standard_normal(shape) if normal else rng.uniform(-1, 1, shape)
    bias = np.full(layer.outputs, initial_bias)
    if initializer.bias is not None:
        unit = draws.generator(draws.BIASES, seed, index).uniform(-1, 1, layer.outputs)
        bias += unit * initializer.bias(layer)
    return initializer.weight(raw, layer, values), bias
