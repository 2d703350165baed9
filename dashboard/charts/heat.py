"""A histogram through time: steps across, values upwards, colour by the count's logarithm."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import theme
from dashboard.charts import axes
from dashboard.charts.moment import plain_array

LEVELS = 255


def levels(counts: NDArray[Any]) -> NDArray[np.uint8]:
    """Counts on a log scale from 0 for none to 255 for the largest; 1 is never 0.

    >>> levels(np.array([[0, 1, 1000]])).tolist()
    [[0, 26, 255]]
    """
    size = np.log1p(counts.astype(float))
    scaled = np.ceil(LEVELS * size / max(float(size.max(initial=0)), 1e-9))
    return np.minimum(scaled, LEVELS).astype(np.uint8)


def heat(
    steps: NDArray[Any],
    counts: NDArray[Any],
    x: axes.Axis,
    y: axes.Axis,
    look: theme.Look,
    **words: Any,
) -> dict[str, Any]:
    """The picture of counts (n, bins) at n steps.

    Parameters
    ----------
    steps : ndarray, shape (n,)
    counts : ndarray, shape (n, bins)
        Bins from the lowest value up, over the whole of `y`; a row of zeros is a gap.
    x, y : dict
        Axes.
    look : Look
        Whose colour it has.
    words : dict
        Heading, detail, sentence and aria.
    """
    return {
        "heading": None,
        "detail": None,
        "error": False,
        "faded": False,
        "marks": [],
        "x": x,
        "y": y,
        "steps": plain_array(steps),
        "counts": levels(counts),
        "colour": look.colour,
        **words,
    }
