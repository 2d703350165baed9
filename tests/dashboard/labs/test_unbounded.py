"""What the lab on unbounded functions and learned slopes says of small real results."""

import numpy as np
import pytest

from dashboard.labs import unbounded, unbounded_far, unbounded_means, unbounded_size
from dashboard.labs import unbounded_slopes as slopes_page
from models.labs.rates import RATES_GRID
from models.labs.stage import finish
from models.labs.stored import read

PARTS = {part.key: part for part in unbounded.LAB.parts}


def result(part, **settings):
    return finish(PARTS[part].experiment, PARTS[part].defaults | settings)


@pytest.fixture(scope="module")
def far():
    return result("far", seeds=2, steps=150)


@pytest.fixture(scope="module")
def rated():
    return result("rate", seeds=2, steps=60)


@pytest.fixture(scope="module")
def slopes():
    return result("slopes", seeds=2, steps=60)


@pytest.fixture(scope="module")
def shifts():
    return result("means", seeds=1, steps=60)


def test_far_away_relu_is_a_line(far):
    text = PARTS["far"].sentence(far)
    assert text.startswith("After 150 steps, at x = 1,000,")
    assert "ReLU says" in text and "over 2 nets" in text
    assert unbounded_far.right(far) == 2
    assert unbounded_far.right(far[1:]) is None
    assert unbounded_far._table(far).count("\n") == 3
    assert unbounded_far.size(float("inf")) == "infinity"


@pytest.mark.parametrize(
    ("gain", "right", "holds"), [(0.5, 0, "no"), (1, 1, "no"), (2, 2, "partly")]
)
def test_the_gain_decides_whether_relu_vanishes_or_explodes(gain, right, holds):
    sizes = result("gain", gain=gain, seeds=2)
    assert unbounded_size.gain_right(sizes) == right
    verdict = unbounded_size.explodes(sizes)
    assert verdict.holds == holds and "50 layers" in verdict.text
    assert "Squared ReLU overflows in layer" in PARTS["gain"].sentence(sizes) or gain < 1


def test_the_rate_names_divergence_before_failure_before_success(rated):
    text = PARTS["rate"].sentence(rated)
    assert "Leaky ReLU 2 diverged (median loss infinity)" in text
    assert "tanh 2 failed" in text
    assert unbounded_size.rate_right(rated) == 1
    lamps = unbounded_size._lamps(rated)
    red, orange, _ = unbounded_size.ICONS.values()
    assert f"| Leaky ReLU | {red * 2} | infinity |" in lamps and f"| tanh | {orange * 2} |" in lamps
    assert "tanh 2" in unbounded._finite(rated)


def test_every_cell_of_the_stored_map_says_what_became_of_the_nets():
    grid = read(RATES_GRID.key)
    square = unbounded_size._square("leaky_relu", 100.0, grid)
    assert square.label == "∞" and "median loss infinity" in square.text
    assert unbounded_size._square("tanh", 0.1, grid).label == "100\u202f%"


def test_slopes_are_told_layer_by_layer(slopes):
    text = PARTS["slopes"].sentence(slopes)
    assert "After 60 steps all 2 nets trained." in text and "in layer 2" in text
    assert slopes_page.right(slopes) == (2 if slopes.spread.median[-1].mean() >= 1 else 1)
    assert unbounded._slopes(slopes).endswith("to the last.")


@pytest.mark.parametrize(("target", "right"), [("|x|", 0), ("ReLU", 1), ("x", 2)])
def test_the_slope_of_a_single_unit(target, right):
    found = result("unit", target=target)
    assert slopes_page.unit_right(found) == right
    assert f"{found.best:.4f}".replace("-", "−") in PARTS["unit"].sentence(found)


def test_the_mean_is_told_before_and_after(shifts):
    text = PARTS["means"].sentence(shifts)
    assert "over 1 nets" in text and "ELU from" in text
    elu = next(one for one in shifts if one.key == "elu")
    start, after = np.abs(elu.mean_spread.median[:, -1])
    assert unbounded_means.right(shifts) == (2 if after >= 2 * start else 1)
    assert unbounded_means.right(shifts[:1]) is None
    assert "| tanh | 0.000 |" in unbounded_means._table(shifts)
    assert unbounded._lower(shifts).count(",") == 2


@pytest.mark.parametrize(("alpha", "right", "holds"), [(1.0, 2, "partly"), (0.5, 1, "no")])
def test_elu_is_smooth_for_one_alpha_only(alpha, right, holds):
    found = result("smooth", alpha=alpha)
    assert unbounded_means.smooth_right(found) == right
    verdict = unbounded_means.smoother(found)
    assert verdict.holds == holds and "from 1.758 to 1.051" in verdict.text
    assert "SELU: 1.758 left of 0 and 1.051 right of it" in PARTS["smooth"].sentence(found)


def test_far_growth_is_said_beside_what_was_published(far):
    assert "10 is a straight line" in unbounded._growth(far)
