"""The charts of the Functions page: numbers of the models, valid specifications."""

import json
from dataclasses import replace

import altair as alt
import numpy as np
import pytest

from dashboard import theme
from dashboard.charts import functions_frame
from dashboard.charts.functions import PANELS, POINTS, curves_chart
from dashboard.charts.functions_cost import cost_chart
from dashboard.charts.functions_signals import density_chart, depth_chart
from dashboard.functions.selection import MOST
from models.activations import ACTIVATIONS
from models.activations.propagation import density, depths
from models.activations.shape import evaluate, second_derivative
from models.choices import ActivationChoice
from models.cost import measure

FEW = tuple(ActivationChoice(key) for key in ("relu", "gelu", "tanh"))


def column(spec, name):
    return np.array([row[name] for row in spec["datasets"]["rows"]], dtype=float)


def test_rows_have_the_numbers_of_the_models():
    spec = curves_chart(FEW, 4.0, "light")
    z = column(spec, "z")
    assert (z[0], z[-1]) == (-4, 4)
    for at, choice in enumerate(FEW):
        value, slope = evaluate(choice, z)
        for key, wanted in (("f", value), ("d", slope), ("s", second_derivative(choice, z))):
            np.testing.assert_allclose(column(spec, f"{key}{at}"), wanted, rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_altair_accepts_the_curves(mode):
    spec = curves_chart(FEW, 4.0, mode)
    alt.VConcatChart.from_dict(spec).to_dict()
    text = json.dumps(spec, allow_nan=False)
    assert theme.look("gelu").colour[mode] in text
    assert theme.look("gelu").colour["dark" if mode == "light" else "light"] not in text


def test_no_line_is_drawn_across_a_jump():
    choices = tuple(ActivationChoice(key) for key in ("relu", "step", "sqnl", "tanh"))
    spec = curves_chart(choices, 4.0, "light")
    z = column(spec, "z")
    wanted = {"f1": [0], "d0": [0], "s2": [-2, 0, 2]}
    parted = {name.removesuffix("part") for name in spec["datasets"]["rows"][0] if "part" in name}
    assert parted == set(wanted)
    for name, places in wanted.items():
        parts = column(spec, f"{name}part")
        assert sorted(set(parts)) == list(range(2 * len(places) + 1))
        assert z[parts % 2 == 1].tolist() == pytest.approx(places, abs=1e-9)
        inside = [column(spec, name)[parts == part] for part in range(0, 2 * len(places) + 1, 2)]
        assert max(np.abs(np.diff(values)).max() for values in inside) < 0.011
    drawn = [layer.get("encoding", {}) for panel in spec["vconcat"] for layer in panel["layer"]]
    details = [encoding["detail"]["field"] for encoding in drawn if "detail" in encoding]
    assert details == [f"{name}part" for name in ("f1", "d0", "s2")]


def test_a_kink_between_two_places_parts_the_line():
    spec = curves_chart((ActivationChoice("max_c", (("c", 0.1234),)),), 4.0, "light")
    parts, z = column(spec, "d0part"), column(spec, "z")
    assert set(parts) == {0, 2}
    assert z[parts == 0].max() < 0.1234 < z[parts == 2].min()


def test_each_panel_reads_out_every_line_under_its_name():
    spec = curves_chart(FEW, 4.0, "light")
    assert [panel["title"]["text"] for panel in spec["vconcat"]] == ["f(z)", "f′(z)", "f″(z)"]
    for key, panel in zip(PANELS, spec["vconcat"], strict=True):
        (rule,) = [layer for layer in panel["layer"] if layer["mark"]["type"] == "rule"]
        tips = rule["encoding"]["tooltip"]
        assert [tip["title"] for tip in tips] == ["z", "ReLU", "GELU", "tanh"]
        assert [tip["field"] for tip in tips] == ["z", f"{key}0", f"{key}1", f"{key}2"]
    assert spec["params"][0]["views"] == ["rule_f", "rule_d", "rule_s"]


@pytest.mark.parametrize("limit", [2.0, 16.0])
@pytest.mark.parametrize("key", ACTIVATIONS)
def test_every_activation_has_curves_inside_its_axes(key, limit):
    spec = curves_chart((ActivationChoice(key),), limit, "light")
    json.dumps(spec, allow_nan=False)
    for name, panel in zip(PANELS, spec["vconcat"], strict=True):
        low, high = panel["layer"][0]["encoding"]["y"]["scale"]["domain"]
        inside = [low <= value <= high for value in column(spec, f"{name}0")]
        assert low < high
        assert np.mean(inside) > 0.4, (name, low, high)


def test_the_whole_table_makes_one_chart_of_bounded_size():
    spec = curves_chart(tuple(map(ActivationChoice, ACTIVATIONS)), 4.0, "light")
    assert len(json.dumps(spec, allow_nan=False)) < 2_500_000
    assert max(POINTS) >= MOST
    first = spec["vconcat"][0]["layer"]
    texts = [layer["mark"]["text"] for layer in first if layer["mark"]["type"] == "text"]
    assert len(texts) == functions_frame.MOST_NAMED


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_altair_accepts_densities_and_layers(mode):
    choices = (*FEW, ActivationChoice("sign"), ActivationChoice("cube"))
    spec = density_chart({choice: density(choice) for choice in choices}, mode)
    alt.VConcatChart.from_dict(spec).to_dict()
    json.dumps(spec, allow_nan=False)
    stems = [row for row in spec["datasets"]["rows"] if "stem" in row]
    assert [row["stem"] for row in stems] == [0, 3, 3]
    assert "ReLU: 50\u202f% at exactly 0." in spec["description"]
    by_gain = {g: {c: depths(c, 5, 32, g) for c in choices} for g in (False, True)}
    spec = depth_chart(by_gain, mode)
    alt.VConcatChart.from_dict(spec).to_dict()
    json.dumps(spec, allow_nan=False)
    relu = [row for row in spec["datasets"]["rows"] if row["line"] == 0]
    assert [row["wide"] for row in relu if not row["gain"]] == [1, 0.5, 0.25, 0.125, 0.0625]
    assert [row["wide"] for row in relu if row["gain"]] == [1] * 5


def test_layers_have_ticks_at_whole_decades_of_which_one_is_1():
    by_gain = {False: {FEW[1]: depths(FEW[1], 20, 32, False)}}
    (panel,) = depth_chart(by_gain, "light")["vconcat"]
    ticks = panel["layer"][0]["encoding"]["y"]["axis"]["values"]
    assert 1.0 in ticks and 3 <= len(ticks) <= 6


def test_a_spread_that_would_dwarf_the_bars_is_cut_and_said():
    found = measure(FEW, 256, 3)
    busy = replace(found.measured[1].alone.forward_relative, lower=1.0, median=3.0, upper=70.0)
    measured = replace(
        found.measured[1], alone=replace(found.measured[1].alone, forward_relative=busy)
    )
    spec = cost_chart(replace(found, measured=(measured,)), "light")
    top = spec["vconcat"][0]["layer"][0]["encoding"]["x"]["scale"]["domain"][1]
    rows = spec["datasets"]["rows"]
    assert 6 <= top == 2 * max(row["value"] for row in rows)
    assert (rows[0]["end"], rows[0]["high"], rows[0]["text"]) == (top, 70, "3.00×, up to 70×")
    assert all(row["value"] <= row["end"] <= top for row in rows)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_bars_of_cost_have_what_was_measured(mode):
    found = measure(FEW, 256, 3)
    spec = cost_chart(found, mode)
    alt.VConcatChart.from_dict(spec).to_dict()
    rows = spec["datasets"]["rows"]
    assert len(rows) == 2 * 2 * len(FEW)
    for each, name in zip(found.measured, ("ReLU", "GELU", "tanh"), strict=True):
        for place, timing in (("alone", each.alone), ("layer", each.layer)):
            for part in ("forward", "backward"):
                wanted = getattr(timing, f"{part}_relative")
                (row,) = [
                    row
                    for row in rows
                    if (row["place"], row["name"], row["part"]) == (place, name, part)
                ]
                got = (row["low"], row["value"], row["high"])
                assert got == pytest.approx((wanted.lower, wanted.median, wanted.upper), rel=1e-5)
    domains = {
        tuple(panel["layer"][0]["encoding"]["x"]["scale"]["domain"]) for panel in spec["vconcat"]
    }
    assert len(domains) == 1
