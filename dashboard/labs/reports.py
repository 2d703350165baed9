"""What somebody does in a picture of a lab, such as moving a knot, as settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from dashboard import session

REPORTED = "lab_reported"

Taken = Callable[[str], Mapping[str, str]]


def listeners(key: str, place: str, takes: Mapping[str, Taken]) -> dict[str, Callable[[], None]]:
    """What `dashboard.panels.component.draw` calls when its picture reports something.

    Parameters
    ----------
    key : str
        Of the picture.
    place : str
        Lab and part as its address names them: ``"hinges.build"``.
    takes : mapping
        By the name of a report: from its text to the settings that it changes, as an address
        writes them.
    """
    return {
        f"on_{name}_change": partial(_take, key, name, place, taken)
        for name, taken in takes.items()
    }


def follow() -> None:
    """Run the whole page again where a picture has changed a setting.

    The pictures of a lab stand in a part of the page that is drawn alone.
    """
    if st.session_state.pop(REPORTED, False):
        st.rerun()


def report(place: str, changed: Mapping[str, str]) -> None:
    """Change settings of the part at a place, written as an address writes them."""
    for setting, value in changed.items():
        session.put_own(f"{place}.{setting}", value or None)
    st.session_state[REPORTED] = True


def _take(key: str, name: str, place: str, taken: Taken) -> None:
    text = st.session_state[key][name]
    if text is None:
        return
    report(place, taken(text))
