"""The part of the lab on linear regions that trains nets on the plane."""

from __future__ import annotations

import math
from types import MappingProxyType

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from dashboard import numbers
from dashboard.charts.labs.regions import counted, plane_view
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.regions_words import activation_name, if_statement, spread
from dashboard.labs.reports import follow, listeners
from dashboard.panels.component import draw
from dashboard.panels.payload import pack
from models.datasets import DATASETS
from models.labs.regions_pieces import piecewise_linear
from models.labs.regions_rule import rule
from models.labs.regions_trained import STEPS, TRAINED, Plane, box_of, config_of
from models.labs.stage import Settings

KEY = "regions_plane"
TAKES = MappingProxyType({"select": lambda text: {"place": text}})
START = (STEPS[-1], 0.2, 0.1)
TENTH = 0.1
STARTS = MappingProxyType({"pytorch": "small, random", "he_normal": "all 0"})
SHAPES = ("8", "16", "32", "8-8", "16-16", "32-32", "8-8-8")


def medians(found: Plane, name: str) -> tuple[float, float]:
    """Median count over the seeds before the first step, and at the last one."""
    counts = found.counts(name)
    return float(np.median(counts[0][1])), float(np.median(counts[-1][1]))


def grown(found: Plane) -> int | None:
    """0 where training adds a tenth of the regions or more, 2 where it takes as many, else 1."""
    before, after = medians(found, "plane")
    if not found.done:
        return None
    return 0 if after >= (1 + TENTH) * before else 2 if after <= (1 - TENTH) * before else 1


def sentence(found: Plane) -> str:
    """What this run showed."""
    drawn = found.looks[-1].moment
    agree = (
        f"In all {counted(drawn.count, 'region')} drawn, the map and autograd differ by at most "
        f"{numbers.gradient(drawn.disagreement)}."
    )
    if not found.done:
        return f"At step {numbers.step(found.steps[-1])}. {agree}"
    return " ".join(
        [
            _change(found.counts("plane"), "Regions in the box"),
            _change(found.counts("cut"), "Along the diagonal"),
            f"(Median and quartiles of {len(found.diverged)} seeds.{_lost(found)})",
            agree,
        ]
    )


def _change(counts: tuple[tuple[int, NDArray[np.int64]], ...], what: str) -> str:
    (_, before), (step, after) = counts[0], counts[-1]
    return f"{what}: {spread(before)} before training, {spread(after)} at step {step}."


def _lost(found: Plane) -> str:
    gone = int(found.diverged.sum())
    return f" {gone} of them diverged and count with their last finite weights." if gone else ""


def read_place(text: str) -> tuple[int, float, float]:
    """Step, x and y of what is selected; the place of the opening for an empty text.

    Raises
    ------
    ValueError
        For anything else than three numbers.

    >>> read_place("40,0.5,-1")
    (40, 0.5, -1.0)
    """
    if not text:
        return START
    step, x, y = text.split(",")
    return int(step), float(x), float(y)


def wrong_place(text: str) -> str:
    """What is wrong with the place that an address has."""
    try:
        _, x, y = read_place(text)
    except ValueError:
        return "it must be a step and two coordinates, such as 800,0.2,0.1."
    return "" if math.isfinite(x + y) else "its coordinates must be finite."


def pictures(found: Plane, settings: Settings) -> None:
    """The plane with its cut, and the selected region as an if-statement."""
    step, x, y = read_place(settings["place"])
    at = found.steps.index(step) if step in found.steps else len(found.steps) - 1
    view = plane_view(found, (x, y), found.steps[at])
    draw(pack(view), key=KEY, **listeners(KEY, "regions.plane", TAKES))
    stated = rule(found.looks[at].moment.net, box_of(found.config), (x, y))
    st.markdown(
        f"**The selected region at step {numbers.step(found.steps[at])}** is this if-statement. "
        "Its conditions are the edges of the region."
    )
    if stated is None:
        st.code("# This point lies on a line: select one beside it.", "python")
        st.caption("")
    else:
        text, check = if_statement(stated, found.config.nets[0].layer(0))
        st.code(text, "python")
        st.caption(check)
    follow()


PLANE = Part(
    key="plane",
    title="The plane",
    intro=(
        "A ReLU passes its input on **if** it is positive, and **else** gives 0. Where each unit "
        "switches is a line, so the units together cut the plane into regions. Inside one region "
        "no unit switches, and the whole net is one affine map, a x + b y + c. Here nets train, "
        "and every region is found exactly, not by trying points."
    ),
    experiment=TRAINED,
    pictures=pictures,
    sentence=sentence,
    controls=(
        Control(
            "dataset",
            "Data",
            "circles",
            ("circles", "xor", "moons", "spiral"),
            "pills",
            text=lambda key: DATASETS[key].name,
        ),
        Control("hidden", "Hidden units", "16-16", SHAPES, "select", "16-16: two layers of 16."),
        Control(
            "activation",
            "Activation",
            "relu",
            piecewise_linear(),
            "select",
            "Only functions made of straight pieces: a curved one such as tanh has no linear "
            "regions.",
            activation_name,
        ),
        Control(
            "initializer",
            "Biases at the start",
            "pytorch",
            tuple(STARTS),
            "pills",
            "With biases of 0, the lines of layer 1 all go through the middle: twice as many "
            "regions as units, until training moves them apart.",
            STARTS.__getitem__,
        ),
        Control("place", "Selected region", "", widget="picture", check=wrong_place, view=True),
    ),
    prediction=Prediction(
        f"nets train for {STEPS[-1]} steps. What happens to the number of regions?",
        ("It grows by a tenth or more", "It stays about the same", "It falls by a tenth or more"),
        grown,
    ),
    playground=config_of,
)
