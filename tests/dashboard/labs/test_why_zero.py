"""What the lab on the floor says of real results of few nets and steps."""

import runpy
from dataclasses import replace

import numpy as np
import pytest
import torch

from dashboard.labs import why_zero, why_zero_leak, why_zero_train, why_zero_undo
from models.labs.floors_all import SIZES
from models.labs.stage import finish

TRAIN, UNDO, LEAK = why_zero.LAB.parts


def result(part, **settings):
    return finish(part.experiment, part.defaults | settings)


@pytest.fixture(scope="module")
def minus_one():
    return result(TRAIN, seeds=3, steps=100)


@pytest.fixture(scope="module")
def far():
    return result(TRAIN, seeds=2, steps=60, floor=-10.0)


@pytest.fixture(scope="module")
def undone():
    return result(UNDO, seeds=2, steps=60)


@pytest.fixture(scope="module")
def leak():
    return result(LEAK)


def test_the_sentence_says_who_learned_and_when(minus_one):
    text = TRAIN.sentence(minus_one)
    median = round(float(np.median(minus_one.relu.reached)))
    wanted = f"With floor 0 all 3 nets get there, half of them within {median} steps (the middle"
    assert wanted in text
    assert "with floor −1 all 3 nets get there" in text
    assert "2 % on the floor −1" in text.replace("\u202f", " ")


@pytest.mark.parametrize(
    ("reached", "words"),
    [
        ([np.inf] * 3, "none of the 3 nets gets there in 100 steps"),
        ([20.0, np.inf, np.inf], "only 1 of the 3 nets gets there in 100 steps"),
        ([20.0, 30.0, np.inf], "only 2 of the 3 nets get there in 100 steps"),
        ([30.0, 30.0, 30.0], "all 3 nets get there, half of them within 30 steps."),
    ],
)
def test_the_sentence_is_right_for_every_number_of_nets(minus_one, reached, words):
    chosen = replace(minus_one.chosen, reached=np.array(reached))
    text = TRAIN.sentence(replace(minus_one, chosen=chosen))
    assert f"with floor −1 {words.rstrip('.')}" in text
    assert "never" not in text
    assert ("30 steps." in text) == words.endswith("30 steps.")


def test_the_guess_follows_the_quartiles(minus_one):
    assert why_zero_train.right(minus_one) == why_zero_train.FIRST
    swapped = replace(minus_one, relu=minus_one.chosen, chosen=minus_one.relu)
    assert why_zero_train.right(swapped) == why_zero_train.OTHER
    alike = replace(minus_one, chosen=minus_one.relu)
    assert why_zero_train.right(alike) == why_zero_train.LEVEL


def test_a_floor_that_nothing_meets_is_not_learned(far):
    assert "with floor −10 none of the 2 nets gets there in 60 steps" in TRAIN.sentence(far)
    verdict = why_zero_train.CLAIM.verdict(far)
    assert verdict.holds == "partly"
    assert (
        "Of 2 nets with floor −10, 0 learned the rings in 60 steps; of 2 with floor 0, 2 did"
        in (verdict.text)
    )


def test_the_claim_would_hold_where_both_learn_alike(minus_one):
    assert why_zero_train.verdict(replace(minus_one, chosen=minus_one.relu)).holds == "yes"


def test_floor_zero_is_told_once():
    text = TRAIN.sentence(result(TRAIN, seeds=2, steps=5, floor=0.0))
    assert text.count("floor 0") == 1
    assert "none of the 2 nets gets there in 5 steps" in text


def test_the_picture_of_the_floor_cuts_the_bin_it_lies_in(minus_one):
    rows = why_zero_train._shape(minus_one)["datasets"]["counts"]
    low = [row for row in rows if row["kind"] == "on the floor"]
    assert max(row["to"] for row in low) == -1
    counted = sum(row["count"] for row in low) / minus_one.counts.sum()
    assert counted == pytest.approx(minus_one.chosen.first_on_floor[0].mean(), abs=1e-3)


def test_what_a_net_that_diverged_says(minus_one):
    gone = replace(minus_one.chosen, accuracy=np.array([np.nan] * 3))
    view = why_zero_train._maps(replace(minus_one, chosen=gone))
    assert [field["error"] for field in view["fields"]] == [False, True]
    assert view["fields"][1]["sentence"].startswith("Diverged")


