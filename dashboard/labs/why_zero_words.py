"""What a race of two floors says in words: who gets to the goal, and when."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from models.labs.floors import TARGET, FloorRuns, Race
from models.labs.spread import of_all


def got_there(runs: FloorRuns) -> int:
    """How many nets have reached the target."""
    return int(np.isfinite(runs.reached).sum())


def sentence(found: Race) -> str:
    """Who learned, and after how many steps; and where the values were at the start."""
    relu, chosen = found.relu, found.chosen
    text = f"The goal is a loss below {TARGET}. With {_reached(relu, found.step)}"
    if chosen.floor == 0:
        return f"{text}. At the start {_on_floor(relu)} of the values in layer 1 lie on the floor."
    return (
        f"{text}; with {_reached(chosen, found.step)}. At the start {_on_floor(relu)} of the "
        f"values in layer 1 lie on the floor 0, and {_on_floor(chosen)} on the floor "
        f"{numbers.plain(chosen.floor)}."
    )


def _on_floor(runs: FloorRuns) -> str:
    return numbers.share(float(runs.first_on_floor[0].mean()))


def _reached(runs: FloorRuns, steps: int) -> str:
    """How many nets got there; where all did, how soon."""
    count, whole = got_there(runs), len(runs.reached)
    name = f"floor {numbers.plain(runs.floor)}"
    if count == whole:
        return f"{name} all {whole} nets get there, {pace(runs)}"
    who = "none" if count == 0 else f"only {count}"
    gets = "gets" if count < 2 else "get"
    return f"{name} {who} of the {whole} nets {gets} there in {numbers.step(steps)} steps"


def pace(runs: FloorRuns) -> str:
    """How soon half of the nets get there, and the middle half; all have got there."""
    found = of_all(runs.reached, np.inf)
    low, median, high = (
        numbers.step(round(float(v))) for v in (found.low, found.median, found.high)
    )
    within = f"half of them within {median} steps"
    return within if low == high else f"{within} (the middle half takes {low} to {high})"
