"""The charts of the Functions page: numbers of the models, valid specifications."""

import json

import altair as alt
import numpy as np
import pytest

from dashboard import theme
from dashboard.charts import functions_frame
from dashboard.charts.functions import PANELS, POINTS, curves_chart
from dashboard.functions.selection import MOST
from models.activations import ACTIVATIONS
from models.activations.shape import evaluate, second_derivative
from models.choices import ActivationChoice

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
