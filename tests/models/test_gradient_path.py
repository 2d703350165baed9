"""What becomes of the signal on its way back: made-up factors, and real nets."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from models.config import RunConfig
from models.gradient_path import Passage, path
from models.measures.gradient_records import GradientSplit
from models.training import begin, observe

FACTORS = some.floats(1e-3, 1e3)


def made(weights, slope, error=1.0):
    """The split of one net whose output has the signal `error`."""
    factors = np.array(weights, float) * np.array(slope, float)
    signal = error * np.cumprod(factors[::-1])[::-1]
    arrives = np.append(signal[1:], error)
    return GradientSplit(*(np.array([part]) for part in (arrives, weights, slope, signal)))


@given(some.lists(some.tuples(FACTORS, FACTORS), min_size=1, max_size=12), FACTORS)
def test_the_whole_is_first_signal_over_the_outputs_and_the_turning_layer_leads(factors, error):
    split = made(*zip(*factors, strict=True), error)
    found = path(split, 0)
    assert found.whole == pytest.approx(split.signal[0, 0] / error, rel=1e-9)
    every = [weights * slope for weights, slope in factors]
    assert found.turning.whole == pytest.approx(min(every) if found.whole < 1 else max(every))
    kinds = {"vanishes": found.whole < 0.01, "explodes": found.whole > 100}
    assert found.kind == next((kind for kind, holds in kinds.items() if holds), "keeps")


def test_a_dead_layer_stops_the_signal_where_it_is_met_first():
    split = GradientSplit(
        np.array([[0.0, 0.0, 0.5, 1.0]]),
        np.array([[np.nan, np.nan, 2.0, 0.5]]),
        np.array([[np.nan, np.nan, 0.0, 1.0]]),
        np.array([[0.0, 0.0, 0.0, 0.5]]),
    )
    found = path(split, 0)
    assert (found.kind, found.whole, found.turning) == ("stops", 0.0, Passage(2, 2.0, 0.0))


def test_without_error_number_or_layer_there_is_no_path():
    zero, missing = np.zeros((1, 2)), np.full((1, 2), np.nan)
    assert path(GradientSplit(zero, missing, missing, zero), 0).kind == "silent"
    assert path(GradientSplit(missing, missing, missing, missing), 0).kind == "unknown"
    assert path(made([1e200, 1e200], [1e-200, 1e-200]), 0).kind == "unknown"
    none = np.empty((1, 0))
    assert path(GradientSplit(none, none, none, none), 0) is None


@pytest.mark.parametrize(
    ("activation", "initializer", "kind"),
    [
        ("sigmoid", "he_normal", "vanishes"),
        ("relu", "he_normal", "keeps"),
        ("identity", "normal", "explodes"),
    ],
)
def test_deep_nets_do_what_they_are_known_for(activation, initializer, kind):
    values = (("sigma", 1.0),) if initializer == "normal" else ()
    config = RunConfig(
        activations=(activation,),
        hidden=(16,) * 20,
        initializer=initializer,
        initializer_hyperparameters=values,
    )
    frame = observe(config, begin(config), ("gradient_split",))
    found = path(frame["gradient_split"], 0)
    assert found.kind == kind
    if activation == "sigmoid":
        assert found.slopes < 1e-10 < found.weights
    if activation == "identity":
        assert found.slopes == 1
