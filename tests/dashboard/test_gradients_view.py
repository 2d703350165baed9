"""The view of the Gradients page: what the pictures draw is what the records say."""

import json

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from dashboard import numbers
from dashboard.panels.payload import pack
from tests.dashboard.made_gradients import made_gradients, trained, view_of
from tests.dashboard.test_playground_view import without_arrays
from tests.panels.contract import check_array, check_chart, check_colour, check_ticks, check_words

FEW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DEEP = (8,) * 12


@pytest.fixture(scope="module")
def usual():
    return trained(40, activations=("sigmoid", "relu", "identity"), hidden=(6, 5, 4))


def check_split(split, layers):
    check_array(split["signal"], np.float32, layers + 1)
    check_array(split["between"], np.float32, layers)
    floor = [[split["y"]["low"], "0"]] if "0" in split["signals"] else []
    ticks = split["y"]["ticks"]
    assert ticks[: len(floor)] == floor
    check_ticks(ticks[-3:], split["y"]["low"], split["y"]["high"])
    for levels in (split["signal"], split["between"]):
        known = levels[np.isfinite(levels)]
        assert (known >= split["y"]["low"] - 1e-4).all()
        assert (known <= split["y"]["high"] + 1e-4).all()
    assert len(split["layers"]) == len(split["signals"]) == layers + 1
    assert len(split["weights"]) == len(split["slopes"]) == len(split["colours"]) == layers
    for colour in split["colours"]:
        check_colour(colour)
    check_words(split)


@given(made_gradients())
@FEW
def test_any_records_make_a_view_that_can_be_sent(run):
    view = view_of(run)
    json.dumps(without_arrays(view), allow_nan=False)
    assert len(pack(view)) > 100
    drawn, layers = min(2, len(run.config.activations)), len(run.config.hidden)
    assert len(view["nets"]) == len(view["splits"]) == len(view["noises"]) == drawn
    for split in view["splits"]:
        check_split(split, layers)
    for chart in view["charts"]:
        check_chart(chart | {"slot": "gradient"}, drawn)
    assert len(view["bins"]) == 2 * drawn
    for ridges in view["bins"]:
        check_array(ridges["counts"], np.uint32, layers + 1, 40)
        assert len(ridges["layers"]) == len(ridges["zeros"]) == layers + 1
        check_words(ridges)
    assert len(view["heats"]) == 2 * drawn
    for heat in view["heats"]:
        check_array(heat["counts"], np.uint8, len(heat["steps"]), 40)
        check_words(heat)
    for noise in view["noises"]:
        check_array(noise["values"], np.float32, layers + 1)
        check_words(noise)


@given(made_gradients())
@FEW
def test_sentences_are_whole_and_name_no_missing_number(run):
    view = view_of(run)
    for picture in (
        *view["splits"],
        *view["charts"],
        *view["noises"],
        *view["bins"],
        *view["heats"],
    ):
        sentence = picture["sentence"]
        assert sentence.endswith(".") and "  " not in sentence
        assert "nan" not in sentence and "inf " not in sentence and "–" not in sentence
        assert picture["aria"].endswith(sentence)


def test_arrows_stand_at_the_records_levels(usual):
    view, record = view_of(usual), usual.frame["gradient_split"]
    for at, split in enumerate(view["splits"]):
        np.testing.assert_allclose(split["signal"][:-1], np.log10(record.signal[at]), rtol=1e-5)
        np.testing.assert_allclose(split["signal"][1:], np.log10(record.arrives[at]), rtol=1e-5)
        behind = np.log10(record.arrives[at] * record.weights[at])
        np.testing.assert_allclose(split["between"], behind, rtol=1e-5)
        assert split["slopes"] == [numbers.gradient(float(s)) for s in record.slope[at]]
        whole = record.weights[at].prod() * record.slope[at].prod()
        assert split["total"]["whole"] == f"×{numbers.gradient(float(whole))}"
        assert view["nets"][at]["headline"] == split["total"]["whole"]
        step = np.log10(record.weights[at].prod())
        assert split["total"]["between"] == pytest.approx(split["signal"][-1] + step, abs=1e-4)


def test_lines_are_those_of_the_records(usual):
    view = view_of(usual)
    names = {"signal": "signal_rms", "weight_gradient": "weight_norm", "update": "update_ratio"}
    readings = usual.history.readings
    for chart in view["charts"]:
        wanted = np.array([getattr(r, names[chart["slot"]])[chart["net"]] for r in readings])
        assert chart["steps"].tolist() == [reading.step for reading in readings]
        assert len(chart["lines"]) == 4
        for layer, line in enumerate(chart["lines"]):
            np.testing.assert_allclose(line["values"], wanted[:, layer], rtol=1e-6)
    update = [chart for chart in view["charts"] if chart["slot"] == "update"]
    assert [chart["reference"]["value"] for chart in update] == [1e-3, 1e-3]
    assert update[0]["reference"]["text"] == "0.001 is usual"
    assert np.isnan(update[0]["lines"][0]["values"][0])


def test_update_ratios_wait_for_the_grid_and_the_others_do_not():
    run = trained(131, activations=("tanh",), hidden=(3,))
    assert run.history.last.step == 130
    ends = {chart["slot"]: chart["steps"][-1] for chart in view_of(run)["charts"]}
    assert ends == {"signal": 131, "weight_gradient": 131, "update": 130}


