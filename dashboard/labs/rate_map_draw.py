"""What both parts of the map share: the picture, the choice of a cell, sentences."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from types import MappingProxyType

import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.rate_map import PICK, map_chart
from dashboard.labs import pictures, reports
from dashboard.labs.record import Control
from dashboard.words import short_name
from models.choices import ActivationChoice
from models.config import RunConfig
from models.labs.cells import TARGET, Cell
from models.labs.rate_cells import ACTIVATIONS, COUNTS, RATES, nearest, spaced
from models.labs.rate_map import CHANCE, DEAD, DIVERGED, RateMap, Summary
from models.labs.stage import Settings

LAB = "rate_map"
NAMES = MappingProxyType({key: short_name(ActivationChoice(key)) for key in ACTIVATIONS})
OPTIMIZERS = MappingProxyType({"sgd": "plain SGD", "adam": "Adam"})
ALL_RATES = tuple(sorted({rate for key in RATES for rate in spaced(key, COUNTS[-1])}))
LEGEND = (
    "Strong blue: a low training loss at the last step (median of the seeds). **Slanted lines:** "
    "numbers overflowed in at least one seed. **Lines across:** finite, but at chance in at least "
    "half of the seeds. **Upright lines:** more than half of the units are dead. A cell can have "
    "several. Point at a cell for its quartiles; click it to choose it."
)


FAILED = MappingProxyType(
    {
        DIVERGED: "with numbers that overflowed",
        CHANCE: "at chance",
        DEAD: "with more than half of the units dead",
    }
)


def chosen_cell(rate: float) -> tuple[Control, Control]:
    """The controls that name one cell of the map."""
    return (
        Control(
            "cell",
            "Chosen cell",
            "relu",
            ACTIVATIONS,
            "select",
            "The cell that opens in the Playground; a click on the map chooses as well.",
            NAMES.__getitem__,
            view=True,
        ),
        Control("at", "at the rate", rate, ALL_RATES, "select", text=numbers.plain, view=True),
    )


def draw(part: str, found: RateMap, settings: Settings) -> None:
    """The map; a click on a cell chooses it."""
    key = f"{LAB}_{part}"
    reports.follow()
    rate = nearest(settings["at"], found.rates)
    spec = map_chart(found, NAMES, (settings["cell"], rate), pictures.mode())
    pictures.show(spec, key, partial(_choose, part, found, key))
    st.caption(LEGEND)


def _choose(part: str, found: RateMap, key: str) -> None:
    """Put the cell that was clicked into the address, where the controls find it."""
    picked = pictures.picked(key, PICK)
    if not picked:
        return
    names = {NAMES[activation]: activation for activation in found.activations}
    rates = {numbers.plain(rate): rate for rate in found.rates}
    changed = {"cell": names[picked["name"]], "at": f"{rates[picked['rate']]:g}"}
    reports.report(f"{LAB}.{part}", changed)


def run(cell: Cell) -> RunConfig:
    """A cell as a run: its first three seeds."""
    return replace(cell, seeds=3).config()


def counts(found: RateMap, seeds: int) -> str:
    """How many cells train, and how the others fail."""
    there, whole = len(found.summaries), found.whole
    if not there:
        return "No cell is measured yet."
    of = f"of {whole} cells" if there == whole else f"of the {there} cells measured so far"
    failed = [
        f"{number} {words}"
        for kind, words in FAILED.items()
        if (number := len(found.failing(kind)))
    ]
    told = f"Cells that failed: {', '.join(failed)}." if failed else "No cell failed."
    trained = f"{len(found.training)} {of} train to a loss below {TARGET}"
    return f"{trained} (median of {seeds} seeds). {told}"


def widest(found: RateMap) -> str:
    """Who trains at the most rates, who at the fewest, and the lowest loss."""
    rooms = {key: len(found.room(key)) for key in found.activations}
    most, least = max(rooms, key=lambda k: rooms[k]), min(rooms, key=lambda k: rooms[k])
    best = min(
        (square for key in found.activations if (square := found.best(key)) is not None),
        key=lambda square: square.median,
        default=None,
    )
    text = (
        f"{NAMES[most]} trains at {rooms[most]} of {len(found.rates)} rates, "
        f"{NAMES[least]} at {rooms[least]}. "
    )
    return text if best is None else f"{text}The lowest loss: {at(best)}."


def at(summary: Summary) -> str:
    """A cell in words."""
    return (
        f"{NAMES[summary.cell.activation]} at {numbers.plain(summary.cell.rate)}, "
        f"{summary.median:.2g} [{summary.low:.2g}–{summary.high:.2g}]"
    )
