"""What the lab on dying units says of real results of few nets and steps."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.labs import dying, dying_born, dying_cures, dying_train
from dashboard.labs.spreads import became, with_quartiles
from models.labs.spread import of_all
from models.labs.stage import finish

TRAIN, REVIVALS, CURES, BORN = dying.LAB.parts
SMALL = {"seeds": 2, "steps": 50}


def result(part, **settings):
    return finish(part.experiment, part.defaults | settings)


@pytest.fixture(scope="module")
def fast():
    return result(TRAIN, **SMALL)


@pytest.fixture(scope="module")
def diverged():
    return result(TRAIN, **SMALL, rate=10.0, activation="leaky_relu")


def test_the_sentence_has_the_figures_of_the_run(fast):
    text = TRAIN.sentence(fast)
    assert "After 50 steps all 2 nets trained." in text
    assert f"layer 1 had {fast.deaths[-1, 0]} deaths and 0 revivals" in text
    assert with_quartiles(fast.dead_spread, at=(-1, 0)) in text
    assert "every 25 steps" in text


def test_divergence_is_said_first_and_nothing_else(diverged):
    text = TRAIN.sentence(diverged)
    assert text.startswith("After 50 steps all 2 nets diverged.")
    assert "%" not in text
    assert dying_train.right(diverged) == 2
    assert set(diverged.states(3)[0]) == {"diverged"}
    assert "–" in dying_train._table(diverged)


def test_the_guess_is_judged_by_the_run(fast):
    assert dying_train.right(fast) == 1
    assert dying_train.right(result(TRAIN, **SMALL, pixels="centred", rate=0.1)) == 0


def test_smooth_functions_are_called_dead_in_effect():
    found = result(TRAIN, seeds=1, steps=0, activation="gelu")
    text = TRAIN.sentence(found)
    assert text.startswith("Before the first step. Median accuracy") and "Dead in effect" in text


def test_the_units_are_those_of_the_first_net(fast):
    for layer, states in enumerate(fast.states(3)):
        assert states.count("dead") == fast.dead[layer].sum()
        assert states.count("alive") == (~fast.inactive[layer][3]).sum()


def test_inactive_and_dead_are_two_numbers():
    claim = dying.LAB.claims[0]
    verdict = claim.verdict(result(TRAIN, **SMALL, **claim.settings))
    assert verdict.holds == "partly"
    assert verdict.text.count("%") == 4


def test_dead_units_come_back_but_not_in_the_first_layer():
    found = result(REVIVALS, seeds=1, steps=25)
    verdict = dying.LAB.claims[1].verdict(found)
    assert verdict.holds == "partly" and "SGD: 0 of" in verdict.text
    assert dying_cures.revivals_right(found) == 1
    assert "With **Adam**, after 25 steps" in REVIVALS.sentence(found)


@pytest.fixture(scope="module")
def treated():
    return result(CURES, seeds=1, steps=60)


def test_leaky_relu_is_not_dead_but_diverges_at_the_rate_that_kills(treated):
    verdict = dying.LAB.claims[2].verdict(treated)
    assert verdict.holds == "partly" and "Leaky ReLU all 1 nets diverged" in verdict.text
    assert "**Leaky ReLU**: all 1 nets diverged;" in CURES.sentence(treated)
    assert dying_cures._dead_bar(treated["Leaky ReLU"], 0).text == "diverged: no value"


def test_the_smaller_rate_is_the_best_cure_at_a_rate_of_three(treated):
    assert dying_cures.cures_right(treated) == 2
    assert dying_cures.cures_right(replace(treated, treated=treated.treated[:3])) is None
    assert dying_cures.leaky_helps(result(CURES, seeds=1, steps=8, rate=0.1)).holds == "yes"


def test_more_than_half_of_the_narrow_deep_nets_are_born_dead():
    found = result(BORN, nets=4000)
    assert dying_born.right(found) == 2
    assert f"{100 * found.share[1, 9]:.1f}" in BORN.sentence(found)
    assert dying_born._table(found).count("\n") == 6
    other = result(BORN, nets=2000, inputs="one input", widths=(2, 8))
    assert dying_born.right(other) is None
    assert dying._deep(other) == "3 units are not among the widths."


def test_what_became_of_nets_begins_with_those_that_diverged():
    fates = ("trained", "at chance", "diverged", "trained")
    assert became(fates) == "1 of 4 nets diverged, 1 stayed at chance, 2 trained"
    spread = of_all(np.array([0.25, 0.25, np.nan, 0.5]), 0.0)
    assert with_quartiles(spread).replace("\u202f", " ") == "25 % [19 % to 31 %]"


def test_every_truth_with_a_figure_can_say_ours(fast, treated):
    born = result(BORN, nets=2000)
    results = {"train": fast, "cures": treated, "born": born}
    said = [truth.ours(results[truth.part]) for truth in dying.TRUTHS if truth.ours]
    assert len(said) == 3 and all("%" in text for text in said)
