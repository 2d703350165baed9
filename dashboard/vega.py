"""Vega-Lite charts on a page: the theme that they are made for, and where they stand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import streamlit as st

Spec = dict[str, Any]
Mode = Literal["light", "dark"]


def mode() -> Mode:
    """The theme that the page has now."""
    return "dark" if st.context.theme.type == "dark" else "light"


def show(
    spec: Spec,
    key: str,
    on_pick: Callable[[], None] | None = None,
    width: int | Literal["stretch"] = "stretch",
) -> None:
    """Draw a chart.

    Its panels get the width that it has: what stands beside them reaches into the padding.

    Parameters
    ----------
    spec : dict
        With the pixels beside its panels as ``usermeta.beside``.
    key : str
        Identity of the chart on the page: letters, digits and underscores.
    on_pick : callable, optional
        Called when somebody clicks something in the chart; `picked` says what.
    width : int or "stretch"
        Of the chart with what stands beside it.
    """
    heard: Any = on_pick or "ignore"
    st.html(f"<style>.st-key-{key} {{ padding-right: {spec['usermeta']['beside']}px }}</style>")
    with st.container(key=key, width=width):
        st.vega_lite_chart(spec, theme=None, width="stretch", key=f"{key}_chart", on_select=heard)


def picked(key: str, name: str) -> dict[str, Any]:
    """The fields of what was clicked last in a chart, by the name of its selection."""
    event = st.session_state.get(f"{key}_chart")
    points = event["selection"].get(name, []) if event else []
    return dict(points[-1]) if points else {}
