"""What the lab on waste says of real results."""

import runpy
from dataclasses import replace

import numpy as np
import pytest

from dashboard import numbers
from dashboard.charts.labs.wasteful import Block, cloud, masks
from dashboard.labs import wasteful_dropout, wasteful_negative, wasteful_noise, wasteful_recover
from dashboard.labs.wasteful import LAB
from dashboard.theme import INK
from models.labs.dropout import DROPOUT
from models.labs.negative import NEGATIVE
from models.labs.recover import RECOVER
from models.labs.stage import finish
from models.labs.trained import Trained

RECOVERED, NOISE, NEGATIVES, LIKE_DROPOUT = LAB.parts


@pytest.fixture(scope="module")
def recovery():
    return finish(RECOVER, {"pairs": False})


@pytest.fixture(scope="module")
def negatives():
    short = Trained(NEGATIVE.configs, lambda settings: (0, 20), NEGATIVE.look, NEGATIVE.gather)
    return finish(short, NEGATIVES.defaults)


@pytest.fixture(scope="module")
def compared():
    short = Trained(DROPOUT.configs, lambda settings: (0, 1), DROPOUT.look, DROPOUT.gather)
    return finish(short, LIKE_DROPOUT.defaults)


def noise(**settings):
    return finish(NOISE.experiment, NOISE.defaults | settings)


def test_the_share_that_comes_back_is_said_with_its_spread(recovery):
    text = RECOVERED.sentence(recovery)
    assert numbers.accuracy(float(np.median(recovery.at(2.0).share))) in text
    assert "20 layers, 100 points each" in text and "[" in text
    assert RECOVERED.prediction.right(recovery) == 1


def test_a_part_of_the_widths_is_enough_for_a_sentence():
    stage = RECOVER({"pairs": False}, None, 0.0)
    assert "being measured" in RECOVERED.sentence(stage.result)
    assert RECOVERED.prediction.right(stage.result) is None


def test_pairs_are_called_pairs_and_decide_no_guess():
    found = finish(RECOVER, {"pairs": True})
    assert "pairs of units keep 0.0" in RECOVERED.sentence(found)
    assert RECOVERED.prediction.right(found) is None


def test_truths_have_the_figures_of_the_run(recovery):
    wide, pairs, sign = (truth.ours for truth in LAB.truths)
    assert wide(recovery).startswith("3 units per input")
    assert numbers.accuracy(float(recovery.at(2.0).share.mean())) in pairs(recovery)
    assert "6.1 dB" in sign(noise())


def test_the_gains_of_the_sentence_are_those_of_the_meter():
    found = noise(threshold=1.0)
    text = NOISE.sentence(found)
    for kind in ("one", "pair"):
        median = found.gains(kind).median[10]
        assert wasteful_noise.decibels(float(median)) in text
    assert NOISE.prediction.right(found) == 0
    assert NOISE.prediction.right(noise(signs="both")) is None


def test_negative_shares_and_the_verdict(negatives):
    text = NEGATIVES.sentence(negatives)
    assert "After 20 steps" in text and "10 nets" in text and "relu(−z) is 0." in text
    verdict = wasteful_negative.verdict(negatives)
    assert verdict.holds == "no" and "10 nets" in verdict.text
    assert NEGATIVES.prediction.right(negatives) == 1


def test_nets_that_diverged_are_counted_and_not_dropped(negatives):
    weights = negatives.weights.copy()
    weights[-1, :6] = np.nan
    lost = replace(negatives, weights=weights, diverged=6)
    assert "6 diverged" in NEGATIVES.sentence(lost)
    assert NEGATIVES.prediction.right(lost) is None


def test_nets_without_negative_weights_would_prove_the_claim(negatives):
    none = replace(negatives, weights=np.zeros_like(negatives.weights))
    assert wasteful_negative.verdict(none).holds == "yes"


def test_masks_and_the_verdict(compared):
    text = LIKE_DROPOUT.sentence(compared)
    again = numbers.accuracy(1.0)
    assert f"the same image switches {again} of layer 1" in text and "10 nets" in text
    assert LIKE_DROPOUT.prediction.right(compared) == 2
    assert wasteful_dropout.verdict(compared).holds == "no"


def test_a_second_pass_like_dropout_would_prove_the_claim(compared):
    kinds = dict(compared.last.kinds) | {"again": compared.dropout["again"]}
    alike = replace(compared, relu=(replace(compared.last, kinds=kinds),))
    assert wasteful_dropout.verdict(alike).holds == "yes"
    assert LIKE_DROPOUT.prediction.right(alike) == 0


@pytest.mark.parametrize("back", [False, True])
def test_the_cloud_has_every_point_in_its_place(recovery, back):
    found = recovery.cloud(2.0)
    rows = cloud(found, back, "light")["datasets"]["points"]
    kinds = [row["kind"] == "recoverable" for row in rows]
    assert kinds == found.recoverable.tolist()
    places = found.back if back else found.points
    assert rows[7]["x"] == pytest.approx(places[7, 0], rel=1e-5)


def test_masks_are_drawn_with_where_they_differ():
    first = np.arange(64) < 10
    spec = masks([Block("ReLU", first, np.zeros(64, bool), INK)], "dark")
    assert len(spec["datasets"]["cells"]) == 3 * 64
    strong = [row for row in spec["datasets"]["cells"] if row["value"] == 1]
    assert [row["column"] // 9 for row in strong].count(2) == 10
    assert "10 differ" in str(spec["datasets"]["heads"])
    assert "54 of 64 agree" in spec["description"]


@pytest.mark.parametrize(("part", "words"), [(RECOVERED, "recoverable"), (NOISE, "a pair")])
def test_scripts_run(part, words, tmp_path, capsys):
    file = tmp_path / "script.py"
    file.write_text(part.pytorch(part.defaults))
    runpy.run_path(str(file))
    assert words in capsys.readouterr().out


def test_the_script_finds_what_the_lab_finds(recovery, tmp_path, capsys):
    file = tmp_path / "script.py"
    file.write_text(wasteful_recover.script({"ratio": 2.0, "pairs": False}))
    runpy.run_path(str(file))
    found = float(capsys.readouterr().out.split("%")[0]) / 100
    assert found == pytest.approx(recovery.at(2.0).expected, abs=0.04)
