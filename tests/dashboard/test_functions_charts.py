"""The charts of the Functions page: numbers of the models, valid specifications."""

import json

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