def test_histograms_are_those_of_the_record(usual):
    view, record = view_of(usual), usual.frame["gradient_histograms"]
    signal, weights = view["bins"][1], view["bins"][3]
    for layer in range(4):
        np.testing.assert_array_equal(signal["counts"][layer], record.signals[layer].counts[1])
        np.testing.assert_array_equal(weights["counts"][layer], record.weights[layer].counts[1])
    zeros = record.signals[0].zeros[1] / (250 * 6)
    assert zeros > 0 and signal["zeros"][0] == f"{numbers.share(zeros)} are 0"
    assert signal["zeros"][3] == ""


@pytest.mark.parametrize("layer", [0, 3, 99])
def test_histograms_through_time_are_those_of_the_readings(usual, layer):
    view, readings = view_of(usual, layer=layer), usual.history.readings
    at = min(layer, 3)
    wanted = np.array([reading.signal_bins[at].counts[1] for reading in readings])
    heat = view["heats"][1]
    np.testing.assert_array_equal(heat["counts"] > 0, wanted > 0)
    np.testing.assert_array_equal(heat["counts"].max(), 255)
    assert heat["steps"].tolist() == [reading.step for reading in readings]
    assert heat["heading"].startswith("Output" if at == 3 else f"Layer {at + 1}")
    shares = [r.signal_bins[at].zeros[1] / (250 * (6, 5, 4, 1)[at]) for r in readings]
    now = numbers.share(shares[-1]) if shares[-1] else "none"
    if max(shares[0], shares[-1]) > 0:
        assert heat["sentence"].endswith(f"{now} now.")


def test_nets_without_a_history_of_histograms_are_told_of():
    run = trained(3, activations=("relu", "tanh"), hidden=DEEP[:10], seeds=2)
    assert run.history.histogram_nets == 2
    view = view_of(run, groups=(1,))
    assert "kept of the first 2 of 4 nets" in view["note"]
    assert [heat["sentence"] for heat in view["heats"]] == [
        "No histograms of this net are kept."
    ] * 2
    assert all(len(heat["counts"]) == 0 for heat in view["heats"])
    assert "kept" not in view_of(run, groups=(0,))["note"]
    none = view_of(trained(3, activations=("relu",), hidden=(4,) * 25))
    assert none["note"] == "Nets this deep have no histograms through time."


def test_one_net_or_another_two_are_drawn(usual):
    names = [net["name"] for net in view_of(usual)["nets"]]
    assert names == ["sigmoid", "ReLU"]
    assert [net["name"] for net in view_of(usual, groups=(2,))["nets"]] == ["Identity"]
    chosen = view_of(usual, groups=(0, 2))
    assert [net["name"] for net in chosen["nets"]] == ["sigmoid", "Identity"]
    assert chosen["splits"][1]["slopes"] == ["1.0"] * 3
    assert [net["name"] for net in view_of(usual, groups=(1, 7))["nets"]] == ["ReLU"]


def test_a_deep_net_has_the_whole_width_and_eight_labels():
    view = view_of(trained(3, activations=("sigmoid",), hidden=DEEP))
    assert view["deep"]
    labels = [line["label"] for line in view["charts"][0]["lines"]]
    assert sum(label is not None for label in labels) == 8
    assert labels[0].startswith("layer 1 ") and labels[-1].startswith("output ")
    opacities = [line["opacity"] for line in view["charts"][0]["lines"]]
    assert opacities == sorted(opacities) and opacities[-1] == 1


def test_no_hidden_layer_has_only_an_output():
    view = view_of(trained(3, activations=("relu",), hidden=()))
    split = view["splits"][0]
    assert split["layers"] == ["output"] and split["total"] is None
    assert view["nets"][0]["headline"] == numbers.NONE
    assert "No hidden layer" in split["sentence"]


def test_a_diverged_net_has_gaps_and_the_other_its_numbers():
    run = trained(
        20, activations=("identity", "sigmoid"), hidden=(8, 8), loss="mse", learning_rate=1.0
    )
    assert run.frame.divergence[0] and not run.frame.divergence[1]
    gone, going = view_of(run)["splits"]
    assert np.isnan(gone["signal"]).all() and gone["total"] is None and gone["faded"]
    assert gone["sentence"].startswith("No value: diverged at step")
    assert np.isfinite(going["signal"]).all() and not going["faded"]


def test_a_diverged_net_does_not_press_the_other_flat():
    values = {"activations": ("identity", "sigmoid"), "hidden": (8, 8), "loss": "mse"}
    run = trained(20, **values, learning_rate=1.0)
    assert np.nanmax(run.history.signal()[:, 0]) > 1e9
    assert view_of(run)["splits"][1]["y"]["high"] <= 3


def test_a_signal_that_stops_falls_to_a_floor_of_its_own():
    run = trained(0, activations=("relu",), hidden=(4, 4, 4), initial_bias=-9.0)
    split = view_of(run)["splits"][0]
    low = split["y"]["low"]
    assert split["y"]["ticks"][0] == [low, "0"] and split["y"]["ticks"][1][0] > low
    assert split["signal"][:3].tolist() == pytest.approx([low] * 3)
    assert np.isnan(split["between"][:2]).all() and split["between"][2] > low
    assert split["total"] is None and split["slopes"] == ["–", "–", "0"]


def test_the_note_says_which_seed_is_drawn():
    assert view_of(trained(2, seeds=1))["note"] is None
    assert "median test loss of 3 seeds" in view_of(trained(2, seeds=3))["note"]
