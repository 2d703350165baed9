"""How many activations are 0: the first part of the lab."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.sparse import zeros
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import HUES, Look
from models.activations import ACTIVATIONS as TABLE
from models.initializers import INITIALIZERS as INITIALIZER_TABLE
from models.labs.digit_nets import PIXELS
from models.labs.stage import Settings
from models.labs.zeros import ACTIVATIONS, INITIALIZERS, STEPS, ZEROS, Zeros, zeros_config

ZERO, NEAR = HUES[0].look, HUES[1].look
DASHES: tuple[tuple[int, ...], ...] = ((), (6, 3))
LESS, MORE = 0.4, 0.6
PIXEL_TEXTS = MappingProxyType({"raw": "one mean for all", "centred": "each its own mean"})


def _share(result: Zeros, name: str, step: int, layer: int) -> str:
    return with_quartiles(result.over_nets(name), at=(step, layer))


def sentence(result: Zeros) -> str:
    """Zeros at the start and now, and how far single units are from that."""
    start, now = (
        " and ".join(_share(result, "zero", step, layer) for layer in range(2)) for step in (0, -1)
    )
    nets = result.accuracy.shape[1]
    near = " and ".join(_share(result, "near", -1, layer) for layer in range(2))
    spread = numbers.share(float(result.over_nets("unit_spread").median[-1, 0]))
    dead = _share(result, "dead", -1, 0)
    diverged = f" {result.diverged} nets diverged." if result.diverged else ""
    return (
        f"At the start {start} of the activations in layers 1 and 2 are exactly 0; after "
        f"{result.steps[-1]:,} steps {now} (median and quartiles of {nets} nets). {near} are "
        f"near 0, below 1\u202f% of the largest. Units differ: in layer 1 their shares of zeros "
        f"have a standard deviation of {spread}, and {dead} of them are dead.{diverged}"
    )


def right(result: Zeros) -> int | None:
    """Which guess the zeros of layer 1 show at the end."""
    share = float(result.over_nets("zero").median[-1, 0])
    if result.activation != "relu" or not np.isfinite(share):
        return None
    return 0 if share < LESS else 1 if share < MORE else 2


def draw(result: Zeros, settings: Settings) -> None:
    """Zeros through the training, and where they are."""
    mode = pictures.mode()
    left, beside = st.columns([3, 2], gap="medium")
    with left:
        pictures.show(_course(result, mode), "sparse_course")
    with beside:
        index = _index(result, settings["step"])
        layer = settings["layer"]
        name = TABLE[result.activation].name
        heading = f"{name}, layer {layer}, step {result.steps[index]:,}"
        image = result.images[index][layer - 1]
        pictures.show(zeros(image, result.digits, heading, mode), "sparse_image")
    st.caption(
        "**Left:** share of activations that are exactly 0, over all units and all training "
        "images, and share that are near 0. **Right:** the 64 units of one net, those with most "
        "zeros on top, on four images of each digit; a cell is blank where the unit is 0. A blank "
        "row is a unit that is 0 on all of these."
    )


def _index(result: Zeros, step: int) -> int:
    """The look at a step, or the newest before it."""
    return int(np.searchsorted(result.steps, step, side="right")) - 1


def _course(result: Zeros, mode: str) -> dict[str, object]:
    series = []
    for name, word, look in (("zero", "zero", ZERO), ("near", "near", NEAR)):
        shares = result.over_nets(name)
        for layer, dash in enumerate(DASHES):
            series.append(
                Series(
                    f"{word}, layer {layer + 1}",
                    result.steps,
                    shares.median[:, layer],
                    Look(look.light, look.dark, dash),
                    shares.low[:, layer] if name == "zero" else None,
                    shares.high[:, layer] if name == "zero" else None,
                )
            )
    return lines(
        series,
        Axis("steps", 0, STEPS[-1]),
        Axis("share", 0, 1, format="%"),
        mode,
        height=290,
        heading="Zeros among the activations",
    )


PART = Part(
    key="zeros",
    title="How many zeros",
    intro=(
        "A net is called **sparse** where many of its activations are exactly 0. ReLU makes zeros, "
        "and with random weights about half of all activations are. Ten nets learn to read digits: "
        "what becomes of the zeros?"
    ),
    experiment=ZEROS,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "activation",
            "Activation",
            "relu",
            ACTIVATIONS,
            "select",
            text=lambda key: TABLE[key].name,
        ),
        Control(
            "initializer",
            "First weights",
            "pytorch",
            INITIALIZERS,
            "pills",
            text=lambda key: INITIALIZER_TABLE[key].name,
        ),
        Control(
            "pixels",
            "Mean of the pixels",
            "raw",
            PIXELS,
            "pills",
            text=PIXEL_TEXTS.__getitem__,
            help="Whether one mean is taken off all pixels of the images, or off each pixel its "
            "own.",
        ),
        Control(
            "step",
            "Step of the image",
            STEPS[-1],
            STEPS,
            text=lambda step: f"{step:,}",
            view=True,
        ),
        Control("layer", "Layer of the image", 1, (1, 2), "pills", view=True),
    ),
    prediction=Prediction(
        "at the start about half of the activations are 0. How many are after training?",
        ("Fewer", "About half", "More"),
        right,
    ),
    playground=zeros_config,
)
