"""What the lab on zeros says of real results."""

import runpy
from dataclasses import replace

import numpy as np
import pytest

from dashboard import numbers
from dashboard.charts.labs.sparse import zeros
from dashboard.labs import sparse_penalty, sparse_speed, sparse_zeros
from dashboard.labs.sparse import LAB
from models.labs.products import SHARES, Products
from models.labs.stage import finish
from models.labs.trained import Trained
from models.labs.zeros import ZEROS

COUNT, HELP, SPEED = LAB.parts


@pytest.fixture(scope="module")
def counted():
    short = Trained(ZEROS.configs, lambda settings: (0, 40), ZEROS.look, ZEROS.gather)
    return finish(short, COUNT.asked(COUNT.defaults))


@pytest.fixture(scope="module")
def priced():
    return finish(HELP.experiment, HELP.defaults | {"nets": 2, "steps": 60})


def products(sparse):
    rows = (np.array([values] * 5, float) for values in ([1.0] * 6, sparse, sparse))
    return Products(256, SHARES, *rows, error=1e-7)


def test_zeros_are_said_with_their_spread(counted):
    text = COUNT.sentence(counted)
    start, end = counted.over_nets("zero").median[:, 0]
    assert numbers.share(float(start)) in text and numbers.share(float(end)) in text
    assert "after 40 steps" in text and "10 nets" in text
    assert COUNT.prediction.right(counted) == 0


def test_the_guess_is_about_rectifiers(counted):
    assert COUNT.prediction.right(replace(counted, activation="tanh")) is None
    same = replace(counted, zero=np.full_like(counted.zero, 0.5))
    assert COUNT.prediction.right(same) == 1


def test_diverged_nets_are_counted(counted):
    lost = replace(counted, diverged=3)
    assert "3 nets diverged" in COUNT.sentence(lost)


def test_the_image_is_of_the_step_or_the_one_before(counted):
    assert [sparse_zeros._index(counted, step) for step in (0, 30, 40, 400)] == [0, 0, 1, 1]


def test_the_image_has_a_cell_for_each_activation_that_is_not_zero(counted):
    image = counted.images[-1][0]
    spec = zeros(image, counted.digits, "Layer 1", "light")
    rows = spec["datasets"]["active"]
    assert len(rows) == int((~image).sum())
    assert [row["text"] for row in spec["datasets"]["heads"]] == [str(d) for d in range(10)]
    by_row = [sum(row["row"] == at + 2 for row in rows) for at in range(len(image))]
    assert by_row == sorted(by_row)


def test_the_price_is_said_with_both_kinds_of_nets(priced):
    text = HELP.sentence(priced)
    assert "λ = 0.1" in text and "2 nets" in text
    assert f"higher in {priced.better} of 2 nets, lower in {priced.worse}" in text


def test_a_run_without_penalty_compares_nothing():
    found = finish(HELP.experiment, HELP.defaults | {"strength": 0.0, "nets": 1, "steps": 5})
    assert "The accuracy on new images is" in HELP.sentence(found)
    assert HELP.prediction.right(found) is None


@pytest.mark.parametrize(("change", "guess", "holds"), [(0.05, 2, "partly"), (-0.05, 0, "no")])
def test_the_verdict_follows_the_accuracies(priced, change, guess, holds):
    under = replace(priced.under, accuracy=priced.without.accuracy + change)
    found = replace(priced, under=under)
    assert HELP.prediction.right(found) == guess
    verdict = sparse_penalty.verdict(found)
    assert verdict.holds == holds and "leaky ReLU" in verdict.text


def test_stored_changes_are_of_the_same_nets():
    assert np.all(sparse_penalty.stored_change("relu", 0.0) == 0)
    assert len(sparse_penalty.stored_change("leaky_relu", 0.1)) == 10


@pytest.mark.parametrize(
    ("sparse", "guess", "holds", "words"),
    [
        ([9, 5, 2, 0.9, 0.5, 0.1], 2, "partly", "pays from 90"),
        ([3, 0.5, 0.4, 0.3, 0.2, 0.1], 0, "yes", "pays from 50"),
        ([9, 9, 9, 9, 9, 9], 2, "no", "never pays"),
        ([3, 1, 0.4, 0.3, 0.2, 0.1], 1, "partly", "pays from 80"),
    ],
)
def test_the_verdict_on_speed_follows_the_times(sparse, guess, holds, words):
    found = products(sparse)
    assert SPEED.prediction.right(found) == guess
    verdict = sparse_speed.verdict(found)
    assert verdict.holds == holds and words in verdict.text


def test_times_are_those_of_the_table():
    found = products([9, 5, 2, 0.9, 0.5, 0.1])
    text = SPEED.sentence(found)
    assert "5.0 times as long as the dense one at half zeros" in text
    assert "| 90\u202f% | 1000 | 900 | 0.90 | 0.90 |" in sparse_speed._table(found)


@pytest.mark.filterwarnings("ignore:Sparse CSR tensor support")
@pytest.mark.parametrize(("part", "words"), [(HELP, "accuracy"), (SPEED, "zeros: dense")])
def test_scripts_run(part, words, tmp_path, capsys):
    text = part.pytorch(part.defaults).replace("range(600)", "range(20)").replace("1024", "64")
    file = tmp_path / "script.py"
    file.write_text(text)
    runpy.run_path(str(file))
    assert words in capsys.readouterr().out
