"""What the pictures of all labs need of Streamlit."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard import numbers, vega
from dashboard.svg import save_button
from dashboard.vega import Spec, mode, picked
from models.labs.stored import StoredGrid

__all__ = ["Spec", "maps_note", "mode", "picked", "show", "stored_note"]


def show(spec: Spec, key: str, on_pick: Callable[[], None] | None = None) -> None:
    """Draw a chart of `dashboard.charts.labs`, with a button that saves it.

    Parameters
    ----------
    spec, key, on_pick
        See `dashboard.vega.show`.
    """
    with st.container(gap=None):
        vega.show(spec, key, on_pick)
        with st.container(horizontal=True, horizontal_alignment="right"):
            save_button(key, f"actiscope-{key}", key=f"{key}_svg")


def stored_note(grid: StoredGrid) -> None:
    """Say that a result was stored, with what, and how it was set up."""
    st.caption(f":material/inventory_2: Stored result: {grid.about} {grid.made_with}")


def maps_note(low: float, high: float, nets: int = 1) -> None:
    """A key to decision fields between low and high of the first of some nets."""
    which = f"Each picture shows the first of {nets} nets. " if nets > 1 else ""
    st.caption(
        f"{which}Dots: given points. Background: what the net says. Line: 50 : 50. Both sides go "
        f"from {numbers.plain(low)} to {numbers.plain(high)}."
    )
