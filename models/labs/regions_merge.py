"""From activation regions to linear regions: neighbours with the same affine map are one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from models.labs.regions_cut import BORDER, Ints
from models.labs.regions_pieces import Floats
from models.labs.regions_plane import Regions

SAME = 1e-9  # of the largest coefficient: maps that are closer are the same
BESIDE = 1e-7  # of the width of the box: how close edges lie that two regions share


def linear_regions(found: Regions) -> Ints:
    """The linear region of each activation region, shape (P,), numbered from 0.

    A linear region is a largest connected set on which the net has one affine map. Two activation
    regions can be one where units that differ do not reach the output, so there are never more
    linear regions than activation regions.
    """
    label = np.arange(found.count)
    for members in _same_maps(found.maps.reshape(found.count, -1)):
        for first, second in _neighbours(found, members):
            label[label == label[second]] = label[first]
    return np.unique(label, return_inverse=True)[1]


def linear_count(found: Regions) -> int:
    """Number of linear regions."""
    return int(linear_regions(found).max()) + 1


def _same_maps(maps: Floats) -> Iterator[Ints]:
    """Groups of two and more regions with one map.

    Groups are apart by more than the tolerance in a sum with fixed factors, in which different maps
    meet by chance only; so what is together there is compared in full.
    """
    allowed = SAME * max(float(np.abs(maps).max()), np.finfo(float).tiny)
    place = maps @ np.cos(np.arange(1.0, maps.shape[1] + 1))
    order = np.argsort(place, kind="stable")
    ends = np.flatnonzero(np.diff(place[order]) > allowed) + 1
    for group in np.split(order, ends):
        rest = np.sort(group)
        while len(rest) > 1:
            same = (np.abs(maps[rest] - maps[rest[0]]) <= allowed).all(1)
            yield rest[same]
            rest = rest[~same]


def _neighbours(found: Regions, members: Ints) -> Iterator[tuple[int, int]]:
    """Pairs of these regions that share an edge."""
    shapes, width = found.shapes, found.box[1] - found.box[0]
    edges = np.flatnonzero(np.isin(shapes.owner, members) & (shapes.lines != BORDER))
    for line in np.unique(shapes.lines[edges]):
        on = edges[shapes.lines[edges] == line]
        start, end = shapes.vertices[on], shapes.vertices[shapes.after[on]]
        for i, j in np.argwhere(_shared(start, end, BESIDE * width)):
            yield int(shapes.owner[on[i]]), int(shapes.owner[on[j]])


def _shared(start: Floats, end: Floats, close: float) -> NDArray[np.bool_]:
    """Which edges (E, 2) lie on each other in opposite directions for more than a point: (E, E)."""
    step = end - start
    length = np.maximum(np.hypot(step[:, 0], step[:, 1]), np.finfo(float).tiny)[:, None]
    along = (step / length)[:, None]
    to_start, to_end = start[None] - start[:, None], end[None] - start[:, None]
    aside = np.maximum(_aside(along, to_start), _aside(along, to_end))
    near, far = (along * to_end).sum(2), (along * to_start).sum(2)
    overlap = np.minimum(far, length) - np.maximum(near, 0)
    found: NDArray[np.bool_] = (aside <= close) & (overlap > close)
    return found


def _aside(along: Floats, to: Floats) -> Floats:
    """How far points lie beside the line in direction `along`."""
    found: Floats = np.abs(along[..., 0] * to[..., 1] - along[..., 1] * to[..., 0])
    return found
