"""What a function makes of normal preactivations, once and from layer to layer."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.functions_frame import MOST_NAMED
from dashboard.charts.functions_signals import density_chart, depth_chart
from dashboard.functions.curves import mode, show
from models.activations.propagation import Density, Depths, density, depths
from models.choices import ActivationChoice

DENSITY, DEPTH = "functions_density", "functions_depth"
BINS = 80
Choices = tuple[ActivationChoice, ...]


def draw(choices: Choices) -> None:
    """The density of f(Z) beside the layers."""
    first, notes = choices[:MOST_NAMED], []
    left, right = st.columns(2, gap="medium")
    with left:
        notes += _densities(first)
    with right:
        notes += _depths(first)
    if len(choices) > len(first):
        notes.append(f"Drawn are the first {MOST_NAMED} of {len(choices)} functions.")
    for note in dict.fromkeys(notes):
        st.caption(note)


def _densities(choices: Choices) -> list[str]:
    found: dict[ActivationChoice, Density] = {}
    notes = []
    for choice in choices:
        try:
            found[choice] = density(choice, BINS)
        except ValueError as error:
            notes.append(str(error))
    if found:
        show(density_chart(found, mode()), DENSITY)
        st.caption(
            "Z is standard normal. A stem is a value that f takes with a probability of its own: "
            "as high as the picture for 100 %, half as high for 50 %."
        )
    return notes


def _depths(choices: Choices) -> list[str]:
    found: dict[bool, dict[ActivationChoice, Depths]] = {False: {}, True: {}}
    notes = []
    for choice in choices:
        for gain in found:
            try:
                found[gain][choice] = depths(choice, gain=gain)
            except ValueError as error:
                notes.append(str(error))
    drawn = {gain: each for gain, each in found.items() if each}
    if drawn:
        spec = depth_chart(drawn, mode())
        show(spec, DEPTH)
        width = next(iter(drawn[False].values())).width
        st.caption(
            "Mean square of the preactivations when z → W f(z) is applied again and again. "
            f"Lines: infinitely wide layers. Dots: one random net with {width} units in each layer."
        )
    return notes
