"""Numbers to be met on the plane, at points that are drawn evenly."""

from __future__ import annotations

import numpy as np

from models.datasets.record import Array, Dataset, Labels

# Centre and height; the radius of each is 1.
HILLS = (
    (-2.0, 1.25, 1.0),
    (0.0, 1.25, -1.0),
    (2.0, 1.25, 1.0),
    (-2.0, -1.25, -1.0),
    (0.0, -1.25, 1.0),
    (2.0, -1.25, -1.0),
)


def _square(y: Labels, rng: np.random.Generator) -> Array:
    return rng.uniform(-1, 1, (len(y), 2))


def _slope(x: Array) -> Array:
    number: Array = x.sum(1) / 5
    return number


def _hills(x: Array) -> Array:
    # The centres lie at least two radii apart, so no two hills overlap and the sum is either one.
    across, up, height = np.array(HILLS).T
    distance = np.hypot(x[:, :1] - across, x[:, 1:] - up)
    number: Array = (height * np.clip(1 - distance, 0, None)).sum(1)
    return number


# The regression sets of TensorFlow Playground (src/dataset.ts); its square is [-6, 6], so that its
# coordinates are twice ours.
SURFACES = (
    Dataset(
        "plane",
        "Plane",
        _square,
        "A number that rises evenly from one corner to the opposite one.",
        task="regression",
        target=_slope,
    ),
    Dataset(
        "gaussians",
        "Gaussians",
        _square,
        "Six round hills and hollows in turn.",
        task="regression",
        target=_hills,
    ),
)
