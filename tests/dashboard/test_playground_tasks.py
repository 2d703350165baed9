"""The view of the Playground for several classes, surfaces and curves."""

import numpy as np
import pytest

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.fields import height
from dashboard.charts.playground import playground_view
from dashboard.panels.payload import pack
from models.datasets import DATASETS, make_data
from models.shown_data import target_range
from tests.dashboard.made import chart, trained, view_of

ARRAYS = ("winner", "share", "margin")
CLASSES, NUMBERS = {"loss": "softmax_cross_entropy"}, {"loss": "mse"}


@pytest.fixture(scope="module")
def three():
    return trained(60, dataset="three_spiral", learning_rate=0.1, **CLASSES)


@pytest.fixture(scope="module")
def digits():
    return trained(40, dataset="digits", learning_rate=0.1, **CLASSES)


@pytest.fixture(scope="module")
def surface():
    return trained(60, dataset="gaussians", learning_rate=0.1, **NUMBERS)


@pytest.fixture(scope="module")
def curve():
    return trained(60, dataset="sine", learning_rate=0.1, **NUMBERS)


def test_classes_have_the_winner_its_share_and_its_margin(three):
    view, record = view_of(three), three.frame["boundary"]
    assert view["plane"]["kind"] == "classes" and not view["plane"]["numerals"]
    for at, field in enumerate(view["fields"]):
        np.testing.assert_array_equal(field["winner"], record.output[at].argmax(0))
        assert np.abs(field["share"] / 255 - record.probability[at].max(0)).max() < 0.003
        ordered = np.sort(record.output[at], axis=0)
        margin = ordered[-1] - ordered[-2]
        wanted = np.maximum(1, 32767 * margin / margin.max())
        np.testing.assert_allclose(field["margin"], wanted, atol=0.51)


def test_a_field_of_ten_classes_costs_as_much_as_one_of_three(three, digits):
    sizes = [
        {name: array.nbytes for name, array in view_of(run)["fields"][0].items() if name in ARRAYS}
        for run in (three, digits)
    ]
    assert sizes[0] == sizes[1] == {"winner": 4096, "share": 4096, "margin": 8192}


@pytest.mark.parametrize("run", ["three", "digits", "surface", "curve"])
def test_two_nets_take_less_than_64_kilobytes(run, request):
    assert len(pack(view_of(request.getfixturevalue(run)))) < 64_000


def test_images_stand_on_their_plane_as_numerals(digits):
    view, data = view_of(digits), make_data(digits.config)
    dataset = DATASETS["digits"]
    assert view["plane"]["x"] == view["plane"]["y"] == [-dataset.limit, dataset.limit]
    assert view["plane"]["numerals"]
    np.testing.assert_allclose(view["samples"]["test"], dataset.project(data.x_test), rtol=1e-5)
    assert view["samples"]["test_class"].tolist() == data.y_test.astype(int).tolist()
    assert view["note"].startswith(dataset.plane_note)
    assert words.projected() in view["note"] and words.numerals() in view["note"]
    assert "rings" not in view["fields"][0]["sentence"]


def test_rings_are_named_where_there_are_rings(three):
    count = round((1 - three.frame["loss"].test_accuracy[0]) * 250)
    sentence = view_of(three)["fields"][0]["sentence"]
    assert sentence == f"{count} of 250 test samples (rings) are wrong."


def test_accuracy_of_several_classes_starts_at_zero(three, surface):
    assert chart(view_of(three), "accuracy")["y"]["low"] == 0


def test_a_surface_is_drawn_on_a_scale_of_its_targets(surface):
    view, output = view_of(surface), surface.frame["boundary"].output
    scale, targets = view["plane"]["scale"], make_data(surface.config)
    low, high = target_range(surface.config)
    assert (scale["low"], scale["high"]) == (low, high)
    assert low <= targets.y_train.min() and targets.y_test.max() <= high
    middle, half = (low + high) / 2, (high - low) / 2
    for at, field in enumerate(view["fields"]):
        drawn = middle + field["surface"] / 32767 * 2 * half
        wanted = np.clip(output[at], middle - 2 * half, middle + 2 * half)
        np.testing.assert_allclose(drawn, wanted, atol=2 * half / 32767)
    np.testing.assert_allclose(view["samples"]["train_value"], targets.y_train, rtol=1e-6)
    early = trained(0, dataset="gaussians", learning_rate=0.1, **NUMBERS)
    assert view_of(early)["plane"] == view["plane"]


