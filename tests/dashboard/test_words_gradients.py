"""Sentences about gradients, compared with the records they are made from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import numbers, words
from models.gradient_path import Passage, Path, path
from models.measures.gradient_records import GradientNoise
from tests.dashboard.made_gradients import trained

SIZES = st.floats(1e-9, 1e9)


def sentence_of(**values):
    run = trained(0, samples=60, batch_size=10, **values)
    found = path(run.frame["gradient_split"], 0)
    return run, found, words.split(found)


def test_a_deep_sigmoid_net_vanishes_by_its_slopes():
    run, found, sentence = sentence_of(activations=("sigmoid",), hidden=(8,) * 10)
    record, at = run.frame["gradient_split"], found.turning.layer
    assert sentence.startswith("Vanishing: layer 1 gets ")
    assert f"Layer {at + 1}: slope passes {numbers.gradient(record.slope[0, at])} of it" in sentence
    arrived = record.arrives[0, at] / record.signal[0, at]
    assert f"shrinks {numbers.gradient(arrived)} times here." in sentence
    assert all(record.signal[0] / record.arrives[0] >= 1 / arrived * (1 - 1e-12))


def test_wide_first_weights_explode_a_linear_net_whose_slopes_pass_all():
    run, found, sentence = sentence_of(
        activations=("identity",),
        hidden=(16,) * 8,
        initializer="normal",
        initializer_hyperparameters=(("sigma", 1.0),),
    )
    assert sentence.startswith("Exploding: layer 1 gets ") and " times the output’s" in sentence
    assert "slopes ×1.0" in sentence
    assert f"Layer {found.turning.layer + 1}: weights multiply it by " in sentence
    assert "slope passes all of it" in sentence and "grows" in sentence
    assert run.frame["gradient_split"].slope.min() == 1


def test_a_shallow_relu_net_is_steady():
    _, found, sentence = sentence_of(activations=("relu",), hidden=(8, 8))
    assert found.kind == "keeps"
    assert sentence.startswith(f"Steady: layer 1 gets {numbers.gradient(found.whole)} of")


def test_a_dead_layer_is_named():
    _, found, sentence = sentence_of(activations=("relu",), hidden=(4, 4, 4), initial_bias=-9.0)
    assert found.kind == "stops"
    assert sentence.startswith(f"Layer {found.turning.layer + 1}: slope passes nothing")
    stopped = Path("stops", np.nan, np.nan, Passage(1, 0.0, np.nan))
    assert words.split(stopped) == (
        "Layer 2: its outgoing weights pass nothing: the signal stops here, "
        "layers 1 and 2 get none."
    )
    first = Path("stops", np.nan, np.nan, Passage(0, 1.0, 0.0))
    assert words.split(first).endswith("the signal stops here, it gets none.")


def test_what_cannot_be_split_has_words_of_its_own():
    assert words.split(None).startswith("No hidden layer")
    assert words.split(Path("unknown", np.nan, np.nan, None)).startswith("Some gradients")
    assert "passes no gradient back" in words.split(Path("silent", np.nan, np.nan, None))
    with pytest.raises(ValueError, match="has a layer"):
        words.split(Path("keeps", 1.0, 1.0, None))


def test_batch_normalization_is_named_with_the_weights():
    found = Path("keeps", 1.1, 0.5, Passage(0, 1.1, 0.5))
    assert "weights and batch norm ×1.1" in words.split(found, normalized=True)


@given(SIZES, SIZES)
def test_the_stronger_factor_comes_first_and_the_change_is_their_product(weights, slope):
    kind = "keeps"
    sentence = words.split(Path(kind, weights, slope, Passage(0, weights, slope)))
    here = sentence.split("Layer 1: ")[1]
    whole = weights * slope
    slope_leads = slope <= weights if whole < 1 else slope >= weights
    assert here.startswith("slope") == slope_leads
    times = numbers.gradient(max(whole, 1 / whole))
    assert ("keeps its size" in here) == (times == "1.0")
    if times != "1.0":
        assert f"{'shrinks' if whole < 1 else 'grows'} {times} times" in here


def test_weight_gradients_name_the_largest_and_the_smallest():
    assert words.weight_gradient(np.array([0.3])) == "The only weights get 0.30."
    assert words.weight_gradient(np.zeros(3)) == "No weight gets a gradient."
    assert words.weight_gradient(np.array([1, np.inf])) == "Some gradients are not finite."
    sentence = words.weight_gradient(np.array([0.5, 0.1, 0.2]))
    assert sentence == "Largest in layer 1, 0.50; smallest in layer 2, 0.10."


def test_update_ratios_have_words_for_none_and_nothing():
    assert words.update_ratio(np.full(3, np.nan)) == "No step has been measured yet."
    assert words.update_ratio(np.zeros(3)) == "The last step changed no weight."
    assert words.update_ratio(np.array([0.002])) == "One step changed 0.0020 of the output."


def test_noise_says_where_it_is_largest_and_how_many_minibatches_there_were():
    whole = GradientNoise(np.zeros((1, 2)), 1, 1)
    assert words.noise(whole, 0) == "Each minibatch is the whole set: no noise."
    assert "no gradient" in words.noise(GradientNoise(np.full((1, 2), np.nan), 5, 5), 0)
    some = GradientNoise(np.array([[0.5, np.nan, 2.0]]), 256, 1000)
    assert words.noise(some, 0) == "Largest in the output: 2.0 times the gradient itself."
    assert "first 256 of 1,000 minibatches" in words.noise_detail(some)
    assert "of 1 minibatch" in words.noise_detail(whole)


def test_zeros_are_counted():
    assert words.zeros(np.zeros(2)) == "No value is exactly 0."
    assert words.zeros(np.full(2, np.nan)) == "No value is finite."
    assert words.zeros_through_time(0.0, 0.0).startswith("No value is exactly 0")
    assert words.zeros_through_time(0.5, 0.0) == "Exactly 0: 50\u202f% at first, none now."
    assert words.zeros_through_time(np.nan, 0.0) == "Some values are not finite."
    assert "first of 3 nets" in words.some_histograms(1, 3)
