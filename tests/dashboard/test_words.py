"""Sentences fit under their picture and say the record's numbers."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import numbers, words
from dashboard.words.fit import NARROW, WIDE
from dashboard.words.layers import dead_sentence, saturated_sentence, silent_sentence
from models.choices import NetChoice
from models.summaries import DeadUnits
from tests.dashboard.made import figures, trained, view_of

STEPS = st.integers(0, 10_000_000)


@given(st.integers(1, 18_000), st.data())
def test_the_decision_counts_wrong_samples(total, data):
    wrong = data.draw(st.integers(0, total))
    sentence = words.decision(1 - wrong / total, total)
    assert len(sentence) <= NARROW
    assert figures(sentence) == ([total] if wrong in (0, total) else [wrong, total])
    assert ("wrong" in sentence) == (wrong > 0)


def test_the_decision_has_words_for_none_one_and_overflow():
    assert words.decision(1.0, 150) == "All 150 test samples (rings) are right."
    assert words.decision(149 / 150, 150) == "1 of 150 test samples (rings) is wrong."
    assert words.decision(0.0, 150) == "All 150 test samples (rings) are wrong."
    assert words.decision(math.nan, 150) == "Some outputs on test samples overflow."


@given(st.integers(1, 18_000), st.data())
def test_numerals_are_not_called_rings(total, data):
    wrong = data.draw(st.integers(0, total))
    sentence = words.decision(1 - wrong / total, total, rings=False)
    assert len(sentence) <= NARROW and "rings" not in sentence
    assert figures(sentence) == ([total] if wrong in (0, total) else [wrong, total])


@given(st.floats(0, 1e300))
def test_how_far_outputs_miss_their_targets(rmse):
    sentence = words.misses(rmse)
    assert len(sentence) <= NARROW
    assert (sentence == "Outputs meet every test target.") == (rmse == 0)
    assert rmse == 0 or f" by {numbers.gradient(rmse)} (RMS)." in sentence


def test_an_unknown_miss_is_an_overflow():
    assert words.misses(math.nan) == words.misses(math.inf) == words.decision(math.nan, 9)


@given(st.integers(1, 256), STEPS, STEPS, st.data())
def test_dead_units_are_counted_and_dated(units, one, other, data):
    count = data.draw(st.integers(1, units))
    first, last = sorted((one, other)) if count > 1 else (one, one)
    sentence = dead_sentence(DeadUnits(count, units, first, last))
    assert len(sentence) <= NARROW
    found = figures(sentence)
    assert found[0] in (count, first) and set(found) <= {count, units, first}
    assert first in found or len(f"{count}{units}{first:,}") > 10


@pytest.mark.parametrize(
    ("dead", "sentence"),
    [
        (DeadUnits(1, 8, 88, 88), "1 of 8 units dead since step 88."),
        (DeadUnits(3, 8, 40, 88), "3 of 8 units dead, first since step 40."),
        (DeadUnits(3, 8, 40, None), "3 of 8 units dead, first since step 40."),
        (DeadUnits(8, 8, 0, 0), "All 8 units dead since step 0."),
        (DeadUnits(2, 8, None, None), "2 of 8 units are dead."),
        (DeadUnits(1, 8, None, None), "1 of 8 units is dead."),
        (DeadUnits(1, 1, 88, 88), "The only unit has been dead since step 88."),
        (DeadUnits(1, 1, 1240, 1240), "1 of 1 unit dead since step 1,240."),
        (DeadUnits(1, 1, None, None), "The only unit is dead."),
    ],
)
def test_dead_units_in_words(dead, sentence):
    assert dead_sentence(dead) == sentence


def test_silent_and_saturated_in_words():
    assert silent_sentence(2, 8) == "2 of 8 units effectively dead."
    assert silent_sentence(8, 8) == "All 8 units effectively dead."
    assert silent_sentence(1, 1) == "The only unit is effectively dead."
    assert saturated_sentence(0.0) == "No value is saturated."
    assert saturated_sentence(0.09) == "9\u202f% of values saturated."
    assert saturated_sentence(1e-9) == "<1\u202f% of values saturated."
    assert saturated_sentence(1.0) == "All values are saturated."


def test_a_layer_says_what_its_record_says():
    run = trained(100, activations=("relu", "sigmoid"), learning_rate=1.0)
    view = view_of(run)
    for column, layer in zip(view["layers"], run.frame["preactivations"].layers, strict=True):
        relu, sigmoid = (panel["sentence"] for panel in column["panels"])
        count = int(layer.dead[0].sum())
        assert relu.startswith(f"{count} of 8 units dead") if count else relu == "No unit is dead."
        share = layer.saturated_share[1].mean()
        assert sigmoid in (saturated_sentence(share), "No unit is dead.")
        assert "saturated" in sigmoid


@given(st.lists(st.floats(0, 1e30), min_size=1, max_size=51))
def test_the_gradient_sentence_compares_first_and_last(values):
    sentence = words.gradient(np.array(values))
    assert len(sentence) <= WIDE
    first, last = values[0], values[-2] if len(values) > 1 else math.nan
    if "times" in sentence:
        ratio = max(first / last, last / first)
        assert f"gets {numbers.gradient(round(ratio, 12))} times" in sentence or ratio > 1e11
        assert sentence.startswith("Layer 1 ") == (first >= last)


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ([0.24, 0.16, 1.0], "Layer 1 gets 1.5 times layer 2’s gradient."),
        ([0.1, 0.2, 0.4, 1.0], "Layer 3 gets 4.0 times layer 1’s gradient."),
        ([0.2, 0.2, 1.0], "Layers 1 and 2 get the same gradient."),
        ([0.0, 0.16, 1.0], "Layer 1 gets no gradient, layer 2 0.16."),
        ([0.0, 0.0, 1.0], "The gradient is 0 in both layers."),
        ([0.0, 0.0, 0.0, 1.0], "The gradient is 0 in layers 1 and 3."),
        ([0.24, 1.0], "Layer 1 gets gradient 0.24."),
        ([0.0, 1.0], "Layer 1 gets gradient 0."),
        ([0.51], "No hidden layer; the output gets 0.51."),
        ([np.inf, 0.1, 0.1], "Some gradients are not finite."),
    ],
)
def test_the_gradient_in_words(values, sentence):
    assert words.gradient(np.array(values)) == sentence


def nets(*texts):
    return tuple(NetChoice.parse(text) for text in texts)


def test_names_are_short_and_different():
    names = words.short_names(
        nets(
            "relu",
            "max_c(c=-1)",
            "max_c(c=1)",
            "leaky_relu(negative_slope=0.25)",
            "leaky_relu(negative_slope=0.255)",
            "relu|tanh|sigmoid|gelu",
            "relu|tanh|sigmoid|silu",
        )
    )
    assert len(set(names)) == len(names) and max(map(len, names)) <= 15
    assert names[:3] == ("ReLU", "max(c, x) −1", "max(c, x) 1")
    assert words.full_name(nets("max_c(c=-1)")[0]) == "max(c, x), c = −1"


@pytest.mark.parametrize(
    ("text", "formula"),
    [
        ("relu", "f(z) = max(0, z)"),
        ("max_c(c=-1)", "f(z) = max(c, z), c = −1"),
        ("prelu", "f(z) = z if z > 0 else a z, a learned"),
        ("softplus", "f(z) = log(1 + eᵝᶻ) / β, β = 1"),
        ("selu", "f(z) = λ ELU(z, α)"),
    ],
)
def test_formulas_name_their_values(text, formula):
    assert words.formula(nets(text)[0].layers[0]) == formula


def test_notes():
    assert words.more_nets(4, 6) == "First 4 of 6 activations; the others train as well."
    assert "lower middle test loss of 4 seeds" in words.median_seed(4)
    assert words.some_samples(400, 1000, 500) == (
        "The first 400 of 1,000 train and of 500 test samples are drawn."
    )
