"""Two ways to lose an S-shaped activation: to the ends of its range, and to a straight line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import add

import numpy as np

from models.activations.shape import Floats, evaluate, limits
from models.choices import ActivationChoice
from models.config import RunConfig
from models.datasets import make_data
from models.devices import one_thread
from models.labs.band import Band, band, each_seed
from models.labs.random_net import Bars, Bools, bars, draw_layers, product
from models.labs.signal import shown_layers
from models.labs.stage import Piecewise, Settings

WIDTH = 100
NEAR = 0.05
FAR = 40.0  # softsign saturates from 9 on
DIGITS = RunConfig(dataset="digits", samples=1740, train_share=0.8, loss="softmax_cross_entropy")


@dataclass(frozen=True, eq=False)
class Zones:
    """Where the values of a layer lie, as shares; each ndarray of shape (depth,).

    Parameters
    ----------
    saturated : ndarray
        In the outer 5 % of the range on either side: a sigmoid below 0.05 or above 0.95, a tanh
        beyond 0.9 in size.
    straight : ndarray
        Where the activation is within 5 % of its tangent at 0, seen from its value at 0.
    bars : tuple of Bars
        Of the preactivations of the shown layers; saturated values are marked.
    """

    saturated: Floats
    straight: Floats
    bars: tuple[Bars, ...]


@dataclass(frozen=True, eq=False)
class Saturation:
    """Where the values of each layer lie.

    Parameters
    ----------
    choice : ActivationChoice
    gain : float
        Standard deviation of a weight, times the root of the layer's inputs.
    depth, seeds : int
    saturated, straight, between : Band, shape (depth,)
        Shares of the values, over seeds.
    saturates_at, straight_to : float
        Size of z from which a value is saturated, and up to which it is nearly straight.
    shown : tuple of int
    bars : tuple of Bars
        Over all seeds.
    curve : tuple of ndarray
        z, the activation there, and its tangent at 0, for z from -4 to 4.
    deviations : tuple of (float, float)
        A preactivation, and how far the activation is from the tangent there, as a share.
    """

    choice: ActivationChoice
    gain: float
    depth: int
    seeds: int
    saturated: Band
    straight: Band
    between: Band
    saturates_at: float
    straight_to: float
    shown: tuple[int, ...]
    bars: tuple[Bars, ...]
    curve: tuple[Floats, Floats, Floats]
    deviations: tuple[tuple[float, float], ...]

    @property
    def largest(self) -> int:
        """Where most values of the last layer lie: 0 saturated, 1 nearly straight, 2 between."""
        parts = (self.saturated, self.straight, self.between)
        return int(np.argmax([part.median[-1] for part in parts]))


def tangent(choice: ActivationChoice, z: Floats) -> Floats:
    """The straight line that touches the activation at 0."""
    value, slope = evaluate(choice, np.zeros(1))
    return value + slope * z


def deviation(choice: ActivationChoice, z: Floats) -> Floats:
    """How far the activation is from its tangent at 0, relative to the tangent's own change.

    >>> deviation(ActivationChoice("tanh"), np.array([0.5])).round(3).tolist()
    [0.076]
    """
    value, _ = evaluate(choice, z)
    change = tangent(choice, z) - evaluate(choice, np.zeros(1))[0]
    gap = np.abs(value - tangent(choice, z))
    return np.divide(gap, np.abs(change), out=np.zeros_like(gap), where=change != 0)


def is_saturated(h: Floats, low: float, high: float) -> Bools:
    """Which values lie in the outer 5 % of a range, on either side."""
    edge = 0.05 * (high - low)
    found: Bools = (h < low + edge) | (h > high - edge)
    return found


@cache
def _inputs() -> Floats:
    """The training images, shape (1392, 64)."""
    return make_data(DIGITS).x_train.copy()  # PyTorch takes no array that is locked


def _measure(settings: Settings, seed: int) -> Zones:
    choice = ActivationChoice.parse(settings["activation"])
    widths = [_inputs().shape[1], *[WIDTH] * settings["depth"]]
    saturated, straight, kept, h = [], [], [], _inputs()
    low, high = limits(choice)
    with one_thread():
        layers = draw_layers("lecun_normal", choice, widths, seed)
        for index, weight in enumerate(layers.weights, 1):
            z = settings["gain"] * product(h, weight)
            h, _ = evaluate(choice, z)
            outer, near = is_saturated(h, low, high), deviation(choice, z) < NEAR
            saturated.append(outer.mean())
            straight.append(near.mean())
            if index in shown_layers(settings["depth"]):
                kept.append(bars(z, outer))
    return Zones(np.array(saturated), np.array(straight), tuple(kept))


def _gather(settings: Settings, seeds: Sequence[Zones]) -> Saturation:
    choice = ActivationChoice.parse(settings["activation"])
    z = np.linspace(-4, 4, 161)
    saturated = np.stack([zones.saturated for zones in seeds])
    straight = np.stack([zones.straight for zones in seeds])
    places = np.array([0.05, 0.1, 0.5, 1.0])
    return Saturation(
        choice=choice,
        gain=settings["gain"],
        depth=settings["depth"],
        seeds=len(seeds),
        saturated=band(saturated),
        straight=band(straight),
        between=band(1 - saturated - straight),
        **_cuts(choice),
        shown=shown_layers(settings["depth"]),
        bars=tuple(reduce(add, layer) for layer in zip(*(s.bars for s in seeds), strict=True)),
        curve=(z, evaluate(choice, z)[0], tangent(choice, z)),
        deviations=tuple(zip(places.tolist(), deviation(choice, places).tolist(), strict=True)),
    )


@cache
def _cuts(choice: ActivationChoice) -> dict[str, float]:
    z = np.linspace(0, FAR, 80_001)
    outer = is_saturated(evaluate(choice, z)[0], *limits(choice))
    return {
        "saturates_at": float(z[np.argmax(outer)]),
        "straight_to": float(z[np.argmax(deviation(choice, z) >= NEAR)]),
    }


EXPERIMENT = Piecewise(each_seed, _measure, _gather)
