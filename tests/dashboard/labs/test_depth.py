"""The lab on depth: predictions, sentences, verdicts and scripts on real results of small runs."""

import contextlib
import io
import re
import runpy
from dataclasses import replace

import numpy as np
import pytest

from dashboard import numbers
from dashboard.charts.labs.layer_bars import FILLED, Layer, histograms
from dashboard.labs import depth_plateau, depth_saturation, depth_selu, depth_signal
from dashboard.labs.depth import LAB
from dashboard.labs.depth_looks import Z_AXIS, bars_of, decades, layers_axis, median
from dashboard.theme import INK
from models.labs import plateau
from models.labs.plateau_grid import RUNS, STEPS, long_run
from models.labs.stage import finish

PARTS = {part.key: part for part in LAB.parts}


def run(key, **settings):
    part = PARTS[key]
    return finish(part.experiment, part.defaults | settings)


def tried(number, **settings):
    """The verdict of a claim, tried with its own settings made small."""
    (claim,) = [claim for claim in LAB.claims if claim.number == number]
    found = run(claim.part, **(dict(claim.settings) | settings))
    return claim.verdict(found), found


@pytest.fixture(scope="module")
def he():
    return run("signal", seeds=3, width=128)


@pytest.fixture(scope="module")
def shifted():
    return run("selu", seeds=2)


def test_the_claims_are_those_on_depth():
    assert [claim.number for claim in LAB.claims] == [9, 10, 14, 15]
    assert {claim.part for claim in LAB.claims} <= PARTS.keys()


def test_with_he_some_nets_keep_the_error_signal(he):
    assert PARTS["signal"].prediction.right(he) == 1
    assert [depth_signal.kept(line) for line in he.lines] == [True, True, False]


@pytest.mark.parametrize(("activations", "answer"), [(("relu",), 0), (("sigmoid",), 2)])
def test_all_nets_or_none(activations, answer):
    found = run("signal", seeds=1, width=64, activations=activations)
    assert PARTS["signal"].prediction.right(found) == answer


def test_the_sentence_has_the_numbers_of_every_net(he):
    text = depth_signal.sentence(he)
    for line in he.lines:
        assert f"{line.choice.name} {median(line.reached)}" in text
    assert "at layer 30" in text and "3 seeds" in text and "He normal" in text


def test_vanishing_is_not_avoided_with_the_default_weights():
    verdict, found = tried(9, seeds=2, width=64)
    assert verdict.holds == "no"
    assert found.depth == 32
    assert median(found.line("relu").reached) in verdict.text
    assert median(found.line("identity").reached) in verdict.text


def test_the_slope_is_1_or_0_and_the_layer_halves():
    verdict, found = tried(10, seeds=2, width=128)
    assert verdict.holds == "partly"
    assert verdict.text.startswith(f"100{numbers.NARROW_SPACE}%")
    assert found.line("relu").growth(1, 30).median == pytest.approx(0.5, rel=0.1)


def test_a_clip_has_its_price():
    verdict, found = tried(14, seeds=2, steps=200)
    assert verdict.holds == "partly"
    assert "Learned by step 200: no" in verdict.text
    assert found.at_chance


def test_selu_normalizes_itself_as_published_only():
    verdict, found = tried(15, seeds=2)
    assert verdict.holds == "partly"
    for path in found.paths[:3]:
        assert median(path.variance[-1]) in verdict.text


def test_a_verdict_needs_the_nets_that_it_names(he):
    with pytest.raises(ValueError, match="ReLU and with the identity"):
        LAB.claims[0].verdict(he)


def test_saturation_asks_where_most_values_lie():
    found = run("saturation", seeds=1)
    assert PARTS["saturation"].prediction.right(found) == 1
    assert "1,392" in depth_saturation.sentence(found)
    wide = run("saturation", seeds=1, gain=8.0, depth=1)
    assert PARTS["saturation"].prediction.right(wide) == 0
    assert "Layer 1:" not in depth_saturation.sentence(wide)


def test_there_are_as_many_digits_as_the_sentence_says():
    assert plateau.config("sigmoid", 0.1).train_count == 1392


def test_selu_pulls_the_variance_back(shifted):
    assert PARTS["selu"].prediction.right(shifted) == 0
    assert median(shifted.paths[0].variance[-1]) in depth_selu.sentence(shifted)
    assert PARTS["selu"].prediction.right(run("selu", seeds=1, weights="he", others=())) == 2
    assert PARTS["selu"].prediction.right(run("selu", seeds=1, weights="pytorch")) == 1


def test_nets_of_one_activation_differ_in_their_dash(shifted):
    looks = depth_selu.looks(shifted)
    assert len(set(looks)) == len(looks)
    assert looks[0].dash == ()
    assert looks[0].light == looks[1].light


