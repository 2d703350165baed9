"""One deep net at step 0: a pass of random inputs forward, and of a random error signal back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models import draws
from models.activations.shape import Floats, evaluate, shape
from models.choices import ActivationChoice
from models.initializers import INITIALIZERS, Affine, draw_layer

LIMIT, BINS = 4.0, 40
Counts = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Layers:
    """The affine layers of a net without output layer.

    Parameters
    ----------
    weights : tuple of ndarray, each of shape (inputs, outputs)
    biases : tuple of ndarray, each of shape (outputs,)
    """

    weights: tuple[Floats, ...]
    biases: tuple[Floats, ...]


@dataclass(frozen=True, eq=False)
class Bars:
    """Histogram of a layer's preactivations over [-LIMIT, LIMIT].

    Parameters
    ----------
    counts, marked : ndarray, shape (BINS,)
        All values, and those among them that are marked: flat, or saturated.
    below, above : int
        Values outside.
    total, marked_total : int
        All values, and all marked ones, wherever they lie.
    """

    counts: Counts
    marked: Counts
    below: int
    above: int
    total: int
    marked_total: int

    @property
    def outside(self) -> float:
        """Share of the values that lie outside."""
        return (self.below + self.above) / self.total

    @property
    def marked_share(self) -> float:
        """Share of the values that are marked."""
        return self.marked_total / self.total

    def __add__(self, other: Bars) -> Bars:
        """The values of both."""
        return Bars(
            self.counts + other.counts,
            self.marked + other.marked,
            self.below + other.below,
            self.above + other.above,
            self.total + other.total,
            self.marked_total + other.marked_total,
        )


@dataclass(frozen=True, eq=False)
class Passed:
    """What a net of one seed did to its signals; each array has shape (depth,).

    Parameters
    ----------
    mean, variance : ndarray
        Of the activations, pooled over units and inputs.
    second_moment : ndarray
        Mean square of the preactivations.
    signal, weight_gradient : ndarray
        Mean square of dL/dz, and of dL/dW summed over the inputs.
    flat, binary : ndarray
        Share of preactivations at which the activation is flat, and at which its slope is exactly
        0 or 1.
    bars : tuple of Bars
        Of the layers that were asked for; flat values are marked.
    """

    mean: Floats
    variance: Floats
    second_moment: Floats
    signal: Floats
    weight_gradient: Floats
    flat: Floats
    binary: Floats
    bars: tuple[Bars, ...]


def draw_layers(initializer: str, choice: ActivationChoice, widths: list[int], seed: int) -> Layers:
    """The layers between these widths; equal raw numbers for all activations of a seed."""
    entry = INITIALIZERS[initializer]
    drawn = [
        draw_layer(entry, seed, index, Affine(*pair, choice))
        for index, pair in enumerate(pairwise(widths))
    ]
    return Layers(tuple(weight for weight, _ in drawn), tuple(bias for _, bias in drawn))


def product(left: Floats, right: Floats) -> Floats:
    """A product of matrices by PyTorch, so that `models.devices.one_thread` holds."""
    found: Floats = (torch.from_numpy(left) @ torch.from_numpy(right)).numpy()
    return found


def bars(z: Floats, marked: Bools) -> Bars:
    """Histogram of preactivations of which some are marked."""
    edges = np.linspace(-LIMIT, LIMIT, BINS + 1)
    return Bars(
        np.histogram(z, edges)[0],
        np.histogram(z[marked], edges)[0],
        int((z < -LIMIT).sum()),
        int((z > LIMIT).sum()),
        z.size,
        int(marked.sum()),
    )


def pass_through(
    layers: Layers, choice: ActivationChoice, x: Floats, error: Floats, shown: tuple[int, ...]
) -> Passed:
    """A pass of inputs forward and of an error signal back.

    Parameters
    ----------
    layers : Layers
    choice : ActivationChoice
    x : ndarray, shape (samples, inputs)
    error : ndarray, shape (samples, outputs)
        dL/dh of the last layer.
    shown : tuple of int
        Layers, from 1, whose histogram is kept.
    """
    h, received, z, slope = x, [], [], []
    for weight, bias in zip(layers.weights, layers.biases, strict=True):
        received.append(h)
        z.append(product(h, weight) + bias)
        h, derivative = evaluate(choice, z[-1])
        slope.append(derivative)
    outputs = [*received[1:], h]
    signals = _back(layers, slope, error)
    below = shape(choice).flat_below
    flat = [np.abs(d) < below for d in slope]
    return Passed(
        _each(outputs, np.mean),
        _each(outputs, np.var),
        _each(z, _mean_square),
        _each(signals, _mean_square),
        _each([product(h.T, s) for h, s in zip(received, signals, strict=True)], _mean_square),
        _each(flat, np.mean),
        _each([(d == 0) | (d == 1) for d in slope], np.mean),
        tuple(bars(z[layer - 1], flat[layer - 1]) for layer in shown),
    )


def _back(layers: Layers, slopes: list[Floats], error: Floats) -> list[Floats]:
    """dL/dz of each layer, from the first."""
    arriving = error
    found: list[Floats] = []
    for weight, slope in zip(layers.weights[::-1], slopes[::-1], strict=True):
        found.append(arriving * slope)
        arriving = product(found[-1], weight.T)
    return found[::-1]


def _each(arrays: Iterable[NDArray[Any]], figure: Callable[[NDArray[Any]], Any]) -> Floats:
    return np.array([figure(array) for array in arrays])


def _mean_square(array: Floats) -> float:
    return float(np.square(array).mean())


def normal_inputs(seed: int, samples: int, width: int) -> Floats:
    """Standard normal inputs of a seed, shape (samples, width)."""
    return draws.generator(draws.DATA, seed).standard_normal((samples, width))


def normal_error(seed: int, samples: int, width: int) -> Floats:
    """A standard normal error signal of a seed, shape (samples, width)."""
    return draws.generator(draws.NOISE, seed).standard_normal((samples, width))
