"""What stands below the curves, under one tab each; only the open one is computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

import streamlit as st

from dashboard.functions import cost, focus, signals, table
from dashboard.run import Run
from models.choices import ActivationChoice

TABS = "functions_tabs"
Choices = tuple[ActivationChoice, ...]

DRAWN: Mapping[str, Callable[[Run, Choices], None]] = MappingProxyType(
    {
        "One in focus": focus.draw,
        "Properties": lambda run, choices: table.draw(choices),
        "Signals": lambda run, choices: signals.draw(choices),
        "Cost": lambda run, choices: cost.draw(choices),
    }
)


def draw(run: Run, choices: Choices) -> None:
    """The tabs, for what is shown."""
    if not choices:
        return
    tabs = st.tabs(list(DRAWN), key=TABS, on_change="rerun")
    for tab, drawn in zip(tabs, DRAWN.values(), strict=True):
        if tab.open:
            with tab:
                drawn(run, choices)
