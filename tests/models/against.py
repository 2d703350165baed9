"""Stacked nets against the same nets trained the plain way."""

import math

import numpy as np

from models.engine import Engine
from models.export import to_sequential
from models.training import begin
from tests.models import plain

CLOSE = 1e-10


def trained(config, steps):
    """State and minibatch losses after some steps, without the readings of the history."""
    engine = Engine(config, begin(config))
    changes = {change.step for change in config.changes if change.step < steps}
    for stop in sorted({*changes, steps}):
        engine.run(stop, math.inf)
    return engine.state(), engine.batch_losses()


def assert_plain(config, steps, close=CLOSE):
    """Every net of the run is the plain net after as many steps, and lost as much on its way."""
    state, losses = trained(config, steps)
    assert state.divergence == (None,) * config.net_count
    for net in range(config.net_count):
        model, wanted = plain.train(config, net, steps)
        assert plain.distance(to_sequential(config, state, net), model) < close
        np.testing.assert_allclose(losses[:, net], wanted, rtol=close, atol=close)
