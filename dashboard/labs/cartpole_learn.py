"""Mean returns of policies while they learn CartPole: the first part of the lab."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import steps_with_quartiles
from dashboard.theme import look
from models.activations import find
from models.kinds.cartpole import LENGTH
from models.labs import pole_grid
from models.labs.pole import (
    ACTIVATIONS,
    CONTEXTS,
    LEARN,
    LINEAR,
    RATES,
    SCALES,
    SOLVED,
    UPDATES,
    Learning,
    config_of,
)
from models.labs.pole_grid import Found
from models.labs.scripts import pole_script
from models.labs.stage import Settings
from models.labs.stored import StoredGrid, read

TASKS = MappingProxyType({"plain": "CartPole", "flipped": "flipped"})
RETURN = Axis("steps balanced", 0, LENGTH + 5)

TASK = Control(
    "task",
    "Task",
    "plain",
    tuple(TASKS),
    "pills",
    text=TASKS.get,
    help="Flipped: in half of the episodes left is right. A fifth input says which, 1 or −1.",
)
RATE = Control("rate", "Learning rate", 0.01, RATES, text=numbers.plain)
SCALE = Control(
    "scale",
    "State times",
    1.0,
    SCALES,
    "pills",
    text=numbers.plain,
    help="What place, angle and their speeds are multiplied by before the net sees them.",
)
CONTEXT = Control(
    "context",
    "Fifth input times",
    1.0,
    CONTEXTS,
    "pills",
    text=numbers.plain,
    when=lambda settings: settings["task"] == "flipped",
)
CONTROLS = (
    TASK,
    Control(
        "activations",
        "Activations, beside none",
        ("relu",),
        ACTIVATIONS,
        "many",
        text=lambda key: find(key).name,
        help="The policy without an activation is linear. It is always drawn as well.",
    ),
    RATE,
    SCALE,
    CONTEXT,
)


def stored() -> StoredGrid:
    """The grid that is stored."""
    return read(pole_grid.GRID.key)


def name_of(key: str) -> str:
    """Name of a policy: the one without an activation is linear."""
    return "Linear" if key == LINEAR else find(key).name


def sentence(result: Learning) -> str:
    """How many seeds of each policy balance the pole, and how soon."""
    parts = []
    for index, key in enumerate(result.activations):
        solved, seeds = result.solved_count(index), result.config.seeds
        last = result.last(index)
        text = f"{solved} of {seeds} seeds"
        if 2 * solved > seeds:
            updates = steps_with_quartiles(result.updates_to_solve(index))
            text += f", in the median after {updates} updates"
        lost = int(result.diverged[result.of(index)].sum())
        gone = f", {lost} diverged" if lost else ""
        end = f"{float(last.median):.0f} [{float(last.low):.0f} to {float(last.high):.0f}]"
        parts.append(f"**{name_of(key)}**: {text}{gone}; now {end} steps")
    return (
        f"After {len(result.returns)} updates, balanced for {SOLVED:g} steps in the mean of five "
        f"updates: {'. '.join(parts)}."
    )


def right(result: Learning) -> int | None:
    """Whether the linear policy solves the plain task in half of the seeds."""
    if result.config.task != "plain":
        return None
    solved = result.solved_count(len(result.activations) - 1)
    return 0 if 2 * solved >= result.config.seeds else 1


def draw(result: Learning, settings: Settings) -> None:
    """Every seed and the median, then what is stored of both tasks."""
    updates = np.arange(1, len(result.returns) + 1)
    series = [
        Series(
            name_of(key),
            updates,
            np.median(runs := result.smooth[:, result.of(index)], 1),
            look(key),
            runs=runs.T,
        )
        for index, key in enumerate(result.activations)
    ]
    end = settings.get("updates", UPDATES)
    spec = lines(
        series,
        Axis("update", 0, end),
        RETURN,
        pictures.mode(),
        heading="Mean of five updates; each thin line is a seed, the thick one their median",
        rules=((SOLVED, "counts as solved"),),
        height=280,
    )
    pictures.show(spec, "cartpole_learn")
    _draw_stored(tuple(result.activations[:-1]))


def _draw_stored(chosen: tuple[str, ...]) -> None:
    """Both tasks side by side, of the chosen activations and the linear policy."""
    grid = stored()
    st.markdown("**The same with 16 seeds, each activation at its best learning rate**")
    for task, column in zip(TASKS, st.columns(2), strict=True):
        found = [pole_grid.best(grid, key, task) for key in (*chosen, LINEAR)]
        with column:
            pictures.show(_curves(found, task), f"cartpole_{task}")
    st.markdown(_table(grid))
    pictures.stored_note(grid)


def _curves(found: list[Found], task: str) -> dict[str, object]:
    series = [
        Series(
            name_of(one.activation), one.updates, one.median, look(one.activation), runs=one.curves
        )
        for one in found
    ]
    words = "CartPole" if task == "plain" else "Flipped CartPole"
    return lines(series, Axis("update", 0, 150), RETURN, pictures.mode(), heading=words, height=220)


def _table(grid: StoredGrid) -> str:
    rows = [
        "| | CartPole: solved, after updates | flipped: solved, after updates |",
        "|---|---|---|",
    ]
    for key in (*ACTIVATIONS, LINEAR):
        cells = (
            f"{numbers.share(one.share)}, {steps_with_quartiles(one.solved)}"
            for one in (pole_grid.best(grid, key, task) for task in TASKS)
        )
        rows.append(f"| {name_of(key)} | {' | '.join(cells)} |")
    return "\n".join(rows)


def script(settings: Settings) -> str:
    """The first policy in plain PyTorch."""
    return pole_script(config_of(settings), UPDATES)


LEARNING = Part(
    key="learn",
    title="Learning to balance",
    intro=(
        "A pole stands on a cart. A small net, the **policy**, sees how cart and pole stand and "
        "move, and pushes left or right, 50 times a second. It plays 8 episodes of at most 200 "
        "steps; then one **update** makes pushes likelier after which the pole stood longer "
        "(REINFORCE). Each policy is trained from five seeds, beside one that has no activation."
    ),
    experiment=LEARN,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "can a policy without any activation, which is linear, learn to balance the pole?",
        ("Yes, in most seeds", "No, it needs an activation"),
        right,
    ),
    pytorch=script,
)
