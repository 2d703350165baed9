"""A region as an if-statement: the conditions at its edges, and the affine map inside of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.labs.regions_cut import BORDER, Polygons, split, square
from models.labs.regions_net import Line, Net, affine, bent, jacobians
from models.labs.regions_pieces import Floats, Pieces
from models.labs.regions_plane import over, smallest

Row = NDArray[np.uint8]


@dataclass(frozen=True)
class Condition:
    """One edge of a region: ``x * first + y * second`` lies above or below `bound` inside."""

    line: Line
    first: float
    second: float
    bound: float
    above: bool


@dataclass(frozen=True)
class Rule:
    """What a net with one output does in one region.

    Parameters
    ----------
    conditions : tuple of Condition
        By the number of their lines; the border of the box has none.
    map : tuple of float
        Factors of x and y, and the constant.
    autograd : tuple of float
        Derivatives by x and y at a point inside, by autograd.
    upper : tuple of (int, int)
        In each layer: units on their last piece (for ReLU: units that are on), and all units.
    area : float
        As a share of the box.
    """

    conditions: tuple[Condition, ...]
    map: tuple[float, float, float]
    autograd: tuple[float, float]
    upper: tuple[tuple[int, int], ...]
    area: float

    @property
    def difference(self) -> float:
        """Largest distance of a factor from autograd's."""
        return max(abs(a - b) for a, b in zip(self.map[:2], self.autograd, strict=True))


def rule(net: Net, box: tuple[float, float], point: tuple[float, float]) -> Rule | None:
    """The rule of the region around a point; None for a point on a line, or out of the box.

    Only this region is cut out, so its cost does not grow with the number of regions.
    """
    if not all(box[0] < value < box[1] for value in point):
        return None
    shapes, here, width = square(*box), np.eye(3, 2)[None], box[1] - box[0]
    sums, rows, line = list[Floats](), list[Row](), 0
    for index, layer in enumerate(net.layers):
        z = affine(here, net.weights[index], net.biases[index])
        at = np.array([*point, 1.0]) @ z[0]
        apart = np.abs(at[:, None] - np.asarray(layer.kinks))
        if (apart <= smallest(z, width)[0, :, None]).any():
            return None
        rows.append(np.searchsorted(layer.kinks, at).astype(np.uint8))
        shapes = _around(shapes, z, layer, rows[-1], width, line)
        line += len(at) * len(layer.kinks)
        sums.append(z[0])
        here = bent(z, layer, rows[-1][None])
    output = affine(here, net.weights[-1], net.biases[-1])[0, :, 0]
    return _stated(net, shapes, sums, rows, output, width)


def _around(
    shapes: Polygons, z: Floats, layer: Pieces, row: Row, width: float, first: int
) -> Polygons:
    """What is left of one polygon around a point, whose units are on the pieces `row`."""
    least, line = smallest(z, width), first
    for unit, piece in enumerate(row):
        for at, kink in enumerate(layer.kinks):
            line += 1
            values = over(shapes, z[:, :, unit], kink, least[:, unit])
            shapes, _, above = split(shapes, values, line)
            if len(shapes) > 1:
                shapes = shapes.take(above == (piece > at))
    return shapes


def _stated(
    net: Net, shapes: Polygons, sums: list[Floats], rows: list[Row], output: Floats, width: float
) -> Rule:
    numbers = np.unique(shapes.lines[shapes.lines != BORDER])
    slope = jacobians(net, shapes.inner)[0, :, 0]
    first, second, constant = output.tolist()
    lines = [net.lines[number - 1] for number in numbers]
    pairs = zip(rows, net.layers, strict=True)
    return Rule(
        tuple(_condition(net, line, sums[line.layer], rows[line.layer]) for line in lines),
        (first, second, constant),
        (float(slope[0]), float(slope[1])),
        tuple((int((row == len(layer.kinks)).sum()), len(row)) for row, layer in pairs),
        float(shapes.areas[0]) / width**2,
    )


def _condition(net: Net, line: Line, sums: Floats, row: Row) -> Condition:
    first, second, constant = sums[:, line.unit].tolist()
    bound = net.layers[line.layer].kinks[line.kink] - constant
    return Condition(line, first, second, bound, bool(row[line.unit] > line.kink))
