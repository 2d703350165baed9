"""Units that die while a net trains: the first part of the lab."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.dying import units
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.spreads import became, with_quartiles
from dashboard.theme import INK, Look, look
from models.activations import find
from models.labs.dying import ACTIVATIONS, EVERY, RATES, TRAIN, Dying, run
from models.labs.fates import DIVERGED, TRAINED
from models.labs.stage import Settings

FEW = 0.01
PIXELS = MappingProxyType({"raw": "one mean for all", "centred": "each centred"})
WEIGHTS = MappingProxyType({"pytorch": "PyTorch default", "he_normal": "He normal"})
OPTIMIZERS = MappingProxyType({"sgd": "SGD", "adam": "Adam"})

CONTROLS = (
    Control("rate", "Learning rate", 1.0, RATES, text=numbers.plain),
    Control(
        "activation",
        "Activation",
        "relu",
        ACTIVATIONS,
        "select",
        text=lambda key: find(key).name,
    ),
    Control(
        "bias",
        "Bias at the start",
        0.0,
        (-4.0, -2.0, -1.0, 0.0, 1.0),
        text=numbers.plain,
        help="Added to the bias of each hidden unit at step 0. A low one keeps units from firing.",
    ),
    Control("weights", "First weights", "pytorch", tuple(WEIGHTS), "pills", text=WEIGHTS.get),
    Control("optimizer", "Optimizer", "sgd", tuple(OPTIMIZERS), "pills", text=OPTIMIZERS.get),
    Control(
        "pixels",
        "Pixels",
        "raw",
        tuple(PIXELS),
        "pills",
        text=PIXELS.get,
        help="What is taken off the pixels before the net sees them: one mean of all of them, so "
        "that the dark ones of the edge are all negative, or the mean of each pixel.",
    ),
)


def what(result: Dying) -> str:
    """What dead means for this activation."""
    return "dead in effect" if result.smooth else "dead"


def sentence(result: Dying) -> str:
    """Diverged nets first; then accuracy, dead units, deaths and revivals."""
    dead = result.dead_spread
    text = "Before the first step. "
    if result.steps[-1]:
        text = f"After {result.steps[-1]} steps {became(result.fates)}. "
    if set(result.fates) == {DIVERGED}:
        return f"{text}A net that has diverged has no share of dead units."
    accuracy = with_quartiles(result.accuracy_spread, numbers.accuracy, (-1,))
    shares = " and ".join(
        f"{with_quartiles(dead, numbers.share, (-1, layer))} of layer {layer + 1}"
        for layer in range(len(result.dead))
    )
    text += f"Median accuracy on the training digits: {accuracy}. {what(result).capitalize()}: "
    return f"{text}{shares}. Looked at every {EVERY} steps, {_events(result)}."


def _events(result: Dying) -> str:
    counts = zip(result.deaths[-1], result.revivals[-1], strict=True)
    return " and ".join(
        f"layer {index + 1} had {died} {'death' if died == 1 else 'deaths'} and "
        f"{back} {'revival' if back == 1 else 'revivals'}"
        for index, (died, back) in enumerate(counts)
    )


def right(result: Dying) -> int:
    """Which of the three guesses the run shows."""
    if result.fates.count(TRAINED) * 2 <= len(result.fates):
        return 2
    return int(np.nanmax(result.dead_spread.median[-1]) >= FEW)


def draw(result: Dying, settings: Settings) -> None:
    """The grid on one input, the counters, and the shares over the steps."""
    digit = st.segmented_control(
        "Input: the image of a",
        range(10),
        default=3,
        required=True,
        key="dying_digit",
        help="Which training image the units of the first net are given in the grid.",
    )
    st.image(_image(result, digit), width=64)
    pictures.show(units(result.states(digit), pictures.mode()), "dying_units")
    st.caption(
        f"The first of the {len(result.fates)} nets. **0**: puts out 0 for this image. "
        f"**×**: {what(result)}, on all {result.config.train_count:,} training images."
    )
    st.markdown(_table(result))
    pictures.show(_through_time(result), "dying_time")


def _image(result: Dying, digit: int) -> Any:
    image = result.images[digit]
    scaled = (image - image.min()) / (image.max() - image.min())
    return np.kron(scaled, np.ones((12, 12)))


def _table(result: Dying) -> str:
    """The counters by layer."""
    rows = [f"| | {what(result)} | 0 on one input | deaths | revivals |", "|---|---|---|---|---|"]
    for layer in range(len(result.dead)):
        dead, zero = (
            with_quartiles(found, numbers.share, (-1, layer))
            for found in (result.dead_spread, result.zero_spread)
        )
        died, back = result.deaths[-1, layer], result.revivals[-1, layer]
        rows.append(f"| Layer {layer + 1} | {dead} | {zero} | {died} | {back} |")
    return "\n".join(rows)


def _through_time(result: Dying) -> dict[str, Any]:
    dead, accuracy = result.dead_spread, result.accuracy_spread
    hue = look(result.config.nets[0].layer(0).key)
    series = [
        Series(
            f"{what(result)}, layer {layer + 1}",
            result.steps,
            dead.median[:, layer],
            Look(hue.light, hue.dark, (7, 3) if layer else ()),
            low=dead.low[:, layer],
            high=dead.high[:, layer],
            points=True,
        )
        for layer in range(len(result.dead))
    ]
    series.append(
        Series(
            "accuracy",
            result.steps,
            accuracy.median,
            INK,
            low=accuracy.low,
            high=accuracy.high,
        )
    )
    share = Axis("share", 0, 1, format="%")
    end = max(result.steps[-1], EVERY)
    heading = "Dead units and accuracy; bands are quartiles over the nets"
    return lines(series, Axis("step", 0, end), share, pictures.mode(), heading=heading, height=220)


def inactive_is_not_dead(result: Dying) -> Verdict:
    """The claim that many units may not activate."""
    zero, dead = result.zero_spread.median[-1], result.dead_spread.median[-1]
    many = zero.min() > 2 * dead.max()
    text = (
        f"On one input {numbers.share(zero.min())} to {numbers.share(zero.max())} of the units "
        f"of a layer put out 0, but only {numbers.share(dead.min())} to "
        f"{numbers.share(dead.max())} of them do so on every input."
    )
    return Verdict("partly" if many else "no", text)


INACTIVE = Claim(
    6,
    "many neurons may not activate for a given input",
    "ReLU blog post",
    "Inactive on one input is not dead: most of these units fire on other inputs. "
    "The two need two meters.",
    "train",
    inactive_is_not_dead,
    {"rate": 0.1},
)

TRAINING = Part(
    key="train",
    title="While it trains",
    intro=(
        "A ReLU unit puts out 0 for an input that it does not like, and then learns nothing from "
        "it. If it is 0 on **every** training image, it is *dead*. Ten nets with two layers of 64 "
        "units learn to read digits; the **learning rate** is how far each step goes."
    ),
    experiment=TRAIN,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "the nets learn with a learning rate of 1, which is high. What happens?",
        (
            "Hardly a unit dies",
            "Many units die, but the nets still learn",
            "So many die that the nets fail",
        ),
        right,
    ),
    playground=run,
)
