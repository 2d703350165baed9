"""Histograms of gradients, counted by a plain loop over the plain module's gradients."""

import dataclasses

import numpy as np
import pytest
import torch
from torch import nn

from models.config import RunConfig
from models.datasets import make_data
from models.export import to_sequential
from models.measures.bins import HIGHEST, LOG_BINS, LOWEST
from models.state import Divergence
from models.training import Budget, advance, begin, observe
from tests.models.plain import LOSSES

RUN = RunConfig(
    activations=("relu", "sigmoid"), hidden=(5, 4), samples=60, batch_size=5, dtype="float64"
)


def counted(values):
    """How many of some values are in each bin, and how many are exactly 0."""
    counts, zeros = np.zeros(LOG_BINS, int), 0
    for value in np.abs(values).ravel():
        if value == 0:
            zeros += 1
            continue
        place = (np.log10(value) - LOWEST) / (HIGHEST - LOWEST) * LOG_BINS
        counts[min(max(int(np.floor(place)), 0), LOG_BINS - 1)] += 1
    return counts, zeros


def plain_gradients(config, state, net):
    """dL/dz per sample and dL/dW of each affine layer."""
    model, data = to_sequential(config, state, net), make_data(config)
    h, sums = torch.tensor(data.x_train), []
    for part in model:
        h = part(h)
        if isinstance(part, nn.Linear):
            h.retain_grad()
            sums.append(h)
    LOSSES[config.loss](h.squeeze(1), torch.tensor(data.y_train)).backward()
    weights = [part.weight.grad for part in model if isinstance(part, nn.Linear)]
    return [len(h) * z.grad.numpy() for z in sums], [weight.numpy() for weight in weights]


def test_every_gradient_is_counted_once_where_it_belongs():
    state, frame = advance(RUN, begin(RUN), Budget(steps=16), ("gradient_histograms",))
    found = frame["gradient_histograms"]
    for net in range(2):
        signals, weights = plain_gradients(RUN, state, net)
        for values, bins in ((signals, found.signals), (weights, found.weights)):
            for part, layer in zip(values, bins, strict=True):
                counts, zeros = counted(part)
                np.testing.assert_array_equal(layer.counts[net], counts)
                assert layer.zeros[net] == zeros
                assert counts.sum() + zeros == part.size
    assert found.signals[0].zeros[0] > 0 == found.signals[0].zeros[1]


def test_the_history_has_the_same_counts():
    _, frame = advance(RUN, begin(RUN), Budget(steps=16), ("gradient_histograms",))
    found, reading = frame["gradient_histograms"], frame.readings[-1]
    for one, other in (
        (found.signals, reading.signal_bins),
        (found.weights, reading.weight_gradient_bins),
    ):
        for now, kept in zip(one, other, strict=True):
            np.testing.assert_array_equal(now.counts, kept.counts)
            np.testing.assert_array_equal(now.zeros, kept.zeros)


@pytest.mark.parametrize("hidden", [(), (3,)])
def test_a_diverged_net_has_no_counts(hidden):
    config = dataclasses.replace(RUN, hidden=hidden)
    gone = dataclasses.replace(begin(config), divergence=(None, Divergence(1, 1, "loss")))
    found = observe(config, gone, ("gradient_histograms",))["gradient_histograms"]
    assert len(found.signals) == len(found.weights) == len(hidden) + 1
    for layer in (*found.signals, *found.weights):
        assert layer.counts[0].sum() + layer.zeros[0] > 0
        assert layer.counts[1].sum() + layer.zeros[1] == 0