@pytest.mark.parametrize(("activation", "rate"), RUNS)
def test_the_long_runs_are_stored(activation, rate):
    found = long_run(activation, rate)
    assert (found.choice.key, found.rate, found.steps[-1]) == (activation, rate, STEPS)
    assert found.seeds == 10


def test_the_stored_runs_show_saturation_plateau_and_escape():
    """Figures of the long run: the last layer's mean and the loss."""
    slow, fast = long_run("sigmoid", 0.1), long_run("sigmoid", 1.0)
    assert slow.mean.median[-1, -1] < 0.1
    assert np.abs(slow.mean.median[:, :2] - 0.5).max() < 0.06
    assert np.isinf(slow.escape.median)
    assert 300 <= fast.escape.median <= 2500
    assert fast.loss.median[-1] < 0.05
    assert long_run("tanh", 0.1).loss.median[-1] < 0.01


def test_the_prediction_of_the_plateau():
    sigmoid = long_run("sigmoid", 0.1)
    assert depth_plateau.right(sigmoid) == 1
    assert depth_plateau.right(long_run("tanh", 0.1)) is None
    start = replace(sigmoid, mean=sigmoid.mean[:1])
    assert depth_plateau.right(start) == 0
    assert "has not been below 2 yet" in depth_plateau.sentence(sigmoid)
    assert "first seen below 2 at step" in depth_plateau.sentence(long_run("sigmoid", 1.0))


@pytest.fixture
def output_of(tmp_path):
    def output_of(script):
        said, file = io.StringIO(), tmp_path / "script.py"
        file.write_text(script, encoding="utf-8")
        with contextlib.redirect_stdout(said):
            runpy.run_path(str(file))
        return said.getvalue()

    return output_of


@pytest.mark.parametrize("initializer", depth_signal.WEIGHTS)
def test_the_script_of_signals_measures_the_same(output_of, initializer):
    settings = {"initializer": initializer, "activations": ("relu", "tanh"), "width": 128}
    settings |= {"depth": 8, "seeds": 3}
    ratios = re.findall(r": (\S+)$", output_of(PARTS["signal"].pytorch(settings)), re.MULTILINE)
    lines = run("signal", **settings).lines
    for ratio, line in zip(ratios, lines, strict=True):
        assert float(ratio) == pytest.approx(float(line.reached.median), rel=0.6)


def test_the_script_of_saturation_measures_the_same(output_of):
    settings = {"activation": "sigmoid", "gain": 4.0, "depth": 2, "seeds": 1}
    found = re.findall(r": (\S+)% saturated", output_of(PARTS["saturation"].pytorch(settings)))
    wanted = 100 * run("saturation", **settings).saturated.median
    np.testing.assert_allclose([float(share) for share in found], wanted, atol=7)


@pytest.mark.parametrize("weights", list(depth_selu.WEIGHTS))
def test_the_script_of_selu_measures_the_same(output_of, weights):
    settings = PARTS["selu"].defaults | {"weights": weights, "dropout": "alpha", "depth": 4}
    settings |= {"seeds": 2, "others": ()}
    found = re.findall(r"variance (\S+)$", output_of(PARTS["selu"].pytorch(settings)), re.MULTILINE)
    wanted = run("selu", **settings).paths[0].variance.median
    np.testing.assert_allclose([float(value) for value in found], wanted, rtol=0.25)


def test_axes_hold_the_data_in_whole_decades():
    axis = decades("size", [np.array([3e-7, np.inf, 0.0]), np.array([20.0])])
    assert (axis.low, axis.high, axis.format) == (1e-7, 100.0, "~e")
    assert all(axis.low <= tick <= axis.high for tick in axis.ticks)
    assert len(axis.ticks) <= 7
    assert decades("size", [np.zeros(2)]).low == 0.01
    assert layers_axis(1).high == 2
    assert layers_axis(50).low < 1 and layers_axis(50).high > 50
    assert layers_axis(50).ticks[-1] == 50


def test_a_layer_with_hardly_any_value_inside_is_low():
    def tops(below):
        layer = Layer("layer 1", [0, 2, 1, 0], [0, 0, 0, 0], below, 0.0, 0.0)
        spec = histograms([layer], Z_AXIS, INK, "flat", "light", "Bars")
        return [row["foot"] - row["top"] for row in spec["datasets"]["bins"]]

    full, low = tops(0.0), tops(0.999)
    assert full[0] == pytest.approx(2 * full[1]) == pytest.approx(FILLED)
    assert low[0] < 0.05 * FILLED


def test_histograms_say_what_lies_outside(he):
    (layer, *_) = bars_of(he.shown, he.lines[0].bars)
    assert layer.name == "layer 1"
    assert layer.share == pytest.approx(0.5, abs=0.03)
    assert layer.below == pytest.approx(layer.above, abs=0.01)
