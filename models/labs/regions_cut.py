"""Convex polygons, many at once, and how a line cuts them.

All polygons stand one after the other in flat arrays, so that a line cuts thousands of them in a
few operations. Coordinates are double precision; what lies within the tolerance of a line counts
as on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.labs.regions_pieces import Floats

Ints = NDArray[np.int64]
BORDER = 0


@dataclass(frozen=True, eq=False)
class Polygons:
    """Convex polygons, counter-clockwise.

    Parameters
    ----------
    vertices : ndarray, shape (V, 2)
    starts : ndarray of int, shape (P + 1,)
        Where the vertices of each polygon begin, and V.
    lines : ndarray of int, shape (V,)
        On what the edge from each vertex to the next one lies: 0 is the border of the box, n the
        line number n - 1.
    """

    vertices: NDArray[np.floating[Any]]
    starts: NDArray[np.signedinteger[Any]]
    lines: NDArray[np.signedinteger[Any]]

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def owner(self) -> Ints:
        """Polygon of each vertex, shape (V,)."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    @cached_property
    def after(self) -> Ints:
        """The vertex after each one, shape (V,)."""
        found = np.arange(1, len(self.vertices) + 1)
        found[self.starts[1:] - 1] = self.starts[:-1]
        return found

    @property
    def inner(self) -> Floats:
        """A point inside of each polygon, shape (P, 2): the mean of its vertices."""
        sums = np.add.reduceat(self.vertices, self.starts[:-1])
        return sums / np.diff(self.starts)[:, None]

    @property
    def areas(self) -> Floats:
        """Area of each polygon, shape (P,)."""
        here = self.vertices - np.repeat(self.inner, np.diff(self.starts), axis=0)
        there = here[self.after]
        cross = here[:, 0] * there[:, 1] - here[:, 1] * there[:, 0]
        found: Floats = np.add.reduceat(cross, self.starts[:-1]) / 2
        return found

    def take(self, wanted: NDArray[np.bool_]) -> Polygons:
        """Some of the polygons, in their order."""
        chosen = wanted[self.owner]
        sizes = np.diff(self.starts)[wanted]
        return Polygons(self.vertices[chosen], _starts(sizes), self.lines[chosen])


def square(low: float, high: float) -> Polygons:
    """One square with these coordinates."""
    corners = np.array([[low, low], [high, low], [high, high], [low, high]])
    return Polygons(corners, np.array([0, 4]), np.full(4, BORDER))


def joined(parts: list[Polygons]) -> Polygons:
    """All polygons of some parts."""
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    vertices = np.concatenate([part.vertices for part in parts])
    return Polygons(vertices, _starts(sizes), np.concatenate([part.lines for part in parts]))


def split(shapes: Polygons, values: Floats, line: int) -> tuple[Polygons, Ints, NDArray[np.bool_]]:
    """The polygons, cut where `values` changes its sign.

    Parameters
    ----------
    shapes : Polygons
    values : ndarray, shape (V,)
        An affine function of each polygon at its vertices; exactly 0 on the line.
    line : int
        What the edges that are cut get in `Polygons.lines`.

    Returns
    -------
    shapes : Polygons
    parent : ndarray of int
        Which polygon each one was, or was part of.
    above : ndarray of bool
        Whether it lies where the values are positive.
    """
    high = np.maximum.reduceat(values, shapes.starts[:-1]) > 0
    cut = high & (np.minimum.reduceat(values, shapes.starts[:-1]) < 0)
    if not cut.any():
        return shapes, np.arange(len(shapes)), high
    whole, pieces = shapes.take(~cut), shapes.take(cut)
    inside = values[cut[shapes.owner]]
    halves = [_half(pieces, sign * inside, line) for sign in (-1, 1)]
    parts = np.flatnonzero(cut)
    parent = np.concatenate([np.flatnonzero(~cut), parts, parts])
    above = np.concatenate([high[~cut], np.zeros(len(parts), bool), np.ones(len(parts), bool)])
    return joined([whole, *halves]), parent, above


def _half(shapes: Polygons, values: Floats, line: int) -> Polygons:
    """Of polygons that are all cut, what lies where the values are positive.

    Behind each vertex there is a place for the point at which its edge crosses the line.
    """
    there = values[shapes.after]
    crossed = (values < 0) & (there > 0) | (values > 0) & (there < 0)
    step = shapes.vertices[shapes.after] - shapes.vertices
    share = np.divide(values, values - there, out=np.zeros_like(values), where=crossed)
    count = len(values)
    points, kept = np.empty((count, 2, 2)), np.empty((count, 2), bool)
    points[:, 0], points[:, 1] = shapes.vertices, shapes.vertices + share[:, None] * step
    kept[:, 0], kept[:, 1] = values >= 0, crossed
    lines = np.repeat(shapes.lines[:, None], 2, axis=1)
    lines[(values == 0) & (there < 0), 0] = line
    lines[values > 0, 1] = line
    sizes = np.add.reduceat(kept.sum(1), shapes.starts[:-1])
    return Polygons(points[kept], _starts(sizes), lines[kept])


def _starts(sizes: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)])
