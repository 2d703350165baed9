"""A net along a straight segment: where it bends, exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.labs.regions_net import Net, affine, bent
from models.labs.regions_pieces import Floats, Pieces

CLOSE = 1e-12  # of the segment: breaks that are closer are one
SAME = 1e-9  # of the largest slope: neighbours that are closer have one slope
Point = tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Cut:
    """A net along the points ``start + t (end - start)`` for t from 0 to 1.

    Parameters
    ----------
    start, end : tuple of float
    breaks : ndarray, shape (B + 1,)
        Ascending, from 0 to 1: where the pattern changes, and both ends.
    patterns : ndarray of uint8, shape (B, units)
        Between two breaks.
    maps : ndarray, shape (B, 2, outputs)
        Slope by t, and value at t = 0 of the straight line that goes on.
    """

    start: Point
    end: Point
    breaks: Floats
    patterns: NDArray[np.uint8]
    maps: Floats

    @property
    def count(self) -> int:
        """Number of activation regions that the segment meets."""
        return len(self.breaks) - 1

    @property
    def pieces(self) -> int:
        """Number of straight pieces of the outputs along the segment."""
        allowed = SAME * np.abs(self.maps).max(initial=0)
        return 1 + int((np.abs(np.diff(self.maps, axis=0)) > allowed).any((1, 2)).sum())

    @property
    def values(self) -> Floats:
        """Outputs at the beginning and the end of each piece, shape (B, 2, outputs)."""
        ends = np.stack([self.breaks[:-1], self.breaks[1:]], axis=1)
        found: Floats = ends[:, :, None] * self.maps[:, :1] + self.maps[:, 1:]
        return found


def along(net: Net, start: Point, end: Point) -> Cut:
    """The net along the segment from `start` to `end`.

    Between the breaks of the layers before it a layer's preactivations are straight lines, so where
    they cross a kink follows by linear interpolation.

    Examples
    --------
    >>> from models.choices import ActivationChoice
    >>> from models.labs.regions_pieces import pieces
    >>> one = np.ones((1, 1))
    >>> net = Net((one, one), (np.array([-0.25]), np.zeros(1)), (pieces(ActivationChoice("relu")),))
    >>> along(net, (0.0,), (1.0,)).breaks.tolist()
    [0.0, 0.25, 1.0]
    """
    first = np.asarray(start, dtype=float)
    maps = np.stack([np.asarray(end, dtype=float) - first, first])[None]
    breaks, patterns = np.array([0.0, 1.0]), np.zeros((1, 0), np.uint8)
    for weight, bias, layer in zip(net.weights, net.biases, net.layers, strict=False):
        z = affine(maps, weight, bias)
        finer = _breaks(z, layer, breaks)
        middle = (finer[:-1] + finer[1:]) / 2
        parent = np.searchsorted(breaks, middle) - 1
        z = z[parent]
        inside = z[:, 0] * middle[:, None] + z[:, 1]
        found = np.searchsorted(layer.kinks, inside, side="left").astype(np.uint8)
        patterns = np.concatenate([patterns[parent], found], axis=1)
        maps = bent(z, layer, found)
        breaks = finer
    return Cut(start, end, breaks, patterns, affine(maps, net.weights[-1], net.biases[-1]))


def _breaks(z: Floats, layer: Pieces, breaks: Floats) -> Floats:
    """The breaks, and where preactivations `z` (B, 2, units) cross a kink between two of them."""
    slope, low, high = z[:, 0], breaks[:-1, None], breaks[1:, None]
    found = [breaks]
    for kink in layer.kinks:
        place = np.divide(kink - z[:, 1], slope, out=np.full_like(slope, -1.0), where=slope != 0)
        found.append(place[(place > low) & (place < high)])
    every = np.sort(np.concatenate(found))
    kept = every[np.diff(every, prepend=-1.0) > CLOSE]
    return np.append(kept[kept < 1.0 - CLOSE], 1.0)
