"""From values of several layers to counts over bins, all layers in one pass.

Every function takes one array (nets, values) per layer; those of several steps are further layers.
What is not finite is counted nowhere, nor anything of a net that has diverged.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.measures.bins import BINS, HIGHEST, LOG_BINS, LOWEST, Binned, LogBins

HELD = 0.99
SMALLEST, LARGEST = 2.0**-6, 2.0**40
HALF = BINS // 2

Bools = NDArray[np.bool_]
Places = NDArray[np.floating[Any]]


def binned(layers: Sequence[Tensor], going: Bools) -> list[Binned]:
    """Histograms of values, each over the smallest range that holds 99 % of them.

    Parameters
    ----------
    layers : sequence of Tensor, each (K, n)
    going : ndarray of bool, shape (K,) or (layers, K)
        The nets that have not diverged. The range is a power of two from 2**-6 to 2**40.
    """
    values, sizes = _joined(layers), [layer.shape[1] for layer in layers]
    parts = np.split(values, np.cumsum(sizes)[:-1], axis=1)
    going = np.broadcast_to(going, (len(layers), len(values)))
    limits = [_limit(part[on].ravel()) for part, on in zip(parts, going, strict=True)]
    with np.errstate(over="ignore"):  # what becomes infinite lay outside anyway
        scaled = values * np.repeat(HALF / np.array(limits, values.dtype), sizes)
    places = np.clip(np.floor(scaled), -HALF - 1, HALF)
    places[scaled == HALF] = HALF - 1  # the last bin has both its edges
    counts = _counted(places + (HALF + 1), np.isfinite(values), going, sizes, BINS + 2)
    return [
        Binned(limit, found[:, 1 : BINS + 1], found[:, 0], found[:, BINS + 1])
        for limit, found in zip(limits, counts, strict=True)
    ]


def log_binned(layers: Sequence[Tensor], going: Bools) -> list[LogBins]:
    """Histograms of the sizes of values, by their logarithm; parameters as for `binned`."""
    values, sizes = _joined(layers, logarithms=True), [layer.shape[1] for layer in layers]
    going = np.broadcast_to(going, (len(layers), len(values)))
    places = np.floor((values - LOWEST) * (LOG_BINS / (HIGHEST - LOWEST)))
    places = np.clip(places, 0, LOG_BINS - 1)
    zero = values == -np.inf
    places[zero] = LOG_BINS
    counts = _counted(places, np.isfinite(values) | zero, going, sizes, LOG_BINS + 1)
    return [LogBins(found[:, :LOG_BINS], found[:, LOG_BINS]) for found in counts]


def _joined(layers: Sequence[Tensor], logarithms: bool = False) -> Places:
    """All values, or the decimal logarithms of their sizes, side by side."""
    joined = torch.cat(list(layers), 1).detach()
    found: Places = (joined.double().abs().log10() if logarithms else joined).cpu().numpy()
    return found


def _limit(values: Places) -> float:
    """The smallest power of two that holds 99 % of the finite values."""
    size = np.abs(values)
    if not np.isfinite(size.max(initial=0)):
        size = size[np.isfinite(size)]
    if not len(size):
        return SMALLEST
    rank = math.ceil(HELD * len(size)) - 1
    held = min(max(float(np.partition(size, rank)[rank]), SMALLEST), LARGEST)
    share, exponent = math.frexp(held)
    return math.ldexp(1.0, exponent - (share == 0.5))


def _counted(
    places: Places, counted: Bools, going: Bools, sizes: list[int], slots: int
) -> list[NDArray[np.uint32]]:
    """How often each place, from 0 to slots - 1, occurs: one array (K, slots) per layer."""
    nets, layers = len(places), len(sizes)
    places[~counted] = slots
    slots += 1
    index = places.astype(np.intp)
    index += np.repeat(slots * np.arange(layers), sizes)
    index += layers * slots * np.arange(nets)[:, np.newaxis]
    counts = np.bincount(index.ravel(), minlength=nets * layers * slots)
    found = counts.reshape(nets, layers, slots)[:, :, :-1].astype(np.uint32)
    found[~going.T] = 0
    return [found[:, index] for index in range(layers)]
