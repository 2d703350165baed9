"""The table of initializers: how far the weights of a layer are drawn from 0."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models import draws
from models.hyperparameter import Hyperparameter

Shape = Callable[[int, int], float]


@dataclass(frozen=True)
class Initializer:
    """How weights and biases of a layer are drawn.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    distribution : {"normal", "uniform"}
    scale : callable
        ``scale(fan_in, fan_out)``: standard deviation, or half the width of the uniform interval.
    bias : callable or None
        Half the width of the biases' uniform interval; None for zeros.
    source, note : str
    """

    key: str
    name: str
    distribution: Literal["normal", "uniform"]
    scale: Shape
    source: str
    bias: Shape | None = None
    note: str = ""
    hyperparameters: tuple[Hyperparameter, ...] = ()


def _torch_bound(fan_in: int, fan_out: int) -> float:
    return 1 / sqrt(fan_in)


INITIALIZERS: Mapping[str, Initializer] = MappingProxyType(
    {
        entry.key: entry
        for entry in (
            Initializer(
                "he_normal", "He normal", "normal", lambda i, o: sqrt(2 / i), "He et al. 2015"
            ),
            Initializer(
                "he_uniform", "He uniform", "uniform", lambda i, o: sqrt(6 / i), "He et al. 2015"
            ),
            Initializer(
                "glorot_normal",
                "Glorot normal",
                "normal",
                lambda i, o: sqrt(2 / (i + o)),
                "Glorot & Bengio 2010",
            ),
            Initializer(
                "glorot_uniform",
                "Glorot uniform",
                "uniform",
                lambda i, o: sqrt(6 / (i + o)),
                "Glorot & Bengio 2010",
            ),
            Initializer(
                "lecun_normal",
                "LeCun normal",
                "normal",
                lambda i, o: sqrt(1 / i),
                "LeCun et al. 1998",
            ),
            Initializer(
                "lecun_uniform",
                "LeCun uniform",
                "uniform",
                lambda i, o: sqrt(3 / i),
                "LeCun et al. 1998",
            ),
            Initializer(
                "pytorch",
                "PyTorch default",
                "uniform",
                _torch_bound,
                "torch.nn.Linear",
                bias=_torch_bound,
                note="Weights and biases uniform within 1/sqrt(inputs): variance 1/(3 inputs).",
            ),
        )
    }
)


def draw_layer(
    initializer: Initializer, seed: int, layer: int, fan_in: int, fan_out: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (fan_in, fan_out) and biases (fan_out,) of one layer at step 0.

    The draws are keyed by seed and layer alone, so nets that differ in the activation start from
    the same numbers.
    """
    rng = draws.generator(draws.WEIGHTS, seed, layer)
    if initializer.distribution == "normal":
        weight = rng.standard_normal((fan_in, fan_out))
    else:
        weight = rng.uniform(-1, 1, (fan_in, fan_out))
    bias = np.zeros(fan_out)
    if initializer.bias is not None:
        unit = draws.generator(draws.BIASES, seed, layer).uniform(-1, 1, fan_out)
        bias = unit * initializer.bias(fan_in, fan_out)
    return weight * initializer.scale(fan_in, fan_out), bias
