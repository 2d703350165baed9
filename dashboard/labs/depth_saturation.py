"""Depth, second part: two ways in which an S-shaped activation is lost."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import numbers, theme
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.layer_bars import histograms
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.depth_looks import Z_AXIS, banded, bars_of, dashed, layers_axis
from dashboard.labs.depth_scripts import saturation_script
from dashboard.labs.record import Control, Part, Prediction
from models.activations import ACTIVATIONS
from models.labs.saturation import EXPERIMENT, Saturation
from models.labs.stage import Settings

HEIGHT, CURVE = 260, 170
CHOICES = ("tanh", "sigmoid", "softsign")
GAINS = (0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
PARTS = (("saturated", "saturated"), ("straight", "nearly straight"), ("between", "between"))

INTRO = """An S-shaped function is a straight line near 0 and flat at its ends. A net needs what is
between: on the line, its layers are worth one linear layer; at the ends, the slope is almost 0 and
nothing is learned. The **gain** makes all first weights wider or narrower."""


def sentence(found: Saturation) -> str:
    """Where the values of the first and the last layer lie."""

    def shares(layer: int) -> str:
        return ", ".join(
            f"{numbers.share(float(getattr(found, name).median[layer]))} {word}"
            for name, word in PARTS
        )

    last = f" Layer {found.depth}: {shares(-1)}." if found.depth > 1 else ""
    return (
        f"{found.choice.name} with gain {numbers.plain(found.gain)}, layer 1: {shares(0)}.{last} "
        f"Medians of {found.seeds} random nets on 1,392 handwritten digits."
    )


def draw(found: Saturation, settings: Settings) -> None:
    """Histograms beside the shares by layer and the function with its tangent."""
    mode, look = pictures.mode(), theme.look(found.choice.key)
    left, right = st.columns(2)
    with left:
        heading = "What enters each layer"
        layers = bars_of(found.shown, found.bars)
        pictures.show(
            histograms(layers, Z_AXIS, look, "saturated", mode, heading), "depth_saturation_bars"
        )
        st.caption(
            f"Grey: saturated, which is z beyond ±{found.saturates_at:.2f} here: f(z) in the outer "
            "5 % of its range on either side. ◂ and ▸: the share beyond −4 and 4."
        )
    with right:
        _shares(found, mode)
    _curve(found, mode)


def _shares(found: Saturation, mode: str) -> None:
    layers, look = np.arange(1, found.depth + 1), theme.look(found.choice.key)
    series = [
        banded(word, layers, getattr(found, name), dashed(look, index), points=True)
        for index, (name, word) in enumerate(PARTS)
    ]
    share = Axis("", 0, 1, format="%")
    heading = "Share of the values, by layer"
    axis = layers_axis(found.depth)
    chart = lines(series, axis, share, mode, height=HEIGHT, heading=heading)
    pictures.show(chart, "depth_saturation_shares")


def _curve(found: Saturation, mode: str) -> None:
    """The function and the line that touches it at 0."""
    z, value, line = found.curve
    look = theme.look(found.choice.key)
    inside = (line >= value.min() - 0.1) & (line <= value.max() + 0.1)
    series = [
        Series(found.choice.name, z, value, look),
        Series("its tangent", z[inside], line[inside], dashed(theme.INK, 1), width=1, label=""),
    ]
    cuts = (found.straight_to, found.saturates_at)
    marks = [(side * cut, "") for cut in cuts for side in (-1, 1) if cut < z[-1]]
    heading = (
        f"{found.choice.name}: nearly straight to z = ±{cuts[0]:.2f}, saturated from ±{cuts[1]:.2f}"
    )
    axis = Axis("f(z)")
    chart = lines(series, Z_AXIS, axis, mode, height=CURVE, heading=heading, marks=marks)
    pictures.show(chart, "depth_saturation_curve")
    gaps = ", ".join(f"{numbers.gradient(100 * gap)} % at z = {z}" for z, gap in found.deviations)
    st.caption(
        "Dashed: the line that touches it at 0. Nearly straight is within 5 % of it. Its distance, "
        f"relative to how far the line has come from f(0): {gaps}."
    )


def _name(key: str) -> str:
    return ACTIVATIONS[key].name


PART = Part(
    key="saturation",
    title="Saturation",
    intro=INTRO,
    experiment=EXPERIMENT,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "gain",
            "Gain",
            1.0,
            GAINS,
            help="Standard deviation of a weight × √inputs.",
            text=lambda gain: f"{gain:g}",
        ),
        Control("activation", "Activation", "tanh", CHOICES, "pills", text=_name),
        Control("depth", "Layers", 5, (1, 2, 3, 5, 8, 12, 20)),
        Control("seeds", "Seeds", 5, (3, 5, 10), "pills"),
    ),
    prediction=Prediction(
        "tanh, weights with gain 1, five layers of 100 units: where do most values of the last "
        "layer lie?",
        ("At the flat ends", "On the nearly straight part", "Between"),
        lambda found: found.largest,
    ),
    pytorch=saturation_script,
)
