"""Overflow that no parameter shows: in running variances, and in what an optimizer keeps."""

import dataclasses

import numpy as np
import pytest

from models import layout
from models.config import RunConfig
from models.training import Budget, Divergence, advance, begin
from tests.models.runs import by_hand

CONFIG = RunConfig(
    samples=40, batch_size=5, activations=("identity",), hidden=(1, 1), loss="mse", seeds=2
)


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
@pytest.mark.parametrize("normalization", ["before", "after"])
@pytest.mark.parametrize("layer", [0, 1])
def test_an_infinite_variance_is_an_overflow_of_its_layer(layer, normalization, optimizer):
    """Batch normalization makes a number of it again: 0 for whatever comes in."""
    config = dataclasses.replace(CONFIG, normalization=normalization, optimizer=optimizer)
    start = dataclasses.replace(begin(config), step=3000)
    start.parameters[0, layout.layers(config)[layer].weight] = 1e25
    state, frame = advance(config, start, Budget(steps=40))
    assert state.divergence == (Divergence(3001, layer + 1, "preactivation"), None)
    assert np.isfinite(state.buffers).all()
    assert np.isnan(frame.batch_loss[:, 0]).all()
    assert np.isfinite(frame.batch_loss[:, 1]).all()


@pytest.mark.parametrize("optimizer", ["adam", "adamw", "rmsprop", "adagrad"])
def test_a_gradient_whose_square_overflows_is_one(optimizer):
    """The net would stand still without a word: its steps are divided by infinity."""
    config = dataclasses.replace(CONFIG, optimizer=optimizer)
    steep = (([[0], [0]], 0.0), ([[0]], 1e10), ([[0]], 1e15))
    calm = (([[0.1], [0.1]], 0.1), ([[0.1]], 0.1), ([[0.1]], 0.1))
    start = by_hand(config, steep, calm, step=3000)
    state, frame = advance(config, start, Budget(steps=40))
    assert state.divergence == (Divergence(3001, 3, "gradient"), None)
    assert np.isfinite(state.moments).all()
    np.testing.assert_array_equal(state.parameters[0], start.parameters[0])
    assert np.isfinite(frame.batch_loss[:, 1]).all()
