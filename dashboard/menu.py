"""What every menu of activations offers: the formulas that this visitor typed, and the table."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from models.activations import ACTIVATIONS, FAMILIES, TYPED, Activation, find
from models.choices import ActivationChoice

KEY = "menu_typed"
MOST = 40


def entries() -> tuple[Activation, ...]:
    """The formulas in the order in which they were met, then the table in its own."""
    return (*map(find, st.session_state.get(KEY, ())), *ACTIVATIONS.values())


def families() -> tuple[str, ...]:
    """The families that `entries` has."""
    return (TYPED, *FAMILIES) if st.session_state.get(KEY) else FAMILIES


def remember(choices: Iterable[ActivationChoice]) -> None:
    """Keep the formulas among these in the menus; of too many, the oldest go."""
    kept = st.session_state.get(KEY, ())
    met = (choice.key for choice in choices if choice.activation.family == TYPED)
    st.session_state[KEY] = tuple(dict.fromkeys((*kept, *met)))[-MOST:]
