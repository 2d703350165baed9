"""The properties of what is shown, side by side in a table that can be sorted."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import numbers, words
from models.activations.properties import Properties, properties
from models.choices import ActivationChoice, NetChoice

NUMBER, SHARE = "%.4g", "percent"
HELP = (
    ("range", "Infimum and supremum; a square bracket where the function takes the value."),
    ("smooth", "C∞: all derivatives are continuous. C1: the first is, the second jumps."),
    ("zero-centred", "Whether the mean of f(Z) is below 0.01 in size."),
    ("saturates", "On which side it is flat on its way to a finite limit."),
    ("steepest slope", "Largest size of f′: the Lipschitz constant."),
    ("f = 0", "Probability that f(Z) is exactly 0."),
    ("f′ = 0", "Probability that the derivative at Z is exactly 0."),
    ("mean", "Of f(Z)."),
    ("variance", "Of f(Z)."),
    ("gain", "1/√(mean of f(Z)²): keeps the size of preactivations from layer to layer."),
    ("χ₁", "Factor by which squared gradients grow from layer to layer with that gain."),
    ("learned", "Hyperparameters that are trained with the weights."),
)
NUMBERS = ("steepest slope", "mean", "variance", "gain", "χ₁")
SHARES = ("f = 0", "f′ = 0")


def draw(choices: tuple[ActivationChoice, ...]) -> None:
    """One row for each activation."""
    st.dataframe(
        pd.DataFrame(rows(choices)),
        hide_index=True,
        column_config={"function": st.column_config.TextColumn(pinned=True), **_columns()},
    )
    st.caption("Z is a standard normal preactivation. What is learned stands at its start.")


def rows(choices: tuple[ActivationChoice, ...]) -> list[dict[str, Any]]:
    """The cells of the table by column; None where there is no such number."""
    names = words.short_names(tuple(NetChoice((choice,)) for choice in choices))
    return [
        {"function": name, **_cells(choice, properties(choice))}
        for name, choice in zip(names, choices, strict=True)
    ]


def interval(found: Properties) -> str:
    """The range of a function.

    >>> interval(properties(ActivationChoice("relu")))
    '[0, ∞)'
    """
    if math.isnan(found.low):
        return "none"
    left, right = "[" if found.low_reached else "(", "]" if found.high_reached else ")"
    return f"{left}{_bound(found.low)}, {_bound(found.high)}{right}"


def _cells(choice: ActivationChoice, found: Properties) -> dict[str, Any]:
    sides = {"left": found.saturates_left, "right": found.saturates_right}
    learned = ", ".join(name.replace("_", " ") for name in choice.activation.learnable)
    return {
        "family": choice.activation.family,
        "range": interval(found),
        "monotone": found.monotone,
        "smooth": found.smoothness,
        "parity": found.parity,
        "zero-centred": found.zero_centred,
        "saturates": " and ".join(side for side, does in sides.items() if does) or "no",
        "steepest slope": found.lipschitz,
        "f = 0": found.zero_output_share,
        "f′ = 0": found.zero_slope_share,
        "mean": _number(found.mean),
        "variance": _number(found.variance),
        "gain": _number(found.gain),
        "χ₁": _number(found.chi1),
        "periodic": found.periodic,
        "learned": learned or "–",
    }


def _columns() -> dict[str, Any]:
    help_of = dict(HELP)
    formats = dict.fromkeys(NUMBERS, NUMBER) | dict.fromkeys(SHARES, SHARE)
    numeric = {
        name: st.column_config.NumberColumn(format=format_, help=help_of[name])
        for name, format_ in formats.items()
    }
    texts = {name: st.column_config.Column(help=text) for name, text in HELP}
    return texts | numeric


def _bound(value: float) -> str:
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    return numbers.plain(round(value, 4))


def _number(value: float) -> float | None:
    return value if math.isfinite(value) else None
