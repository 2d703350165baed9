"""The regions of a net with two inputs: a box of the plane, cut by every unit in its turn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.labs.regions_cut import Ints, Polygons, split, square
from models.labs.regions_net import Net, affine, bent, jacobians, patterns
from models.labs.regions_pieces import Floats, Pieces

CLOSE = 1e-9  # of the width of the box: closer than this counts as on a line
ROUNDING = 1e-12  # of the largest coefficient of a layer: smaller ones count as 0
Patterns = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Regions:
    """The activation regions of a net in a box: each a convex polygon with one affine map.

    Parameters
    ----------
    net : Net
    box : (float, float)
        Least and largest value of both coordinates.
    shapes : Polygons
    patterns : ndarray of uint8, shape (P, units)
        On which piece of its activation each unit is, layer by layer; no two rows are the same.
    maps : ndarray, shape (P, 3, outputs)
        Factors of both coordinates, and the constant.
    """

    net: Net
    box: tuple[float, float]
    shapes: Polygons
    patterns: Patterns
    maps: Floats

    @property
    def count(self) -> int:
        """Number of activation regions."""
        return len(self.shapes)

    @property
    def heights(self) -> Ints:
        """How many kinks are passed in each region, shape (P,): for ReLU, how many units are on.

        Neighbours differ in it by the number of units whose lines part them.
        """
        found: Ints = self.patterns.sum(1, dtype=np.int64)
        return found

    @cached_property
    def disagreement(self) -> Floats:
        """Largest distance of each region's factors from what autograd gives, shape (P,)."""
        found = jacobians(self.net, self.shapes.inner)
        apart: Floats = np.abs(found - self.maps[:, :2]).max((1, 2))
        return apart


def regions(net: Net, box: tuple[float, float]) -> Regions:
    """All activation regions of a net with two inputs.

    Every layer is affine on each region of the layers before it, so the lines of its kinks cut that
    region by straight lines. Regions that are thinner than 1e-9 of the box are not cut further.

    Examples
    --------
    >>> from models.choices import ActivationChoice
    >>> from models.labs.regions_net import drawn_net
    >>> from models.labs.regions_pieces import pieces
    >>> relu = pieces(ActivationChoice("relu"))
    >>> regions(drawn_net((2, 1, 1), relu, seed=0), (-3.0, 3.0)).count
    2
    """
    shapes, maps = square(*box), np.eye(3, 2)[None]
    patterns, line = np.zeros((1, 0), np.uint8), 1
    for weight, bias, layer in zip(net.weights, net.biases, net.layers, strict=False):
        z = affine(maps, weight, bias)
        shapes, parent, found = _cut(shapes, z, layer, line, box[1] - box[0])
        line += len(bias) * len(layer.kinks)
        patterns = np.concatenate([patterns[parent], found], axis=1)
        maps = bent(z[parent], layer, found)
    return Regions(net, box, shapes, patterns, affine(maps, net.weights[-1], net.biases[-1]))


def _cut(
    shapes: Polygons, z: Floats, layer: Pieces, line: int, width: float
) -> tuple[Polygons, Ints, Patterns]:
    """Cut by all kinks of one layer's units, whose preactivations are `z` (P, 3, units)."""
    cell, units = np.arange(len(shapes)), z.shape[2]
    found = np.zeros((len(shapes), units), np.uint8)
    least = smallest(z, width)
    for unit in range(units):
        for kink in layer.kinks:
            values = over(shapes, z[cell, :, unit], kink, least[cell, unit])
            shapes, parent, above = split(shapes, values, line)
            cell, found = cell[parent], found[parent]
            found[:, unit] += above
            line += 1
    return shapes, cell, found


def smallest(z: Floats, width: float) -> Floats:
    """What counts as 0 of the preactivations of a layer in a box: (P, 3, units) to (P, units)."""
    thin: Floats = CLOSE * width * np.hypot(z[:, 0], z[:, 1])
    thin += ROUNDING * np.abs(z).max(initial=0)
    return thin


def over(shapes: Polygons, maps: Floats, kink: float, least: Floats) -> Floats:
    """How far a preactivation lies above a kink at all vertices, (V,); 0 where less than least.

    `maps` (P, 3) and `least` (P,) are those of the polygons.
    """
    factors = maps[shapes.owner]
    found = (factors[:, :2] * shapes.vertices).sum(1) + factors[:, 2] - kink
    return np.where(np.abs(found) <= least[shapes.owner], 0.0, found)


def levels(found: Regions) -> Floats:
    """The first output at all vertices, shape (V,); 0 where it is less than rounding."""
    maps = found.maps[:, :, 0]
    least = np.full(len(maps), ROUNDING * np.abs(maps).max())
    return over(found.shapes, maps, 0.0, least)


def grid_count(net: Net, box: tuple[float, float], side: int) -> int:
    """How many patterns a grid of side x side points finds: at most as many as there are."""
    along = np.linspace(*box, side)
    points = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    pieces = max(len(layer.slopes) for layer in net.layers)
    number = np.zeros(len(points), np.int64)
    for column in patterns(net, points).T:
        number = pieces * number + column
        if number.max() >= 2**48:  # short numbers again, so that they never overflow
            number = np.unique(number, return_inverse=True)[1]
    return len(np.unique(number))
