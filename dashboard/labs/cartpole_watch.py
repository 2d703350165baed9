"""Episodes that a trained policy plays: the second part of the lab on reinforcement learning."""

from __future__ import annotations

from types import MappingProxyType

import streamlit as st

from dashboard.charts.labs.cartpole import episodes_view
from dashboard.labs.cartpole_learn import CONTEXT, RATE, SCALE, TASK, name_of, script, sentence
from dashboard.labs.record import Control, Part, Prediction
from dashboard.panels import component
from dashboard.panels.payload import pack
from models.activations import find
from models.labs.pole import (
    ACTIVATIONS,
    LEARN,
    SEEDS,
    SOLVED,
    UPDATES,
    WATCHED,
    Learning,
    watch,
)
from models.labs.stage import Settings

CONTEXTS = MappingProxyType({"plain": (1,), "flipped": (1, -1)})

CONTROLS = (
    Control("task", TASK.label, "flipped", TASK.options, "pills", TASK.help, TASK.text),
    Control(
        "activation",
        "Activation, beside none",
        "relu",
        ACTIVATIONS,
        "select",
        text=lambda key: find(key).name,
    ),
    RATE,
    SCALE,
    CONTEXT,
    Control("seed", "Seed", 1, tuple(range(1, SEEDS + 1)), "pills", view=True),
    Control(
        "update",
        "After update",
        UPDATES,
        WATCHED,
        "pills",
        "The same episodes, played by the policy as it was then.",
        view=True,
    ),
)


def right(result: Learning) -> int | None:
    """What the linear policy does in the flipped task."""
    if result.config.task != "flipped":
        return None
    last = float(result.last(len(result.activations) - 1).median)
    if last >= SOLVED:
        return 0
    return 1 if last >= 60 else 2


def draw(result: Learning, settings: Settings) -> None:
    """The episodes of a seed, played by its policy as it was at a moment."""
    if not result.watched:
        st.caption("The first policies come in a moment.")
        return
    moment = max(i for i, at in enumerate(result.watched) if at <= settings["update"])
    seed = settings["seed"] - 1
    found = [
        (key, name_of(key), watch(result, index, seed, moment, context))
        for index, key in enumerate(result.activations)
        for context in CONTEXTS[result.config.task]
    ]
    key = f"{settings}/{moment}"
    component.draw(pack(episodes_view(found, key)), "cartpole_watch")
    st.caption(
        "The arrow is the force on the cart. The lines beside the pole are 12° apart from upright: "
        "beyond them, or at the end of the track, the episode is lost. No update has seen these "
        "episodes."
    )


WATCH = Part(
    key="watch",
    title="Watch it play",
    intro=(
        "In the **flipped** task half of the episodes reverse the push, and a fifth input says so. "
        "A linear policy cannot use it: it would have to multiply it with the state. Train, then "
        "press Play and compare the two."
    ),
    experiment=LEARN,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "how long will the linear policy balance the pole in the flipped task?",
        (
            "As long as in the plain one",
            "About half as long: it learns one of the two cases",
            "It learns nothing",
        ),
        right,
    ),
    pytorch=lambda settings: script({**settings, "activations": (settings["activation"],)}),
)
