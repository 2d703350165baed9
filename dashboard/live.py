"""The tick: collect what a worker has done, ask for more, draw.

A tick never waits for training. Nothing trains when nobody looks, because only ticks ask.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import numbers, session, shell
from dashboard.run import Measures, Run, Shown
from dashboard.workers import workers
from models.state import Budget

Draw = Callable[[Shown, str], None]

TICK = 0.25
SLOWEST_TICK = 4.0
RECENT = 8
LONGEST_BUDGET, SHORTEST_BUDGET = 0.5, 0.05
SPARE = 0.05
FRAMES = "live_frame_seconds"
TICKING = "live_interval"


def interval(recent: list[float], now: float = TICK) -> float:
    """Seconds between ticks: at least twice the slowest recent frame, in powers of two.

    Parameters
    ----------
    recent : list of float
        Seconds that the last frames took.
    now : float
        The interval so far; it is halved only where the half leaves room to spare.

    Examples
    --------
    >>> interval([0.05]), interval([0.05, 0.2]), interval([0.2], now=1.0)
    (0.25, 0.5, 0.5)
    """
    slowest = max(recent, default=0.0)
    wanted = TICK
    while wanted < min(2 * slowest, SLOWEST_TICK):
        wanted *= 2
    roomy = 4 * slowest <= now
    return wanted if wanted > now or roomy else now


def show(measures: Measures, draw: Draw) -> None:
    """The live region of a page.

    Parameters
    ----------
    measures : tuple
        What the page draws from: keys of `models.measures.MEASURES`, and questions.
    draw : callable
        ``draw(shown, announce)``: always the same elements in the same order; `announce` is what a
        screen reader is told when it changes.
    """
    run = session.current()
    session.ask_for(run, measures)
    moving = run.playing or run.call is not None
    session.settle(run)
    recent = st.session_state.setdefault(FRAMES, [])
    every = interval(recent, st.session_state.get(TICKING, TICK))
    st.session_state[TICKING] = every
    # The line is given, not looked up: a tick of an earlier run of the script must not write where
    # a run that was interrupted has put another one.
    line = shell.status_line()
    st.fragment(_tick, run_every=every if moving else None)(run, draw, line, moving, every)


def _tick(run: Run, draw: Draw, line: DeltaGenerator, moving: bool, every: float) -> None:
    began = time.perf_counter()
    run.collect()
    if run.playing and run.call is None:
        _ask(run, every)
    _say(run, line)
    if run.shown is not None and run.shows(run.measures):
        draw(run.shown, announcement(run))
    recent = st.session_state[FRAMES]
    recent.append(time.perf_counter() - began)
    del recent[:-RECENT]
    if moving and (not (run.playing or run.call) or interval(recent, every) != every):
        st.rerun()


def announcement(run: Run) -> str:
    """The state of the run in words; it changes with the state, not with every frame."""
    if run.stopped is not None:
        return f"Stopped at step {numbers.step(run.step)}: {run.stopped}."
    if run.playing and run.until is not None:
        return f"Training to step {numbers.step(run.until)}."
    if run.playing:
        return "Playing."
    return f"Paused at step {numbers.step(run.shown_step)}." if run.step else "Ready to play."


def _ask(run: Run, every: float) -> None:
    if not run.history.readings:
        run.ask_to_measure()
        return
    pool = workers()
    share = every * pool.size / max(1, pool.in_flight + 1)
    seconds = min(share, budget(every, run.measuring))
    steps = run.now.speed or None if run.until is None else run.until - run.step
    run.ask_to_train(Budget(steps=steps, seconds=seconds))


def budget(every: float, measuring: float) -> float:
    """Seconds of training that leave time to measure the frame before the next tick.

    >>> round(budget(0.25, 0.08), 2), budget(0.25, 0.3), budget(4.0, 0.01)
    (0.12, 0.05, 0.5)
    """
    return min(LONGEST_BUDGET, max(SHORTEST_BUDGET, every - SPARE - measuring))


def _say(run: Run, line: DeltaGenerator) -> None:
    shell.status(run, line)
    if run.resumed_at is not None:
        text = f"Worker restarted; continued from step {numbers.step(run.resumed_at)}"
        st.toast(text, icon=":material/restart_alt:")
        run.resumed_at = None
    shell.tell_of_workers()
    for sentence in run.unsaid():
        st.toast(sentence, icon=":material/memory:", duration="long")
