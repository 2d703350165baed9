"""Deep nets without an activation function collapse: the first part of the lab."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis, Spec
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.maps import Map, line_through, maps
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import with_quartiles
from dashboard.panels.component import draw as draw_panels
from dashboard.panels.payload import pack
from dashboard.theme import look
from models.datasets import DATASETS, make_data
from models.labs.collapse import (
    DEPTHS,
    FLOOR,
    SEEDS,
    STEPS,
    Collapse,
    DepthRuns,
    collapse,
    config_of,
)
from models.labs.spread import of_all
from models.labs.stage import Settings

HELPS, LITTLE, NOTHING = range(3)
SOLVED, BETTER = 0.95, 0.05
DATA = MappingProxyType({"circles": "two rings", "xor": "four corners", "blobs": "two clouds"})
TOP = 0.85
FEW, ALIKE, ROUNDING = 3, 1e-4, 1e-5


def _accuracy(runs: DepthRuns) -> str:
    return with_quartiles(of_all(runs.accuracy, 0.0), numbers.accuracy)


def sentence(found: Collapse) -> str:
    """How well both kinds do, and how far the single map is from the net."""
    depth = len(found.config.hidden)
    layers = f"{depth} hidden layer{'s' if depth > 1 else ''}"
    steps = f"{numbers.step(found.seen)} step{'' if found.seen == 1 else 's'}"
    flat, relu = _accuracy(found.identity), _accuracy(found.relu)
    half = "; in brackets the middle half" if "[" in flat + relu else ""
    return (
        f"With {layers} and after {steps}, nets without an activation function have {flat} of new "
        f"points right, and nets with ReLU {relu} (the middle one of {found.config.seeds} "
        f"nets{half}). All layers of the nets without one, multiplied into one, give the same "
        f"answers ({_off(found.difference)})."
    )


def _off(difference: float) -> str:
    """How far the answers of net and map are apart, and whether that is rounding."""
    if difference == 0:
        return "no difference at all"
    rounding = ", only rounding" if difference < ROUNDING else ""
    return f"the difference is at most {numbers.gradient(difference)} of the largest{rounding}"


def right(found: Collapse) -> int:
    """How far nets without an activation function get, beside chance."""
    accuracy = float(of_all(found.identity.accuracy, 0.0).median)
    if accuracy >= SOLVED:
        return HELPS
    return LITTLE if accuracy >= 0.5 + BETTER else NOTHING


def draw(found: Collapse, settings: Settings) -> None:
    """Both decision fields, the product of the matrices, and the losses."""
    draw_panels(pack(_maps(found)), key="why_any_maps")
    limit = DATASETS[found.config.dataset].limit
    pictures.maps_note(-limit, limit, found.config.seeds)
    rows, columns = found.shapes[0]
    st.markdown(
        "**What is left of the first net:** multiply its matrices, one after the other. "
        f"({rows} × {columns}: a table with {rows} rows and {columns} columns.)"
    )
    st.markdown(f"$\\displaystyle {product(found)}$")
    st.caption(left_over(found))
    pictures.show(_losses(found), "why_any_loss")
    st.caption("Thick: half of the nets lie below it, half above. Pale: each single net.")


def left_over(found: Collapse) -> str:
    """What the single map is, and whether every seed has ended with the same one."""
    text = (
        "One matrix and one number: that is a straight line, dashed in the first picture where it "
        "passes through."
    )
    if found.spread > ALIKE:
        return text
    seeds, away = found.config.seeds, numbers.gradient(found.spread)
    same = f"All {seeds} nets have ended with the same one"
    return f"{text} {same}: their weights differ by at most {away}."


def product(found: Collapse) -> str:
    """The matrices of the first identity net and their product, as LaTeX."""
    shapes = found.shapes
    shown = [
        f"\\underset{{{rows} \\times {columns}}}{{W_{{{at + 1}}}}}"
        for at, (rows, columns) in enumerate(shapes)
    ]
    if len(shown) > 2 * FEW:
        shown = [*shown[:FEW], "\\cdots", shown[-1]]
    weight, bias = found.affine.weight[0].ravel(), float(found.affine.bias[0, 0])
    entries = " \\\\ ".join(_number(float(entry)) for entry in weight)
    left = " \\; ".join(shown)
    column = f"\\begin{{pmatrix}} {entries} \\end{{pmatrix}}"
    return f"{left} \\;=\\; {column}, \\qquad \\text{{bias}} = {_number(bias)}"


def _number(value: float) -> str:
    return f"{value:.3g}" if abs(value) >= 1e-3 else f"{value:.4f}"


def _maps(found: Collapse) -> dict[str, Any]:
    data = make_data(found.config)
    limit = DATASETS[found.config.dataset].limit
    ends = (-limit, limit)
    x, y = found.affine.weight[0].ravel()
    guide = line_through((float(x), float(y)), float(found.affine.bias[0, 0]), ends)
    pictured = [
        _map("No activation function", found.identity, "identity", guide),
        _map("ReLU", found.relu, "relu", ()),
    ]
    return maps(pictured, ends, (data.x_train, data.y_train))


def _map(name: str, runs: DepthRuns, hue: str, guide: tuple[float, ...]) -> Map:
    first = float(runs.accuracy[0])
    said = f"{numbers.accuracy(first)} of new samples right."
    gone = bool(np.isnan(first))
    words = "Diverged: its numbers grew beyond all bounds." if gone else said
    return Map(name, runs.field, words, look(hue), output=runs.output, guide=guide, error=gone)


def _losses(found: Collapse) -> Spec:
    series = [
        Series(
            name,
            np.arange(found.step),
            of_all(runs.losses, np.inf).median,
            look(runs.activation),
            runs=runs.losses.T,
        )
        for name, runs in (("no activation", found.identity), ("ReLU", found.relu))
    ]
    rules = ((FLOOR, "a thrown coin: ln 2 = 0.693"),)
    x, y = Axis("steps of training", 0, STEPS), Axis("loss", 0, TOP)
    heading = "Loss: how wrong the nets are"
    return lines(series, x, y, pictures.mode(), heading=heading, rules=rules)


COLLAPSE = Part(
    key="collapse",
    title="Take it away",
    intro="A **layer** is a row of units that all get the same inputs. Each multiplies every input "
    "by a number (a **weight**; the table of them is a **matrix**), adds them up, and adds one "
    "number more (its **bias**). Layers alone can only make straight lines and planes; an "
    "**activation function** bends what comes out. Here some nets have ReLU, and some have none. "
    f"Both learn to tell the orange points from the blue ones, {SEEDS} nets of each kind.",
    experiment=collapse,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "depth",
            "Hidden layers",
            2,
            DEPTHS,
            "pills",
            help="Layers between the inputs and the answer, of 16 units each.",
        ),
        Control(
            "data",
            "Points",
            "circles",
            tuple(DATA),
            "pills",
            text=DATA.__getitem__,
            help="What is to be told apart. A straight line can separate the two clouds only.",
        ),
    ),
    prediction=Prediction(
        "A net without an activation function gets more and more layers. Will it tell the inner "
        "ring from the outer one?",
        (
            "Yes, nearly all points",
            "Some: better than a thrown coin",
            "No: no better than a thrown coin",
        ),
        right,
    ),
    playground=config_of,
)
