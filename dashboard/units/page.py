"""What is asked about the nets that the page shows, and what is drawn from the answers."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from dashboard.charts.unit_choice import UnitChoice, ask
from dashboard.charts.units import Page
from dashboard.functions import calls
from dashboard.run import Run
from models.config import RunConfig
from models.summaries import median_nets
from models.unit_history import UnitHistory, unit_history

HISTORY = "units_history"
WAIT = ":gray[Measuring how the unit has changed …]"


def page_of(run: Run, choice: UnitChoice) -> Page:
    """The questions about each net that is shown, and the history of the selected unit."""
    nets = chosen_nets(run, choice.groups)
    asked = tuple(ask(run.config, choice, net, still=not run.playing) for net in nets)
    return Page(choice, asked, _past(run, choice, nets))


def chosen_nets(run: Run, groups: tuple[int, ...]) -> tuple[int, ...]:
    """The median seed of each activation, by what is drawn now; else its first seed."""
    config, drawn = run.config, run.shown
    if run.stale or drawn is None or "loss" not in drawn.frame:
        return tuple(group * config.seeds for group in groups)
    gone = np.array([found is not None for found in drawn.frame.divergence])
    losses = np.where(gone, np.nan, drawn.frame["loss"].test_loss)
    found = median_nets(losses, config.seeds)
    return tuple(found[group] for group in groups)


def wait(run: Run, choice: UnitChoice) -> None:
    """While the history of a unit is computed: say so, and draw the page again once it is there."""
    asked = st.session_state.get(HISTORY)
    if asked is not None and _questions(run, choice) and not asked.done:
        calls.wait(asked, WAIT)


def _past(run: Run, choice: UnitChoice, nets: tuple[int, ...]) -> tuple[UnitHistory | None, ...]:
    nothing: tuple[UnitHistory | None, ...] = (None,) * len(nets)
    if not _questions(run, choice):
        return nothing
    layer, unit = choice.unit or (0, 0)
    wanted = tuple(
        partial(unit_history, _plain(run.config), run.past.states, net, layer, unit) for net in nets
    )
    asked = st.session_state.get(HISTORY)
    if asked is None or not asked.asks(wanted):
        asked = calls.ask(HISTORY, wanted)
    return tuple(answer.result() for answer in asked.answers) if asked.done else nothing


def _questions(run: Run, choice: UnitChoice) -> bool:
    """Whether the history of a unit can be asked for: while nothing trains."""
    return choice.unit is not None and not run.playing and not run.stale and len(run.past.steps) > 1


def _plain(config: RunConfig) -> RunConfig:
    """What the nets are; changes of the learning rate made live do not matter to them."""
    return config.restarted()
