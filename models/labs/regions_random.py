"""Experiments on nets that were never trained: along a line, folded, and against a grid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.choices import ActivationChoice
from models.labs.regions_bounds import best_weights_least, one_layer_most, tent_net
from models.labs.regions_line import Cut, along
from models.labs.regions_net import Net, drawn_net
from models.labs.regions_pieces import pieces
from models.labs.regions_plane import grid_count, regions
from models.labs.stage import AtOnce, Piecewise, Settings

Counts = NDArray[np.int64]

SHAPES = (
    *((16,), (32,), (64,), (32, 32), (32, 32, 32)),
    *((128,), (64, 64), (32, 32, 32, 32), (16,) * 8),
)
LINE_SEEDS = 20
WIDTHS = (2, 4, 8, 16, 24, 32)
GRID_SEEDS = 20
WOBBLES = (0.0, 0.01, 0.03, 0.1, 0.3)


@dataclass(frozen=True, eq=False)
class Shape:
    """Nets of one shape along a segment.

    Parameters
    ----------
    hidden : tuple of int
    counts : ndarray of int, shape (seeds,)
        Activation regions that the segment meets.
    most : int
        Straight pieces along a line that a ReLU net of this shape has at least with the best
        weights.
    """

    hidden: tuple[int, ...]
    counts: Counts
    most: int

    @property
    def neurons(self) -> int:
        """Hidden units."""
        return sum(self.hidden)

    @property
    def middle(self) -> float:
        """Median of the counts."""
        return float(np.median(self.counts))


@dataclass(frozen=True, eq=False)
class Walk:
    """Nets of several shapes along one segment.

    Parameters
    ----------
    activation : str
        Its name on screen.
    reach : float
        The segment goes from (-reach, -reach) to (reach, reach).
    shapes : tuple of Shape
    """

    activation: str
    reach: float
    shapes: tuple[Shape, ...]

    @property
    def seeds(self) -> int:
        """Nets of each shape."""
        return len(self.shapes[0].counts)

    def of(self, *hidden: int) -> Shape:
        """The nets of one shape."""
        return next(shape for shape in self.shapes if shape.hidden == hidden)


def _walk(settings: Settings) -> Walk:
    choice, reach = ActivationChoice(settings["activation"]), settings["reach"]
    layer = pieces(choice)
    found = []
    for hidden in SHAPES:
        nets = (drawn_net((2, *hidden, 1), layer, seed) for seed in range(LINE_SEEDS))
        counts = [along(net, (-reach, -reach), (reach, reach)).count for net in nets]
        found.append(Shape(hidden, np.array(counts), best_weights_least(hidden, 1)))
    return Walk(choice.name, reach, tuple(found))


WALK = AtOnce(_walk)
"""Settings: activation (key), reach."""


@dataclass(frozen=True, eq=False)
class Fold:
    """The tent map, applied several times, as a net of two units in each layer.

    Parameters
    ----------
    folds : int
    cut : Cut
        On [0, 1], with the exact weights; or with wobbling ones of the first seed.
    wobble : float
        Relative spread of the weights that `cut` has.
    wobbles : tuple of float
    exact : tuple of int
        Straight pieces with exact weights, for 1 fold up to `folds`.
    pieces : ndarray of int, shape (wobbles, seeds)
        Straight pieces with each spread.
    flat : int
        Most pieces of one hidden layer with as many units.
    """

    folds: int
    cut: Cut
    wobble: float
    wobbles: tuple[float, ...]
    exact: tuple[int, ...]
    pieces: Counts
    flat: int

    @property
    def units(self) -> int:
        """Hidden units."""
        return 2 * self.folds

    def at(self, wobble: float) -> Counts:
        """Straight pieces with one spread, shape (seeds,)."""
        found: Counts = self.pieces[self.wobbles.index(wobble)]
        return found


def _fold(settings: Settings) -> Fold:
    folds, wobble = settings["folds"], settings["wobble"]
    found = [
        [_unit_cut(tent_net(folds, spread, seed)).pieces for seed in range(LINE_SEEDS)]
        for spread in WOBBLES
    ]
    exact = tuple(_unit_cut(tent_net(count)).pieces for count in range(1, folds + 1))
    cut, flat = _unit_cut(tent_net(folds, wobble)), one_layer_most(2 * folds, 1)
    return Fold(folds, cut, wobble, WOBBLES, exact, np.array(found), flat)


def _unit_cut(net: Net) -> Cut:
    return along(net, (0.0,), (1.0,))


FOLD = AtOnce(_fold)
"""Settings: folds, wobble."""


@dataclass(frozen=True, eq=False)
class Layer:
    """Nets with one hidden layer in a box.

    Parameters
    ----------
    units : int
    exact, grid : ndarray of int, shape (seeds,)
        Regions, and how many of them a grid of points meets.
    most : int
        That lines can make.
    """

    units: int
    exact: Counts
    grid: Counts
    most: int


@dataclass(frozen=True, eq=False)
class Counting:
    """One hidden layer of several widths: exact count, count on a grid, and the most there can be.

    Parameters
    ----------
    reach : float
        The box goes from -reach to reach.
    side : int
        Points along each side of the grid.
    layers : tuple of Layer
        As far as they are there.
    """

    reach: float
    side: int
    layers: tuple[Layer, ...]


def lines_count(net: Net, box: tuple[float, float]) -> int:
    """Regions of one hidden layer by Euler: 1, and the lines and the crossings in the box.

    For lines of which no three meet in a point.
    """
    factors, bias = net.weights[0].T, net.biases[0]
    corners = np.array([[x, y] for x in box for y in box])
    sums = factors @ corners.T + bias[:, None]
    met = (sums.min(1) < 0) & (sums.max(1) > 0)
    first, second = np.triu_indices(len(bias), 1)
    pairs = np.stack([factors[first], factors[second]], axis=1)
    places = np.linalg.solve(pairs, -np.stack([bias[first], bias[second]], axis=1)[..., None])
    inside = ((places > box[0]) & (places < box[1])).all((1, 2))
    return 1 + int(met.sum()) + int(inside.sum())


def _widths(_: Settings) -> tuple[int, ...]:
    return WIDTHS


def _count(settings: Settings, units: int) -> Layer:
    box = (-settings["reach"], settings["reach"])
    relu = pieces(ActivationChoice("relu"))
    nets = [drawn_net((2, units, 1), relu, seed) for seed in range(GRID_SEEDS)]
    exact = np.array([regions(net, box).count for net in nets])
    grid = np.array([grid_count(net, box, settings["side"]) for net in nets])
    return Layer(units, exact, grid, one_layer_most(units, 2))


def _gather(settings: Mapping[str, Any], layers: tuple[Layer, ...]) -> Counting:
    return Counting(settings["reach"], settings["side"], layers)


COUNTING = Piecewise(_widths, _count, _gather)
"""Settings: reach, side."""
