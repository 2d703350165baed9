"""Drawing data on the plane: the picture, and what it reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import markdown
from dashboard.own import draft as drafts
from dashboard.panels.component import draw as draw_panel
from dashboard.panels.payload import pack
from models.datasets import Own, OwnError, own_drawing
from models.datasets.own_rules import MOST_CLASSES, SMALL

KEY = "own_sketch"
POINTS = drafts.KEY + drafts.DRAWN


def draw(use: Callable[[Own], None]) -> None:
    """The plane to draw on, and the button that takes the drawing.

    Parameters
    ----------
    use : callable
        Called with the data when somebody takes them.
    """
    draw_panel(pack(view(points())), key=KEY, on_select_change=_take)
    try:
        own = own_drawing.own_of(own_drawing.read(points()))
    except OwnError as error:
        st.caption(markdown.plain(str(error)))
        st.button("Use these data", type="primary", key="own_drawn_use", disabled=True)
        return
    st.button("Use these data", type="primary", key="own_drawn_use", on_click=use, args=(own,))


def points() -> str:
    """What was drawn so far, else the drawing that is in use."""
    if POINTS not in st.session_state:
        own = drafts.kept()
        drawn = own is not None and own.drawn
        st.session_state[POINTS] = (
            own_drawing.write(own_drawing.points_of(own)) if own is not None and drawn else ""
        )
    found: str = st.session_state[POINTS]
    return found


def view(drawn: str) -> dict[str, Any]:
    """What the picture draws."""
    return {
        "kind": "sketch",
        "title": None,
        "announce": "",
        "note": None,
        "points": drawn,
        "classes": MOST_CLASSES,
        "most": SMALL,
    }


def _take() -> None:
    text = st.session_state[KEY]["select"]
    if text is None:
        return
    try:
        st.session_state[POINTS] = own_drawing.write(own_drawing.read(text))
    except OwnError as error:
        st.toast(markdown.plain(str(error)), icon=":material/block:")
