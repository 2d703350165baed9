"""The pictures of the Activations page against the records that they are made of."""

import dataclasses
import re

import numpy as np
import pytest

from dashboard.charts.activations import MEASURES
from dashboard.charts.heat import levels
from dashboard.panels.payload import pack, unpack
from models.history import History, extend
from models.measures.reading_bins import histogram_nets
from models.training import Budget, advance, begin, observe
from tests.dashboard.made import figures
from tests.dashboard.made_activations import cells, dying, said, trained, view_of


def test_each_quantity_has_a_picture_per_net_and_layer():
    view = view_of(dying(), groups=(0, 1))
    assert (view["kind"], view["columns"], len(view["bands"])) == ("bands", 2, 6)
    for band in view["bands"]:
        assert band["heading"] and band["detail"]
        assert [cell["where"] for cell in band["cells"]] == ["Hidden layer 1", "Hidden layer 2"] * 2
        for cell in band["cells"]:
            assert cell["panel"]["sentence"] and cell["panel"]["aria"]
    assert unpack(pack(view))["kind"] == "bands"


def test_zeros_stand_apart_from_the_bars():
    run = dying()
    for layer, cell in enumerate(cells(view_of(run), "bars")):
        record, panel = run.frame["activations"].layers[layer], cell["panel"]
        outside = record.histogram.counts[0].sum() - panel["counts"].sum() - record.zeros[0]
        known = sum(int((panel[side] or "0").replace(",", "")) for side in ("below", "above"))
        assert outside == known
        assert panel["low"] == 0 and (panel["counts"] >= 0).all()
        share = record.zeros[0] / (8 * run.config.train_count)
        assert figures(panel["zeros"])[0] == round(100 * share)


def test_a_bounded_net_keeps_its_own_range_beside_an_unbounded_one():
    run = dying()
    panels = [cell["panel"] for cell in cells(view_of(run, groups=(1,)), "bars")]
    assert all(panel["low"] == -panel["high"] and panel["high"] <= 2 for panel in panels)
    assert [panel["zeros"] for panel in panels] == [None, None]
    heats = [cell["panel"]["y"] for cell in cells(view_of(run, groups=(0, 1)), "heat")]
    assert [y["high"] for y in heats[:2]] == [y["high"] for y in heats[2:4]]
    assert heats[6]["high"] <= 2 < heats[4]["high"]
    assert [y["low"] for y in heats[4:6]] == [0, 0]


def test_a_heat_map_has_a_row_per_reading_up_to_the_shown_step():
    run = dying()
    early = dataclasses.replace(run, frame=observe(run.config, begin(run.config), MEASURES))
    for made, steps in ((run, run.history.steps), (early, [0])):
        for cell in cells(view_of(made), "heat"):
            np.testing.assert_array_equal(cell["panel"]["steps"], steps)
            assert len(cell["panel"]["counts"]) == len(steps)
            assert cell["panel"]["counts"].max() == 255
            assert cell["panel"]["x"]["high"] >= run.history.last.step


@pytest.mark.parametrize("counts", [[[0, 0]], [[1, 0], [0, 7]], [[3] * 4], [[0, 1, 10**9]]])
def test_colours_rank_counts_and_leave_only_zero_blank(counts):
    counts = np.array(counts)
    found = levels(counts)
    assert ((found == 0) == (counts == 0)).all()
    order = np.argsort(counts, axis=None, kind="stable")
    assert (np.diff(found.ravel()[order].astype(int)) >= 0).all()
    assert found.max() == (255 if counts.any() else 0)


def test_a_net_that_diverged_leaves_a_gap_and_the_others_their_range():
    run = trained(60, activations=("identity", "tanh"), loss="mse", learning_rate=0.2, seed=2)
    assert run.frame.divergence[0] and not run.frame.divergence[1]
    view = view_of(run, groups=(0, 1))
    gone, going = (cells(view, "heat")[at]["panel"] for at in (0, 2))
    lost = [reading.diverged[0] for reading in run.history.readings]
    assert any(lost) and not gone["counts"][lost].any()
    blank = ~going["counts"].any(1)
    assert blank.any() and not blank[-1]
    assert f"; {blank.sum()} readings blank: bins made for another net." in going["sentence"]
    assert going["y"]["high"] <= 16
    for cell in cells(view, "heat")[:2] + cells(view, "chart")[:2]:
        assert cell["panel"]["sentence"].startswith("No value: diverged at step")


