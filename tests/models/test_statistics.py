"""Dead, inactive, saturated and flat: layers made by hand, and histograms against NumPy."""

import dataclasses

import numpy as np
import pytest

from models.config import RunConfig
from models.datasets import make_data
from models.measures.histogram import histogram
from models.measures.records import Histogram
from models.training import begin, observe
from tests.models.runs import by_hand

CONFIG = RunConfig(hidden=(4,), samples=200, dtype="float64")
X = make_data(CONFIG).x_train[:, 0]


def layer_of(activation, weights, biases):
    """Statistics of units whose preactivation is weight * x + bias."""
    config = dataclasses.replace(CONFIG, activations=(activation,))
    first = ([weights, [0] * 4], biases)
    state = by_hand(config, (first, ([[0.1]] * 4, 0)))
    return observe(config, state, ("preactivations",))["preactivations"].layers[0]


def test_relus_dead_and_inactive():
    layer = layer_of("relu", [1, 1, 1, 0], [-100, 100, 0, 0])
    assert layer.dead.tolist() == [[True, False, False, True]]
    assert layer.effectively_dead.tolist() == layer.dead.tolist()
    np.testing.assert_allclose(layer.zero_share[0], [1, 0, (X <= 0).mean(), 1])
    np.testing.assert_array_equal(layer.inactive_share, layer.zero_share)
    assert not layer.saturated_share.any()
    z = np.concatenate([X - 100, X + 100, X, 0 * X])
    assert layer.flat_left[0] == pytest.approx((z <= 0).mean())
    assert np.isnan(layer.flat_right[0])


def test_a_relu_that_is_active_once_is_not_dead():
    edge = -np.sort(X)[-1]
    layer = layer_of("relu", [1, 1, 1, 1], [edge, edge + 1e-9, edge - 1e-9, 0])
    assert layer.dead[0].tolist() == [True, False, True, False]
    assert layer.zero_share[0, 1] == pytest.approx(1 - 1 / len(X))
    assert layer.effectively_dead[0].tolist() == [True, True, True, False]


def test_a_constant_unit_of_a_smooth_function_is_not_dead():
    layer = layer_of("tanh", [0, 0, 1, 1], [0, 1, 0, 0])
    assert not layer.dead.any()
    assert layer.effectively_dead[0].tolist() == [True, False, False, False]
    assert layer.zero_share[0].tolist() == [1, 0, 0, 0]


def test_a_tanh_far_out_is_saturated_and_in_64_bits_even_dead():
    layer = layer_of("tanh", [1, 1, 1, 1], [5, -5, 0, 100])
    edge = np.arctanh(np.sqrt(0.95))
    z = X[:, None] + [5, -5, 0, 100]
    flat = np.abs(z) > edge
    np.testing.assert_allclose(layer.saturated_share[0], flat.mean(0))
    assert layer.flat_left[0] == pytest.approx((flat & (z < 0)).mean())
    assert layer.flat_right[0] == pytest.approx((flat & (z > 0)).mean())
    assert layer.dead[0].tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    ("activation", "edge"), [("elu", np.log(0.05)), ("selu", np.log(0.05)), ("max_c(c=1)", 1.0)]
)
def test_flat_on_the_left_alone(activation, edge):
    layer = layer_of(activation, [1, 1, 2, 2], [0, -3, 0, 100])
    z = X[:, None] * [1, 1, 2, 2] + [0, -3, 0, 100]
    flat = z <= edge
    assert layer.flat_left[0] == pytest.approx(flat.mean())
    assert np.isnan(layer.flat_right[0])
    saturated = 0 * flat.mean(0) if activation.startswith("max") else flat.mean(0)
    np.testing.assert_allclose(layer.saturated_share[0], saturated)


def test_leaky_relus_are_flat_on_the_left_but_never_dead_or_saturated():
    layer = layer_of("leaky_relu", [1, 1, 1, 0], [-100, 100, 0, -1])
    assert not layer.dead.any()
    assert not layer.zero_share.any()
    assert not layer.saturated_share.any()
    z = np.concatenate([X - 100, X + 100, X, 0 * X - 1])
    assert layer.flat_left[0] == pytest.approx((z <= 0).mean())


