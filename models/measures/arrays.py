"""From tensors to the arrays of records."""

from __future__ import annotations

import numpy as np
from torch import Tensor

from models.measures.records import Floats


def to_array(values: Tensor) -> Floats:
    """Values of any shape and device as float64, apart from any graph."""
    found: Floats = values.detach().cpu().numpy().astype(np.float64)
    return found
