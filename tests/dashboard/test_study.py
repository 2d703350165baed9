"""Charts to study: the same numbers as the history and the live pictures, while paused only."""

import json

import altair as alt
import numpy as np
import pytest
from hypothesis import given, settings

from dashboard import theme
from dashboard.charts import study_labels
from dashboard.charts.moment import moment
from dashboard.charts.study import pictures, study_chart
from dashboard.charts.study_panel import MOST_READ
from models.config import RunConfig
from models.summaries import spread
from tests.dashboard.made import chart, made, trained, view_of

MOST_ROWS = 300


def now(run):
    return moment(run.config, run.frame, run.history)


@pytest.fixture(scope="module")
def single():
    return trained(300)


@pytest.fixture(scope="module")
def seeded():
    return trained(40, seeds=3)


def lines_of(spec):
    """The values of each line by the panel's place and its name."""
    panels = spec.get("vconcat", [spec])
    found = {}
    for at, panel in enumerate(panels):
        for layer in panel["layer"]:
            if layer["mark"]["type"] == "line":
                for row in spec["datasets"][layer["data"]["name"]]:
                    found.setdefault((at, row["line"]), []).append((row["step"], row["value"]))
    return found


def test_lines_have_the_numbers_of_the_history(single):
    history = single.history
    for picture, names in (
        ("loss", ("test_loss", "train_loss")),
        ("accuracy", ("test_accuracy", "train_accuracy")),
    ):
        lines = lines_of(study_chart(now(single), picture, "light"))
        for net, name in enumerate(("ReLU", "tanh")):
            for series in names:
                found = lines[0, f"{name} {series.partition('_')[0]}"]
                kept = [(step, value) for step, value in found if step in history.steps]
                assert [step for step, _ in kept] == history.steps.tolist()
                wanted = np.float32(history.series(series)[:, net])
                assert np.float32([value for _, value in kept]) == pytest.approx(wanted)


def test_gradients_have_a_panel_per_net_and_a_line_per_layer(single):
    lines = lines_of(study_chart(now(single), "gradient", "dark"))
    signal = single.history.signal()
    assert set(lines) == {(net, f"layer {layer}") for net in (0, 1) for layer in (1, 2)}
    for (net, name), values in lines.items():
        wanted = np.float32(signal[:, net, int(name[-1]) - 1])
        assert np.float32([value for _, value in values[: len(wanted)]]) == pytest.approx(wanted)


def test_several_seeds_are_a_median_a_band_and_single_runs(seeded):
    spec = study_chart(now(seeded), "loss", "light")
    lines = lines_of(spec)
    assert {name for _, name in lines} == {
        f"{net} {kind}"
        for net in ("ReLU", "tanh")
        for kind in ("median", "seed 0", "seed 1", "seed 2")
    }
    found = spread(seeded.history.series("test_loss"), 3, np.inf)
    median = [value for _, value in lines[0, "tanh median"]]
    assert median == pytest.approx(np.float32(found.median[:, 1]).tolist())
    areas = [layer for layer in spec["layer"] if layer["mark"]["type"] == "area"]
    assert len(areas) == 2
    band = spec["datasets"][areas[1]["data"]["name"]]
    assert [row["high"] for row in band] == pytest.approx(np.float32(found.high[:, 1]).tolist())
    assert [row["value"] for row in band] == pytest.approx(np.float32(found.low[:, 1]).tolist())


@pytest.mark.parametrize("picture", pictures(RunConfig()))
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_altair_accepts_every_chart(single, picture, mode):
    spec = study_chart(now(single), picture, mode)
    alt.Chart.from_dict(spec).to_dict()
    assert theme.look("tanh").colour[mode] in json.dumps(spec)
    assert theme.look("tanh").colour["dark" if mode == "light" else "light"] not in json.dumps(spec)


@settings(max_examples=25, deadline=None)
@given(run=made())
def test_any_run_makes_a_short_chart_that_is_plain_json(run):
    for picture in pictures(run.config):
        spec = study_chart(now(run), picture, "light")
        json.dumps(spec, allow_nan=False)
        assert all(len(values) <= MOST_ROWS for values in lines_of(spec).values())
        live = chart(view_of(run), picture, 0 if picture == "gradient" else None)
        assert live["aria"] in spec["description"]
        names = [param["views"] for param in spec["params"]]
        assert all(len(views) == len(spec.get("vconcat", [spec])) for views in names)


def test_the_readout_has_the_words_of_the_page_for_each_step(single):
    spec = study_chart(now(single), "accuracy", "light")
    rule = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    titles = [tip["title"] for tip in rule["encoding"]["tooltip"]]
    assert titles == ["step", "ReLU test", "tanh test", "ReLU train", "tanh train"]
    last = spec["datasets"][rule["data"]["name"]][-1]
    assert last["at"] == "300"
    texts = [layer["mark"].get("text") for layer in spec["layer"]]
    assert f"ReLU {last['value_0']}" in texts


def test_many_lines_are_read_out_by_their_medians():
    spec = study_chart(now(trained(2, seeds=MOST_READ)), "loss", "light")
    rule = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "rule")
    titles = [tip["title"] for tip in rule["encoding"]["tooltip"]]
    assert titles == ["step", "ReLU median", "tanh median"]


def test_an_unknown_picture_is_refused(single):
    with pytest.raises(KeyError):
        study_chart(now(single), "entropy", "light")


def test_labels_keep_apart_and_inside():
    places = study_labels.apart([5.0, 4.0, 96.0, 99.0], 10.0, 100.0)
    assert places == [14.0, 4.0, 90.0, 100.0]
    axis = {"scale": "log", "low": 0.01, "high": 1.0}
    assert study_labels.place([0.5, 0.1, np.nan], axis, 100) == pytest.approx(50)
    assert study_labels.place([np.nan], axis, 100) == 0


def test_a_run_with_numbers_has_r2_and_no_accuracy():
    run = trained(20, dataset="sine", loss="mse")
    assert list(pictures(run.config).items()) == [
        ("loss", "Loss"),
        ("r2", "R²"),
        ("gradient", "Gradient"),
    ]
    spec = study_chart(now(run), "r2", "light")
    assert spec["title"]["text"] == "R²"
    found = [value for _, value in lines_of(spec)[0, "tanh test"]]
    assert found == pytest.approx(np.float32(run.history.series("test_r2")[:, 1]).tolist())
    with pytest.raises(KeyError):
        study_chart(now(run), "accuracy", "light")


@pytest.mark.parametrize("picture", ["loss", "gradient"])
def test_the_page_decides_the_width_and_knows_what_stands_beside(single, picture):
    spec = study_chart(now(single), picture, "light")
    panels = spec.get("vconcat", [spec])
    labels = [layer["mark"] for panel in panels for layer in panel["layer"]]
    labels = [mark for mark in labels if mark["type"] == "text"]
    assert all("width" not in panel for panel in panels)
    assert all(mark["x"] == "width" for mark in labels)
    assert spec["usermeta"]["beside"] > 60 + 6 * max(len(mark["text"]) for mark in labels)
