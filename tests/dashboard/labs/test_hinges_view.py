"""What the picture of hinges and bumps is given."""

import numpy as np
import pytest

from dashboard.charts.labs.hinges import EVEN, build_view, bump_view, span
from dashboard.panels.payload import pack, unpack
from models.labs.bumps import bump_up
from models.labs.hinges import build
from models.labs.lines import TARGETS

PLAIN = {"knots": "", "drawn": ""}


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("pieces", [1, 8, 32])
def test_every_line_is_inside_its_axis_and_every_number_of_hinges_has_its_words(
    target: str, pieces: int
) -> None:
    built = build({"target": target, "pieces": pieces, "on_curve": True})
    view = unpack(pack(build_view(built, PLAIN)))
    lifts = built.hinges.weights * (3 - built.hinges.kinks)
    for axis, values in (("y", view["truth"]), ("y", built.hinges.heights), ("lift", lifts)):
        assert view[axis]["low"] < values.min() <= values.max() < view[axis]["high"]
    assert len(view["said"]) == view["count"] + 1 == len(view["knots"])
    assert view["given"] == {"knots": EVEN, "drawn": ""}
    size = abs(view["worst"]["truth"] - view["worst"]["value"])
    assert size == pytest.approx(built.error.largest, abs=1e-12)


def test_the_words_say_what_each_hinge_does() -> None:
    tent = {"target": "absolute", "pieces": 2, "on_curve": True}
    said = build_view(build(tent), PLAIN)["said"]
    assert said[0].startswith("No hinge yet")
    assert said[1] == (
        "Hinge 1 gives the sum its first slope, 1.0 down. "
        "The sum meets its knots up to x = 0, and goes straight on from there."
    )
    assert said[2] == "Hinge 2 bends the sum up by 2.0 at x = 0. Now the sum meets every knot."


def test_a_hinge_that_bends_nothing_is_grey_and_said_to_do_nothing() -> None:
    view = build_view(build({"target": "absolute", "pieces": 4, "on_curve": True}), PLAIN)
    assert view["parts_title"].endswith("grey does nothing here")
    idle = [at for at, text in enumerate(view["said"]) if "does nothing here" in text]
    assert idle == [2, 4]
    round_curve = build_view(build({"target": "wave", "pieces": 3, "on_curve": True}), PLAIN)
    assert "grey" not in round_curve["parts_title"]


def test_bumps_have_parts_instead_of_knots() -> None:
    found = bump_up({"target": "wave", "kind": "sigmoid", "count": 4, "steepness": 5.0})
    view = unpack(pack(bump_view(found)))
    assert view["knots"] is None and view["parts"].shape == (4, 601)
    np.testing.assert_allclose(view["parts"].sum(0), found.total, atol=1e-5)
    assert view["said"][3] == "3 of 4 bumps, 6 units."


@pytest.mark.parametrize("values", [[0.0, 0.0], [-7.5, 3.0], [0.0, 950.0]])
def test_axes_have_few_round_ticks(values: list[float]) -> None:
    axis = span(values)
    marks = [value for value, _ in axis["ticks"]]
    assert 2 <= len(marks) <= 6
    assert axis["low"] <= min(marks) and max(marks) <= axis["high"]
    assert axis["high"] - axis["low"] >= 2
