"""The tick: collect what a worker has done, ask for more, draw.

A tick never waits for training. Nothing trains when nobody looks, because only ticks ask.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import numbers, session, shell
from dashboard.pace import FULL, TICK, Pace, pace, paced
from dashboard.panels import component
from dashboard.panels.payload import pack
from dashboard.run import Measures, Run, Shown
from dashboard.workers import workers
from models.state import Budget

View = Callable[[Shown, str], Mapping[str, Any]]

RECENT = 8
LONGEST_BUDGET, SHORTEST_BUDGET = 0.5, 0.03
SPARE = 0.05
BUSY = 0.9
FRAMES = "live_frame_seconds"
TICKING = "live_interval"
CLICKED = "live_clicked"


@dataclass
class Picture:
    """The picture of a page, packed anew only when there is something new to see.

    Parameters
    ----------
    view : callable
        ``view(shown, announce)``: what is drawn; `announce` is what a screen reader is told when
        it changes.
    key : str
        Identity of the picture on the page.
    on_change : mapping
        See `dashboard.panels.component.draw`.
    ahead : callable, optional
        Called before each frame.
    """

    view: View
    key: str
    on_change: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    ahead: Callable[[], None] | None = None
    _packed: tuple[Shown, str, bytes] | None = field(default=None, init=False, repr=False)

    def draw(self, shown: Shown, announce: str) -> None:
        """Draw what is shown."""
        if self.ahead is not None:
            self.ahead()
        kept = self._packed
        if kept is None or kept[0] is not shown or kept[1] != announce:
            kept = self._packed = (shown, announce, pack(self.view(shown, announce)))
        component.draw(kept[2], self.key, **self.on_change)


@dataclass(frozen=True)
class Ticks:
    """How often a page is drawn, as it was decided when the whole page ran.

    Parameters
    ----------
    moving : bool
        Whether there is anything to wait for.
    every : float
        Seconds between ticks.
    pace : Pace
        That of this server.
    line : DeltaGenerator
        Where the status line is written. It is given, not looked up: a tick of an earlier run of
        the script must not write where a run that was interrupted has put another one.
    """

    moving: bool
    every: float
    pace: Pace
    line: DeltaGenerator


def interval(recent: list[float], answer: float = 0.0, now: float = TICK) -> float:
    """Seconds between ticks: twice the slowest recent frame, and what answers take at least.

    Parameters
    ----------
    recent : list of float
        Seconds that the last frames took.
    answer : float
        Seconds in which the workers can answer everybody, with as little training as can be asked
        for.
    now : float
        The interval so far; it becomes shorter only where that leaves room to spare.

    Examples
    --------
    >>> interval([0.05]), interval([0.05, 0.2]), interval([0.2], now=1.0)
    (0.25, 0.5, 0.75)
    >>> interval([0.05], answer=0.6)
    0.75
    """
    return paced(FULL * max(answer, 2 * max(recent, default=0.0)), now)


def show(measures: Measures, picture: Picture | None = None) -> None:
    """The live region of a page.

    Parameters
    ----------
    measures : tuple
        What the page draws from: keys of `models.measures.MEASURES`, and questions.
    picture : Picture, optional
        What is drawn from it.
    """
    run = session.current()
    session.ask_for(run, measures)
    moving = run.playing or run.call is not None
    session.settle(run)
    recent = st.session_state.setdefault(FRAMES, [])
    kept, common = st.session_state.get(TICKING, TICK), pace()
    every = st.session_state[TICKING] = _interval(run, recent, kept, common)
    ticks = Ticks(moving, every, common, shell.status_line())
    if not moving:
        common.leave(id(run))
    st.session_state[CLICKED] = True
    st.fragment(_tick, run_every=every if moving else None)(run, picture, ticks)


def _interval(run: Run, recent: list[float], now: float, common: Pace) -> float:
    least = (run.measuring + SHORTEST_BUDGET) * common.sessions / workers().size
    answer = least if run.playing else 0.0
    return max(interval(recent, answer, now), common.interval(now))


def _tick(run: Run, picture: Picture | None, ticks: Ticks) -> None:
    # Somebody waits for a whole page, which was clicked for; frames come by themselves.
    with ticks.pace.turns.take(hurry=st.session_state.pop(CLICKED, False)):
        began = time.perf_counter()
        if ticks.moving:
            ticks.pace.tick(id(run))
        run.collect()
        if run.playing and run.call is None:
            _ask(run, ticks)
        _say(run, ticks)
        if picture is not None and run.shown is not None and run.shows(run.measures):
            picture.draw(run.shown, announcement(run))
        recent = st.session_state[FRAMES]
        recent.append(time.perf_counter() - began)
        del recent[:-RECENT]
    if ticks.moving and (not (run.playing or run.call) or _changes(run, recent, ticks)):
        st.rerun()


def _changes(run: Run, recent: list[float], ticks: Ticks) -> bool:
    wanted = _interval(run, recent, ticks.every, ticks.pace)
    return wanted != ticks.every and ticks.pace.may_change()


def announcement(run: Run) -> str:
    """The state of the run in words; it changes with the state, not with every frame."""
    if run.stopped is not None:
        return f"Stopped at step {numbers.step(run.step)}: {run.stopped}."
    if run.playing and run.until is not None:
        return f"Training to step {numbers.step(run.until)}."
    if run.playing:
        return "Playing."
    return f"Paused at step {numbers.step(run.shown_step)}." if run.step else "Ready to play."


def _ask(run: Run, ticks: Ticks) -> None:
    if not run.history.readings:
        run.ask_to_measure()
        return
    share = BUSY * ticks.every * workers().size / max(1, ticks.pace.sessions)
    seconds = budget(ticks.every, run.measuring, share)
    steps = run.now.speed or None if run.until is None else run.until - run.step
    run.ask_to_train(Budget(steps=steps, seconds=seconds))


def budget(every: float, measuring: float, share: float) -> float:
    """Seconds of training of a tick, beside measuring its frame.

    Parameters
    ----------
    every : float
        Seconds until the next tick, which the frame should not be late for.
    measuring : float
        Seconds that measuring takes.
    share : float
        Seconds of the workers' time that each session can have in a tick.

    >>> round(budget(0.25, 0.08, 0.4), 2), budget(0.25, 0.3, 0.4), budget(4.0, 0.01, 7.2)
    (0.12, 0.03, 0.5)
    >>> round(budget(1.0, 0.01, 0.05), 2)
    0.04
    """
    longest = min(LONGEST_BUDGET, every - SPARE - measuring, share - measuring)
    return max(SHORTEST_BUDGET, longest)


def _say(run: Run, ticks: Ticks) -> None:
    shell.status(run, ticks.line, ticks.every if ticks.every > TICK else None)
    if run.resumed_at is not None:
        text = f"Worker restarted; continued from step {numbers.step(run.resumed_at)}"
        st.toast(text, icon=":material/restart_alt:")
        run.resumed_at = None
    shell.tell_of_workers()
    for sentence in run.unsaid():
        st.toast(sentence, icon=":material/memory:", duration="long")
