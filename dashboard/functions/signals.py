"""What a function makes of normal preactivations, once and from layer to layer."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard import markdown
from dashboard.charts.functions_frame import MOST_NAMED
from dashboard.charts.functions_signals import ByDepth, Densities, density_chart, depth_chart
from dashboard.functions.calls import Asked, Question, ask, wait
from dashboard.vega import mode, show
from models.activations.propagation import density, depths
from models.choices import ActivationChoice

DENSITY, DEPTH, ASKED = "functions_density", "functions_depth", "functions_signals"
BINS, LAYERS, WIDTH = 80, 20, 256
Choices = tuple[ActivationChoice, ...]


def draw(choices: Choices) -> None:
    """The density of f(Z) beside the layers, once the workers have computed them."""
    first = choices[:MOST_NAMED]
    asked: Asked | None = st.session_state.get(ASKED)
    if asked is None or not asked.asks(questions(first)):
        asked = ask(ASKED, questions(first))
    if not asked.done:
        wait(asked, "A worker computes this.")
        return
    densities, by_gain, notes = sorted_answers(first, asked)
    left, right = st.columns(2, gap="medium")
    with left:
        _densities(densities)
    with right:
        _depths(by_gain)
    if len(choices) > len(first):
        notes.append(f"Drawn are the first {MOST_NAMED} of {len(choices)} functions.")
    for note in dict.fromkeys(notes):
        st.caption(markdown.plain(note))


def questions(choices: Choices) -> tuple[Question, ...]:
    """Three for each activation: the density, the layers without and with the gain."""
    return tuple(
        question
        for choice in choices
        for question in (
            partial(density, choice, BINS),
            partial(depths, choice, LAYERS, WIDTH, False),
            partial(depths, choice, LAYERS, WIDTH, True),
        )
    )


def sorted_answers(
    choices: Choices, asked: Asked
) -> tuple[Densities, dict[bool, ByDepth], list[str]]:
    """The records by activation, and a sentence for each that there is none of."""
    densities: Densities = {}
    by_gain: dict[bool, ByDepth] = {False: {}, True: {}}
    notes = []
    for at, choice in enumerate(choices):
        targets = (densities, by_gain[False], by_gain[True])
        for answer, target in zip(asked.answers[3 * at : 3 * at + 3], targets, strict=True):
            error = answer.exception()
            if error is None:
                target[choice] = answer.result()
            else:
                notes.append(str(error))
    return densities, {gain: found for gain, found in by_gain.items() if found}, notes


def _densities(found: Densities) -> None:
    if found:
        show(density_chart(found, mode()), DENSITY)
        st.caption(
            "Z is standard normal. A stem is a value that f takes with a probability of its own: "
            "as high as the picture for 100 %, half as high for 50 %."
        )


def _depths(by_gain: dict[bool, ByDepth]) -> None:
    if by_gain:
        show(depth_chart(by_gain, mode()), DEPTH)
        st.caption(
            "Mean square of the preactivations when z → W f(z) is applied again and again. "
            f"Lines: infinitely wide layers. Dots: one random net with {WIDTH} units in each layer."
        )
