"""Activations of layers against plain loops, and what initializers aim at against random nets."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings

from models.config import RunConfig
from models.initializers import INITIALIZERS
from models.initializers.aims import AIMS, aim_of, aimed_std
from models.snapshot import samples
from models.training import Budget, advance, begin, observe, walk
from tests.models.configs import tame
from tests.models.runs import by_hand

CONFIG = RunConfig(activations=("relu",), hidden=(4,), samples=200, dtype="float64")


def record_of(config, state):
    return observe(config, state, ("activations",))["activations"].layers


def test_a_layer_made_by_hand():
    first = ([[1, 1, 1, 0], [0] * 4], [-100, 100, 0, -1])
    state = by_hand(CONFIG, (first, ([[0.1]] * 4, 0)))
    (layer,) = record_of(CONFIG, state)
    x = samples(CONFIG).x_train.numpy()[:, 0]
    h = [[max(0.0, z) for z in (one - 100, one + 100, one, -1)] for one in x]
    silent = [sum(value == 0 for value in sample) / 4 for sample in h]
    assert layer.zeros[0] == sum(value == 0 for sample in h for value in sample)
    assert layer.inactive[0] == pytest.approx(sum(silent) / len(silent))
    assert (layer.least_inactive[0], layer.most_inactive[0]) == (0.5, 0.75)
    assert layer.mean[0] == pytest.approx(np.mean(h))
    assert layer.std[0] == pytest.approx(np.std(h))
    assert layer.histogram.limit == 128
    assert layer.histogram.counts.sum() == 4 * len(x)


@settings(max_examples=15, deadline=None)
@given(tame(steps=5))
def test_the_shares_are_consistent_with_the_other_records(config):
    state = advance(config, begin(config), Budget(steps=5))[0]
    frame = observe(config, state, ("activations", "preactivations"))
    both = zip(frame["activations"].layers, frame["preactivations"].layers, strict=True)
    for found, before in both:
        np.testing.assert_allclose(found.inactive, before.zero_share.mean(1))
        assert (found.least_inactive <= found.inactive + 1e-12).all()
        assert (found.inactive <= found.most_inactive + 1e-12).all()
        known = found.histogram.counts.sum(1) + found.histogram.below + found.histogram.above
        assert (
            known + found.histogram.not_finite == config.train_count * before.dead.shape[1]
        ).all()


def pooled_std(config, net_square):
    """Spread of z in each layer over many seeds, and what is aimed at."""
    snapshot = next(iter(walk(config, begin(config), [0])))[0]
    found = [float(z.detach().std(correction=0)) for z in snapshot.train.preactivations]
    return found, aimed_std(config, 0, net_square)


@pytest.mark.parametrize("initializer", sorted(AIMS))
def test_wide_nets_that_meet_the_assumption_have_the_spread_aimed_at(initializer):
    activation = "relu" if initializer.startswith("he") else "identity"
    config = RunConfig(
        activations=("gelu" if initializer == "matched" else activation,),
        hidden=(60, 90, 30),
        initializer=initializer,
        samples=60,
        seeds=12,
        dataset="class_blobs",
        classes=2,
        loss="softmax_cross_entropy",
    )
    square = float(samples(config).x_train.double().square().mean())
    measured, aimed = pooled_std(config, square)
    assert measured[0] == pytest.approx(aimed[0], rel=0.15)
    if initializer != "matched":
        assert measured == pytest.approx(aimed, rel=0.2)


def test_the_aims_by_hand():
    def plain(**values):
        return aimed_std(RunConfig(hidden=(4, 12), **values), 0, 2.0)

    assert plain(initializer="he_uniform") == pytest.approx((2.0, 2.0))
    assert plain(initializer="lecun_normal") == pytest.approx((2**0.5, 2**0.5))
    first, second = 2 * 2 / 6, 2 * 4 / 16
    glorot = ((2 * first) ** 0.5, (2 * first * second) ** 0.5)
    assert plain(initializer="glorot_normal") == pytest.approx(glorot)
    assert plain(initializer="matched") == pytest.approx((2.0, 2.0))
    assert plain(initializer="matched", activations=("identity",)) == pytest.approx((2**0.5,) * 2)


def test_nothing_is_aimed_at_where_the_assumption_is_none():
    assert AIMS.keys() < INITIALIZERS.keys()
    config = RunConfig()
    for changed in ({"initializer": "pytorch"}, {"initial_bias": 1.0}, {"normalization": "before"}):
        assert aim_of(dataclasses.replace(config, **changed)) is None
    other = RunConfig(initializer="zeros")
    assert np.isnan(record_of(other, begin(other))[0].aimed_std).all()
    assert np.isfinite(record_of(config, begin(config))[0].aimed_std).all()
