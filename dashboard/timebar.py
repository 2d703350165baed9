"""The bar of time: a slider over the steps that were kept, with marks for what happened."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.panels.component import BOOTSTRAP, code_version
from dashboard.run import Run
from models.config import RunConfig
from models.moments import Moment, moments

KINDS = ("diverged", "changed", "died", "revived")

_mount = st.components.v2.component(
    "actiscope.timebar",
    js=BOOTSTRAP.replace("{version}", code_version()).replace("main.js", "timebar.js"),
)


def draw(run: Run, steps: Sequence[int], key: str, move: Callable[[int], None]) -> None:
    """Draw the bar; `move` is called with the step that somebody goes to.

    Parameters
    ----------
    run : Run
    steps : sequence of int
        The steps that one can go to, in order.
    key : str
    move : callable
    """

    def moved() -> None:
        step = st.session_state[key].step
        if step in steps:
            move(step)

    _mount(data=bar(run, steps), key=key, on_step_change=moved)


def bar(run: Run, steps: Sequence[int]) -> dict[str, Any]:
    """What the bar draws: steps, the one that is shown, and marks."""
    found = moments(run.config, run.history.events, run.state.divergence, run.step)
    return {
        "steps": list(steps),
        "shown": min(bisect_left(steps, run.shown_step), len(steps) - 1),
        "settled": run.call is None,
        "marks": marks(run.config, found, steps),
    }


def marks(
    config: RunConfig, found: Sequence[Moment], steps: Sequence[int]
) -> list[dict[str, int | str]]:
    """One mark for each place at which something happened: the first step that shows it.

    Where several things happened, the mark is that of the rarest kind, and its text begins with it;
    deaths and revivals have a mark together.
    """
    places: defaultdict[int, list[Moment]] = defaultdict(list)
    for moment in found:
        places[min(bisect_left(steps, moment.step), len(steps) - 1)].append(moment)
    return [
        {
            "at": at,
            "kind": _kind({moment.kind for moment in there}),
            "text": words.moments(config, sorted(there, key=_rare)),
        }
        for at, there in sorted(places.items())
    ]


def _kind(kinds: set[str]) -> str:
    """The kind of a mark for several moments."""
    rarest = min(kinds, key=KINDS.index)
    return "both" if rarest == "died" and "revived" in kinds else rarest


def _rare(moment: Moment) -> tuple[int, int]:
    return KINDS.index(moment.kind), moment.step
