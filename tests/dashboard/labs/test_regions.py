"""The lab on linear regions: guesses, sentences, the if-statement, the packed picture."""

import ast
from dataclasses import replace

import numpy as np
import pytest

from dashboard.charts.labs.regions import REACH, plane_view
from dashboard.labs.regions import LAB
from dashboard.labs.regions_count import COUNT_PART
from dashboard.labs.regions_line import FOLD_PART, WALK_PART
from dashboard.labs.regions_plane import PLANE, wrong_place
from dashboard.labs.regions_words import if_statement
from dashboard.panels.payload import pack, unpack
from models.choices import ActivationChoice
from models.labs.regions_random import COUNTING, Counting
from models.labs.regions_rule import rule
from models.labs.regions_trained import Plane, box_of
from models.labs.stage import finish


@pytest.fixture(scope="module")
def plane() -> Plane:
    return finish(PLANE.experiment, {**PLANE.defaults, "hidden": "8"})


@pytest.fixture(scope="module")
def counting() -> Counting:
    settings = {"reach": 3.0, "side": 40}
    layers = [COUNTING.measure(settings, units) for units in (2, 8)]
    return COUNTING.gather(settings, tuple(layers))


def with_counts(plane: Plane, before: int, after: int) -> Plane:
    """The same run, had it begun and ended with these counts."""
    seeds = len(plane.diverged)
    first, last = (
        replace(plane.looks[at], plane=np.full(seeds, count))
        for at, count in ((0, before), (-1, after))
    )
    return replace(plane, looks=(first, *plane.looks[1:-1], last))


@pytest.mark.parametrize(("after", "right"), [(112, 0), (104, 1), (96, 1), (88, 2)])
def test_the_guess_about_training_is_judged_by_the_medians(
    plane: Plane, after: int, right: int
) -> None:
    assert PLANE.prediction is not None
    assert PLANE.prediction.right(with_counts(plane, 100, after)) == right


def test_a_run_on_its_way_decides_nothing(plane: Plane) -> None:
    part = replace(plane, steps=plane.steps[:3], looks=plane.looks[:3])
    assert PLANE.prediction is not None
    assert PLANE.prediction.right(part) is None
    assert PLANE.sentence(part).startswith("At step 2.")


def test_the_sentence_has_both_counts_and_what_diverged(plane: Plane) -> None:
    found = with_counts(plane, 100, 112)
    said = PLANE.sentence(found)
    assert "100 [100–100] before training, 112 [112–112] at step 800" in said
    assert "5 seeds" in said
    assert f"all {plane.looks[-1].moment.count} regions" in said
    lost = replace(found, diverged=np.array([True, *found.diverged[1:]]))
    assert "1 of them diverged" in PLANE.sentence(lost)


def test_the_view_can_be_sent_and_holds_every_region(plane: Plane) -> None:
    view = plane_view(plane, (0.2, 0.1), 800)
    again = unpack(pack(view))
    assert again["told"] == 800
    for moment, look in zip(again["moments"], plane.looks, strict=True):
        assert len(moment["starts"]) == look.moment.count + 1
        assert moment["starts"][-1] == len(moment["vertices"]) == len(moment["layers"])
        assert np.abs(moment["vertices"]).max() == REACH
        assert set(np.unique(moment["layers"])) <= {0, 1}
        low, high = view["shades"]
        assert low <= moment["shade"].min() <= moment["shade"].max() <= high
        assert len(moment["cuts"]) == len(again["angles"])


def test_the_if_statement_is_python_that_gives_the_output(plane: Plane) -> None:
    moment, box = plane.looks[-1].moment, box_of(plane.config)
    choice = ActivationChoice("relu")
    for x, y in moment.shapes.inner[::5].tolist():
        stated = rule(moment.net, box, (x, y))
        assert stated is not None
        text, check = if_statement(stated, choice)
        (branch,) = ast.parse(text).body
        assert isinstance(branch, ast.If)
        output = ast.unparse(branch.body[0]).replace("- ", "+ -").replace("output = ", "")
        printed = [float(part.split(" *")[0]) for part in output.split(" + ")]
        assert printed == pytest.approx(stated.map, rel=0.006)
        assert len(ast.unparse(branch.test).split(" and ")) == max(1, len(stated.conditions))
        assert text.count("layer 1, unit") == len(stated.conditions)
        assert "the largest difference is" in check


@pytest.mark.parametrize("text", ["1,2", "a,b,c", "800,nan,0", "800,0.1,inf", "1.5,0,0"])
def test_a_place_that_is_none_is_refused_in_words(text: str) -> None:
    assert wrong_place(text).startswith(("it must be a step", "its coordinates"))
    assert wrong_place("800,0.25,-1") == wrong_place("") == ""


def test_the_sentence_of_the_segment_names_both_shapes() -> None:
    result = finish(WALK_PART.experiment, WALK_PART.defaults)
    said = WALK_PART.sentence(result)
    assert "20 seeds" in said
    assert "at least 1,081,344 pieces" in said
    assert WALK_PART.prediction is not None
    assert WALK_PART.prediction.right(result) == 0


def test_the_sentence_of_the_fold_has_its_power_of_two() -> None:
    result = finish(FOLD_PART.experiment, {**FOLD_PART.defaults, "folds": 5})
    said = FOLD_PART.sentence(result)
    assert said.startswith("5 layers of 2 units: 32 straight pieces, which is 2⁵.")
    assert "10 units has at most 11" in said
    assert FOLD_PART.prediction is not None
    assert FOLD_PART.prediction.right(result) == 2
    assert FOLD_PART.prediction.right(replace(result, folds=1, exact=(2,))) is None


def test_the_guess_about_the_grid_waits_for_all_widths(counting: Counting) -> None:
    assert COUNT_PART.prediction is not None
    assert COUNT_PART.prediction.right(counting) is None
    whole = replace(counting, layers=counting.layers * 3)
    assert COUNT_PART.prediction.right(whole) == 2
    same = tuple(replace(layer, grid=layer.exact) for layer in whole.layers)
    assert COUNT_PART.prediction.right(replace(whole, layers=same)) == 1
    said = COUNT_PART.sentence(counting)
    assert said.startswith("One layer of 8 units in a box of ±3:")


def test_each_truth_that_is_measured_names_a_part_and_says_a_number(
    plane: Plane, counting: Counting
) -> None:
    results = {
        "": plane,
        "count": counting,
        "tent": finish(FOLD_PART.experiment, FOLD_PART.defaults),
        "line": finish(WALK_PART.experiment, WALK_PART.defaults),
    }
    said = [truth.ours(results[truth.part]) for truth in LAB.truths if truth.ours]
    assert len(said) == 6
    assert all(any(letter.isdigit() for letter in text) for text in said)
    assert "2, 4, 8, 16 pieces with 1 to 4 layers." in said
