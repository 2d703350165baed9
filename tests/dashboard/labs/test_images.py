"""What the lab on images says of real results of few nets and steps."""

from dataclasses import replace

import numpy as np
import pytest

from dashboard.charts.labs.images import digit_view
from dashboard.labs import images, images_maps, images_race
from dashboard.panels.payload import pack, unpack
from models.labs import image_grid
from models.labs.image_maps import examples, respond
from models.labs.stage import finish

RACE, MAPS = images.LAB.parts


def result(part, **settings):
    return finish(part.experiment, part.defaults | settings)


@pytest.fixture(scope="module")
def race():
    return result(RACE, activations=("relu", "tanh"), seeds=1, steps=60)


@pytest.fixture(scope="module")
def maps():
    return result(MAPS, seeds=1, steps=40)


def reached(race, relu, tanh):
    """The same race, with the 95 % reached at these steps."""
    accuracy = np.zeros_like(race.accuracy)
    for net, step in enumerate((relu, tanh)):
        accuracy[np.array(race.steps) >= step, net] = 1.0
    return replace(race, accuracy=accuracy)


def test_the_sentence_has_the_figures_of_the_run(race):
    text = RACE.sentence(reached(race, 20, 1000)).replace("\u202f", " ")
    assert text.startswith("After 60 steps, 1 nets each.")
    assert "**ReLU**: 100.0 % right, 95 % of the test images after 20 steps" in text
    assert "**tanh**: 0.0 % right, 95 % of the test images not reached yet." in text


def test_a_net_that_diverged_is_said(race):
    gone = replace(race, diverged=np.array([True, False]))
    assert "; 1 diverged; **tanh**" in RACE.sentence(gone)


@pytest.mark.parametrize(("steps", "index"), [((20, 30), 0), ((20, 20), 1), ((30, 20), 2)])
def test_the_guess_is_judged_by_the_run(race, steps, index):
    assert images_race.right(reached(race, *steps)) == index


def test_the_guess_needs_both():
    assert images_race.right(result(RACE, activations=("relu",), seeds=1, steps=0)) is None


def test_zeros_decide_about_the_second_guess(maps):
    for share, index in ((0.1, 0), (0.5, 1), (0.9, 2)):
        look = replace(maps.look, zero_share=np.full((2, 1), share))
        assert images_maps.right(replace(maps, look=look)) == index
    text = MAPS.sentence(maps).replace("\u202f", " ")
    zeros = round(100 * maps.look.zero_share[1, 0])
    assert f"{zeros} % in layer 2 are exactly 0" in text


def test_a_view_holds_what_the_net_makes_of_the_image(maps):
    found = respond(maps, examples()[4])
    view = unpack(pack(digit_view(maps, found, "", 4)))
    assert view["kind"] == "digit" and "test image of a 4" in view["announce"]
    assert [layer["maps"].shape for layer in view["layers"]] == [(8, 8, 8), (16, 8, 8)]
    assert sum(row["value"] for row in view["answer"]["rows"]) == pytest.approx(1)
    assert [row["first"] for row in view["answer"]["rows"]].index(True) == found.answer
    blank = digit_view(maps, respond(maps, np.zeros((8, 8))), "", None)
    assert "an empty pad" in blank["announce"]


def test_a_drawing_is_what_the_pad_writes_and_nothing_else():
    text = "f" + "0" * 255
    assert images_maps.wrong_drawing(text) == images_maps.wrong_drawing("") == ""
    assert images_maps.dots_of(text).sum() == 4 and not images_maps.dots_of("").any()
    for wrong in ("f", "x" * 256, "F" * 256):
        assert "256 hexadecimal digits" in images_maps.wrong_drawing(wrong)


def test_every_truth_with_a_figure_can_say_ours(race):
    said = [truth.ours(race) for truth in images.TRUTHS]
    assert all("stored" in text for text in said)
    assert said[0].startswith("steps to 95")


def test_what_is_stored_agrees_with_the_texts():
    grid = images_race.stored()
    best = {key: image_grid.best(grid, key) for key in ("relu", "tanh", "identity", "sigmoid")}
    relu, tanh, none = (float(best[key].steps.median) for key in ("relu", "tanh", "identity"))
    assert max(relu, tanh) < 2 * min(relu, tanh) < none
    assert float(best["relu"].zeros.median[1]) > 2 / 3
    assert float(best["identity"].dead.high.max()) == 0
    pooled = image_grid.best(grid, "identity", "max", (0.01, 0.03))
    assert float(pooled.steps.median) < 0.6 * none
    lost = image_grid.found(grid, "relu", 0.1)
    assert float(lost.dead.median[1]) > float(best["relu"].dead.median[1])
