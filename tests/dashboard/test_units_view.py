"""The view of the Units page: what is drawn is what the records say."""

import json
import time

import numpy as np
import pytest

from dashboard import numbers
from dashboard.charts.unit_choice import MOST_LAYERS, MOST_UNITS, UnitChoice
from dashboard.charts.units import units_view
from dashboard.panels.payload import pack, unpack
from models.export import to_sequential
from models.measures.unit_questions import Passes
from models.unit_history import unit_history
from tests.dashboard.made import figures
from tests.dashboard.unit_runs import shown
from tests.models.unit_nets import HAND, hand

KINDS = {
    "binary": {},
    "classes": {"dataset": "three_spiral", "loss": "softmax_cross_entropy"},
    "digits": {"dataset": "digits", "loss": "softmax_cross_entropy"},
    "surface": {"dataset": "gaussians", "loss": "mse"},
    "curve": {"dataset": "sine", "loss": "mse"},
    "no layer": {"hidden": ()},
    "features": {"features": ("x", "y2", "sin_x")},
    "normalized": {"normalization": "before"},
}
BOTH = UnitChoice(groups=(0, 1), unit=(1, 2), off=((0, 1), (1, 2)))


def plain(tree):
    """A view as the browser gets it."""
    return unpack(pack(tree))


@pytest.mark.parametrize("values", KINDS.values(), ids=KINDS)
def test_every_kind_of_run_makes_a_view_that_can_be_sent(values):
    choice = BOTH if values.get("hidden") != () else UnitChoice(groups=(0, 1))
    run = shown(choice, **values)
    view = plain(run.view)
    columns = [run.config.inputs if run.config.inputs <= 8 else 1, *run.config.hidden]
    for net in view["nets"]:
        network = net["network"]
        assert [len(layer["units"]) for layer in network["layers"]] == columns[1:]
        assert len(network["inputs"]["names"]) == columns[0]
        shapes = [link["weights"].shape for link in network["links"]]
        assert shapes == list(zip(columns, [*columns[1:], run.config.outputs], strict=True))
        assert len(network["ports"]) == run.config.outputs
        assert net["sentence"].endswith(".") and net["output"]["sentence"].endswith(".")
        assert net["passes"]["output"].shape == (500, run.config.outputs)
        assert (net["without"] is None) == (net["unit"] is None) == (run.config.hidden == ())
    assert (view["note"] is None) == (run.config.hidden == ())


def test_links_and_biases_are_the_weights_of_the_plain_module():
    run = shown(UnitChoice((1,)), steps=20)
    model = to_sequential(run.config, run.state, 1)
    (net,) = run.view["nets"]
    for at, link in enumerate(net["network"]["links"]):
        np.testing.assert_array_equal(link["weights"], model[2 * at].weight.detach().numpy().T)
    for at, layer in enumerate(net["network"]["layers"]):
        biases = [unit["bias"] for unit in layer["units"]]
        assert biases == model[2 * at].bias.tolist()
    reach = figures(run.view["note"])[0]
    largest = max(
        abs(unit["bias"]) for layer in net["network"]["layers"] for unit in layer["units"]
    )
    bars = [unit["bar"] for layer in net["network"]["layers"] for unit in layer["units"]]
    assert largest <= reach
    assert max(map(abs, bars)) == pytest.approx(largest / reach)


def test_shades_are_the_pictures_on_the_stated_scale():
    run = shown(UnitChoice((1,)), steps=20)
    (net,), (asked,) = run.view["nets"], run.page.asked
    record = run.frame[asked.pictures]
    for layer, values, scale in zip(
        net["network"]["layers"], record.layers, record.scales, strict=True
    ):
        assert layer["detail"] == f"tanh, colours ±{numbers.plain(scale)}"
        back = (layer["shades"].astype(float) - 127.5) / 127.5 * scale
        assert np.abs(back - np.clip(values, -scale, scale)).max() <= scale / 250


def test_marks_stand_in_place_of_shares():
    run = shown(UnitChoice(), steps=0, state=hand(), **hand_values())
    (net,) = run.view["nets"]
    first = net["network"]["layers"][0]["units"]
    assert [unit["mark"] for unit in first] == ["duplicate", "dead", "duplicate", None]
    assert [unit["label"] for unit in first[:3]] == ["= unit 3", "dead", "= unit 1"]
    assert first[3]["label"] == numbers.share(1.0)
    assert net["sentence"] == "Of 6 units, 1 is dead. 2 do what another of their layer does."


def hand_values():
    names = ("activations", "hidden", "samples", "batch_size", "dtype")
    return {name: getattr(HAND, name) for name in names}


def test_units_that_saturate_are_labelled_by_how_often():
    run = shown(UnitChoice((0, 1)), steps=10)
    relu, tanh = (net["network"]["layers"][0]["units"] for net in run.view["nets"])
    marks = run.frame["unit_marks"].layers[0]
    for at in range(8):
        if relu[at]["mark"] is None:
            assert relu[at]["label"] == numbers.share(float(marks.active_share[0, at]))
        if tanh[at]["mark"] is None:
            assert tanh[at]["label"] == numbers.share(float(marks.saturated_share[1, at]))
    assert "active or saturated" in run.view["note"]