def test_the_lines_are_the_records_of_the_readings():
    run = dying()
    spread, shares = (cells(view_of(run), "chart")[at]["panel"] for at in (1, 3))
    readings = [reading.layers[1] for reading in run.history.readings]
    lines = {line["name"]: line["values"] for line in spread["lines"] + shares["lines"]}
    for name, field in (("std", "z_std"), ("mean", "z_mean"), ("inactive", "zero_share")):
        np.testing.assert_allclose(lines[name], [getattr(r, field)[0] for r in readings], rtol=1e-6)
    dead = [reading.dead[1][0].mean() for reading in run.history.readings]
    np.testing.assert_allclose(lines["dead"], dead)
    aimed = run.frame["activations"].layers[1].aimed_std[0]
    np.testing.assert_allclose(lines["aim"], aimed, rtol=1e-6)


def test_nothing_is_aimed_at_without_an_aim():
    run = trained(3, initializer="pytorch")
    chart = cells(view_of(run), "chart")[0]["panel"]
    assert [line["name"] for line in chart["lines"]] == ["std", "mean"]
    assert "aims" not in chart["sentence"]
    assert not any("aims" in band["detail"] for band in view_of(run)["bands"])


def test_sentences_of_living_dying_saturated_and_linear_nets():
    run = dying()
    for layer, sentence in enumerate(said(view_of(run))[2:]):
        dead = int(run.frame["preactivations"].layers[layer].dead[0].sum())
        inactive = 8 * run.frame["activations"].layers[layer].inactive[0]
        assert sentence.startswith(f"{dead} of 8 dead;" if dead else "No unit dead;")
        assert figures(sentence.split("; ")[1]) == [round(inactive, 1), 8]
    assert (
        said(view_of(trained(3, activations=("identity",))))[2:]
        == ["No unit is dead, inactive or saturated."] * 2
    )
    saturated = said(view_of(trained(40, activations=("tanh",), learning_rate=3.0)))[2:]
    assert all(re.search(r"No unit dead; [<>]?\d+.% of values saturated\.", s) for s in saturated)


def test_a_run_without_hidden_layers_says_so():
    view = view_of(trained(2, hidden=()))
    assert view["bands"] == [] and view["text"].startswith("No hidden layer")


def test_pictures_that_are_not_kept_say_so():
    many = tuple(f"leaky_relu(negative_slope={n / 100})" for n in range(1, 9))
    run = trained(1, activations=many, hidden=(2,) * 8)
    assert histogram_nets(8, 8) == 3
    panel = cells(view_of(run, groups=(7,)), "heat")[0]["panel"]
    assert panel["sentence"] == "Histograms through time are kept for the first 3 nets."
    assert panel["counts"].shape[0] == 0
    assert cells(view_of(run, groups=(2,)), "heat")[0]["panel"]["counts"].any()


def test_more_than_four_layers_are_chosen_from():
    run = trained(1, hidden=(3,) * 6)
    view = view_of(run, layers=(0, 2, 3, 5))
    assert view["columns"] == 4
    assert [cell["where"][-1] for cell in view["bands"][0]["cells"]] == ["1", "3", "4", "6"] * 1
    assert "Layers 1, 3, 4 and 6 of 6 are drawn." in view["note"]


def test_the_picture_does_not_depend_on_the_cut():
    run = dying(40)
    state, history = begin(run.config), History.of(run.config)
    history = extend(history, observe(run.config, state, ()).readings)
    for _ in range(8):
        state, frame = advance(run.config, state, Budget(steps=5), MEASURES)
        history = extend(history, frame.readings)
    other = dataclasses.replace(run, frame=frame, history=history)
    assert pack(view_of(run, groups=(0, 1))) == pack(view_of(other, groups=(0, 1)))
