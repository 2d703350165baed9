"""What depth does to the signals of random nets, forward and back, beside the theory."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add

import numpy as np

from models.activations.shape import Floats
from models.choices import ActivationChoice
from models.devices import one_thread
from models.initializers import INITIALIZERS, Affine
from models.labs.band import Band, band, each_seed
from models.labs.random_net import (
    Bars,
    Layers,
    Passed,
    draw_layers,
    normal_error,
    normal_inputs,
    pass_through,
)
from models.labs.stage import Piecewise, Settings
from models.labs.wide_theory import WideNet, matched_factor, wide_net

SAMPLES = 16
SHOWN = 6


@dataclass(frozen=True, eq=False)
class Line:
    """What the layers of one activation's nets did; the bands are over seeds.

    Parameters
    ----------
    choice : ActivationChoice
    theory : WideNet
    matched_factor : float
        The factor chi with weights that keep standard normal preactivations.
    mean, variance : Band, shape (depth,)
        Of the activations, pooled over units and inputs.
    second_moment : Band, shape (depth,)
        Mean square of the preactivations.
    signal, weight_gradient : Band, shape (depth,)
        Root mean square of dL/dz and of dL/dW.
    flat, binary : Band, shape (depth,)
        Share of preactivations at which the activation is flat, and with slope exactly 0 or 1.
    squares : ndarray, shape (seeds, depth)
        Mean square of dL/dz.
    weight_squares : ndarray, shape (seeds, depth)
        Mean square of dL/dW.
    bars : tuple of Bars
        Of the shown layers, over all seeds.
    """

    choice: ActivationChoice
    theory: WideNet
    matched_factor: float
    mean: Band
    variance: Band
    second_moment: Band
    signal: Band
    weight_gradient: Band
    flat: Band
    binary: Band
    squares: Floats
    weight_squares: Floats
    bars: tuple[Bars, ...]

    @property
    def reached(self) -> Band:
        """Root mean square of dL/dz in layer 1, relative to the last layer."""
        return band(np.sqrt(self.squares[:, 0] / self.squares[:, -1]))

    @property
    def weight_reached(self) -> Band:
        """Root mean square of dL/dW in layer 1, relative to the last layer."""
        return band(np.sqrt(self.weight_squares[:, 0] / self.weight_squares[:, -1]))

    @property
    def theory_reached(self) -> float:
        """The same for dL/dz in infinitely wide nets."""
        return math.sqrt(self.theory.signal[0] / self.theory.signal[-1])

    def growth(self, first: int, last: int) -> Band:
        """Factor of the mean square of dL/dz for each layer back from `last` to `first`, from 1."""
        ratio = self.squares[:, first - 1] / self.squares[:, last - 1]
        return band(ratio ** (1 / (last - first)))


@dataclass(frozen=True, eq=False)
class Signals:
    """What depth does to signals.

    Parameters
    ----------
    depth, width, seeds : int
        Layers, their units, and seeds that are done.
    initializer : str
    shown : tuple of int
        Layers, from 1, that have a histogram.
    lines : tuple of Line
    """

    depth: int
    width: int
    seeds: int
    initializer: str
    shown: tuple[int, ...]
    lines: tuple[Line, ...]

    def line(self, key: str) -> Line | None:
        """The nets with this activation; None where there are none."""
        return next((line for line in self.lines if line.choice.key == key), None)


def shown_layers(depth: int) -> tuple[int, ...]:
    """At most six layers from the first to the last, evenly spread.

    >>> shown_layers(30), shown_layers(2)
    ((1, 7, 13, 18, 24, 30), (1, 2))
    """
    places = np.linspace(1, depth, min(depth, SHOWN)).round()
    return tuple(int(place) for place in places)


def weight_scale(initializer: str, choice: ActivationChoice, width: int) -> tuple[float, float]:
    """Inputs times variance of the weights, and variance of the biases, between equal widths.

    >>> weight_scale("pytorch", ActivationChoice("relu"), 300)[0]
    0.3333333333333333
    """
    entry = INITIALIZERS[initializer]
    layer = Affine(width, width, choice)
    values = {item.name: item.default for item in entry.hyperparameters}
    if initializer == "orthogonal":
        return values["gain"] ** 2, 0.0
    raw = 1.0 if entry.distribution == "normal" else 1 / math.sqrt(3)
    spread = float(entry.weight(np.full((1, 1), raw), layer, values)[0, 0])
    bias = 0.0 if entry.bias is None else entry.bias(layer) ** 2 / 3
    return width * spread**2, bias


def _choices(settings: Settings) -> list[ActivationChoice]:
    return [ActivationChoice.parse(text) for text in settings["activations"]]


def _drawn(settings: Settings, seed: int) -> list[Layers]:
    """Layers for each activation: they differ only where they are matched to it."""
    choices, widths = _choices(settings), [settings["width"]] * (settings["depth"] + 1)
    if settings["initializer"] == "matched":
        return [draw_layers("matched", choice, widths, seed) for choice in choices]
    return [draw_layers(settings["initializer"], choices[0], widths, seed)] * len(choices)


def _measure(settings: Settings, seed: int) -> tuple[Passed, ...]:
    """All nets of one seed: they share inputs, raw weights and the error signal."""
    size, shown = (seed, SAMPLES, settings["width"]), shown_layers(settings["depth"])
    x, error = normal_inputs(*size), normal_error(*size)
    with one_thread():
        return tuple(
            pass_through(layers, choice, x, error, shown)
            for layers, choice in zip(_drawn(settings, seed), _choices(settings), strict=True)
        )


def _gather(settings: Settings, seeds: Sequence[tuple[Passed, ...]]) -> Signals:
    choices = _choices(settings)
    lines = [
        _line(settings, choice, passed) for choice, *passed in zip(choices, *seeds, strict=True)
    ]
    return Signals(
        settings["depth"],
        settings["width"],
        len(seeds),
        settings["initializer"],
        shown_layers(settings["depth"]),
        tuple(lines),
    )


def _line(settings: Settings, choice: ActivationChoice, passed: Sequence[Passed]) -> Line:
    scale, bias = weight_scale(settings["initializer"], choice, settings["width"])

    def over_seeds(name: str) -> Floats:
        return np.stack([getattr(one, name) for one in passed])

    figures = ("mean", "variance", "second_moment", "flat", "binary")
    squares, weight_squares = over_seeds("signal"), over_seeds("weight_gradient")
    return Line(
        choice=choice,
        theory=wide_net(choice, settings["depth"], scale, bias),
        matched_factor=matched_factor(choice),
        signal=band(np.sqrt(squares)),
        weight_gradient=band(np.sqrt(weight_squares)),
        squares=squares,
        weight_squares=weight_squares,
        bars=tuple(reduce(add, layer) for layer in zip(*(one.bars for one in passed), strict=True)),
        **{name: band(over_seeds(name)) for name in figures},
    )


EXPERIMENT = Piecewise(each_seed, _measure, _gather)
