"""Far zoom, gain and learning rate, against what must hold."""

import math

import numpy as np
import pytest

from models.labs.far import FAR_AWAY, POINTS, ZOOMS, Seen, of_nets, straightness
from models.labs.gain import ACTIVATIONS, GAIN, largest
from models.labs.rates import RATE, RATES_GRID, Rated, run
from models.labs.stage import finish
from models.labs.stored import read

FAR = {"activations": ("relu", "tanh"), "seeds": 3, "steps": 300}


@pytest.fixture(scope="module")
def fitted():
    return finish(FAR_AWAY, FAR)


def test_relu_goes_on_in_a_straight_line_and_tanh_stays_where_it_is(fitted):
    relu, tanh = fitted
    assert 9.5 < relu.growth_spread.median < 10.5
    assert 0.99 < tanh.growth_spread.median < 1.01
    assert relu.size_spread.median > 20 > 10 > tanh.size_spread.median
    assert np.median(relu.straight) > 0.999
    assert tanh.moved_spread.median < relu.moved_spread.median / 10


def test_curves_are_the_outputs_of_the_nets(fitted):
    relu, _ = fitted
    assert relu.curves.shape == (len(ZOOMS), 3, POINTS)
    np.testing.assert_allclose(np.abs(relu.curves[-1, :, -1]), relu.size, rtol=1e-5)
    x = np.linspace(-3, 3, POINTS)
    middle = np.abs(relu.curve_spread(3.0).median - np.sin(x))
    assert middle.mean() < 0.2


def test_straightness_of_a_line_is_one_and_of_a_parabola_is_not():
    x = np.linspace(-1, 1, 11)
    assert straightness(np.stack([2 * x + 1, x**2])) == pytest.approx([1, 0])


def test_a_net_that_diverged_is_infinitely_far(fitted):
    nothing = np.zeros((len(ZOOMS), 3, POINTS))
    diverged = np.array([True, False, True])
    seen = Seen(9, nothing, np.zeros((3, 91)), np.ones(3), np.ones(3), diverged)
    result = of_nets("relu", fitted[0].config, seen, slice(0, 3))
    assert result.size.tolist() == [np.inf, 1.0, np.inf]
    assert result.size_spread.median == np.inf and np.isinf(result.curves[0, 0]).all()


def test_with_a_gain_of_two_relu_explodes_and_bounded_functions_do_not():
    result = finish(GAIN, {"gain": 2.0, "seeds": 2})
    last = dict(zip(ACTIVATIONS, result.by_depth.median[:, -1], strict=True))
    assert last["relu"] > 1e12
    assert last["tanh"] <= 1 and last["relu6"] == 6


def test_with_he_weights_relu_stays_and_its_square_overflows():
    result = finish(GAIN, {"gain": 1.0, "seeds": 4})
    relu = result.by_depth.median[ACTIVATIONS.index("relu")]
    assert 0.5 < relu[-1] < 20 and result.overflow("relu") is None
    assert 5 <= result.overflow("squared_relu") <= 9


def test_sizes_are_those_of_a_plain_forward_pass():
    found = largest(1.5, 0)
    other = largest(1.5, 1)
    assert found.shape == (len(ACTIVATIONS), 50)
    assert (found[:, 0] != other[:, 0]).any()
    linear = found[ACTIVATIONS.index("relu")]
    scaled = largest(3.0, 0)[ACTIVATIONS.index("relu")]
    np.testing.assert_allclose(scaled[:20], linear[:20] * 2.0 ** np.arange(1, 21), rtol=1e-4)


def test_no_nan_is_not_trained():
    settings = {"rate": 30.0, "seeds": 2, "activations": ("tanh", "leaky_relu", "relu6")}
    result = finish(RATE, {**settings, "steps": 60})
    assert result.lamps["tanh"][2] == 0 and result.lamps["tanh"][0] == 0
    assert result.lamps["leaky_relu"] == (2, 0, 0)
    assert np.isfinite(result.loss_spread.median[2]) and result.loss_spread.median[2] > 1
    assert np.isinf(result.loss_spread.median[1])


def test_a_small_rate_is_fine_for_every_activation():
    result = finish(RATE, {"rate": 0.3, "seeds": 2, "steps": 100})
    assert set(result.lamps.values()) == {(0, 0, 2)}


def test_the_three_lamps():
    config = run({"rate": 1.0, "seeds": 4, "activations": ("relu",)})
    result = Rated(
        config,
        9,
        np.array([[math.inf, 0.1, 0.9, 0.5]]),
        np.array([[0.7, 0.7, 0.7, 0.7]]),
        np.array([[math.nan, 0.99, 0.9, 0.55]]),
    )
    assert result.lamps == {"relu": (1, 2, 1)}


def test_the_stored_lamps_tell_bounded_from_unbounded():
    grid = read(RATES_GRID.key)
    relu, tanh, leaky = (
        grid.values(rate=10.0, activation=k) for k in ("relu", "tanh", "leaky_relu")
    )
    assert leaky["diverged"] == 1 and math.isinf(leaky["loss"])
    assert tanh["failed"] == 1 and 10 < tanh["loss"] < math.inf
    assert relu["failed"] > 0.5 and relu["fine"] == 0


@pytest.mark.soak
def test_the_whole_fit_is_straight_far_away():
    for one in finish(FAR_AWAY, {"activations": ("relu", "tanh", "sine"), "seeds": 12}):
        low, high = {"relu": (9.5, 10.5), "tanh": (0.99, 1.01)}.get(one.key, (-np.inf, np.inf))
        assert low < one.growth_spread.median < high