def test_moments_and_percentiles_are_those_of_all_preactivations():
    layer = layer_of("gelu", [1, 2, -1, 0.5], [0, 1, 2, 3])
    z = X[:, None] * [1, 2, -1, 0.5] + [0, 1, 2, 3]
    assert layer.mean[0] == pytest.approx(z.mean(), rel=1e-12)
    assert layer.std[0] == pytest.approx(z.std(), rel=1e-12)
    np.testing.assert_allclose(layer.central[0], np.quantile(z, [0.05, 0.95]), rtol=1e-12)


def test_the_history_names_the_same_dead_units():
    config = RunConfig(hidden=(30, 30), initializer="pytorch", activations=("relu", "elu"), seeds=3)
    frame = observe(config, begin(config), ("preactivations",))
    for found, layer in zip(frame.readings[0].dead, frame["preactivations"].layers, strict=True):
        np.testing.assert_array_equal(found, layer.dead)
    assert sum(found.sum() for found in frame.readings[0].dead) > 0


def total(found):
    return found.counts.sum(1) + found.below + found.above + found.not_finite


def counted(values):
    return histogram(values, np.ones(len(values), dtype=bool))


def test_every_value_is_counted_once():
    values = np.random.default_rng(0).normal(0, 30, (3, 500))
    values[0, :4] = [np.nan, np.inf, -np.inf, 0]
    values[1, :2] = [1e300, -1e13]
    found = counted(values)
    assert total(found).tolist() == [500] * 3
    assert found.not_finite.tolist() == [3, 0, 0]
    assert (found.above.tolist(), found.below.tolist()) == ([0, 1, 0], [0, 1, 0])
    for limit, bins in ((found.limit, 48), (2.0**41, 24)):
        assert total(found.over(limit, bins)).tolist() == [500] * 3


def test_a_run_counts_samples_times_units():
    config = RunConfig(hidden=(7, 5), seeds=2)
    for layer, width in zip(
        observe(config, begin(config), ("preactivations",))["preactivations"].layers,
        config.hidden,
        strict=True,
    ):
        assert total(layer.histogram).tolist() == [250 * width] * 4


@pytest.mark.parametrize("scale", [1e-30, 0.01, 1.0, 3.9, 4.0, 5.0, 1e4])
def test_bins_are_numpys(scale):
    values = np.random.default_rng(1).uniform(-scale, scale, (2, 2000))
    values[0, :2] = [scale, -scale]
    values[1, :3] = [0.0, 1e-300, -1e-300]
    found = counted(values)
    assert found.limit >= scale
    assert np.log2(found.limit) % 1 == 0
    for net in range(2):
        wanted, _ = np.histogram(values[net], found.edges)
        np.testing.assert_array_equal(found.counts[net], wanted)


@pytest.mark.parametrize(
    ("limit", "bins"),
    [(4.0, 48), (4.0, 64), (8.0, 48), (8.0, 128), (16.0, 48), (64.0, 48), (6.0, 36), (1.0, 2)],
)
def test_another_range_is_as_if_counted_there(limit, bins):
    values = np.random.default_rng(2).normal(0, 3.5, (2, 5000))
    found = counted(values).over(limit, bins)
    assert isinstance(found, Histogram)
    assert found.limit == limit
    for net in range(2):
        wanted, edges = np.histogram(values[net], bins, (-limit, limit))
        np.testing.assert_array_equal(found.counts[net], wanted)
        np.testing.assert_allclose(found.edges, edges, atol=1e-12)
        assert found.below[net] == (values[net] < -limit).sum()
        assert found.above[net] == (values[net] > limit).sum()


@pytest.mark.parametrize(
    ("limit", "bins"), [(16.0, 7), (3.01, 144), (0.001, 1), (47 / 48, 47), (5.0, 7)]
)
def test_bins_that_would_cut_others_are_refused(limit, bins):
    found = counted(np.random.default_rng(2).normal(0, 3.5, (2, 5000)))
    with pytest.raises(ValueError, match="; got "):
        found.over(limit, bins)


def test_what_overflowed_leaves_the_others_their_bins():
    values = np.array([[0.5, 3.0, -1.0], [1e30, -1e30, 2.0]])
    found = histogram(values, np.array([True, False]))
    assert found.limit == 4
    assert (found.below.tolist(), found.above.tolist()) == ([0, 1], [0, 1])
    assert found.counts.sum(1).tolist() == [3, 1]
