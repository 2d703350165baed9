"""Nets along a segment: exact breaks, the folded tent, growth with the number of neurons."""

import numpy as np
import pytest

from models.choices import ActivationChoice
from models.labs.regions_bounds import best_weights_least, one_layer_most, tent_net
from models.labs.regions_line import along
from models.labs.regions_net import patterns
from models.labs.regions_pieces import pieces, piecewise_linear
from models.labs.regions_plane import grid_count, regions
from models.labs.regions_random import COUNTING, FOLD, WALK, lines_count
from models.labs.stage import finish
from tests.models.labs.regions_nets import BOX, random_net

START, END = (-3.0, -2.0), (2.5, 3.0)


@pytest.mark.parametrize("activation", piecewise_linear())
def test_between_breaks_the_pattern_and_the_straight_line_are_those_of_the_net(
    activation: str,
) -> None:
    net = random_net(12, 9, activation=activation)
    cut = along(net, START, END)
    t = np.linspace(0, 1, 2001)[1:-1]
    t = t[np.abs(t[:, None] - cut.breaks).min(1) > 1e-9]
    found = patterns(net, np.array(START) + t[:, None] * (np.array(END) - np.array(START)))
    piece = np.searchsorted(cut.breaks, t) - 1
    assert (found == cut.patterns[piece]).all()
    assert (np.diff(cut.patterns.astype(int), axis=0) != 0).any(1).all()


def test_a_segment_meets_as_many_regions_as_polygons_lie_on_it() -> None:
    found = regions(random_net(16, 16), BOX)
    cut = along(found.net, START, END)
    middles = (cut.breaks[:-1] + cut.breaks[1:]) / 2
    places = np.array(START) + middles[:, None] * (np.array(END) - np.array(START))
    known = {row.tobytes(): index for index, row in enumerate(found.patterns)}
    homes = [known[row.tobytes()] for row in cut.patterns]
    assert len(set(homes)) == cut.count
    assert (patterns(found.net, places) == cut.patterns).all()


def test_values_at_the_breaks_join_where_the_activation_has_no_jump() -> None:
    values = along(random_net(8, 8), START, END).values
    assert np.abs(values[1:, 0] - values[:-1, 1]).max() < 1e-12


@pytest.mark.parametrize("folds", range(1, 9))
def test_the_folded_tent_has_exactly_two_to_the_folds_pieces(folds: int) -> None:
    cut = along(tent_net(folds), (0.0,), (1.0,))
    assert (cut.pieces, cut.count) == (2**folds, 2**folds)
    heights = cut.values[:, :, 0]
    assert np.abs(heights - np.tile([[0, 1], [1, 0]], (2 ** (folds - 1), 1))).max() == 0


def test_wobbling_weights_lose_most_pieces_of_a_deep_tent() -> None:
    result = finish(FOLD, {"folds": 8, "wobble": 0.0})
    counts = np.median(result.pieces, axis=1)
    assert counts[0] == result.cut.pieces == 256
    assert counts[-1] < 64
    assert result.flat == 17


def test_regions_along_a_line_grow_with_the_neurons_not_with_the_depth() -> None:
    result = finish(WALK, {"activation": "relu", "reach": 1.0})
    share = {s.hidden: np.median(s.counts) / s.neurons for s in result.shapes}
    assert all(0.5 < value < 1 for value in share.values())
    measured = {(16,): 14, (32,): 27, (64,): 50, (128,): 100, (32, 32): 48, (64, 64): 97}
    for hidden, count in measured.items():
        assert np.median(result.of(*hidden).counts) == pytest.approx(count, rel=0.1)
    assert all((s.counts <= s.most).all() for s in result.shapes)


def test_a_longer_segment_meets_almost_every_unit_of_one_layer() -> None:
    result = finish(WALK, {"activation": "relu", "reach": 10.0})
    assert np.median(result.of(128).counts) == pytest.approx(126, abs=2)


@pytest.mark.parametrize("seed", range(10))
def test_one_layer_is_counted_as_lines_and_crossings(seed: int) -> None:
    net = random_net(16, seed=seed)
    exact = regions(net, BOX).count
    assert exact == lines_count(net, BOX) <= one_layer_most(16, 2)
    assert grid_count(net, BOX, 400) <= exact


def test_far_out_one_layer_reaches_the_bound_and_a_grid_misses_it() -> None:
    layer = COUNTING.measure({"reach": 60.0, "side": 400}, 16)
    assert np.median(layer.exact) == layer.most == 137
    assert np.median(layer.grid) == pytest.approx(77, abs=8)
    assert (layer.grid <= layer.exact).all()


def test_near_the_middle_a_grid_misses_few() -> None:
    layer = COUNTING.measure({"reach": 3.0, "side": 400}, 16)
    assert np.median(layer.exact) == pytest.approx(120, abs=4)
    assert np.median(layer.grid) == pytest.approx(115, abs=4)
    assert (layer.exact <= layer.most).all()


def test_bounds_are_those_of_small_cases() -> None:
    assert [one_layer_most(n, 2) for n in range(4)] == [1, 2, 4, 7]
    assert best_weights_least((4,), 2) == 11
    assert best_weights_least((4, 4), 2) == 4 * 11
    with pytest.raises(ValueError, match="at least 2 units"):
        best_weights_least((1, 4), 2)


@pytest.mark.parametrize("key", ["tanh", "gelu", "elu", "softplus", "squared_relu", "hardswish"])
def test_curved_activations_are_refused_in_one_sentence(key: str) -> None:
    with pytest.raises(ValueError, match=r"is curved.*choose one such as ReLU"):
        pieces(ActivationChoice(key))


def test_an_activation_trained_with_another_slope_is_refused() -> None:
    with pytest.raises(ValueError, match="another slope than its own"):
        pieces(ActivationChoice("step_ste"))


def test_pieces_follow_a_learned_slope() -> None:
    assert pieces(ActivationChoice("prelu"), (0.7,)).slopes == (0.7, 1.0)
    assert pieces(ActivationChoice("srelu"), (-2.0, 0.5, 3.0, 0.0)).kinks == (-2.0, 3.0)
