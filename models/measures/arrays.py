"""From tensors to the arrays of records."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from models.measures.records import Floats


def to_array(values: Tensor) -> Floats:
    """Values of any shape and device as float64, apart from any graph."""
    found: Floats = values.detach().cpu().numpy().astype(np.float64)
    return found


def moments(values: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each row (K, n), each (K,); NaN where they are not finite.

    >>> [found.tolist() for found in moments(np.array([[1.0, 3.0], [1.0, np.inf]]))]
    [[2.0, nan], [1.0, nan]]
    """
    with np.errstate(invalid="ignore", over="ignore"):
        mean, std = values.mean(1), values.std(1)
    return np.where(np.isfinite(mean), mean, np.nan), np.where(np.isfinite(std), std, np.nan)