def test_shifted_biases_are_said_to_be_the_same_and_to_drift(undone):
    text = UNDO.sentence(undone)
    assert "their answers differ by at most" in text and ", only rounding)" in text
    assert "and learn for 60 steps: floor −1 ends at a loss of" in text
    assert "both learn exactly alike (their losses" in text
    assert why_zero_undo.right(undone) == why_zero_undo.APART


def test_a_line_that_leaves_the_picture_is_said_to(undone):
    variant = undone.variant("shifted")
    assert "leaves the picture" not in why_zero_undo._key(undone, variant)
    high = replace(variant, losses=variant.losses + 10)
    assert "its loss rises to 10" in why_zero_undo._key(undone, high)
    gone = replace(variant, losses=variant.losses * np.nan)
    assert "beyond all bounds" in why_zero_undo._key(undone, gone)


def test_floor_zero_does_not_drift():
    found = result(UNDO, seeds=1, steps=5, floor=0.0)
    assert why_zero_undo.right(found) == why_zero_undo.SAME
    assert UNDO.sentence(found).startswith("Floor 0 is ReLU itself")


@pytest.mark.parametrize(("floor", "name"), [(-1.0, "max(−1, z) + 1"), (0.5, "max(0.5, z) − 0.5")])
def test_what_is_subtracted_stands_in_the_name(undone, floor, name):
    found = replace(undone, floor=floor)
    assert why_zero_undo._name(found, undone.variant("centred")) == name
    assert (
        why_zero_undo._name(found, undone.variant("shifted"))
        == name.split(" + ")[0].split(" − ")[0]
    )


def test_a_floor_is_no_leak(leak):
    verdict = why_zero_leak.CLAIM.verdict(leak)
    assert verdict.holds == "no"
    assert "max(−1, z) has the slope 0 and never falls below −1" in verdict.text
    assert "has the slope 0.01" in verdict.text
    stays = f"its loss stays at {leak.floor.losses[0]:.3f}, wherever the floor is."
    assert stays in LEAK.sentence(leak)
    assert why_zero_leak.verdict(replace(leak, floor=leak.leaky)).holds == "yes"


def test_the_guess_is_which_unit_learns(leak):
    assert why_zero_leak.right(leak) == why_zero_leak.LEAKY
    assert why_zero_leak.right(replace(leak, floor=leak.leaky)) == why_zero_leak.BOTH
    assert why_zero_leak.right(replace(leak, leaky=leak.floor)) == why_zero_leak.NEITHER
    assert "stays" not in LEAK.sentence(replace(leak, floor=leak.leaky))


@pytest.mark.parametrize("floor", [-10.0, 0.0, 4.5])
def test_the_script_makes_the_same_net(tmp_path, floor):
    path = tmp_path / "undo.py"
    path.write_text(UNDO.pytorch({"floor": floor}))
    before = torch.get_default_dtype()
    try:
        difference = runpy.run_path(str(path))["difference"]
    finally:
        torch.set_default_dtype(before)
    assert difference <= 1e-12 * (1 + abs(floor))


def test_the_script_of_the_leak_finds_the_same_losses(tmp_path, leak, capsys):
    path = tmp_path / "leak.py"
    path.write_text(LEAK.pytorch({"floor": -1.0}))
    runpy.run_path(str(path))
    floor, leaky = (float(line.split()[-1]) for line in capsys.readouterr().out.splitlines())
    assert floor == pytest.approx(leak.floor.losses[-1], rel=1e-5)
    assert leaky < 1e-6


def test_every_truth_is_measured_where_it_says(minus_one, undone):
    results = {"train": minus_one, "undo": undone}
    for truth in why_zero.LAB.truths:
        if truth.ours is not None:
            assert truth.ours(results[truth.part])


def test_what_is_stored_has_what_the_pictures_ask_for():
    assert tuple(why_zero_train.SIZES) == SIZES
    stored = why_zero_train.read("floors")
    never = why_zero_train._bar(4.5, stored.values(floor=4.5, size="circles", optimizer="adam"))
    assert (never.value, never.text) == (0, "no net gets there")
    half = why_zero_train._bar(
        1.0, stored.values(floor=1.0, size="small_circles", optimizer="adam")
    )
    assert (half.value, half.text) == (0, "only 12 of 24 nets get there")
