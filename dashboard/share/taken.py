"""The moment of a run that is taken away: its State, and what the pictures of it need."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass

import streamlit as st

from dashboard.charts.playground import MEASURES
from dashboard.run import Run
from dashboard.workers import workers
from models.config import RunConfig
from models.history import History
from models.state import Frame, State
from models.training import observe

KEPT = "taken_kept"
PATIENCE = 20.0


@dataclass(frozen=True, eq=False)
class Taken:
    """One moment of a run.

    Parameters
    ----------
    config : RunConfig
    state : State
    history : History
        Of the whole run.
    frame : Frame
        With the measures of the Playground.
    """

    config: RunConfig
    state: State
    history: History
    frame: Frame


def take(run: Run) -> Taken | None:
    """The moment that is shown; None where no worker could measure it in time."""
    state = _state(run)
    kept = st.session_state.get(KEPT)
    if kept and kept.config == run.config and kept.state is state:
        return kept
    frame = _frame(run, state)
    if frame is None:
        return None
    st.session_state[KEPT] = Taken(run.config, state, run.history, frame)
    return st.session_state[KEPT]


def _state(run: Run) -> State:
    there = run.shown_step < run.step and run.shown_step in run.past.steps
    return run.past.at(run.shown_step) if there else run.state


def _frame(run: Run, state: State) -> Frame | None:
    """What is drawn, where it has all; else a worker measures the State."""
    shown = run.shown
    if shown and not run.stale and run.shows(MEASURES) and shown.frame.step == state.step:
        return shown.frame
    try:
        found: Frame = workers().submit(observe, run.config, state, MEASURES).result(PATIENCE)
    except (BrokenExecutor, Late):
        return None
    return found
