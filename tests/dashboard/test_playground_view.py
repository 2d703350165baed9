"""The view of the Playground: what the panels draw is what the records say."""

import json
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from dashboard import numbers
from dashboard.charts.fields import level, shade
from dashboard.charts.strip import shown_layers
from dashboard.words.fit import NARROW, WIDE
from models.datasets import make_data
from models.summaries import median_nets
from tests.dashboard.made import chart, made, trained, view_of
from tests.panels.contract import check_view

DTYPES = frozenset(np.dtype(kind) for kind in ("f4", "i2", "u1", "u4"))


def without_arrays(tree):
    """The part of a view that becomes JSON; fails on an array of a kind that is not sent."""
    if isinstance(tree, np.ndarray):
        assert tree.dtype in DTYPES
        return list(tree.shape)
    if isinstance(tree, dict):
        return {key: without_arrays(value) for key, value in tree.items()}
    return [without_arrays(item) for item in tree] if isinstance(tree, list) else tree


@pytest.fixture(scope="module")
def usual():
    return trained(60, learning_rate=0.2)


@given(made())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_records_make_a_view_that_can_be_sent(run):
    view = view_of(run)
    json.dumps(without_arrays(view), allow_nan=False)
    check_view(view)
    drawn = min(4, len(run.config.activations))
    assert len(view["nets"]) == len(view["fields"]) == drawn
    score = "r2" if run.config.task == "regression" else "accuracy"
    assert [c["slot"] for c in view["charts"]] == ["loss", score] + ["gradient"] * drawn
    assert len({net["name"] for net in view["nets"]}) == drawn


@given(made())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_sentence_fits_unless_it_reports_an_error(run):
    view = view_of(run)
    panels = [panel for column in view["layers"] for panel in column["panels"]]
    for pictures, limit in ((view["fields"] + panels, NARROW), (view["charts"], WIDE)):
        for picture in pictures:
            sentence = picture["sentence"]
            assert picture["error"] or len(sentence) <= limit, sentence
            assert sentence.endswith(".") and "  " not in sentence
            assert "nan" not in sentence and "inf" not in sentence.replace("infinite", "")
            assert picture["aria"].endswith(sentence)


@given(made())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_lines_stay_inside_their_axes_and_end_at_the_shown_step(run):
    view = view_of(run)
    for one in view["charts"]:
        assert one["steps"][-1] == np.float32(run.frame.step)
        assert one["y"]["low"] < one["y"]["high"]
        assert one["x"]["high"] >= run.history.last.step
        assert len(one["x"]["ticks"]) == len(one["y"]["ticks"]) == 3
        for line in one["lines"]:
            assert line["values"].shape == one["steps"].shape
            assert not np.isinf(line["values"]).any()
        for band in one["bands"]:
            assert (band["low"] <= band["high"]).all()


@given(made())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_preactivation_is_dropped(run):
    view, records = view_of(run), run.frame["preactivations"].layers
    shown = shown_layers(len(records))
    nets = _drawn(run)
    for column, index in zip(view["layers"], shown, strict=False):
        histogram = records[index].histogram
        for panel in column["panels"]:
            net = nets[panel["net"]]
            outside = sum(int((panel[s] or "0").replace(",", "")) for s in ("below", "above"))
            total = histogram.counts[net].sum() + histogram.below[net] + histogram.above[net]
            assert panel["counts"].sum() + outside == total
            if histogram.not_finite[net] and not run.frame.divergence[net]:
                assert panel["sentence"].startswith(numbers.step(int(histogram.not_finite[net])))


def _drawn(run):
    gone = [found is not None for found in run.frame.divergence]
    losses = np.where(gone, np.nan, run.frame["loss"].test_loss)
    return median_nets(losses, run.config.seeds)


def test_the_fields_show_the_boundary_of_the_record(usual):
    view, record = view_of(usual), usual.frame["boundary"]
    for at, field in enumerate(view["fields"]):
        assert field["net"] == at
        assert np.abs(field["shade"] / 255 - record.probability[at]).max() <= 0.5 / 255 + 1e-6
        clear = np.abs(record.output[at]) > np.abs(record.output[at]).max() / 32767
        assert (np.sign(field["level"]) == np.sign(record.output[at]))[clear].all()
        ratio = field["level"][clear] / record.output[at][clear]
        assert ratio.min() > 0


