"""Nets born dead, against what is proved about them."""

import numpy as np
import pytest

from models.labs.born import (
    BLOCK,
    BORN,
    INPUTS,
    count_dead,
    dead_on_one_input,
    dead_on_the_line,
    inputs,
)
from models.labs.stage import finish


def born(kind, widths, nets=10_000):
    return finish(BORN, {"inputs": kind, "widths": widths, "nets": nets})


def test_on_one_input_the_share_is_the_one_that_follows():
    result = born("one input", (2, 3, 5))
    exact = np.sqrt(result.one_input * (1 - result.one_input) / result.nets[:, None])
    assert (np.abs(result.share - result.one_input) <= 4 * exact).all()


def test_on_the_line_two_layers_are_exact_and_more_inputs_die_less():
    line, one = (born(kind, (2, 3)) for kind in ("a line", "one input"))
    assert (line.share[:, 0] == 0).all()
    assert (np.abs(line.share[:, 1] - line.two_layers) <= 4 * line.error[:, 1]).all()
    assert (line.share < one.one_input).all()
    assert line.share[:, 9] == pytest.approx([0.91, 0.63], abs=0.02)


def test_on_the_plane_still_fewer_are_born_dead():
    plane = count_dead(3, "a plane", 0, nets=500)
    line = count_dead(3, "a line", 0, nets=500)
    assert plane[9] < line[9]
    assert (np.diff(plane) >= 0).all()


def test_the_formula_for_layers_of_any_widths():
    assert dead_on_one_input(1, 1) == 0.5
    assert dead_on_one_input(3, 2) == pytest.approx(1 - (1 - 1 / 8) ** 2)
    signs = np.array(np.meshgrid(*[[0, 1]] * 2)).reshape(2, -1).sum(0)
    by_first_layer = np.where(signs % 2 == 0, 2.0**-2, 4.0**-2)
    assert dead_on_the_line(2) == pytest.approx(by_first_layer.mean())


def test_inputs_stand_for_all_directions():
    assert [len(inputs(kind)) for kind in INPUTS] == [1, 2, 64]
    assert inputs("a plane").norm(dim=1).tolist() == pytest.approx([1.0] * 64)


def test_blocks_are_keyed_and_do_not_depend_on_how_the_time_was_cut():
    settings = {"inputs": "one input", "widths": (3, 2), "nets": 3 * BLOCK}
    stage = BORN(settings, None, 0.0)
    assert stage.result.nets.tolist() == [BLOCK, 0] and np.isnan(stage.result.share[1]).all()
    while not stage.done:
        stage = BORN(settings, stage.memory, 0.0)
    np.testing.assert_array_equal(stage.result.share, finish(BORN, settings).share)
    assert count_dead(3, "one input", 0)[9] != count_dead(3, "one input", 1)[9]


@pytest.mark.soak
def test_the_exact_formula_on_many_nets():
    result = born("a line", (2, 3), nets=500_000)
    assert (np.abs(result.share[:, 1] - result.two_layers) <= 4 * result.error[:, 1]).all()
