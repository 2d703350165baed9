"""The sentences of the Units page, against the records that they are written from."""

import dataclasses

import numpy as np
import pytest

from dashboard import numbers, words
from dashboard.charts.unit_choice import UnitChoice
from models.config import RunConfig
from models.datasets import make_data
from models.measures.unit_questions import Focus
from models.training import begin, observe
from tests.dashboard.made import figures
from tests.dashboard.unit_runs import shown
from tests.models.runs import by_hand
from tests.models.unit_nets import HAND, hand

TANH = dataclasses.replace(HAND, activations=("tanh",), hidden=(2,))


def focused(config, state, layer, unit):
    return observe(config, state, (question := Focus(0, layer, unit),))[question]


def marks(config, state):
    return observe(config, state, ("unit_marks",))["unit_marks"]


def far_out(bias):
    """Two tanh units, the first of which sees values near its bias."""
    return by_hand(TANH, (([[0.01, 1], [0.01, 0]], [bias, 0]), ([[1], [1]], 0)))


def test_a_living_unit_is_active_on_a_share_of_the_samples():
    found = focused(HAND, hand(), 0, 0)
    x = make_data(HAND).x_train
    share = np.mean(x[:, 0] - x[:, 1] + 0.5 > 0)
    sentence = words.unit(found, HAND.train_count, None)
    assert sentence == f"Active on {numbers.share(share)} of 30 train samples."


def test_a_dead_unit_says_since_when():
    found = focused(HAND, hand(), 0, 1)
    assert words.unit(found, 30, 88).startswith("Dead since step 88: the same value on all 30 ")
    assert words.unit(found, 30, None).startswith("Dead: the same value")


def test_a_saturated_unit_says_how_often():
    sentence = words.unit(focused(TANH, far_out(5.0), 0, 0), 30, None)
    hundred = numbers.share(1.0)
    assert sentence == f"Active on {hundred} of 30 train samples, saturated on {hundred}."
    counted = words.units(TANH, marks(TANH, far_out(5.0)), 0)
    assert counted == "Of 2 units, 1 is saturated."


@pytest.mark.parametrize(
    ("config", "wanted"),
    [
        (RunConfig(hidden=()), "No hidden layer: the net is a straight line."),
        (RunConfig(activations=("identity",)), "No unit bends its input: the net is linear."),
        (TANH, "None of the 2 units is dead or saturated."),
        (
            dataclasses.replace(TANH, hidden=(1,)),
            "The only unit is neither dead nor saturated.",
        ),
    ],
)
def test_nets_in_which_nothing_stands_out(config, wanted):
    assert words.units(config, marks(config, begin(config)), 0) == wanted


def test_a_net_counts_what_stands_out():
    sentence = words.units(HAND, marks(HAND, hand()), 0)
    assert figures(sentence) == [6, 1, 2]


def test_switching_off_is_worded_for_numbers_too():
    choice = UnitChoice(off=((0, 0),))
    run = shown(choice, steps=40, dataset="gaussians", loss="mse")
    whole, part = (
        run.frame[question].loss
        for question in (run.page.asked[0].whole, run.page.asked[0].without)
    )
    sentence = run.view["nets"][0]["without"]["sentence"]
    assert sentence.startswith("Test R² ")
    for record in (whole, part):
        assert numbers.r2(float(record.test_r2[0])) in sentence
        assert numbers.loss(float(record.test_loss[0])) in sentence


def test_many_units_that_are_off_are_counted():
    assert words.off_list(tuple((0, unit) for unit in range(5))) == "Without 5 units"
