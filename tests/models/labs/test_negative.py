"""What is negative in nets that were trained."""

from dataclasses import replace

import numpy as np
import pytest

from models.config import RunConfig
from models.labs.negative import NEGATIVE, Negatives
from models.labs.stage import finish
from models.labs.trained import Trained


@pytest.fixture(scope="module")
def trained() -> Negatives:
    return finish(NEGATIVE, {"activation": "relu"})


def test_rectifiers_clip_activations_and_no_weights(trained: Negatives) -> None:
    shares = np.median(trained.weights[-1], axis=0)
    assert np.all((shares > 0.40) & (shares < 0.60))
    assert np.all(trained.leaving == 0)
    assert np.median(trained.outputs[-1]) == pytest.approx(0.74, abs=0.06)
    assert np.median(trained.accuracy[-1]) > 0.95


def test_a_pair_gives_every_preactivation_back(trained: Negatives) -> None:
    assert trained.undone == 0.0


def test_what_enters_a_leaky_unit_leaves_it_negative() -> None:
    short = Trained(NEGATIVE.configs, lambda settings: (0, 5), NEGATIVE.look, NEGATIVE.gather)
    found = finish(short, {"activation": "leaky_relu"})
    assert np.array_equal(found.entering, found.leaving)
    assert np.all(found.leaving > 0.1)


def test_a_net_that_diverged_has_no_shares() -> None:
    def explosive(settings: dict[str, str]) -> tuple[RunConfig, ...]:
        (config,) = NEGATIVE.configs(settings)
        return (replace(config, learning_rate=30.0, optimizer="sgd", seeds=3),)

    short = Trained(explosive, lambda settings: (0, 60), NEGATIVE.look, NEGATIVE.gather)
    found = finish(short, {"activation": "leaky_relu"})
    assert found.diverged > 0
    for shares in (found.weights, found.leaving, found.entering):
        assert np.isnan(shares[-1]).all(1).sum() == found.diverged
    assert np.isnan(found.accuracy[-1]).sum() == found.diverged
