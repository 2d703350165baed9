"""What the lab on speed says of its results."""

import altair as alt
import pytest

from dashboard.charts.labs.faster import NEVER, ranking_chart, steps_chart
from dashboard.labs import faster, faster_cost, faster_steps
from models.cost import Quartiles
from models.labs.speed import ACTIVATIONS, BEST, NOBODY, RATES, grid, race
from models.labs.speed_curves import curve_of
from models.labs.step_cost import ACTIVATIONS as COSTED
from models.labs.step_cost import ALONE, Share, StepCost
from models.labs.stored import StoredGrid, plain

INF = float("inf")
SETTINGS = {"depth": 2, "initializer": BEST, "again": NOBODY}


def stored(best):
    """Each activation has so many steps at its best rate, and never arrives at the first rate."""

    def values(place):
        index = RATES.index(place["rate"])
        steps = best[place["activation"]] + 30.0 * abs(index - 4)
        arrives = index > 0 and steps < 400
        return {"steps": [steps + s if arrives else INF for s in range(10)], "accuracy": 0.97}

    places = grid()
    return StoredGrid(
        "made_up",
        "Made up.",
        {},
        tuple(plain(place) for place in places),
        tuple(values(place) for place in places),
    )


def result(relu=60.0, tanh=60.0, sigmoid=120.0, again=None):
    best = dict.fromkeys(ACTIVATIONS, 60.0) | {"relu": relu, "tanh": tanh, "sigmoid": sigmoid}
    return race(SETTINGS, stored(best), again)


@pytest.mark.parametrize(("tanh", "index"), [(90.0, 0), (40.0, 1), (70.0, 2)])
def test_the_guess_is_compared_with_the_curves(tanh, index):
    assert faster_steps.right(result(tanh=tanh)) == index


@pytest.mark.parametrize(
    ("tanh", "sigmoid", "holds"), [(60, 120, "partly"), (120, 120, "yes"), (60, 60, "no")]
)
def test_the_claim_is_judged_against_both(tanh, sigmoid, holds):
    found = faster_steps.verdict(result(tanh=tanh, sigmoid=sigmoid))
    assert found.holds == holds and f"{sigmoid + 4:d} [" in found.text


def test_the_sentence_has_medians_quartiles_and_rates():
    text = faster_steps.sentence(result())
    assert "ReLU 64 [62–67] at 0.5" in text and "edge" not in text


def test_a_best_rate_at_the_edge_is_said():
    by_rate = {rate: {"steps": [90.0 - i], "accuracy": 0.9} for i, rate in enumerate(RATES)}
    edge = curve_of("sigmoid", "pytorch", by_rate)
    found = result()
    shown = type(found)(2, (*found.curves[:-1], edge), None, found.stored)
    assert "The best rate of sigmoid is at the edge" in faster_steps.sentence(shown)


def test_what_never_arrives_is_said_to():
    assert "sigmoid never in 10 of 10 seeds at any rate" in faster_steps.sentence(
        result(sigmoid=900.0)
    )


def test_what_was_measured_again_is_compared():
    again = curve_of("tanh", "pytorch", {0.5: {"steps": [64.0] * 10, "accuracy": 0.97}})
    text = faster_steps.sentence(result(again=again))
    assert "tanh has the stored median at 1 of 1 rates" in text


@pytest.mark.parametrize("compare", ["each", "same"])
def test_the_run_that_is_handed_over_has_the_nets_beside_each_other(compare):
    settings = faster_steps.STEPS.defaults | {"compare": compare, "depth": 6, "rate": 0.12}
    config = faster_steps.run(settings)
    assert len(config.nets) == 3 and config.hidden == (64,) * 6
    assert config.learning_rate == (0.12 if compare == "same" else 0.5)


def cost(tanh_alone, tanh_wide, *others):
    """Sigmoid costs as much as ReLU, all others too but tanh."""

    def shares(tanh):
        ratios = dict.fromkeys(COSTED, 1.0) | {"tanh": tanh}
        return tuple(
            Share(key, Quartiles(r, r, r), Quartiles(r, r, r)) for key, r in ratios.items()
        )

    places = {ALONE: shares(tanh_alone), "512": shares(tanh_wide)}
    places |= {width: shares(1.0) for width in others}
    return StepCost(places, dict.fromkeys(places, 12))


@pytest.mark.parametrize(
    ("alone", "wide", "holds", "index"),
    [(25.0, 1.05, "partly", 0), (1.1, 1.0, "no", 0), (3.0, 1.5, "yes", 1), (9.0, 2.0, "yes", 2)],
)
def test_the_claim_on_cost_is_judged_alone_and_in_a_step(alone, wide, holds, index):
    found = cost(alone, wide)
    assert faster_cost.verdict(found).holds == holds
    assert faster_cost.right(found) == index


def test_the_sentence_on_cost_follows_what_is_measured():
    assert "Nothing is measured yet" in faster_cost.sentence(StepCost({}, {}))
    text = faster_cost.sentence(cost(25.0, 1.05))
    assert "tanh 25.00× [25.00–25.00]" in text and "with 512 units a layer: tanh 1.05×" in text
    assert "with 16, 512 units" in faster_cost.sentence(cost(25.0, 1.05, "16"))


def test_what_is_true_has_our_figures():
    races = [truth.ours(result()) for truth in faster.TRUTHS if truth.part == "steps"]
    assert races[0] == "tanh needs 1.00 times the steps of ReLU."
    assert "at 1 ReLU 94 [92–97]" in races[1]
    (share,) = [truth.ours(cost(25.0, 1.05)) for truth in faster.TRUTHS if truth.part == "cost"]
    assert "25.00 times" in share and "1.05 times" in share


@pytest.mark.parametrize("width", [16, 512])
def test_the_script_can_be_read_by_python(width):
    compile(faster_cost.script({"width": width}), "cost.py", "exec")


def test_the_curves_mark_where_each_is_compared_and_what_never_arrives():
    again = curve_of("tanh", "pytorch", {0.5: {"steps": [64.0] * 10, "accuracy": 0.97}})
    found = result(sigmoid=900.0, again=again)
    spec = steps_chart(found.curves, faster_steps.NAMES, found.best, "light", again=again)
    alt.Chart.from_dict(spec)
    assert len(spec["datasets"]["marked"]) == len(ACTIVATIONS)
    assert [dot["y"] for dot in spec["datasets"]["again"]] == [64.0]
    sigmoid = spec["datasets"][f"line_{ACTIVATIONS.index('sigmoid')}"]
    assert {row["y"] for row in sigmoid} == {NEVER}
    assert sigmoid[3]["text"] == "never in 10 of 10 seeds"


def test_the_ranking_has_the_fastest_first_and_says_never():
    found = result(sigmoid=900.0)
    spec = ranking_chart(found.best, faster_steps.NAMES, "dark", same=False)
    alt.Chart.from_dict(spec)
    texts = [row["text"] for row in spec["datasets"]["bars"]]
    assert texts[0] == "64 [62–67] · rate 0.5" and texts[-1].startswith("never")
