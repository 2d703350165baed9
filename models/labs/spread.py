"""The spread of a figure over nets: a median between quartiles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.measures.records import Floats
from models.summaries import spread


@dataclass(frozen=True, eq=False)
class Quartiles:
    """Quartiles over K nets; each of the shape of what was measured, without its last axis.

    Parameters
    ----------
    low, median, high : ndarray
        NaN where no net has a value.
    nets : ndarray of int
        How many have one.
    """

    low: Floats
    median: Floats
    high: Floats
    nets: Floats


def of_all(values: Floats, worst: float) -> Quartiles:
    """Quartiles of values (..., K) of all nets; a missing value, NaN, counts as `worst`.

    >>> float(of_all(np.array([1.0, 2.0, np.nan]), np.inf).median)
    2.0
    """
    nets = values.shape[-1]
    found = spread(values, nets, worst)
    count = np.full(values.shape[:-1], nets)
    return Quartiles(found.low[..., 0], found.median[..., 0], found.high[..., 0], count)


def of_those_with_one(values: Floats) -> Quartiles:
    """Quartiles of values (..., K) over the nets that have one: where NaN means not defined.

    >>> found = of_those_with_one(np.array([[1.0, np.nan], [np.nan, np.nan]]))
    >>> found.median.tolist(), found.nets.tolist()
    ([1.0, nan], [1, 0])
    """
    rows = values.reshape(-1, values.shape[-1])
    found = np.full((3, len(rows)), np.nan)
    for at, row in enumerate(rows):
        if (known := row[~np.isnan(row)]).size:
            found[:, at] = np.quantile(known, (0.25, 0.5, 0.75))
    shape = values.shape[:-1]
    low, median, high = found.reshape(3, *shape)
    return Quartiles(low, median, high, (~np.isnan(values)).sum(-1))
