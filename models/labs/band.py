"""Quartiles over seeds, which pictures draw as a line with a band."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.activations.shape import Floats
from models.labs.stage import Settings
from models.summaries import spread


@dataclass(frozen=True, eq=False)
class Band:
    """Quartiles over seeds; each a number, or an ndarray without the axis of the seeds.

    A seed that failed counts as infinite.
    """

    low: Floats
    median: Floats
    high: Floats

    def __getitem__(self, place: Any) -> Band:
        """The quartiles at one place, or at some."""
        return Band(self.low[place], self.median[place], self.high[place])


def band(values: Floats) -> Band:
    """Quartiles over the first axis.

    Parameters
    ----------
    values : ndarray, shape (seeds, ...)
        NaN where a seed failed.

    Examples
    --------
    >>> float(band(np.array([1.0, 2.0, np.nan])).median), float(band(np.array([1.0, np.nan])).high)
    (2.0, inf)
    """
    found = spread(np.moveaxis(values, 0, -1), len(values), math.inf)
    return Band(found.low[..., 0], found.median[..., 0], found.high[..., 0])


def each_seed(settings: Settings) -> range:
    """The seeds of an experiment, from 0: its pieces.

    >>> each_seed({"seeds": 3})
    range(0, 3)
    """
    return range(settings["seeds"])
