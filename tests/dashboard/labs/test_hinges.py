"""What the lab about hinges asks, says and hands over."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from dashboard.labs import hinges_build, hinges_bumps, hinges_train
from dashboard.labs.hinges import LAB
from dashboard.labs.record import Part
from models.formula import parse
from models.labs import fitted
from models.labs.bumps import bump_up
from models.labs.fitted import FIT, LOOKS
from models.labs.hinges import as_formula, build, through
from models.labs.lines import TARGETS, chosen, line
from models.labs.stage import finish


def settings(part: Part, **values: Any) -> dict[str, Any]:
    return part.defaults | values


@pytest.mark.parametrize(("target", "choice"), [("wave", 2), ("step", 0), ("absolute", None)])
def test_twice_as_many_hinges_are_judged_by_the_errors(target: str, choice: int | None) -> None:
    asked = hinges_build.PART.prediction
    assert asked is not None
    assert asked.right(build(settings(hinges_build.PART, target=target))) == choice


def test_the_sentence_has_the_numbers_of_the_hinges() -> None:
    said = hinges_build.sentence(build(hinges_build.PART.defaults))
    assert said == (
        "The largest gap between the curve and the sum of 8 hinges is 0.070, at x = −1.86. The gap "
        "would be 0.019 with 16 evenly spaced hinges and 0.383 with a staircase of 8 flat stairs."
    )
    moved = build(settings(hinges_build.PART, pieces=2, knots="-3~0_1~0_3~0"))
    assert "0.211 with 4 evenly spaced hinges and" in hinges_build.sentence(moved)
    assert "with 2 evenly spaced hinges, " in hinges_build.sentence(moved)


def test_the_sentence_is_right_for_one_hinge_and_for_an_exact_sum() -> None:
    one = hinges_build.sentence(build(settings(hinges_build.PART, pieces=1)))
    assert one.startswith("The largest gap between the curve and a single hinge is 1.000, at x = ")
    assert one.endswith("with a single flat stair.")
    exact = hinges_build.sentence(build(settings(hinges_build.PART, target="absolute")))
    assert exact.startswith(r"The sum of 8 hinges meets \|x\| exactly. The gap would be 0 with 16 ")


def test_the_script_makes_the_same_net(capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, Any] = {}
    chosen_now = settings(hinges_build.PART, target="peak")
    exec(hinges_build.pytorch(chosen_now), names)  # noqa: S102  source of our own making
    x = line(101)
    found = names["net"](torch.tensor(x, dtype=torch.float32)[:, None]).detach().numpy()[:, 0]
    np.testing.assert_allclose(found, build(chosen_now).hinges.values(x), atol=2e-3)
    assert "tensor(" in capsys.readouterr().out


@pytest.mark.parametrize("target", [*TARGETS, "typed", "drawn"])
def test_every_curve_opens_as_a_run_that_learns_it(target: str) -> None:
    now = settings(hinges_build.PART, target=target, pieces=6)
    config = hinges_build.playground(now)
    assert config.hidden == (6,) and config.net_count == 1
    x = torch.tensor(line(601))
    learned = parse(config.curve).function(x).numpy()
    wanted = chosen(now)
    if target == "drawn":
        np.testing.assert_allclose(learned, through(wanted, line(9)).values(line(601)), atol=0.1)
    else:
        np.testing.assert_allclose(learned, wanted.function(line(601)), atol=1e-9)


def test_a_formula_of_eight_hinges_is_short_enough_to_be_typed() -> None:
    steep = through(TARGETS["absolute"], line(9))
    assert len(as_formula(steep)) <= 200


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Two small nets after a few steps."""
    monkeypatch.setattr(fitted, "LOOKS", LOOKS[:2])
    few = {"activation": "relu", "units": 4, "learning_rate": 0.01, "seeds": 2}
    return finish(FIT, few)


def test_what_training_reached_is_set_beside_a_ruler(trained: Any) -> None:
    said = hinges_train.sentence(trained)
    assert said.startswith("After 30 steps the median gap of 2 ReLU nets with 4 units is ")
    assert "(half of the nets are nearer; the middle half have " in said
    assert ": training is " in said and "times as far off." in said
    assert said.endswith("In the middle one of the 2 nets, all 4 kinks lie between x = −3 and 3.")
    assert hinges_train.better(trained) == 2


@pytest.mark.parametrize(
    ("outside", "words"),
    [
        (1, "3 of 4 kinks lie between x = −3 and 3; the other one bends nothing there."),
        (3, "1 of 4 kinks lies between x = −3 and 3; the others bend nothing there."),
        (4, "0 of 4 kinks lie between x = −3 and 3; the others bend nothing there."),
    ],
)
def test_kinks_beside_the_curve_are_counted(trained: Any, outside: int, words: str) -> None:
    kinks = np.zeros((2, 4))
    kinks[:, :outside] = 5.0
    found = replace(trained, last=replace(trained.last, kinks=kinks))
    assert hinges_train.sentence(found).endswith(words)


def test_the_course_of_the_error_is_read_from_all_steepnesses() -> None:
    now = settings(hinges_bumps.PART)
    found = bump_up(now)
    assert hinges_bumps.course(found) == 1
    said = hinges_bumps.sentence(found)
    assert said.startswith("The largest gap between the curve and the sum of 16 bumps (32 units) ")
    assert "with steepness 50 is 0.114." in said
    assert f"steepness {found.best:g} with" in said
    steps = bump_up(now | {"target": "step", "kind": "relu", "count": 4})
    assert hinges_bumps.course(steps) is None
    assert hinges_bumps.course(replace(found, errors=(1.0, 2.0, 3.0))) == 2
    assert hinges_bumps.course(replace(found, errors=(3.0, 2.0, 1.0))) == 0


def test_truths_say_their_figures_of_a_result() -> None:
    results = {
        "build": build(hinges_build.PART.defaults),
        "bumps": bump_up(hinges_bumps.PART.defaults),
    }
    said = [
        truth.ours(results[truth.part or "build"])
        for truth in LAB.truths
        if truth.ours is not None and truth.part != "train"
    ]
    smooth = "a gap of 0.070 with 8 evenly spaced hinges; the rule allows 0.077."
    assert f"{smooth} With 16 it is 0.019." in said
    assert len(said) == 3


@pytest.mark.parametrize("target", [*TARGETS, "typed", "drawn"])
def test_a_curve_is_measured_as_smooth_or_as_rough(target: str) -> None:
    built = build(settings(hinges_build.PART, target=target))
    smooth, rough = (truth.ours(built) for truth in LAB.truths[1:3] if truth.ours is not None)
    assert bool(smooth) != bool(rough) == (target in ("step", "absolute", "root", "drawn"))
    assert ("the rule allows" in smooth) == (target in ("wave", "peak"))
