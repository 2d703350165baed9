"""Regions of the plane: exact counts, affine maps against autograd, linear regions."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.labs.regions_cut import square
from models.labs.regions_merge import linear_count, linear_regions
from models.labs.regions_net import jacobians, patterns
from models.labs.regions_pieces import Floats, piecewise_linear
from models.labs.regions_plane import Regions, grid_count, regions
from models.labs.regions_rule import rule
from tests.models.labs.regions_nets import BOX, net, points, random_net


def homes(found: Regions, x: Floats) -> NDArray[np.int64]:
    """The region of each point, by the pattern there."""
    known = {row.tobytes(): index for index, row in enumerate(found.patterns)}
    return np.array([known[row.tobytes()] for row in patterns(found.net, x)])


DEAD_BEHIND = net(([[1, 0], [0, 1]], [0, 0]), ([[1], [1]], [-4]), ([[1]], [0.5]))


@pytest.mark.parametrize("activation", piecewise_linear())
def test_regions_fill_the_box_once_and_have_the_maps_of_autograd(activation: str) -> None:
    found = regions(random_net(7, 6, activation=activation), BOX)
    assert found.shapes.areas.min() > 0
    assert found.shapes.areas.sum() == pytest.approx(36, rel=1e-12)
    assert len(np.unique(found.patterns, axis=0)) == found.count
    assert (patterns(found.net, found.shapes.inner) == found.patterns).all()
    assert found.disagreement.max() <= 1e-12
    assert grid_count(found.net, BOX, 90) <= found.count


def test_the_map_at_every_input_is_that_of_its_region() -> None:
    found, x = regions(random_net(16, 16, 16), BOX), points(500)
    maps = found.maps[homes(found, x)]
    assert np.abs(jacobians(found.net, x) - maps[:, :2]).max() <= 1e-12


def test_a_point_on_a_line_or_out_of_the_box_has_no_rule() -> None:
    halves = net(([[1], [0]], [0]), ([[1]], [0]))
    assert rule(halves, BOX, (0.0, 1.0)) is None
    assert rule(halves, BOX, (5.0, 0.0)) is None
    assert regions(halves, BOX).count == 2


def test_lines_through_one_point_make_twice_as_many_regions() -> None:
    turns = np.linspace(0.1, 3.0, 16)
    first = np.stack([np.cos(turns), np.sin(turns)])
    star = net((first, np.zeros(16)), (np.ones((16, 1)), [0]))
    assert regions(star, BOX).count == 32


def test_units_with_the_same_line_cut_once() -> None:
    twice = net(([[1, 2, -1], [1, 2, -1]], [1, 2, -1]), (np.ones((3, 1)), [0]))
    assert regions(twice, BOX).count == 2


def test_a_later_layer_bends_where_it_crosses_an_earlier_line() -> None:
    # |x| + |y| - 1 through a ReLU: inside and outside of a diamond, four quarters each.
    diamond = net(([[1, 0], [0, 1]], [0, 0]), ([[1], [1]], [-1]), ([[1]], [0]), activation="abs")
    found = regions(diamond, BOX)
    assert found.count == 8
    assert sorted(found.shapes.areas.tolist()) == pytest.approx([0.5] * 4 + [8.5] * 4)


def test_regions_that_do_not_reach_the_output_are_one_linear_region() -> None:
    # The output is constant but where x + y > 4 in the first quarter.
    found = regions(DEAD_BEHIND, BOX)
    assert (found.count, linear_count(found)) == (5, 2)


def test_the_same_map_in_two_places_is_two_linear_regions() -> None:
    # max(0, |x| - 1) is 0 in the middle; the output adds a bump that is 0 on both far sides.
    bump = net(([[1, 1, 1], [0, 0, 0]], [1, 0, -1]), ([[1], [-2], [1]], [0]))
    found = regions(bump, BOX)
    same = np.abs(found.maps).max((1, 2)) == 0
    assert same.sum() == 2
    assert linear_count(found) == found.count == 4


@pytest.mark.parametrize("hidden", [(2, 2, 2, 2), (3, 3, 3, 3), (4, 3)])
@pytest.mark.parametrize("activation", ["relu", "hardtanh", "step"])
def test_neighbours_on_a_grid_with_one_map_are_in_one_linear_region(
    hidden: tuple[int, ...], activation: str
) -> None:
    found = regions(random_net(*hidden, activation=activation, seed=3), BOX)
    label = linear_regions(found)
    along = np.linspace(*BOX, 150)
    x = np.stack(np.meshgrid(along, along), axis=-1).reshape(-1, 2)
    home = homes(found, x).reshape(150, 150)
    for one, other in ((home[1:], home[:-1]), (home[:, 1:], home[:, :-1])):
        same = (np.abs(found.maps[one] - found.maps[other]) <= 1e-12).all((2, 3))
        assert (label[one] == label[other])[same].all()
        assert label.max() < found.count
    for group in range(label.max() + 1):
        maps = found.maps[label == group]
        assert np.abs(maps - maps[0]).max() <= 1e-9 * np.abs(found.maps).max()


@pytest.mark.parametrize("activation", ["relu", "hardtanh", "abs"])
def test_a_rule_holds_inside_its_region_and_nowhere_else(activation: str) -> None:
    found, x = regions(random_net(6, 5, activation=activation), BOX), points(300, 1)
    home, areas = homes(found, x), 0.0
    for index, (a, b) in enumerate(found.shapes.inner.tolist()):
        stated = rule(found.net, BOX, (a, b))
        assert stated is not None
        holds = np.ones(len(x), bool)
        for part in stated.conditions:
            holds &= (x @ [part.first, part.second] > part.bound) == part.above
        assert (holds == (home == index)).all()
        assert stated.map == pytest.approx(found.maps[index, :, 0].tolist(), abs=1e-12)
        assert stated.difference <= 1e-12
        areas += stated.area
    assert areas == pytest.approx(1)


def test_a_rule_counts_the_units_that_are_on() -> None:
    stated = rule(DEAD_BEHIND, BOX, (2.9, 2.8))
    assert stated is not None
    assert stated.upper == ((2, 2), (1, 1))
    assert stated.map == (1.0, 1.0, -3.5)
    assert stated.area == pytest.approx(2 / 36)


def test_a_square_has_its_corners_counter_clockwise() -> None:
    assert square(-1.0, 2.0).areas.tolist() == [9.0]