def test_without_units_stands_beside_the_whole_net():
    run = shown(UnitChoice(off=((0, 1), (1, 2))), steps=200, learning_rate=0.2)
    (net,), (asked,) = run.view["nets"], run.page.asked
    whole, part = run.frame[asked.whole].loss, run.frame[asked.without].loss
    assert net["without"]["heading"] == "Without 1·2, 2·3"
    before, after, *losses = figures(net["without"]["sentence"])
    assert before == round(100 * whole.test_accuracy[0], 1)
    assert after == round(100 * part.test_accuracy[0], 1)
    assert losses == [round(float(record.test_loss[0]), 3) for record in (whole, part)]
    assert net["headline"] == f"{before:.1f}\u202f%"
    assert (net["without"]["shade"] != net["output"]["shade"]).any()
    assert [unit["off"] for unit in net["network"]["layers"][0]["units"]].index(True) == 1


def test_the_selected_unit_is_large():
    run = shown(UnitChoice(unit=(1, 2)), steps=20)
    (net,), (asked,) = run.view["nets"], run.page.asked
    found, unit = run.frame[asked.focus], net["unit"]
    assert unit["heading"] == "Hidden layer 2, unit 3"
    assert unit["shades"].shape == (64, 64)
    panel = unit["panel"]
    outside = sum(int((panel[side] or "0").replace(",", "")) for side in ("below", "above"))
    assert panel["counts"].sum() + outside == run.config.train_count
    rows = {row["name"]: row["value"] for row in unit["weights"]["rows"]}
    assert rows["bias"] == found.bias and rows["to output"] == found.outgoing[0]
    sources = {name: value for name, value in rows.items() if name.startswith("from")}
    assert len(sources) == 6
    least = min(abs(value) for value in sources.values())
    assert (np.abs(found.incoming) > least).sum() == 5
    assert unit["history"] == [] and unit["wait"] is None
    selected = [u["selected"] for layer in net["network"]["layers"] for u in layer["units"]]
    assert selected.index(True) == 10 and sum(selected) == 1


def test_the_history_ends_at_the_shown_step():
    run = shown(UnitChoice(unit=(0, 2)), steps=20)
    states = [run.state]
    later = shown(steps=15, state=run.state).state
    past = unit_history(run.config, [*states, later], 0, 0, 2)
    page = type(run.page)(run.page.choice, run.page.asked, (past,))
    view = units_view(run.config, run.frame, run.history, page, announce="x")
    shares, norms = view["nets"][0]["unit"]["history"]
    assert shares["steps"].tolist() == [20]
    assert shares["lines"][0]["values"][0] == np.float32(past.active_share[0])
    wanted = (past.bias[0], past.incoming[0], past.outgoing[0])
    assert [line["values"][0] for line in norms["lines"]] == [np.float32(v) for v in wanted]
    assert all(norms["y"]["low"] <= v <= norms["y"]["high"] for v in wanted)


def test_of_a_large_net_a_part_is_drawn_and_the_page_says_so():
    choice = UnitChoice(unit=(20, 18), first=17)
    run = shown(choice, steps=2, hidden=(20,) * 40, samples=40)
    view = run.view
    network = view["nets"][0]["network"]
    assert len(network["layers"]) == MOST_LAYERS
    assert all(len(layer["units"]) == MOST_UNITS for layer in network["layers"])
    assert network["links"][0] is None and network["links"][-1] is None
    assert network["layers"][3]["units"][-1]["key"] == "21.19"
    assert network["layers"][3]["more"] == "+ 4 more"
    assert "Layers 18 to 25 of 40 are drawn." in view["note"]
    assert "16 units are drawn" in view["note"]
    assert len(pack(view)) < 2_000_000


def test_while_it_plays_single_samples_are_not_asked_for():
    run = shown(UnitChoice(unit=(0, 0)), still=False)
    (net,) = run.view["nets"]
    assert net["passes"] is None and net["unit"]["wait"].startswith("Pause, and the history")
    assert not any(isinstance(question, Passes) for question in run.page.measures)


def test_a_diverged_net_says_so_and_shows_no_shares():
    values = {"activations": ("identity", "relu"), "loss": "mse", "learning_rate": 0.9, "seed": 3}
    run = shown(UnitChoice((0,), unit=(0, 0)), steps=60, **values)
    assert run.frame.divergence[0] is not None
    (net,) = run.view["nets"]
    assert net["error"] and net["sentence"].startswith("Diverged at step")
    assert net["headline"] == numbers.NONE and net["passes"] is None
    labels = {u["label"] for layer in net["network"]["layers"] for u in layer["units"]}
    assert labels == {numbers.NONE}
    assert net["unit"]["sentence"].startswith("No value: diverged at step")
    json.dumps(plain(net["network"]["ports"]), allow_nan=False)


def test_a_frame_is_made_quickly():
    run = shown(
        UnitChoice(unit=(1, 2), off=((0, 1),)),
        still=False,
        activations=("relu", "tanh", "gelu"),
        hidden=(8,) * 4,
    )
    pack(run.view)
    began = time.process_time()
    for _ in range(10):
        pack(run.view)
    assert (time.process_time() - began) / 10 < 0.06
