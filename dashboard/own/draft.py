"""What somebody has brought or drawn so far, kept in this browser session and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from models.datasets import Own, OwnError, own_choice, own_reading
from models.datasets.own_choice import Choice
from models.datasets.own_reading import Table
from models.datasets.own_text import Reference

UPLOADED, PASTED, DRAWN = "uploaded", "pasted", "drawn"
KEPT, OPEN, WAITING, BEFORE = "own_kept", "own_open", "own_waiting", "own_before"
KEY = "own_draft_"


@dataclass(frozen=True, eq=False)
class Draft:
    """A table on its way to be data.

    Parameters
    ----------
    source : bytes or str
        What was brought.
    name : str
        What it is called in sentences.
    table : Table or None
    choice : Choice or None
        What was chosen of it.
    refused : str
        Why there is no table, or no choice; empty where there is.
    """

    source: bytes | str = ""
    name: str = ""
    table: Table | None = None
    choice: Choice | None = None
    refused: str = ""


@dataclass(frozen=True)
class Waiting:
    """A link whose data are not in it.

    Parameters
    ----------
    query : dict
        The link.
    meant : Reference
        Which data it needs.
    """

    query: dict[str, str]
    meant: Reference


def kept() -> Own | None:
    """The data of this session, whether they are in use or not."""
    found: Own | None = st.session_state.get(KEPT)
    return found


def remember(own: Own | None) -> None:
    """Keep data that are in use, so that another dataset does not lose them."""
    if own is not None:
        st.session_state[KEPT] = own


def waiting() -> Waiting | None:
    """The link that waits for its data, if one does."""
    found: Waiting | None = st.session_state.get(WAITING)
    return found


def draft(part: str) -> Draft:
    """What was brought in one way: `UPLOADED` or `PASTED`."""
    found: Draft = st.session_state.get(KEY + part, Draft())
    return found


def change(part: str, **values: Any) -> None:
    """Change what was brought in one way."""
    st.session_state[KEY + part] = replace(draft(part), **values)


def bring(part: str, source: bytes | str, name: str, header: bool | None = None) -> None:
    """Read what was brought, and suggest what to take of it."""
    st.session_state[KEY + part] = found = _read(source, name, header)
    if found.table is not None:
        with _refusing(part):
            change(part, choice=_suggested(found.table))


def _read(source: bytes | str, name: str, header: bool | None) -> Draft:
    try:
        return Draft(source, name, own_reading.read(source, header))
    except OwnError as error:
        return Draft(name=name, refused=str(error))


@contextmanager
def _refusing(part: str) -> Iterator[None]:
    try:
        yield
    except OwnError as error:
        change(part, refused=str(error))


def _suggested(table: Table) -> Choice:
    """What the waiting link asks for where the table has it, else what is likely."""
    link = waiting()
    if link is not None and {*link.meant.features, link.meant.target} <= set(table.names):
        meant = link.meant
        plane = tuple(meant.features[at] for at in meant.plane if at < len(meant.features))
        return Choice(meant.features, meant.target, meant.classes, plane)
    return own_choice.suggested(table)
