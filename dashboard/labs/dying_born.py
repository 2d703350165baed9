"""Nets that are dead before the first step: the last part of the lab."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.theme import HUES, Look
from models.labs.born import BORN, DEEPEST, INPUTS, WIDTHS, Born
from models.labs.stage import Settings

DEEP, NARROW = 10, 3
FEW, MOST = 0.1, 0.5


def sentence(result: Born) -> str:
    """The shares at ten hidden layers."""
    shares = ", ".join(
        f"{numbers.accuracy(float(share))} with {width}"
        for width, share in zip(result.widths, result.share[:, DEEP - 1], strict=True)
    )
    return (
        f"Of {int(result.nets.min()):,} random nets of {DEEP} hidden layers, so many are dead on "
        f"{result.inputs} before any training: {shares} units in each layer."
    )


def right(result: Born) -> int | None:
    """Which guess the share of nets of ten layers with three units shows."""
    if NARROW not in result.widths or result.inputs != "a line":
        return None
    share = float(result.share[result.widths.index(NARROW), DEEP - 1])
    return 0 if share < FEW else 1 if share < MOST else 2


def draw(result: Born, settings: Settings) -> None:
    """Share of nets born dead by depth, one line for each width, with what follows by theory."""
    depths = np.arange(1, DEEPEST + 1)
    series = []
    for index, width in enumerate(result.widths):
        hue = HUES[index].look
        name = f"{width} units wide"
        low, high = (result.share[index] + 2 * sign * result.error[index] for sign in (-1, 1))
        series.append(
            Series(name, depths, result.share[index], hue, low=low, high=high, points=True)
        )
        bound = Look(hue.light, hue.dark, (3, 3))
        series.append(Series("", depths, result.one_input[index], bound, width=1))
    share = Axis("nets born dead", 0, 1, format="%")
    axis = Axis("hidden layers", 1, DEEPEST)
    pictures.show(lines(series, axis, share, pictures.mode(), height=300), "dying_born")
    st.markdown(_table(result))
    st.caption(_caption(result))


def _table(result: Born) -> str:
    """Two and ten layers, measured and by the formulas."""
    rows = [
        f"| units | 2 layers | by formula | {DEEP} layers | one input |",
        "|---|---|---|---|---|",
    ]
    line = result.inputs == "a line"
    for index, width in enumerate(result.widths):
        two = result.two_layers[index] if line else result.one_input[index, 1]
        values = (result.share[index, 1], two, result.share[index, DEEP - 1])
        texts = [f"{100 * value:.2f}" for value in (*values, result.one_input[index, DEEP - 1])]
        rows.append(f"| {width} | {' | '.join(texts)} |")
    return "\n".join(rows)


def _caption(result: Born) -> str:
    formula = {
        "one input": "what follows for one input, 1 − (1 − 2⁻ᴺ)²",
        "a line": "the exact value for two layers and a line, 4⁻ᴺ (3 − 2¹⁻ᴺ)",
        "a plane": "the upper bound, 1 − (1 − 2⁻ᴺ)²",
    }[result.inputs]
    return (
        "Dotted lines and the last column: what follows for one input. Bands are two standard "
        f"errors. In the table, in percent of {int(result.nets.min()):,} nets for each width; "
        f"*by formula* is {formula} for N units. Weights are He normal, biases 0."
    )


BIRTH = Part(
    key="born",
    title="Born dead",
    intro=(
        "A unit with random weights is 0 on a given input with chance 1/2. If a whole layer is 0, "
        "nothing gets past it, and no training can help. The **narrower** the layers and the "
        "**deeper** the net, the likelier it is. Random nets are drawn and counted."
    ),
    experiment=BORN,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "inputs",
            "Dead on",
            "a line",
            INPUTS,
            "pills",
            help="One input; all numbers (two signs are enough, as there are no biases); or all "
            "points of the plane (64 directions).",
        ),
        Control("widths", "Units in each layer", WIDTHS, WIDTHS, "many"),
    ),
    prediction=Prediction(
        f"a net has {DEEP} hidden layers of {NARROW} ReLU units. How often is it dead on every "
        "number, before any training?",
        ("Less than one net in ten", "Up to half of the nets", "More than half of the nets"),
        right,
    ),
)
