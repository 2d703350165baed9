"""Accuracy of nets of convolutions while they train: the first part of the lab on images."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, bars
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import steps_with_quartiles, with_quartiles
from dashboard.theme import look
from models.activations import find
from models.kinds.image_config import POOLINGS
from models.labs import image_grid
from models.labs.image_grid import Found
from models.labs.image_race import ACTIVATIONS, RACE, RATES, STEPS, TARGET, Race, config_of
from models.labs.scripts import images_script
from models.labs.spread import Quartiles
from models.labs.stage import Settings
from models.labs.stored import StoredGrid, read

POOLS = MappingProxyType({"average": "mean", "max": "largest"})
LOWEST = 0.6  # of the picture: what is below is over within a few steps
AIM = f"{numbers.share(TARGET)} of the test images"

RATE = Control("rate", "Learning rate", 0.03, RATES, text=numbers.plain)
POOL = Control(
    "pool",
    "Pool of 2 × 2 pixels",
    "average",
    tuple(POOLINGS),
    "pills",
    text=POOLS.get,
    help="What becomes of four pixels: their mean, which is linear, or the largest of them, which "
    "is not. With the largest even a net without an activation is not linear.",
)
CONTROLS = (
    Control(
        "activations",
        "Activations",
        ("relu", "tanh", "identity"),
        ACTIVATIONS,
        "many",
        text=lambda key: find(key).name,
        help="The identity is no activation at all: that net is linear up to the pool.",
    ),
    RATE,
    POOL,
)


def stored() -> StoredGrid:
    """The grid that is stored."""
    return read(image_grid.GRID.key)


def steps_text(found: Quartiles) -> str:
    """Steps to the target in words, with their quartiles."""
    return steps_with_quartiles(found, "not reached")


def sentence(result: Race) -> str:
    """Accuracy and steps to the target of each activation."""
    last = result.steps[-1]
    lead = f"After {last} steps, {result.config.seeds} nets each. "
    parts = []
    for index, key in enumerate(result.activations):
        accuracy = with_quartiles(result.accuracy_spread(index), numbers.accuracy, (-1,))
        lost = int(result.diverged[result.of(index)].sum())
        gone = f"; {lost} diverged" if lost else ""
        steps = steps_text(result.steps_to_target(index))
        reached = f"{AIM} after {steps} steps" if "not" not in steps else f"{AIM} not reached yet"
        parts.append(f"**{find(key).name}**: {accuracy} right, {reached}{gone}")
    return lead + "; ".join(parts) + "."


def right(result: Race) -> int | None:
    """Whether ReLU or tanh was clearly sooner: their quartiles do not overlap."""
    if not {"relu", "tanh"} <= set(result.activations):
        return None
    relu, tanh = (result.steps_to_target(result.activations.index(key)) for key in ("relu", "tanh"))
    if float(relu.high) < float(tanh.low):
        return 0
    return 2 if float(tanh.high) < float(relu.low) else 1


def draw(result: Race, settings: Settings) -> None:
    """Accuracy over the steps, then what is stored of all activations."""
    series = [
        Series(
            find(key).name,
            result.steps,
            (spread := result.accuracy_spread(index)).median,
            look(key),
            low=spread.low,
            high=spread.high,
            runs=np.nan_to_num(result.accuracy[:, result.of(index)]).T,
        )
        for index, key in enumerate(result.activations)
    ]
    end = settings.get("steps", STEPS)
    spec = lines(
        series,
        Axis("step", 0, end),
        Axis("right on test images", LOWEST, 1, format="%"),
        pictures.mode(),
        heading="Accuracy; thin lines are single nets, bands quartiles",
        rules=((TARGET, numbers.share(TARGET)),),
        height=280,
    )
    pictures.show(spec, "images_race")
    _draw_stored()


def _draw_stored() -> None:
    grid = stored()
    found = sorted(
        (image_grid.best(grid, key) for key in ACTIVATIONS),
        key=lambda one: float(one.steps.median),
    )
    spec = bars(
        [_bar(one) for one in found],
        Axis(f"steps to {AIM}", 0, 260),
        pictures.mode(),
        heading="Each activation at its best learning rate: median and quartiles of 10 seeds",
    )
    pictures.show(spec, "images_best")
    st.markdown(_table(found))
    pictures.stored_note(grid)


def _bar(found: Found) -> Bar:
    steps = found.steps
    return Bar(
        find(found.activation).name,
        float(steps.median),
        steps_text(steps),
        look(found.activation),
        float(steps.low),
        float(steps.high),
    )


def _table(found: list[Found]) -> str:
    rows = [
        "| | best rate | right after 250 steps | zeros in layer 2, first → last | dead channels |",
        "|---|---|---|---|---|",
    ]
    for one in found:
        accuracy = with_quartiles(one.accuracy, numbers.accuracy)
        zeros = " → ".join(numbers.share(float(z.median[1])) for z in (one.zeros_before, one.zeros))
        dead = numbers.share(float(one.dead.median[1]))
        name, rate = find(one.activation).name, numbers.plain(one.rate)
        rows.append(f"| {name} | {rate} | {accuracy} | {zeros} | {dead} |")
    return "\n".join(rows)


def script(settings: Settings) -> str:
    """One of the nets in plain PyTorch."""
    return images_script(config_of(settings), STEPS)


TRAINING = Part(
    key="race",
    title="Which nets learn to read?",
    intro=(
        "A small **convolutional net** looks at patches of 3 × 3 pixels: 8 filters, then 16 more "
        "on what these found, each followed by the activation. Then 2 × 2 pixels become one, and "
        "ten outputs say which digit it is. All nets train on the same 1,400 handwritten digits."
    ),
    experiment=RACE,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        f"which nets will read {AIM} sooner, those with ReLU or those with tanh?",
        ("ReLU, clearly", "No clear difference", "tanh, clearly"),
        right,
    ),
    pytorch=script,
)
