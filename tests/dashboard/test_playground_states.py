"""The view of the Playground in unusual states: seeds, divergence, other moments, other depths."""

import numpy as np
import pytest

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.playground import playground_view
from models.config import RunConfig
from tests.dashboard.made import chart, trained, view_of


@pytest.fixture(scope="module")
def usual():
    return trained(60, learning_rate=0.2)


@pytest.fixture(scope="module")
def seeds():
    return trained(40, activations=("relu", "tanh", "gelu", "elu", "silu"), seeds=3)


@pytest.fixture(scope="module")
def broken():
    return trained(40, activations=("relu", "leaky_relu", "tanh"), learning_rate=30.0)


def test_several_seeds_show_the_median_net_quartiles_and_all_runs(seeds):
    view, test = view_of(seeds), seeds.frame["loss"]
    loss = chart(view, "loss")
    faint = [line for line in loss["lines"] if line["opacity"] == 0.22]
    assert len(faint) == 4 * 3
    assert [line["name"] for line in faint[:3]] == [f"ReLU seed {seed}" for seed in range(3)]
    assert len(loss["bands"]) == 4
    assert [line["label"] for line in loss["lines"] if line["dot"]] == [
        f"{net['name']} {numbers.loss(np.median(test.test_loss[3 * k : 3 * k + 3]))}"
        for k, net in enumerate(view["nets"])
    ]
    for k, net in enumerate(view["nets"]):
        order = np.argsort(test.test_loss[3 * k : 3 * k + 3])
        assert net["caption"] == f"test accuracy, seed {order[1]}"
        assert net["headline"] == numbers.accuracy(test.test_accuracy[3 * k + order[1]])
    assert "First 4 of 5 activations" in view["note"]
    assert "median test loss of 3 seeds" in view["note"]


def test_a_diverged_net_is_faded_and_says_what_happened(broken):
    found = broken.frame.divergence[1]
    view = view_of(broken)
    assert found is not None
    assert [net["faded"] for net in view["nets"]] == [False, True, False]
    assert view["nets"][1]["headline"] == "–"
    assert view["fields"][1]["error"]
    assert view["fields"][1]["sentence"] == words.diverged(broken.config, found)
    assert chart(view, "loss")["lines"][-2]["label"] == "Leaky ReLU –"
    gone = chart(view, "loss")["lines"][-2]
    assert gone["faded"] and np.isnan(gone["values"][-1])
    assert chart(view, "gradient", 1)["sentence"] == f"No value: diverged at step {found.step}."


def test_a_diverged_net_does_not_press_the_others_flat(broken):
    view = view_of(broken)
    going = [0, 2]
    largest = np.nanmax(
        [broken.history.series(name)[:, going] for name in ("test_loss", "train_loss")]
    )
    high = chart(view, "loss")["y"]["high"]
    assert high == axes.doubled(0.8, largest)
    assert high < np.nanmax(broken.history.series("train_loss")[:, 1])


def test_an_earlier_frame_ends_its_lines_but_keeps_the_axes(usual):
    config = usual.config
    early = trained(20, learning_rate=0.2)
    view = playground_view(config, early.frame, usual.history, announce="")
    now = view_of(usual)
    assert chart(view, "loss")["steps"].tolist() == list(range(21))
    for slot, net in (("loss", None), ("accuracy", None), ("gradient", 0)):
        assert chart(view, slot, net)["y"] == chart(now, slot, net)["y"]
    assert [c["limit"] for c in view["layers"]] == [c["limit"] for c in now["layers"]]


def test_a_frame_between_two_readings_is_the_last_point():
    run = trained(257)
    steps = chart(view_of(run), "loss")["steps"]
    assert run.history.last.step == 256
    assert steps[-2:].tolist() == [256, 257]
    last = chart(view_of(run), "loss")["lines"][-1]["values"][-1]
    assert last == np.float32(run.frame["loss"].test_loss[1])