def test_a_field_without_differences_has_no_boundary():
    assert not level(np.full((4, 4), 0.5), 0.5).any()
    assert level(np.array([[np.inf, np.nan], [-np.inf, 1.0]]), 0.0).tolist() == [
        [32767, 0],
        [-32767, 32767],
    ]
    assert level(np.array([[np.inf, 0.0]]), 0.0).tolist() == [[32767, 0]]
    assert shade(np.array([0.0, 0.5, np.nan, 1.0])).tolist() == [0, 128, 128, 255]


def test_the_samples_are_those_of_the_run(usual):
    samples, data = view_of(usual)["samples"], make_data(usual.config)
    np.testing.assert_allclose(samples["train"], data.x_train, rtol=1e-6)
    assert samples["test_class"].tolist() == data.y_test.astype(int).tolist()


def test_headline_sentence_and_label_say_the_same(usual):
    view, test = view_of(usual), usual.frame["loss"].test_accuracy
    for at, net in enumerate(view["nets"]):
        wrong = round((1 - test[at]) * 250)
        assert net["headline"] == f"{100 * test[at]:.1f}\u202f%"
        assert view["fields"][at]["sentence"].startswith(f"{wrong} of 250 ")
        labels = [line["label"] for line in chart(view, "accuracy")["lines"] if line["label"]]
        assert labels[at] == f"{net['name']} {net['headline']}"


def test_one_seed_has_a_thick_test_line_and_a_thin_train_line(usual):
    lines = chart(view_of(usual), "loss")["lines"]
    widths = {line["name"]: (line["width"], line["opacity"], line["dot"]) for line in lines}
    assert widths["ReLU test"] == (2.0, 1.0, True)
    assert widths["tanh train"] == (1.1, 0.6, False)
    last = next(line for line in lines if line["name"] == "ReLU train")["values"][-1]
    assert last == np.float32(usual.frame["loss"].train_loss[0])


def test_layers_have_their_curve_bins_and_shares(usual):
    column = view_of(usual)["layers"][0]
    relu, tanh = column["panels"]
    statistics = usual.frame["preactivations"].layers[0]
    assert column["heading"] == "Hidden layer 1"
    assert column["detail"] == "8 units · preactivation z"
    assert column["ticks"][-1] == column["limit"] >= usual.history.reach[:, 0].max()
    np.testing.assert_allclose(relu["f"], np.maximum(relu["z"], 0))
    np.testing.assert_allclose(tanh["slope"], 1 - np.tanh(tanh["z"]) ** 2, atol=1e-6)
    assert relu["flat"].tolist() == [1] * 24 + [0] * 24
    assert relu["flat_left"] == f"{round(100 * statistics.flat_left[0])}\u202f% flat"
    assert relu["flat_right"] is None
    assert relu["formula"] == "f(z) = max(0, z)"
    assert tanh["central"] == pytest.approx(statistics.central[1].tolist())


def test_learned_slopes_bend_the_curve():
    run = trained(30, activations=("prelu",), learning_rate=0.3)
    panel = view_of(run)["layers"][0]["panels"][0]
    slope = float(run.frame["preactivations"].layers[0].learned[0, 0, 0])
    assert abs(slope - 0.25) > 0.01
    np.testing.assert_allclose(panel["slope"][0], slope, rtol=1e-6)
    assert panel["formula"] == f"f(z) = z if z > 0 else a z, a = {numbers.plain(round(slope, 2))}"


def test_gradient_headings_stand_on_the_first_chart_only(usual):
    charts = [c for c in view_of(usual)["charts"] if c["slot"] == "gradient"]
    assert [c["heading"] for c in charts] == ["Gradient", None]
    assert charts[0]["y"] == charts[1]["y"]
    assert [line["dash"] for line in charts[0]["lines"]] == [[], [6, 3]]


def test_a_view_takes_little_time(usual):
    view_of(usual)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        view_of(usual)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.02
