"""The curve on which a sampled function is zero: marching squares."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Piece = tuple[float, float, float, float]
# Edges of a cell: 0 bottom, 1 right, 2 top, 3 left. Per pattern of corners that are not negative
# (bit 0 bottom left, 1 bottom right, 2 top right, 3 top left) the pairs of edges to join.
PAIRS = (
    *((), (3, 0), (0, 1), (3, 1), (1, 2), (3, 0, 1, 2), (0, 2), (3, 2)),
    *((2, 3), (2, 0), (0, 1, 2, 3), (2, 1), (1, 3), (1, 0), (0, 3), ()),
)


def zero_contour(values: NDArray[np.floating]) -> list[Piece]:
    """Line pieces (x1, y1, x2, y2) in units of samples on which `values` (rows, columns) is zero.

    >>> zero_contour(np.array([[-1.0, 1.0], [-1.0, 1.0]]))
    [(0.5, 0.0, 0.5, 1.0)]
    """
    positive = values >= 0
    below = positive[:-1, :-1] + 2 * positive[:-1, 1:]
    mixed = below + 4 * positive[1:, 1:] + 8 * positive[1:, :-1]
    found = []
    for row, column in np.argwhere((mixed > 0) & (mixed < 15)).tolist():
        corners = values[[row, row, row + 1, row + 1], [column, column + 1, column + 1, column]]
        edges = PAIRS[mixed[row, column]]
        for first, second in zip(edges[::2], edges[1::2], strict=True):
            start, end = (_point(edge, column, row, corners) for edge in (first, second))
            found.append((*start, *end))
    return found


def _point(edge: int, column: int, row: int, corners: NDArray[np.floating]) -> tuple[float, float]:
    a, b, c, d = map(float, corners)
    if edge == 0:
        return column + a / (a - b), float(row)
    if edge == 1:
        return column + 1.0, row + b / (b - c)
    if edge == 2:
        return column + d / (d - c), row + 1.0
    return float(column), row + a / (a - d)