def test_heights_beyond_the_scale_and_missing_ones():
    values = np.array([np.inf, -np.inf, np.nan, 1e30])
    assert height(values, 0.0, 2.0).tolist() == [32767, -32767, 0, 32767]


def test_a_curve_has_its_truth_its_samples_and_where_they_end(curve):
    view, data = view_of(curve), make_data(curve.config)
    plane, samples = view["plane"], view["samples"]
    x = np.linspace(*plane["x"], 257)
    np.testing.assert_allclose(plane["truth"], np.sin(x), atol=1e-6)
    assert plane["covered"] == [data.x_train.min(), data.x_train.max()]
    np.testing.assert_allclose(samples["test"][:, 0], data.x_test[:, 0], rtol=1e-6)
    np.testing.assert_allclose(samples["test"][:, 1], data.y_test, rtol=1e-6)
    for at, field in enumerate(view["fields"]):
        np.testing.assert_allclose(field["curve"], curve.frame["boundary"].output[at], rtol=1e-6)
    assert words.curve_key() in view["note"]


def test_the_axis_of_a_curve_is_that_of_the_history_at_every_moment(curve):
    early = trained(3, dataset="sine", learning_rate=0.1, **NUMBERS)
    shown = playground_view(curve.config, early.frame, curve.history, announce="")
    assert shown["plane"]["y"] == view_of(curve)["plane"]["y"]
    low, high = target_range(curve.config)
    worst = curve.history.series("train_rmse").max()
    half = axes.doubled((high - low) / 2, worst / 2)
    assert shown["plane"]["y"] == [(low + high) / 2 - half, (low + high) / 2 + half]


def test_headline_sentence_and_label_of_numbers_say_the_same(curve):
    view, found = view_of(curve), curve.frame["loss"]
    r2 = chart(view, "r2")
    labels = [line["label"] for line in r2["lines"] if line["label"]]
    for at, net in enumerate(view["nets"]):
        assert net["headline"] == f"R² {numbers.r2(found.test_r2[at])}"
        assert labels[at] == f"{net['name']} {numbers.r2(found.test_r2[at])}"
        sentence = view["fields"][at]["sentence"]
        assert sentence == words.misses(float(found.test_rmse[at]))
        assert view["fields"][at]["aria"] == f"{net['name']}, curve: {sentence}"
    assert (r2["heading"], r2["format"]) == ("R²", "r2")
    assert r2["detail"] == "share of variance explained, test thick, train thin"


def test_a_diverged_net_has_no_r2():
    run = trained(40, dataset="sine", learning_rate=100.0, activations=("relu", "tanh"), **NUMBERS)
    assert run.frame.divergence[0] is not None
    view = view_of(run)
    assert view["nets"][0]["headline"] == "–"
    assert view["fields"][0]["error"]


@pytest.mark.parametrize(
    ("values", "units", "formula"),
    [
        ({"dataset": "sine", **NUMBERS}, "1 unit", "f(z) = z"),
        ({"dataset": "digits", **CLASSES}, "10 units", "f(z) = z"),
        ({}, "1 unit", "p(z) = 1 / (1 + e⁻ᶻ)"),
    ],
)
def test_outputs_without_hidden_layers(values, units, formula):
    run = trained(3, hidden=(), **values)
    text, output = view_of(run)["layers"]
    assert output["detail"] == f"{units} · preactivation z"
    for panel in output["panels"]:
        outputs = 250 * run.config.outputs
        outside = sum(int(panel[side] or 0) for side in ("below", "above"))
        assert panel["counts"].sum() + outside == outputs
        assert panel["formula"] == formula
        if formula == "f(z) = z":
            np.testing.assert_array_equal(panel["f"], panel["z"])
    assert ("straight line" in text["text"]) == (values == {})


def test_a_normalized_preactivation_is_called_so():
    details = {}
    for place in ("none", "before", "after"):
        view = view_of(trained(2, normalization=place))
        details[place] = {column["detail"] for column in view["layers"]}
    assert details["before"] == {"8 units · z after batch norm"}
    assert details["none"] == details["after"] == {"8 units · preactivation z"}


def test_a_value_per_unit_is_shown_as_their_mean():
    run = trained(30, activations=("prelu",), learned_per="unit", learning_rate=0.3)
    learned = run.frame["preactivations"].layers[0].learned[0, 0]
    assert len(learned) == 8 and np.ptp(learned) > 0
    mean = numbers.plain(round(float(learned.mean()), 2))
    formula = view_of(run)["layers"][0]["panels"][0]["formula"]
    assert formula == f"f(z) = z if z > 0 else a z, a = {mean}, mean of 8 units"
