"""A region as an if-statement: the conditions at its edges, and the affine map inside of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.labs.regions_cut import BORDER
from models.labs.regions_net import Line, affine, bent, jacobians
from models.labs.regions_pieces import Floats
from models.labs.regions_plane import Regions


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


def rule(found: Regions, index: int) -> Rule:
    """The rule of region number `index`."""
    shapes, lines = found.shapes, found.net.lines
    edges = shapes.lines[shapes.starts[index] : shapes.starts[index + 1]]
    sums = _sums(found, index)
    numbers = [int(number) - 1 for number in np.unique(edges[edges != BORDER])]
    slope = jacobians(found.net, shapes.inner[index : index + 1])[0, :, 0]
    first, second, constant = found.maps[index, :, 0].tolist()
    width = found.box[1] - found.box[0]
    return Rule(
        tuple(_condition(found, index, lines[number], sums) for number in numbers),
        (first, second, constant),
        (float(slope[0]), float(slope[1])),
        _upper(found, index),
        float(shapes.areas[index]) / width**2,
    )


def _sums(found: Regions, index: int) -> list[Floats]:
    """Maps of each layer's preactivations in one region, (3, units) each."""
    net, row, here = found.net, found.patterns[index], np.eye(3, 2)
    sums = []
    for weight, bias, layer in zip(net.weights, net.biases, net.layers, strict=False):
        sums.append(affine(here, weight, bias))
        here, row = bent(sums[-1], layer, row[: len(bias)]), row[len(bias) :]
    return sums


def _condition(found: Regions, index: int, line: Line, sums: list[Floats]) -> Condition:
    first, second, constant = sums[line.layer][:, line.unit].tolist()
    unit = sum(found.net.hidden[: line.layer]) + line.unit
    above = bool(found.patterns[index, unit] > line.kink)
    bound = found.net.layers[line.layer].kinks[line.kink] - constant
    return Condition(line, first, second, bound, above)


def _upper(found: Regions, index: int) -> tuple[tuple[int, int], ...]:
    counted, start = [], 0
    for units, layer in zip(found.net.hidden, found.net.layers, strict=True):
        row = found.patterns[index, start : start + units]
        counted.append((int((row == len(layer.kinks)).sum()), units))
        start += units
    return tuple(counted)
