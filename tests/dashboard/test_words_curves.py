"""The sentences under loss and accuracy say the record's numbers and fit."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import numbers, words
from dashboard.words.fit import WIDE
from models.history import NEVER
from models.summaries import Spread, spread
from tests.dashboard.made import figures

STEPS = st.integers(0, 10_000_000)
NAMES = st.lists(
    st.text("abcdefghij", min_size=1, max_size=15).map(lambda name: name * (15 // len(name))),
    min_size=1,
    max_size=4,
    unique=True,
).map(tuple)


@given(NAMES, st.data())
def test_the_loss_names_the_steps_of_the_crossing(names, data):
    first = data.draw(st.tuples(*[st.one_of(st.just(NEVER), STEPS)] * len(names)))
    lost = data.draw(st.tuples(*[st.booleans()] * len(names)))
    seeds = data.draw(st.sampled_from((1, 3, 30)))
    sentence = words.loss(names, first, lost, 0.4, seeds)
    assert len(sentence) <= WIDE
    steps = {step for step in first if step != NEVER}
    allowed = steps | {0.4, len(names), sum(step != NEVER for step in first)}
    assert 0.4 in figures(sentence) and set(figures(sentence)) <= allowed
    assert not steps or min(steps) in figures(sentence)


@pytest.mark.parametrize(
    ("names", "first", "lost", "sentence"),
    [
        (("ReLU", "tanh"), (83, 163), (0, 0), "Below 0.4: ReLU at step 83, tanh at step 163."),
        (("ReLU", "tanh"), (83, -1), (0, 0), "Below 0.4: ReLU at step 83, tanh not yet."),
        (("ReLU", "tanh"), (83, -1), (0, 1), "Below 0.4: ReLU at step 83, tanh diverged."),
        (("ReLU", "tanh"), (83, 83), (0, 0), "Below 0.4: both at step 83."),
        (("ReLU", "tanh"), (-1, -1), (0, 0), "Neither net is below 0.4 yet."),
        (("ReLU", "tanh"), (-1, -1), (1, 1), "Both nets diverged above 0.4."),
        (("ReLU",), (83,), (0,), "ReLU falls below 0.4 at step 83."),
        (("ReLU",), (-1,), (0,), "ReLU is not below 0.4 yet."),
        (("a", "b", "c"), (-1, -1, -1), (0, 0, 0), "None of 3 nets is below 0.4 yet."),
        (
            ("ReLU", "tanh", "GELU"),
            (83, 163, -1),
            (0, 0, 0),
            "Below 0.4 at step: ReLU 83, tanh 163, GELU not yet.",
        ),
    ],
)
def test_the_loss_in_words(names, first, lost, sentence):
    assert words.loss(names, first, tuple(map(bool, lost)), 0.4, 1) == sentence


@given(NAMES, st.sampled_from((1, 2, 5, 30)), st.integers(0, 2**32 - 1))
def test_accuracy_is_a_lead_or_a_tie_of_the_record(names, seeds, entropy):
    rng = np.random.default_rng(entropy)
    values = rng.integers(0, 4, len(names) * seeds) / 4
    values[rng.random(len(values)) < 0.2] = np.nan
    now = spread(values, seeds, -np.inf)
    sentence = words.score(words.ACCURACY, names, now, seeds)
    assert len(sentence) <= WIDE
    ordered = np.sort(now.median[np.isfinite(now.median)])[::-1]
    if "ahead" in sentence:
        margins = [f"{100 * (ordered[0] - value):.1f}" for value in ordered[1:]]
        assert re.search(r"([\d.]+) points", sentence)[1] in margins
    if "classif" in sentence or "lead with" in sentence:
        assert numbers.accuracy(ordered[0]) in sentence


@pytest.mark.parametrize(
    ("values", "seeds", "sentence"),
    [
        ((142 / 150, 137 / 150), 1, "ReLU is 3.3 points ahead; one seed proves little."),
        ((0.9, 0.9001), 1, "tanh is <0.1 points ahead; one seed proves little."),
        ((0.493, 0.493), 1, "Both classify 49.3\u202f% of the test samples."),
        ((0.9, np.nan), 1, "ReLU has accuracy 90.0\u202f%, the other has none."),
        ((np.nan, np.nan), 1, "Both nets diverged: no accuracy."),
        ((0.9, 0.9, 0.8), 1, "ReLU and tanh lead with 90.0\u202f%."),
        ((0.9, 0.9, 0.9), 1, "All 3 classify 90.0\u202f% of the test samples."),
        ((0.9,), 1, "ReLU classifies 90.0\u202f% of the test samples."),
        ((np.nan,), 1, "ReLU has no accuracy: it diverged."),
        ((0.9, 0.8, 0.7), 3, "ReLU has a median of 80.0\u202f% over 3 seeds."),
        ((0.9, 0.8, 0.7, 0.85, 0.8, 0.7), 3, "ReLU and tanh are level over 3 seeds."),
        ((0.9, 0.9, 0.9, 0.5, 0.5, 0.5), 3, "ReLU is 40.0 points ahead in the median of 3 seeds."),
    ],
)
def test_accuracy_in_words(values, seeds, sentence):
    now = spread(np.array(values), seeds, -np.inf)
    names = ("ReLU", "tanh", "GELU")[: len(values) // seeds]
    assert words.score(words.ACCURACY, names, now, seeds) == sentence


@given(NAMES, st.sampled_from((1, 2, 5, 30)), st.integers(0, 2**32 - 1), st.floats(-9, 9))
def test_r2_is_a_lead_or_a_tie_of_the_record(names, seeds, entropy, size):
    rng = np.random.default_rng(entropy)
    values = 1 - 10**size * rng.integers(0, 4, len(names) * seeds) / 4
    values[rng.random(len(values)) < 0.2] = np.nan
    now = spread(values, seeds, -np.inf)
    sentence = words.score(words.R2, names, now, seeds)
    assert len(sentence) <= WIDE
    ordered = np.sort(now.median[np.isfinite(now.median)])[::-1]
    if "ahead" in sentence:
        margins = [numbers.difference(ordered[0] - value) for value in ordered[1:]]
        assert re.search(r"is (\S+) ahead in R²", sentence)[1] in margins
    if " has R²" in sentence or "have R²" in sentence or "lead with" in sentence:
        assert f"R² {numbers.r2(ordered[0])}" in sentence


@pytest.mark.parametrize(
    ("values", "seeds", "sentence"),
    [
        ((0.93, 0.81), 1, "ReLU is 0.12 ahead in R²; one seed proves little."),
        ((0.5, 0.501), 1, "tanh is <0.01 ahead in R²; one seed proves little."),
        ((0.5, 0.5), 1, "Both have R² 0.50 on the test samples."),
        ((0.93, np.nan), 1, "ReLU has R² 0.93, the other has none."),
        ((np.nan, np.nan), 1, "Both nets diverged: no R²."),
        ((0.9, 0.9, -8.0), 1, "ReLU and tanh lead with R² 0.90."),
        ((-0.25,), 1, "ReLU has R² −0.25 on the test samples."),
        ((np.nan,), 1, "ReLU has no R²: it diverged."),
        ((0.9, 0.8, 0.7), 3, "ReLU has a median of R² 0.80 over 3 seeds."),
        ((np.nan, np.nan, 0.7), 3, "At least half of 3 seeds have no R²."),
        ((0.9, 0.9, 0.9, 0.5, 0.5, 0.5), 3, "ReLU is 0.40 ahead in R² in the median of 3 seeds."),
    ],
)
def test_r2_in_words(values, seeds, sentence):
    now = spread(np.array(values), seeds, -np.inf)
    names = ("ReLU", "tanh", "GELU")[: len(values) // seeds]
    assert words.score(words.R2, names, now, seeds) == sentence


def test_nets_with_overlapping_quartiles_are_level_even_if_one_median_is_ahead():
    now = Spread(np.array([0.8, 0.7]), np.array([0.9, 0.81]), np.array([0.95, 0.82]))
    assert (
        words.score(words.ACCURACY, ("ReLU", "tanh"), now, 5)
        == "ReLU and tanh are level over 5 seeds."
    )
