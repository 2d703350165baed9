"""Values that a browser still reports although the page has replaced them.

While a run plays, the browser asks for a frame some times a second and tells each time what its
widgets hold. A question that was on its way when the page gave a widget another value still has the
old one, which must not be taken for a choice.
"""

from __future__ import annotations

import time
from typing import Any

import streamlit as st

REPLACED = "controls_replaced"
SECONDS = 1.5


def replace(key: str, value: Any) -> None:
    """Have the widget with the key show a value, where it shows another one."""
    state = st.session_state
    if key in state and state[key] != value:
        state.setdefault(REPLACED, {})[key] = (state[key], time.monotonic())
    if key not in state or state[key] != value:
        state[key] = value


def is_echo(key: str) -> bool:
    """Whether the widget reports what the page has just replaced."""
    found = st.session_state.get(REPLACED, {}).get(key)
    if found is None:
        return False
    old, since = found
    return bool(st.session_state[key] == old and time.monotonic() - since < SECONDS)
