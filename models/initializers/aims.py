"""What spread of the preactivations an initializer aims at, under its own assumption."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.activations import moments
from models.initializers.draw import matched_to
from models.initializers.record import Affine
from models.layout import layers

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True)
class Aim:
    """The assumption that an initializer makes of activations, and what it does with it.

    Parameters
    ----------
    widens : callable
        ``widens(layer)``: inputs times variance of the weights, by which the mean square of what a
        layer receives is multiplied.
    keeps : callable
        ``keeps(layer)``: the share of the mean square of z that the activation before the layer
        lets through, as assumed.
    assumes : str
        The assumption, as the end of a sentence.
    """

    widens: Callable[[Affine], float]
    keeps: Callable[[Affine], float]
    assumes: str


def _gain_squared(layer: Affine) -> float:
    return 1.0 if layer.activation is None else moments.gain(layer.activation) ** 2


HE = Aim(lambda layer: 2.0, lambda layer: 0.5, "ReLU halves the mean square of z")
GLOROT = Aim(
    lambda layer: 2 * layer.inputs / (layer.inputs + layer.outputs),
    lambda layer: 1.0,
    "the activation passes z on as it is",
)
LECUN = Aim(lambda layer: 1.0, lambda layer: 1.0, "the activation keeps the mean square of z")
MATCHED = Aim(
    _gain_squared,
    lambda layer: 1 / _gain_squared(layer),
    "the activation divides the mean square of z by its gain squared",
)

AIMS: Mapping[str, Aim] = MappingProxyType(
    {
        "he_normal": HE,
        "he_uniform": HE,
        "glorot_normal": GLOROT,
        "glorot_uniform": GLOROT,
        "lecun_normal": LECUN,
        "lecun_uniform": LECUN,
        "matched": MATCHED,
    }
)


def aim_of(config: RunConfig) -> Aim | None:
    """The aim of a run's initializer; None where it has none.

    Batch normalization sets the spread whatever the weights are, and a bias that does not start
    at 0 is none of the assumptions.
    """
    if config.normalization != "none" or config.initial_bias != 0:
        return None
    return AIMS.get(config.initializer)


def aimed_std(config: RunConfig, net: int, mean_square: float) -> tuple[float, ...] | None:
    """Standard deviation of z that the initializer aims at in each hidden layer of a net.

    Parameters
    ----------
    config : RunConfig
    net : int
        Index among the K nets.
    mean_square : float
        Of the inputs, over training samples and features.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> [round(std, 3) for std in aimed_std(RunConfig(), 0, 0.5)]
    [1.0, 1.0]
    >>> aimed_std(RunConfig(initializer="orthogonal"), 0, 0.5) is None
    True
    """
    aim = aim_of(config)
    if aim is None:
        return None
    found, received, choice = [], mean_square, config.nets[net // config.seeds]
    for index, layer in enumerate(layers(config)[:-1]):
        matched = matched_to(choice, index, len(config.hidden))
        place = Affine(layer.inputs, layer.outputs, matched)
        if index:
            received *= aim.keeps(place)
        received *= aim.widens(place)
        found.append(sqrt(received))
    return tuple(found)