def test_without_hidden_layers_the_strip_says_so():
    view = view_of(trained(5, hidden=()))
    column, output = view["layers"]
    assert column["text"] == "No hidden layer: the net is a straight line."
    assert column["panels"] == []
    assert output["heading"] == "Output"
    for panel in output["panels"]:
        np.testing.assert_allclose(panel["f"], 1 / (1 + np.exp(-panel["z"].astype(float))), 1e-5)
        assert panel["counts"].sum() == 250
    assert [line["name"] for line in chart(view, "gradient", 0)["lines"]] == ["output"]
    assert chart(view, "gradient", 0)["sentence"].startswith("No hidden layer")


def test_of_many_layers_four_are_drawn_and_three_named():
    run = trained(3, hidden=(4,) * 6)
    view = view_of(run)
    assert [c["heading"][-1] for c in view["layers"]] == ["1", "3", "4", "6"]
    assert "Layers 1, 3, 4 and 6 of 6 are drawn." in view["note"]
    labels = [line["label"] for line in chart(view, "gradient", 0)["lines"]]
    assert [label[:7] for label in labels if label] == ["layer 1", "layer 4", "layer 6"]
    chosen = view_of(run, layers=(5, 1, 1, 77))
    assert [c["heading"][-1] for c in chosen["layers"]] == ["2", "6"]


def test_layers_that_differ_have_their_own_curve_and_the_net_is_ink():
    view = view_of(trained(3, activations=("relu|tanh",)))
    assert view["nets"][0]["colour"] == {"light": "#1D2026", "dark": "#ECEDEF"}
    assert view["nets"][0]["name"] == "ReLU → tanh"
    assert [c["panels"][0]["name"] for c in view["layers"]] == ["ReLU", "tanh"]


def test_more_samples_than_are_drawn_are_counted():
    view = view_of(trained(1, samples=2000, train_share=0.8))
    assert len(view["samples"]["train"]) == 400
    assert view["note"] == "The first 400 of 1,600 train samples are drawn."
    assert view_of(trained(1), notes=("One more.",))["note"] == "One more."


def test_the_default_run_needs_no_note():
    assert view_of(trained(0))["note"] is None
    assert RunConfig().net_count == 2


def test_each_seed_has_its_own_faint_line(seeds):
    lines = {line["name"]: line["values"] for line in chart(view_of(seeds), "loss")["lines"]}
    for k, name in enumerate(("ReLU", "tanh")):
        for seed in range(3):
            final = seeds.frame["loss"].test_loss[3 * k + seed]
            assert lines[f"{name} seed {seed}"][-1] == np.float32(final)


def test_a_diverged_net_has_no_shares(broken):
    for column in view_of(broken)["layers"]:
        assert column["panels"][0]["flat_left"] is not None
        assert column["panels"][1]["flat_left"] is None


def test_the_reach_of_a_diverged_net_is_forgotten(broken):
    reach = broken.history.reach[0]
    assert (broken.history.reach[1] > reach).any()
    for index, column in enumerate(view_of(broken)["layers"]):
        edge = broken.frame["preactivations"].layers[index].histogram.limit / 16
        wanted = max(axes.doubled(4.0, reach[index]), edge)
        assert column["limit"] == wanted


def test_no_gradient_is_a_gap_in_a_log_chart():
    run = trained(2, activations=("relu",))
    signal = run.frame["gradients"].signal_rms
    signal[0, 0] = 0.0
    line = chart(view_of(run), "gradient", 0)["lines"][0]
    assert np.isnan(line["values"][-1]) and line["label"] == "layer 1 0"


def test_dates_of_dead_units_are_those_of_their_own_net():
    run = trained(20, activations=("relu", "max_c(c=-1)"))
    dead = run.frame["preactivations"].layers[0].dead
    dead[:] = False
    dead[1, 2] = True
    run.history.dead_since[0][0, :] = 3
    run.history.dead_since[0][1, 2] = 7
    panels = view_of(run)["layers"][0]["panels"]
    assert panels[0]["sentence"] == "No unit is dead."
    assert panels[1]["sentence"] == "1 of 8 units dead since step 7."
