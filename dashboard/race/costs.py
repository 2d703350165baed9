"""What a step of each activation costs: asked of a worker once for each kind of net."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dashboard.functions import calls
from dashboard.run import Run
from models.config import RunConfig
from models.race.step_cost import costed, step_costs

KEY, MEASURED = "race_costs", "race_costs_measured"
WAIT = ":gray[Measuring what a step costs …]"


def costs_of(config: RunConfig) -> tuple[float, ...] | None:
    """Seconds of a step of each activation; None until a worker has measured them."""
    kept, plain = st.session_state.setdefault(MEASURED, {}), costed(config)
    asked = st.session_state.get(KEY)
    if plain not in kept and asked is not None and _asks(asked, plain) and asked.done:
        kept[plain] = asked.answers[0].result()
    found: tuple[float, ...] | None = kept.get(plain)
    return found


def measure(run: Run) -> None:
    """Have them measured once the race has begun, and draw the page again when they are there."""
    if run.step == 0 or costs_of(run.config) is not None:
        return
    plain, asked = costed(run.config), st.session_state.get(KEY)
    if asked is None or not _asks(asked, plain):
        asked = calls.ask(KEY, (partial(step_costs, plain),))
    calls.wait(asked, WAIT)


def _asks(asked: calls.Asked, plain: RunConfig) -> bool:
    return asked.questions[0].args == (plain,)
