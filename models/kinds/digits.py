"""The digits as the convolutions get them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray

from models.datasets.digits import pixels
from models.devices import DTYPES
from models.kinds.image_config import TRAIN, ImageConfig
from models.snapshot import Samples

DARKEST = 16


@dataclass(frozen=True, eq=False)
class Digits:
    """All images, shifted and scaled by one mean and one standard deviation.

    Parameters
    ----------
    x : ndarray, shape (1797, 64)
        In the order of the split: the first 1400 are for training.
    y : ndarray, shape (1797,)
    mean, std : float
        Of the pixels of the training images, which go from 0 to 1.
    """

    x: NDArray[np.float64]
    y: NDArray[np.int64]
    mean: float
    std: float

    def scaled(self, ink: NDArray[np.floating]) -> NDArray[np.float64]:
        """Ink from 0 to 16 as the nets get it."""
        return np.asarray((ink / DARKEST - self.mean) / self.std, dtype=np.float64)


@cache
def digits() -> Digits:
    """The images in a fixed shuffled order, the same for every configuration."""
    ink, digit = pixels()
    order = torch.randperm(len(ink), generator=torch.Generator().manual_seed(0)).numpy()
    ink, digit = ink[order], digit[order]
    train = ink[:TRAIN] / DARKEST
    whole = Digits(np.empty(0), digit, float(train.mean()), float(train.std()))
    found = Digits(whole.scaled(ink), digit, whole.mean, whole.std)
    found.x.setflags(write=False)
    found.y.setflags(write=False)
    return found


def samples(config: ImageConfig) -> Samples:
    """Training images (1400, 64) and test images (397, 64), with their digits."""
    found = digits()
    x = torch.tensor(found.x, dtype=DTYPES[config.dtype].dtype)
    y = torch.tensor(found.y)
    return Samples(x[:TRAIN], y[:TRAIN], x[TRAIN:], y[TRAIN:])
