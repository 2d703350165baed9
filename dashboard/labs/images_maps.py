"""What each layer makes of a digit that is chosen or drawn: part two of the lab on images."""

from __future__ import annotations

import string

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.images import digit_view
from dashboard.labs import reports
from dashboard.labs.images_race import POOL, RATE
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import with_quartiles
from dashboard.panels import component
from dashboard.panels.payload import pack
from models.activations import find
from models.labs.image_maps import MAPS, STEPS, Maps, examples, ink_of, respond
from models.labs.image_race import ACTIVATIONS, config_of
from models.labs.scripts import images_script
from models.labs.stage import Settings

DOTS = 32
MINE = "drawn"
NOTHING = "0" * (DOTS * DOTS // 4)
THIRDS = (1 / 3, 2 / 3)

CONTROLS = (
    Control(
        "activation",
        "Activation",
        "relu",
        ACTIVATIONS,
        "select",
        text=lambda key: find(key).name,
    ),
    RATE,
    POOL,
    Control(
        "image",
        "Test image, or draw on the pad",
        "3",
        (*map(str, range(10)), MINE),
        "pills",
        view=True,
        text=lambda key: "your drawing" if key == MINE else key,
    ),
    Control("drawn", "Drawing", "", widget="picture", view=True, check=lambda t: wrong_drawing(t)),
)


def dots_of(text: str) -> np.ndarray:
    """Dots (32, 32) of what the pad wrote: hexadecimal digits of four dots each, row by row.

    No text is an empty pad.

    >>> dots_of("8" + "0" * 255)[0, :5].tolist()
    [True, False, False, False, False]
    """
    bits = np.array([int(digit, 16) for digit in text or NOTHING], np.uint8)[:, None]
    return (bits >> np.array([3, 2, 1, 0], np.uint8) & 1).astype(bool).reshape(DOTS, DOTS)


def sentence(result: Maps) -> str:
    """Accuracy, zeros and dead channels over the nets."""
    seeds = result.config.seeds
    accuracy = numbers.accuracy(float(np.median(np.nan_to_num(result.look.accuracy))))
    zeros, dead = (
        " and ".join(
            f"{with_quartiles(found, at=(layer,))} in layer {layer + 1}" for layer in range(2)
        )
        for found in (result.zeros, result.dead)
    )
    return (
        f"After {result.step} steps the median of {seeds} nets reads {accuracy} of the test "
        f"images. Of the pixels in their feature maps, {zeros} are exactly 0. Channels that are 0 "
        f"on every test image: {dead}."
    )


def right(result: Maps) -> int:
    """Which third the share of zeros in the second layer is in."""
    share = float(result.zeros.median[1])
    return sum(share > limit for limit in THIRDS)


def draw(result: Maps, settings: Settings) -> None:
    """The picture of one net that an image goes through."""
    reports.follow()
    mine = settings["image"] == MINE
    drawing = settings["drawn"] if mine else ""
    ink = ink_of(dots_of(drawing)) if mine else examples()[int(settings["image"])]
    digit = None if mine else int(settings["image"])
    view = digit_view(result, respond(result, ink), drawing, digit)
    listeners = reports.listeners("images_pad", "images.maps", {"drawn": _drawn})
    component.draw(pack(view), "images_pad", **listeners)
    st.caption(
        "One of the nets. A drawing is moved to the middle, made as large as the pad, and counted "
        "in blocks of 4 × 4 dots: that is how the digits of the data set were made."
    )


def _drawn(text: str) -> dict[str, str]:
    return {"image": MINE, "drawn": text}


def wrong_drawing(text: str) -> str:
    """What is wrong with a drawing in an address; empty where nothing is."""
    known = not text or (len(text) == DOTS * DOTS // 4 and set(text) <= set(string.hexdigits[:16]))
    return "" if known else "A drawing has 256 hexadecimal digits."


def script(settings: Settings) -> str:
    """The net in plain PyTorch."""
    return images_script(config_of({**settings, "activations": (settings["activation"],)}), STEPS)


LAYERS = Part(
    key="maps",
    title="What does a layer see?",
    intro=(
        "Each filter leaves a **feature map**: where in the image it found what it looks for. "
        "Choose a digit, or draw one, and see the 8 and 16 maps of a trained net and its answer. "
        "Pixels that are exactly 0 have a colour of their own."
    ),
    experiment=MAPS,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "how much of layer 2 of a trained ReLU net is exactly 0?",
        ("Less than a third", "About half", "More than two thirds"),
        right,
    ),
    pytorch=script,
)
