"""The autopsy of a chosen death: what killed the unit, and a run in which one thing differs.

Both are computed by a worker while the page waits without standing still.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.activations import ledger
from dashboard.charts.autopsy import autopsy_view, retry_view
from dashboard.charts.moment import net_look
from dashboard.functions.calls import Asked, Question, ask, wait
from dashboard.panels.component import draw as draw_panel
from dashboard.panels.payload import pack
from dashboard.run import Run
from models.autopsy import Autopsy, before_death, find_death
from models.events import DEATHS, Event
from models.past import Past
from models.remedies import REMEDIES
from models.retry import retry
from models.state import State

FOUND, TRIED, REMEDY = "autopsy_found", "autopsy_tried", "autopsy_remedy"
LEAST, MOST = 100, 2000


def draw(run: Run, groups: tuple[int, ...]) -> None:
    """The panel below the ledger; only while the run is paused."""
    if run.playing:
        st.markdown("Pause to choose a death: then you see which update killed the unit.")
        return
    if run.shown is None or run.stale:
        return
    event = ledger.choose(run.shown, groups)
    if event is None:
        return
    state = kept_before(run.past, run.history.events, event)
    place = (event.net, event.layer, event.unit)
    asked = _asked(FOUND, partial(find_death, run.config, state, *place, event.step))
    if not asked.done:
        wait(asked, "A worker follows the unit step by step.")
        return
    found: Autopsy = asked.answers[0].result()
    look = net_look(run.config.nets[event.net // run.config.seeds])
    draw_panel(pack(autopsy_view(found, run.config.train_count, look)), key="autopsy")
    _second_life(run, event, state, found)


def kept_before(past: Past, events: tuple[Event, ...], event: Event) -> State:
    """The newest State from which a death can be followed, if possible one where the unit lives."""
    place = (event.net, event.layer, event.unit)
    own = [one for one in events if (one.net, one.layer, one.unit) == place]
    states = [state for state in past.states if state.step <= before_death(event.step)]
    return max(states, key=lambda state: (not _dead(own, state.step), state.step))


def _dead(own: list[Event], step: int) -> bool:
    """Whether a unit was dead at a step, by its events: on the grid."""
    lives = [one.kind for one in own if one.step <= step and one.kind in DEATHS]
    return bool(lives) and lives[-1] == "died"


def steps_after(start: int, died: int) -> int:
    """How many steps a run with a remedy takes: twice the way to the death, within bounds.

    >>> steps_after(0, 10), steps_after(64, 208), steps_after(0, 9000)
    (100, 288, 2000)
    """
    return min(max(2 * (died - start), LEAST), MOST)


def _asked(key: str, question: Question) -> Asked:
    known: Asked | None = st.session_state.get(key)
    if known is None or not known.asks((question,)):
        return ask(key, (question,))
    return known


def _second_life(run: Run, event: Event, state: State, found: Autopsy) -> None:
    config = run.config
    remedy = _remedies(run, event, state)
    if remedy is None:
        return
    steps = steps_after(state.step, found.died)
    place: tuple[Any, ...] = (event.net, event.layer, event.unit)
    question = partial(retry, config, state, *place, remedy, steps, found.edge_is)
    asked = _asked(TRIED, question)
    if not asked.done:
        wait(asked, "A worker trains the run again.")
        return
    answer = asked.answers[0].result()
    st.markdown(f"**{words.verdict(answer)}**")
    look = net_look(config.nets[event.net // config.seeds])
    draw_panel(pack(retry_view(answer, look)), key="second_life")


def _remedies(run: Run, event: Event, state: State) -> str | None:
    """A button for each remedy; the one that was pressed for this death."""
    st.markdown(
        f"Run it again from step {state.step:,}, with one thing changed: would the unit live?"
    )
    with st.container(horizontal=True, gap="xsmall"):
        for entry in REMEDIES.values():
            st.button(
                entry.name,
                key=f"remedy_{entry.key}",
                on_click=_press,
                args=(event, entry.key),
                disabled=not entry.helps(run.config, state, event.net),
                help=f"{entry.phrase}; everything else as it was.",
            )
    pressed = st.session_state.get(REMEDY)
    return pressed[1] if pressed and pressed[0] == event else None


def _press(event: Event, remedy: str) -> None:
    st.session_state[REMEDY] = (event, remedy)
