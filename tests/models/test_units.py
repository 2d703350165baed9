"""Weights, marks and pictures of units, recomputed another way."""

import dataclasses

import numpy as np
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from models.config import RunConfig
from models.datasets import make_data
from models.export import to_sequential
from models.measures.unit_marks import duplicates
from models.measures.unit_questions import Pictures, input_pictures, scale_of
from models.training import Budget, advance, begin, observe
from tests.models.runs import by_hand
from tests.models.unit_nets import HAND, MIXED, hand, plain_units


def test_weights_are_the_parameters():
    state, frame = advance(MIXED, begin(MIXED), Budget(steps=3), ("weights",))
    for net in range(MIXED.net_count):
        model = to_sequential(MIXED, state, net)
        for layer, found in enumerate(frame["weights"].layers):
            np.testing.assert_array_equal(found.weight[net], model[2 * layer].weight.detach().T)
            np.testing.assert_array_equal(found.bias[net], model[2 * layer].bias.detach())


def test_marks_of_a_net_made_by_hand():
    first, second = observe(HAND, hand(), ("unit_marks",))["unit_marks"].layers
    activations = plain_units(make_data(HAND).x_train)
    for found, h in zip((first, second), activations, strict=True):
        np.testing.assert_allclose(found.active_share[0], (h != 0).mean(0))
        assert not found.saturated.any()
    assert first.dead[0].tolist() == [False, True, False, False]
    assert first.duplicate_of[0].tolist() == [2, -1, 0, -1]
    assert second.duplicate_of[0].tolist() == [-1, -1]


def test_a_factor_may_be_negative():
    config = dataclasses.replace(HAND, activations=("tanh",), hidden=(3,))
    net = ([[1, -1, 1], [2, -2, 0]], [0.1, -0.1, 0]), ([[1], [1], [1]], 0)
    (marks,) = observe(config, by_hand(config, net), ("unit_marks",))["unit_marks"].layers
    assert marks.duplicate_of[0].tolist() == [1, 0, -1]


def test_a_unit_far_out_is_saturated_and_one_at_zero_is_not():
    config = dataclasses.replace(HAND, activations=("tanh",), hidden=(2,))
    net = ([[0.01, 0.01], [0, 0]], [5, 0]), ([[1], [1]], 0)
    (marks,) = observe(config, by_hand(config, net), ("unit_marks",))["unit_marks"].layers
    assert marks.saturated[0].tolist() == [True, False]
    assert marks.saturated_share[0].tolist() == [1, 0]


@given(
    seed=st.integers(0, 10_000),
    factor=st.floats(1e-6, 1e6) | st.floats(-1e6, -1e-6),
    size=st.sampled_from((1e-30, 1.0, 1e30)),
)
@settings(max_examples=50, deadline=None)
def test_a_multiple_is_found_and_a_change_of_one_sample_is_not_one(seed, factor, size):
    rng = np.random.default_rng(seed)
    h = rng.normal(size=(1, 30, 3))
    h[..., 2] = factor * h[..., 0]
    moved = h.copy()
    moved[0, 4, 2] += 0.01 * abs(factor)
    assert duplicates(torch.tensor(size * h)).tolist() == [[2, -1, 0]]
    assert duplicates(torch.tensor(size * moved)).tolist() == [[-1, -1, -1]]


def test_pictures_are_those_of_the_units_that_were_asked_for():
    state, _ = advance(MIXED, begin(MIXED), Budget(steps=5))
    drawn = ((0, (4, 1)), (1, (2,)))
    for net in range(MIXED.net_count):
        question = Pictures(net, drawn)
        frame = observe(MIXED, state, ("units", question))
        for (layer, units), found in zip(drawn, frame[question].layers, strict=True):
            wanted = frame["units"].layers[layer][net, list(units)]
            np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-14)
        assert frame[question].scales == tuple(map(scale_of, frame[question].layers))


@given(st.lists(st.floats(width=32), min_size=1, max_size=5))
@settings(max_examples=80, deadline=None)
def test_the_scale_of_lines_is_the_tightest_power_of_two(values):
    sizes = [abs(value) for value in values if np.isfinite(value) and value]
    found = scale_of(np.array(values), line=True)
    assert np.log2(found) == round(np.log2(found))
    if sizes and 2.0**-40 < max(sizes) <= 2.0**40:
        assert found / 2 < max(sizes) <= found


@given(seed=st.integers(0, 10_000), zeros=st.integers(0, 30))
@settings(max_examples=40, deadline=None)
def test_the_scale_of_colours_leaves_out_a_tenth_at_most(seed, zeros):
    values = np.random.default_rng(seed).lognormal(0, 2, 60).astype(np.float32)
    found = scale_of(np.concatenate([values, np.zeros(zeros)]).reshape(-1, 1))
    assert (values > found).mean() <= 0.11
    assert (values > found / 2).mean() >= 0.09


def test_inputs_have_pictures_of_their_own():
    config = RunConfig(features=("x", "y2"))
    found = input_pictures(config)
    axis = np.linspace(-4.5, 4.5, 32)
    np.testing.assert_allclose(found.layers[0][0], np.tile(axis, (32, 1)), rtol=1e-6)
    np.testing.assert_allclose(found.layers[0][1], np.tile(axis[:, None] ** 2, (1, 32)), rtol=1e-6)
    assert found.scales == (16.0,)
