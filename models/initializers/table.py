"""The one table of initializers. A new initializer is one entry here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt

import numpy as np
import torch

from models.activations import moments
from models.devices import one_thread
from models.hyperparameter import Hyperparameter
from models.initializers.record import Affine, Floats, Initializer, Weight


def scaled(scale: Callable[[int, int], float]) -> Weight:
    """Raw numbers times ``scale(inputs, outputs)``."""
    return lambda raw, layer, values: raw * scale(layer.inputs, layer.outputs)


def _matched(raw: Floats, layer: Affine, values: Mapping[str, float]) -> Floats:
    gain = 1.0 if layer.activation is None else moments.gain(layer.activation)
    return raw * (gain / sqrt(layer.inputs))


def _orthogonal(raw: Floats, layer: Affine, values: Mapping[str, float]) -> Floats:
    """As `torch.nn.init.orthogonal_`: the signs make it uniform over all such matrices."""
    wide = layer.inputs <= layer.outputs
    tall = raw.T if wide else raw
    with one_thread():
        q, r = torch.linalg.qr(torch.from_numpy(tall))
    weight: Floats = (q * r.diagonal().sign() * values["gain"]).numpy()
    return weight.T if wide else weight


def _torch_bound(layer: Affine) -> float:
    return 1 / sqrt(layer.inputs)


ENTRIES = (
    Initializer(
        "he_normal",
        "He normal",
        "normal",
        scaled(lambda i, o: sqrt(2 / i)),
        "He et al. 2015",
    ),
    Initializer(
        "he_uniform",
        "He uniform",
        "uniform",
        scaled(lambda i, o: sqrt(6 / i)),
        "He et al. 2015",
    ),
    Initializer(
        "glorot_normal",
        "Glorot normal",
        "normal",
        scaled(lambda i, o: sqrt(2 / (i + o))),
        "Glorot & Bengio 2010",
    ),
    Initializer(
        "glorot_uniform",
        "Glorot uniform",
        "uniform",
        scaled(lambda i, o: sqrt(6 / (i + o))),
        "Glorot & Bengio 2010",
    ),
    Initializer(
        "lecun_normal",
        "LeCun normal",
        "normal",
        scaled(lambda i, o: sqrt(1 / i)),
        "LeCun et al. 1998",
    ),
    Initializer(
        "lecun_uniform",
        "LeCun uniform",
        "uniform",
        scaled(lambda i, o: sqrt(3 / i)),
        "LeCun et al. 1998",
    ),
    Initializer(
        "pytorch",
        "PyTorch default",
        "uniform",
        lambda raw, layer, values: raw * _torch_bound(layer),
        "torch.nn.Linear",
        "Weights and biases uniform within 1/sqrt(inputs): variance 1/(3 inputs).",
        bias=_torch_bound,
    ),
    Initializer(
        "matched",
        "Matched to the activation",
        "normal",
        _matched,
        "He et al. 2015, for any activation",
        "Standard deviation gain/sqrt(inputs), with the gain 1/sqrt(E f(Z)^2): a layer's "
        "preactivations vary as much as those before it. For ReLU it is He normal.",
    ),
    Initializer(
        "orthogonal",
        "Orthogonal",
        "normal",
        _orthogonal,
        "Saxe, McClelland & Ganguli 2014",
        "Keeps lengths, times the gain, where a layer has as many outputs as inputs.",
        hyperparameters=(
            Hyperparameter(
                "gain", 1.0, 0.1, 4.0, 0.01, "What the orthogonal matrix is multiplied by."
            ),
        ),
    ),
    Initializer(
        "normal",
        "Normal",
        "normal",
        lambda raw, layer, values: raw * values["sigma"],
        "",
        "The same spread in all layers; 0.5 is that of He normal for 8 inputs.",
        hyperparameters=(
            Hyperparameter("sigma", 0.5, 0.01, 3.0, 0.01, "The standard deviation of the weights."),
        ),
    ),
    Initializer(
        "zeros",
        "Zeros",
        "normal",
        lambda raw, layer, values: np.zeros_like(raw),
        "",
        "The units of a layer start alike; without dropout they stay alike.",
    ),
    Initializer(
        "constant",
        "Constant",
        "normal",
        lambda raw, layer, values: np.full_like(raw, values["value"]),
        "",
        "The units of a layer start alike; without dropout they stay alike.",
        hyperparameters=(
            Hyperparameter("value", 0.1, -2.0, 2.0, 0.01, "The value of each weight."),
        ),
    ),
)
