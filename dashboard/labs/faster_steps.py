"""Steps to target: one learning rate for all, or each its best one."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.faster import ranking_chart, spread, steps_chart
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.words import short_name
from models.choices import ActivationChoice
from models.config import RunConfig
from models.initializers import INITIALIZERS as TABLE
from models.labs.cells import TARGET
from models.labs.speed import (
    ACTIVATIONS,
    BEST,
    DEPTHS,
    INITIALIZERS,
    NOBODY,
    RATES,
    STEPS_TO_TARGET,
    Race,
    cell_of,
)
from models.labs.speed_curves import Place
from models.labs.stage import Settings

NAMES = MappingProxyType({key: short_name(ActivationChoice(key)) for key in ACTIVATIONS})
EACH, SAME = "each", "same"
LEVEL = 1.25
SHOWN = ("relu", "gelu", "tanh", "sigmoid")

CONTROLS = (
    Control(
        "compare",
        "Compare",
        EACH,
        (EACH, SAME),
        "pills",
        "Whether each activation takes the learning rate that suits it best, or all the same one.",
        lambda value: "Best rate each" if value == EACH else "Same rate for all",
        view=True,
    ),
    Control(
        "rate",
        "Rate for all",
        0.06,
        RATES,
        text=numbers.plain,
        view=True,
        when=lambda settings: settings["compare"] == SAME,
    ),
    Control("depth", "Hidden layers", 2, DEPTHS, "pills"),
    Control(
        "initializer",
        "First weights",
        BEST,
        (BEST, *INITIALIZERS),
        "select",
        "How large the weights are at the start. It decides as much as the activation does.",
        lambda key: "the best of three for each" if key == BEST else TABLE[key].name,
    ),
    Control(
        "show",
        "Curves",
        SHOWN,
        ACTIVATIONS,
        "many",
        "Which curves are drawn. The ranking below has all.",
        NAMES.__getitem__,
        view=True,
    ),
    Control(
        "again",
        "Measure again here",
        NOBODY,
        (NOBODY, *ACTIVATIONS),
        "select",
        "Trains one activation at all eight rates on this computer: 80 nets, some 10 seconds.",
        lambda key: "none" if key == NOBODY else NAMES[key],
    ),
)


def draw(result: Race, settings: Settings) -> None:
    """The curves, the ranking, and where the numbers are from."""
    same = settings["compare"] == SAME
    ranking = result.at(settings["rate"]) if same else result.best
    shown = [curve for curve in result.curves if curve.activation in settings["show"]]
    marked = [place for place in ranking if place.activation in settings["show"]]
    spec = steps_chart(
        shown,
        NAMES,
        marked,
        pictures.mode(),
        rate=settings["rate"] if same else None,
        again=result.again,
    )
    pictures.show(spec, "faster_steps")
    st.caption(
        "Lower is faster. Lines are medians over 10 seeds, bands their quartiles; a seed that "
        "never arrives counts as infinite. Large dots: where each is compared. Crosses: measured "
        "again here."
    )
    st.markdown(f"**{_heading(ranking, settings)}**")
    bars = ranking_chart(ranking, NAMES, pictures.mode(), same=same)
    pictures.show(bars, "faster_ranking")
    pictures.stored_note(result.stored)


def _heading(ranking: tuple[Place, ...], settings: Settings) -> str:
    if settings["compare"] == SAME:
        return f"All at the rate {numbers.plain(settings['rate'])}: {_duel(ranking)}"
    return f"Each at its best rate: {_duel(ranking)}"


def _duel(ranking: tuple[Place, ...]) -> str:
    """ReLU against tanh in words."""
    relu, tanh = (next(p for p in ranking if p.activation == key) for key in ("relu", "tanh"))
    if np.isinf(relu.median) and np.isinf(tanh.median):
        return "neither ReLU nor tanh arrives."
    fast, slow = (relu, tanh) if relu.median <= tanh.median else (tanh, relu)
    if np.isinf(slow.median):
        return f"{NAMES[fast.activation]} arrives, {NAMES[slow.activation]} does not."
    ratio = slow.median / fast.median
    if ratio < LEVEL:
        return "ReLU and tanh are level, within a quarter."
    return f"{NAMES[fast.activation]} is {ratio:.1f} times as fast as {NAMES[slow.activation]}."


def sentence(result: Race) -> str:
    """Three medians at the best rates, the edge of the grid, and what was measured again."""
    told = ", ".join(f"{NAMES[key]} {_at_best(result.of(key))}" for key in SHOWN)
    first = result.best[0]
    text = (
        f"{result.depth} hidden layers, each at its best rate, steps to a training loss of "
        f"{TARGET}: {told}. The fastest is {NAMES[first.activation]}. {_edge(result)}"
    )
    same, asked = result.agreeing
    if result.again is None:
        return text.strip()
    name = NAMES[result.again.activation]
    return f"{text}Measured again here: {name} has the stored median at {same} of {asked} rates."


def _at_best(place: Place) -> str:
    at = "at any rate" if np.isinf(place.median) else f"at {numbers.plain(place.rate)}"
    return f"{spread(place)} {at}"


def _edge(result: Race) -> str:
    """Whose best rate is the last one tried."""
    edges = [NAMES[place.activation] for place in result.best if place.edge]
    if not edges:
        return ""
    *others, last = edges
    whose = f"{', '.join(others)} and {last}" if others else last
    return (
        f"The best rate of {whose} is at the edge of what was tried, so a better one may lie "
        "beyond. "
    )


def right(result: Race) -> int:
    """Which guess the curves show: ReLU, tanh, or level."""
    ratio = result.ratio("tanh", "relu")
    return 0 if ratio >= LEVEL else 1 if ratio <= 1 / LEVEL else 2


def run(settings: Settings) -> RunConfig:
    """ReLU, tanh and sigmoid beside each other at one rate."""
    initializer = settings["initializer"]
    chosen = "he_normal" if initializer == BEST else initializer
    rate = settings["rate"] if settings["compare"] == SAME else 0.5
    cell = replace(cell_of("relu", rate, settings["depth"], chosen), seeds=1)
    return replace(cell.config(), activations=("relu", "tanh", "sigmoid"))


def verdict(result: Race) -> Verdict:
    """Against sigmoid and against tanh, each at its best rate."""
    over_sigmoid, over_tanh = (result.ratio(key, "relu") for key in ("sigmoid", "tanh"))
    faster = over_sigmoid >= LEVEL, over_tanh >= LEVEL
    holds = "yes" if all(faster) else "partly" if any(faster) else "no"
    text = (
        f"Each at its best rate: ReLU {spread(result.of('relu'))} steps, tanh "
        f"{spread(result.of('tanh'))}, sigmoid {spread(result.of('sigmoid'))} "
        f"(median and quartiles of 10 seeds, {result.depth} hidden layers)."
    )
    return Verdict(holds, text)


FASTER = Claim(
    11,
    "ReLU can significantly speed up the training process compared to sigmoid or tanh",
    "ReLU blog post",
    "Sigmoid is clearly slower. Against tanh it depends on the learning rate: with one rate for "
    "all either can win by far, and with the best rate for each they are close.",
    "steps",
    verdict,
)

STEPS = Part(
    key="steps",
    title="Steps to target",
    intro="Nets learn to read digits. How many steps until they are good at it? Each activation "
    "is tried at eight **learning rates** (how far each step goes). First compare all at the same "
    "rate, then each at the rate that suits it best, and watch the order change.",
    experiment=STEPS_TO_TARGET,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "each with the learning rate that suits it best, who needs fewer steps?",
        ("ReLU", "tanh", "About level"),
        right,
    ),
    playground=run,
)
