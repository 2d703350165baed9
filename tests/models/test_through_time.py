"""Histograms through time against a plain merge of each reading's bins."""

from functools import cache

import numpy as np
import pytest

from models.config import RunConfig
from models.history import History, extend
from models.measures.bins import BINS
from models.through_time import COARSEST, through_time
from models.training import Budget, advance, begin, observe

CONFIG = RunConfig(
    activations=("softplus", "tanh", "identity"),
    hidden=(8, 8),
    learning_rate=0.2,
    loss="mse",
    seed=2,
)


@cache
def history(steps=150):
    state = begin(CONFIG)
    kept = extend(History.of(CONFIG), observe(CONFIG, state, ()).readings)
    return extend(kept, advance(CONFIG, state, Budget(steps))[1].readings)


def plainly(one, net, limit):
    """Counts over [-limit, limit], each bin shared out by how much of it lies in each new one."""
    found = np.zeros(BINS)
    edges = np.linspace(-limit, limit, BINS + 1)
    for at, count in enumerate(one.counts[net]):
        low, high = ((at + end - BINS / 2) * one.limit / (BINS / 2) for end in (0, 1))
        for new in range(BINS):
            shared = min(high, edges[new + 1]) - max(low, edges[new])
            found[new] += int(count) * max(0.0, shared) / (high - low)
    return found


@pytest.mark.parametrize("of", ["z", "h"])
@pytest.mark.parametrize("limit", [1.0, 8.0, 64.0])
def test_every_reading_is_brought_to_the_range(of, limit):
    readings = history().readings
    found = through_time(readings, 1, of)
    assert found.steps.tolist() == [reading.step for reading in readings]
    for net in range(3):
        counts = found.over(net, limit)
        for row in range(0, len(readings), 9):
            one = getattr(readings[row].layers[1], of)
            coarse = one.limit > COARSEST * limit
            wanted = np.zeros(BINS) if coarse else plainly(one, net, limit)
            np.testing.assert_allclose(counts[row], wanted)
            if one.limit <= limit:
                assert counts[row].sum() == one.counts[net].sum()


def test_nothing_is_counted_of_a_net_that_has_diverged():
    readings = history().readings
    found = through_time(readings, 0, "z")
    gone = np.array([reading.diverged[2] for reading in readings])
    assert gone.any() and not gone.all()
    assert not found.counts[gone, 2].any()
    assert found.counts[~gone, 2].any()


def test_the_reach_of_a_net_is_its_own_whatever_overflowed_beside_it():
    found = through_time(history().readings, 0, "h")
    assert found.reach([1]) == 1
    rows = found.resolved(1.0)
    assert 0 < rows.sum() < len(rows)
    assert found.over(1, 1.0).sum() == found.counts[rows, 1].sum()
    assert 1 < found.reach([0]) < 100
    assert found.reach([2]) > 100
    assert found.reach([0, 1]) == found.reach([0])
    assert found.limits.max() >= found.reach([2])


def test_the_share_outside_is_that_of_the_steps_shown():
    found = through_time(history().readings, 0, "z")
    limit = found.limits[:40].min()
    for first in (1, 40, len(found.steps)):
        rows = found.limits[:first] <= COARSEST * limit
        inside = found.over(0, limit)[:first].sum()
        parts = (found.counts, found.outside)
        everything = sum(part[:first, 0][rows].sum() for part in parts)
        share = found.outside_share(0, limit, found.over(0, limit)[:first])
        assert share == pytest.approx(1 - inside / everything)


def test_a_run_whose_histograms_are_not_kept_has_none():
    config = RunConfig(hidden=(2,) * 30)
    readings = observe(config, begin(config), ()).readings
    assert through_time(readings, 0, "z") is None
