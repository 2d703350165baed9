"""Which nets of a run a page draws, where it draws one or two, and which of their layers."""

from __future__ import annotations

import streamlit as st

from dashboard.controls.activations import label
from models.config import RunConfig

MOST = 2
WIDGET, KEPT = "shown_nets", "shown_nets_kept"


def choose_nets(config: RunConfig) -> tuple[int, ...]:
    """Positions of the activations to draw, in their order: one of them, or two side by side."""
    names = [str(net) for net in config.nets]
    if len(names) == 1:
        return (0,)
    kept = [name for name in st.session_state.get(KEPT, ()) if name in names] or names[:MOST]
    st.session_state[KEPT] = st.session_state[WIDGET] = kept
    st.segmented_control(
        "Nets",
        options=names,
        default=kept,
        selection_mode="multi",
        format_func=label,
        key=WIDGET,
        on_change=_choose,
        help="One net, or two side by side; a third takes the place of the first chosen.",
        label_visibility="collapsed",
    )
    return tuple(index for index, name in enumerate(names) if name in kept)


def choose_layer(config: RunConfig) -> int:
    """The layer that is drawn through time, from 0; the output is the last."""
    count = len(config.hidden)
    if not count:
        return 0
    names = [*(f"layer {index + 1}" for index in range(count)), "output"]
    chosen = st.selectbox(
        "Layer through time",
        options=names,
        format_func=lambda name: f"Through time: {name}",
        key=f"shown_layer_of_{count}",
        label_visibility="collapsed",
        width=220,
    )
    return names.index(chosen)


def _choose() -> None:
    """Keep the newest two; the last one stays."""
    chosen, before = st.session_state[WIDGET], st.session_state[KEPT]
    ordered = [name for name in before if name in chosen]
    ordered += [name for name in chosen if name not in before]
    st.session_state[KEPT] = ordered[-MOST:] or before
