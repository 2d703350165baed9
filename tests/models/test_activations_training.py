"""Every activation trains."""

import numpy as np
import pytest

from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.training import Budget, advance, begin

STEPS = 60


LEARNING = tuple(key for key, entry in ACTIVATIONS.items() if entry.learnable)


@pytest.mark.parametrize(
    ("keys", "learned_per"),
    [(tuple(ACTIVATIONS), "layer"), (LEARNING, "unit")],
    ids=["all", "unit"],
)
def test_every_activation_trains(keys, learned_per):
    config = RunConfig(
        activations=keys,
        hidden=(4, 3),
        samples=60,
        initializer="matched",  # with others, exponentials and cubes overflow in the first steps
        learning_rate=0.01,
        learned_per=learned_per,
    )
    before = begin(config)
    state, frame = advance(config, before, Budget(steps=STEPS), ("loss", "gradients"))
    assert state.divergence == (None,) * len(keys)
    assert np.isfinite(state.parameters).all()
    assert np.isfinite(frame["loss"].test_loss).all()
    assert np.isfinite(frame["gradients"].signal_rms).all()
    moved = np.abs(state.parameters - before.parameters).max(axis=1)
    assert (moved > 1e-4).all()
    first, last = frame.batch_loss[:20].mean(axis=0), frame.batch_loss[-20:].mean(axis=0)
    assert (last < first).mean() > 0.9


def test_learned_hyperparameters_are_trained():
    config = RunConfig(activations=LEARNING, hidden=(6,), samples=60, learning_rate=0.01)
    before = begin(config)
    state, _ = advance(config, before, Budget(steps=STEPS))
    for net, key in enumerate(LEARNING):
        count = len(ACTIVATIONS[key].learnable)
        start = config.inputs * 6 + 6
        columns = slice(start, start + count)
        assert before.parameters[net, columns] == pytest.approx(
            [ACTIVATIONS[key].defaults[name] for name in ACTIVATIONS[key].learnable]
        )
        assert (state.parameters[net, columns] != before.parameters[net, columns]).all(), key
