"""Depth, third part: a deep sigmoid net saturates while it trains, stands still, and escapes."""

from __future__ import annotations

import math

import streamlit as st

from dashboard import numbers, theme
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import lines
from dashboard.labs import pictures
from dashboard.labs.depth_looks import banded, dashed
from dashboard.labs.record import Control, Part, Prediction
from models.activations import ACTIVATIONS
from models.config import RunConfig
from models.labs.plateau import EXPERIMENT, GUESSING, LAYERS, Training, config
from models.labs.plateau_grid import GRID, long_run
from models.labs.stage import Settings
from models.labs.stored import read

HEIGHT = 230
CHOICES = ("sigmoid", "tanh", "softsign")
RATES = (0.1, 0.3, 1.0)
LOW, HIGH = 0.35, 0.65

INTRO = f"""Four hidden layers of 100 units learn handwritten digits. The picture is that of Glorot
and Bengio (2010): the **mean of each layer’s values** over the training. Guessing costs a loss of
ln 10 = {GUESSING:.3f}; a plateau there means that nothing was learned yet."""


def right(found: Training) -> int | None:
    """Where the last layer’s mean goes: it stays, falls, or rises; of a sigmoid only."""
    if found.choice.key != "sigmoid":
        return None
    last = float(found.mean.median[-1, -1])
    return 0 if LOW <= last <= HIGH else 1 if last < LOW else 2


def sentence(found: Training) -> str:
    """Where the last layer and the loss stand."""
    last = found.mean[-1, -1]
    mean, low, high = float(last.median), float(last.low), float(last.high)
    loss = float(found.loss.median[-1])
    nets = f"{found.seeds} nets" if found.seeds > 1 else "1 net"
    return (
        f"{found.choice.name}, learning rate {numbers.plain(found.rate)}, step "
        f"{numbers.step(found.steps[-1])}: the mean of layer {LAYERS} is {mean:.3f} "
        f"[{low:.3f}–{high:.3f}], that of layer 1 {float(found.mean.median[-1, 0]):.3f}; "
        f"{numbers.share(float(found.saturated.median[-1, -1]))} of layer {LAYERS} is saturated. "
        f"The loss is {numbers.loss(loss)}, {numbers.accuracy(float(found.accuracy.median[-1]))} "
        f"of the training digits are right. {_escaped(found)} Medians [quartiles] of {nets}."
    ).replace("-0.", "−0.")


def _escaped(found: Training) -> str:
    step = float(found.escape.median)
    if math.isinf(step):
        return "The loss has not been below 2 yet."
    return f"The loss was first seen below 2 at step {numbers.step(int(step))}."


def draw(found: Training, settings: Settings) -> None:
    """The run of the settings above the stored long one."""
    _pair(found, "live", "this run")
    stored = _stored(found)
    _pair(stored, "long", "stored, 12,000 steps")
    pictures.stored_note(read(GRID.key))
    st.caption(
        f"Stored: {stored.choice.name}, learning rate {numbers.plain(stored.rate)}. "
        f"{_escaped(stored)} At the end the loss is {numbers.loss(float(stored.loss.median[-1]))}."
    )


def _stored(found: Training) -> Training:
    """The long run with the same settings; of tanh and softsign there is one rate."""
    return long_run(found.choice.key, found.rate if found.choice.key == "sigmoid" else RATES[0])


def _pair(found: Training, key: str, words: str) -> None:
    """Means of the layers beside the loss."""
    mode, look = pictures.mode(), theme.look(found.choice.key)
    steps = Axis("step", 0, found.steps[-1])
    left, right_ = st.columns(2)
    with left:
        series = [
            banded(f"layer {layer + 1}", found.steps, found.mean[:, layer], dashed(look, 3 - layer))
            for layer in range(LAYERS)
        ]
        heading = f"{found.choice.name}, mean of each layer: {words}"
        mean = Axis("", *((0, 1) if found.choice.key == "sigmoid" else (-1, 1)))
        pictures.show(
            lines(series, steps, mean, mode, height=HEIGHT, heading=heading), f"depth_mean_{key}"
        )
    with right_:
        loss = [banded("loss", found.steps, found.loss, dashed(look, 0))]
        top = 1.1 * max(GUESSING, float(found.loss.median.max()))
        chart = lines(
            loss,
            steps,
            Axis("", 0, min(top, 2 * GUESSING)),
            mode,
            height=HEIGHT,
            heading=f"Loss: {words}; dashed: guessing",
            rules=((GUESSING, ""),),
        )
        pictures.show(chart, f"depth_loss_{key}")


def _name(key: str) -> str:
    return ACTIVATIONS[key].name


def _playground(settings: Settings) -> RunConfig:
    return config(settings["activation"], settings["rate"])


PART = Part(
    key="plateau",
    title="Plateau",
    intro=INTRO,
    experiment=EXPERIMENT,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control("activation", "Activation", "sigmoid", CHOICES, "pills", text=_name),
        Control("rate", "Learning rate", 1.0, RATES, "pills", text=lambda rate: f"{rate:g}"),
        Control("steps", "Steps", 600, (200, 600, 1000, 2000, 4000), text=numbers.step),
        Control("seeds", "Seeds", 5, (2, 5, 10), "pills"),
    ),
    prediction=Prediction(
        "a sigmoid gives values between 0 and 1, at first around 0.5. Where does the mean of the "
        "fourth hidden layer go in the first steps of training?",
        ("It stays near 0.5", "It falls towards 0", "It rises towards 1"),
        right,
    ),
    playground=_playground,
)
