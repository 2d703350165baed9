"""XOR on four corners for many activations: what is stored of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.labs.corners import LOWEST, SEEDS, STEPS, WIDTHS, train
from models.labs.stage import Settings
from models.labs.stored import Grid

ACTIVATIONS = (
    "relu",
    "leaky_relu",
    "elu",
    "tanh",
    "sigmoid",
    "silu",
    "gelu",
    "abs",
    "sine",
    "square",
    "gcu",
    "identity",
)


def measure(cell: Settings) -> Mapping[str, Any]:
    """Shares of the seeds that solve it, and that are sure; the median of the smallest margins."""
    found = train(cell["activation"], cell["width"], cell["inputs"])
    return {
        "solved": float(found.solved.mean()),
        "sure": float(found.sure.mean()),
        "margin": float(np.median(found.margin)),
    }


ALL_CORNERS = Grid(
    key="corners",
    about=f"{SEEDS} nets 2-h-1 for each activation and each h, from PyTorch's first weights, "
    f"{STEPS} steps of Adam with rate 0.03 on the four corners.",
    cells=tuple(
        {"activation": activation, "inputs": inputs, "width": width}
        for inputs in LOWEST
        for activation in ACTIVATIONS
        for width in WIDTHS
    ),
    measure=measure,
    sample=(25, 55),
    tolerance=0.05,
)
