"""What the table says of one initializer, and what an initializer may know of a layer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from models.choices import ActivationChoice
from models.hyperparameter import Hyperparameter

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Affine:
    """What an initializer may know of a layer.

    Parameters
    ----------
    inputs, outputs : int
        Shape of the weight.
    activation : ActivationChoice or None
        The one that the weights are matched to, see `matched_to`.
    """

    inputs: int
    outputs: int
    activation: ActivationChoice | None = None


Weight = Callable[[Floats, Affine, Mapping[str, float]], Floats]


@dataclass(frozen=True)
class Initializer:
    """How weights and biases of a layer are drawn.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    distribution : {"normal", "uniform"}
        Of the raw numbers: standard normal, or uniform on [-1, 1].
    weight : callable
        ``weight(raw, layer, hyperparameters)``: the weight from raw numbers, both of shape
        (inputs, outputs).
    source, note : str
    bias : callable or None
        ``bias(layer)``: half the width of the biases' uniform interval; None for equal biases.
    hyperparameters : tuple of Hyperparameter
    """

    key: str
    name: str
    distribution: Literal["normal", "uniform"]
    weight: Weight
    source: str
    note: str = ""
    bias: Callable[[Affine], float] | None = None
    hyperparameters: tuple[Hyperparameter, ...] = ()
