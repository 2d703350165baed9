"""What the pictures of all labs need of Streamlit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.svg import save_button
from models.labs.stored import StoredGrid

Spec = dict[str, Any]


def mode() -> str:
    """The theme that the page has now."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(spec: Spec, key: str, on_pick: Callable[[], None] | None = None) -> None:
    """Draw a chart of `dashboard.charts.labs`, with a button that saves it.

    Parameters
    ----------
    spec : dict
    key : str
        Identity of the chart on the page: letters, digits and underscores.
    on_pick : callable, optional
        Called when somebody clicks something in the chart; `picked` says what.
    """
    heard: Any = on_pick or "ignore"
    beside = spec["usermeta"]["beside"]
    st.html(f"<style>.st-key-{key} {{ padding-right: {beside}px }}</style>")
    with st.container(gap=None):
        with st.container(key=key):
            st.vega_lite_chart(
                spec, theme=None, width="stretch", key=f"{key}_chart", on_select=heard
            )
        with st.container(horizontal=True, horizontal_alignment="right"):
            save_button(key, f"actiscope-{key}.svg", key=f"{key}_svg")


def picked(key: str, name: str) -> dict[str, Any]:
    """The fields of what was clicked last in a chart, by the name of its selection."""
    event = st.session_state.get(f"{key}_chart")
    points = event["selection"].get(name, []) if event else []
    return dict(points[-1]) if points else {}


def stored_note(grid: StoredGrid) -> None:
    """Say that a result was stored, with what, and how it was set up."""
    st.caption(f":material/inventory_2: Stored result: {grid.about} {grid.made_with}")
