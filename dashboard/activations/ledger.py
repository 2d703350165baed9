"""The ledger: one row per unit, and which death is chosen."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import numbers, words
from dashboard.run import Run, Shown
from models.config import RunConfig
from models.events import Event
from models.ledger import LedgerRow, ledger
from models.measures.reading import SATURATED

TABLE, DEATH = "ledger_table", "ledger_death"
SLOWLY = 2.0
HEIGHT = 300
STEPS = ("First died", "Last revived", "Saturated")
HELP = MappingProxyType(
    {
        "Now": "Dead: slope 0 and the same output on every training sample. Saturated: flat, on "
        f"a side where the function has a limit, on at least {100 * SATURATED:.0f} % of them.",
        "First died": "Step at which it was first seen dead; 0 for a unit that the first weights "
        "left dead.",
        "Last revived": "Step at which it was last seen to have come back.",
        "Saturated": "Step at which it was first seen saturated.",
    }
)


def deaths(shown: Shown, groups: tuple[int, ...]) -> tuple[Event, ...]:
    """Deaths of the chosen nets up to the shown step, in order of steps."""
    step, seeds = shown.frame.step, shown.config.seeds
    return tuple(
        event
        for event in shown.history.events
        if event.kind == "died" and event.net // seeds in groups and event.step <= step
    )


def table(shown: Shown, groups: tuple[int, ...]) -> tuple[tuple[LedgerRow, ...], pd.DataFrame]:
    """The rows of the chosen nets and their table: dead units first, then those that once were."""
    config, history = shown.config, shown.history
    if history.last.step > shown.frame.step:
        history = history.until(shown.frame.step)
    rows = [row for row in ledger(history, config) if row.net // config.seeds in groups]
    rows.sort(key=lambda row: (not row.dead_now, row.died is None, row.died or 0))
    frame = pd.DataFrame([_columns(config, row) for row in rows], columns=[*_columns(config)])
    return tuple(rows), frame.astype(dict.fromkeys(STEPS, "Int64"))


def _columns(config: RunConfig, row: LedgerRow | None = None) -> dict[str, Any]:
    net = config.nets[row.net // config.seeds].name if row else ""
    seed = {"Seed": config.net_seeds[row.net] if row else 0} if config.seeds > 1 else {}
    return {
        "Net": net,
        **seed,
        "Layer": row.layer + 1 if row else 0,
        "Unit": row.unit + 1 if row else 0,
        "Now": _now(row) if row else "",
        "First died": row.died if row else None,
        "Last revived": row.revived if row else None,
        "Deaths": row.deaths if row else 0,
        "Revivals": row.revivals if row else 0,
        "Saturated": row.saturated if row else None,
    }


def _now(row: LedgerRow) -> str:
    if row.dead_now:
        return "dead"
    return "saturated" if row.saturated_now else "alive"


def draw(run: Run, groups: tuple[int, ...]) -> None:
    """The table: every two seconds while the run plays, with rows to choose while it is paused."""
    moving = run.playing
    st.fragment(_draw, run_every=SLOWLY if moving else None)(run, groups, moving)


def _draw(run: Run, groups: tuple[int, ...], moving: bool) -> None:
    shown = run.shown
    if shown is None or run.stale:
        return
    rows, frame = table(shown, groups)
    how: dict[str, Any] = {"hide_index": True, "height": HEIGHT, "column_config": _config()}
    how |= {"placeholder": numbers.NONE, "alt": "One row per unit: what has become of it."}
    if moving:
        st.dataframe(frame, **how)
        return
    state = st.dataframe(frame, **how, on_select="rerun", selection_mode="single-row", key=TABLE)
    chosen = state.selection.rows
    if chosen:
        _choose(shown, rows[chosen[0]], groups)


def _config() -> dict[str, Any]:
    return {name: st.column_config.Column(help=text) for name, text in HELP.items()}


def _choose(shown: Shown, row: LedgerRow, groups: tuple[int, ...]) -> None:
    """Choose the last death of a unit, and draw the whole page with it."""
    place = (row.net, row.layer, row.unit)
    found = [e for e in deaths(shown, groups) if (e.net, e.layer, e.unit) == place]
    if found and st.session_state.get(DEATH) != found[-1]:
        st.session_state[DEATH] = found[-1]
        st.rerun()


def choose(shown: Shown, groups: tuple[int, ...]) -> Event | None:
    """The death that is chosen, by name or by a row of the table; None until one is."""
    found = deaths(shown, groups)
    if not found:
        return None
    if st.session_state.get(DEATH) not in found:
        st.session_state[DEATH] = None
    return st.selectbox(
        "Choose a death",
        options=found,
        format_func=lambda event: death_name(shown.config, event),
        index=None,
        key=DEATH,
        placeholder="A death, or a row of the table",
        help="What happened in the steps around it, and what would have saved the unit.",
        width=400,
    )


def death_name(config: RunConfig, event: Event) -> str:
    """A death, in words."""
    net = config.nets[event.net // config.seeds].name
    seed = f", seed {config.net_seeds[event.net]}" if config.seeds > 1 else ""
    return f"{words.unit_name(f'{net}{seed}', event.layer, event.unit)}: step {event.step:,}"
