"""How large activations get with depth, for weights of a chosen size."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import torch

from models import draws
from models.choices import ActivationChoice
from models.devices import one_thread
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Piecewise, Settings
from models.measures.records import Floats

ACTIVATIONS = ("relu", "leaky_relu", "gelu", "selu", "tanh", "relu6", "squared_relu")
GAINS = (0.5, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 2.0, 3.0)
DEPTH, WIDTH, INPUTS, SEEDS = 50, 128, 16, 8


@dataclass(frozen=True, eq=False)
class Sizes:
    """The largest activation of each layer; A activations, S nets of each.

    Parameters
    ----------
    gain : float
        The weights' standard deviation is gain * sqrt(2 / 128).
    activations : tuple of str
    largest : ndarray, shape (A, S, 50)
        Largest |h| of a layer on 16 inputs; infinite from where it overflows in 32 bits.
    """

    gain: float
    activations: tuple[str, ...]
    largest: Floats

    @property
    def by_depth(self) -> Quartiles:
        """Over the nets, (A, 50)."""
        return of_all(self.largest.transpose(0, 2, 1), np.inf)

    def overflow(self, activation: str) -> int | None:
        """The layer, counted from 1, at which the median net of an activation overflows."""
        row = self.by_depth.median[self.activations.index(activation)]
        return int(np.argmax(~np.isfinite(row))) + 1 if not np.isfinite(row).all() else None


@torch.no_grad()
def largest(gain: float, seed: int) -> Floats:
    """Largest |h| of each layer of one net of every activation, (A, 50).

    All of them have the same weights, He normal times the gain, no biases, and the same 16 inputs,
    standard normal.
    """
    raw = draws.generator(draws.DATA, seed).standard_normal((INPUTS, WIDTH))
    start = torch.tensor(raw, dtype=torch.float32)
    found = np.zeros((len(ACTIVATIONS), DEPTH))
    values = [start] * len(ACTIVATIONS)
    for layer in range(DEPTH):
        drawn = draws.generator(draws.WEIGHTS, seed, layer).standard_normal((WIDTH, WIDTH))
        weights = torch.tensor(drawn * gain * sqrt(2 / WIDTH), dtype=torch.float32)
        for index, key in enumerate(ACTIVATIONS):
            choice = ActivationChoice(key)
            h = choice.activation.function(values[index] @ weights, **choice.values)
            values[index] = h
            size = float(h.abs().max())
            found[index, layer] = size if np.isfinite(size) else np.inf
    return found


def _seeds(settings: Settings) -> range:
    return range(settings.get("seeds", SEEDS))


def _measure(settings: Settings, seed: int) -> Floats:
    with one_thread():
        return largest(settings["gain"], seed)


def _gather(settings: Settings, values: tuple[Floats, ...]) -> Sizes:
    return Sizes(settings["gain"], ACTIVATIONS, np.stack(values, 1))


GAIN = Piecewise(_seeds, _measure, _gather)
"""The experiment: one seed after the other."""
