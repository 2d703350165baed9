"""Learning rates of single activations: trained, changed live, written and read."""

import dataclasses

import numpy as np
import pytest

from models import link
from models.choices import NetChoice
from models.config import Change, ConfigError, RunConfig
from models.optimizers import OPTIMIZERS
from tests.models.against import assert_plain, trained

OWN = (("relu", 0.2), ("tanh|prelu(a=0.5)", 0.005))
CONFIG = RunConfig(
    samples=130,
    activations=("relu", NetChoice.parse("tanh|prelu(a=0.5)"), "elu"),
    hidden=(6, 5),
    learning_rate=0.05,
    own_rates=OWN,
    schedule="step",
    schedule_hyperparameters=(("every", 10.0),),
    seeds=2,
    dtype="float64",
)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_each_net_trains_at_its_own_rate(optimizer):
    assert_plain(dataclasses.replace(CONFIG, optimizer=optimizer, clip_norm=0.5), 25)


def test_a_live_change_takes_them_with_it():
    config = dataclasses.replace(CONFIG, changes=(Change(10, "learning_rate", 0.1),))
    assert_plain(config, 25)
    assert config.at(9).learning_rates == (0.2, 0.005, 0.05)
    assert config.at(10).learning_rates == (0.4, 0.01, 0.1)
    assert config.restarted().learning_rates == (0.4, 0.01, 0.1)
    assert CONFIG.changed(0, learning_rate=0.1).learning_rates == (0.4, 0.01, 0.1)


def test_the_rate_of_all_as_ones_own_changes_nothing():
    plain = dataclasses.replace(CONFIG, own_rates=())
    own = dataclasses.replace(CONFIG, own_rates=(("relu", 0.05), ("elu", 0.05)))
    np.testing.assert_allclose(trained(plain, 20)[1], trained(own, 20)[1], rtol=1e-12)


def test_they_travel_in_links_and_json():
    assert link.read(link.write(CONFIG)) == (CONFIG, ())
    assert RunConfig.from_json(CONFIG.to_json()) == CONFIG
    assert link.write(CONFIG)["own_rates"] == "relu:0.2,tanh|prelu(a=0.5):0.005"
    assert "own_rates" not in link.write(RunConfig())


def test_those_of_activations_that_are_not_chosen_wait():
    config = RunConfig(activations=("elu",), own_rates=OWN)
    assert config.learning_rates == (config.learning_rate,)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ((("relu", 0.0),), "relu a positive number of at most 100"),
        ((("relu", 0.1), ("relu", 0.2)), "an activation twice"),
        ((("relu", "fast"),), "pairs of an activation and a number"),
        ((("weather", 0.1),), "pairs of an activation and a number"),
        (0.1, "pairs of an activation and a number"),
    ],
)
def test_what_cannot_work_is_refused_in_a_sentence(value, told):
    with pytest.raises(ConfigError, match=told):
        RunConfig(own_rates=value)


def test_a_live_change_cannot_take_them_too_far():
    with pytest.raises(ConfigError, match="largest own learning rate at 100 or less"):
        dataclasses.replace(CONFIG, changes=(Change(10, "learning_rate", 50.0),))
    read, notes = link.read(link.write(CONFIG) | {"own_rates": "relu:300,elu:0.5"})
    assert read.own_rates == (("elu", 0.5),)
    assert "positive number" in notes[0]
