"""What was understood of a table, and what is taken of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import combinations
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import markdown, numbers
from dashboard.own import draft as drafts
from dashboard.own.draft import Draft
from models.datasets import Own, OwnError, own_choice
from models.datasets.own_choice import Choice, can_be_classes, targets
from models.datasets.own_kinds import Column
from models.datasets.own_reading import Table
from models.datasets.own_rules import MOST_FEATURES

SEPARATORS = MappingProxyType({"\t": "tabs", ";": "semicolons", ",": "commas"})
SHOWN_ROWS = 4
LABEL, NUMBER = "as a class", "as a number"
COMPONENTS: tuple[str, ...] = ()


def draw(part: str, use: Callable[[Own], None]) -> None:
    """Everything below the place where a table was brought.

    Parameters
    ----------
    part : str
        `UPLOADED` or `PASTED`.
    use : callable
        Called with the data when somebody takes them.
    """
    found = drafts.draft(part)
    if found.table is not None:
        _understood(found, found.table)
    if found.refused:
        st.error(markdown.plain(_refusal(found)), icon=":material/block:")
        if found.table is not None:
            _header(part, found.table)
    elif found.table is not None and found.choice is not None:
        _choices(part, found.table, found.choice)
        _take(part, found.table, found.choice, use)


def _refusal(found: Draft) -> str:
    return f"{found.name}: {found.refused}" if found.name else found.refused


def _understood(found: Draft, table: Table) -> None:
    st.markdown(markdown.plain(understood(found.name, table)))
    st.dataframe(overview(table), hide_index=True, height=_height(len(table.columns)))
    for note in table.notes:
        st.caption(markdown.plain(note))


def _height(rows: int) -> int:
    return 35 * (min(rows, 5) + 1) + 3


def understood(name: str, table: Table) -> str:
    r"""One sentence: how a table was read.

    >>> from models.datasets.own_reading import read
    >>> understood("a.csv", read("a;b;k\n1,5;2;u\n3;4;v\n"))
    'a.csv: 2 rows of 3 columns, separated by semicolons, with decimal commas.'
    """
    sign = "comma" if table.comma else "point"
    encoding = f", in {table.encoding}" if table.encoding else ""
    return (
        f"{name}: {table.rows:,} rows of {len(table.columns)} columns, separated by "
        f"{SEPARATORS[table.separator]}, with decimal {sign}s{encoding}."
    )


def overview(table: Table) -> pd.DataFrame:
    """A row for each column: what it holds, its gaps, its first cells."""
    rows = [
        {
            "Column": each.name,
            "Holds": _holds(each),
            "Gaps": f"{each.gaps:,}",
            **{f"Row {at}": row[place] for at, row in enumerate(table.preview[:SHOWN_ROWS], 1)},
        }
        for place, each in enumerate(table.columns)
    ]
    return pd.DataFrame(rows, dtype=str)


def _holds(column: Column) -> str:
    if column.too_large:
        return "numbers, some infinite"
    if column.ends is None:
        return f"text, {len(column.texts) or 'many'} different"
    low, high = (numbers.plain(end) for end in column.ends)
    return f"numbers, all {low}" if column.constant else f"numbers, {low} to {high}"


def _read_again(part: str) -> None:
    found = drafts.draft(part)
    drafts.bring(part, found.source, found.name, bool(st.session_state[_key(part, "header")]))


def _choices(part: str, table: Table, choice: Choice) -> None:
    left, right = st.columns(2)
    with left:
        _target(part, table, choice)
    with right:
        _plane(part, choice)
    _features(part, table, choice)


def _target(part: str, table: Table, choice: Choice) -> None:
    """What is predicted, and whether it is a class where it may be either."""
    _widget(part, "target", choice.target, partial(st.selectbox, "Predict", targets(table)))
    column = table.column(choice.target)
    if can_be_classes(column) and column.usable:
        kind = LABEL if choice.classes else NUMBER
        draw = partial(
            st.radio, "as", (LABEL, NUMBER), horizontal=True, label_visibility="collapsed"
        )
        _widget(part, "kind", kind, draw)


def _header(part: str, table: Table) -> None:
    key = _key(part, "header")
    st.session_state[key] = table.header
    label = "The first row holds the names of the columns"
    st.checkbox(label, key=key, on_change=_read_again, args=(part,))


def _features(part: str, table: Table, choice: Choice) -> None:
    """From what it is predicted, and what becomes of gaps."""
    names = [each.name for each in table.columns if each.usable and each.name != choice.target]
    draw = partial(st.multiselect, "Features", names, max_selections=MOST_FEATURES)
    _widget(part, "features", list(choice.features), draw)
    if any(table.column(name).gaps for name in choice.features):
        label, options = "Where a feature has gaps, leave out", (False, True)
        draw = partial(st.radio, label, options, format_func=_left_out, horizontal=True)
        _widget(part, "gaps", choice.drop_columns, draw)


def _left_out(columns: bool) -> str:
    return "the feature" if columns else "the rows with gaps"


def _plane(part: str, choice: Choice) -> None:
    """What pictures show of more than two features."""
    if len(choice.features) > 2:
        planes = [COMPONENTS, *combinations(choice.features, 2)]
        draw = partial(st.selectbox, "Pictures show", planes, format_func=_plane_name)
        _widget(part, "plane", choice.plane, draw)


def _plane_name(plane: tuple[str, ...]) -> str:
    return f"{plane[0]} and {plane[1]}" if plane else "the first two principal components"


def _widget(part: str, name: str, value: Any, draw: partial[Any]) -> None:
    """A widget that shows what is chosen, also where the dialog was closed meanwhile."""
    st.session_state[_key(part, name)] = value
    draw(key=_key(part, name), on_change=_chosen, args=(part, name))


def _key(part: str, name: str) -> str:
    return f"own_{part}_{name}"


def _chosen(part: str, name: str) -> None:
    """Write what was chosen in a widget into the draft."""
    found, value = drafts.draft(part), st.session_state[_key(part, name)]
    if found.choice is not None and found.table is not None:
        drafts.change(part, choice=changed(found.table, found.choice, name, value))


def changed(table: Table, choice: Choice, name: str, value: Any) -> Choice:
    """A choice with one of its parts changed, and what goes with it."""
    if name == "kind":
        return replace(choice, classes=value == LABEL)
    if name == "gaps":
        return replace(choice, drop_columns=bool(value))
    if name == "plane":
        return replace(choice, plane=tuple(value))
    if name == "target":
        column = table.column(value)
        swapped = [choice.target if each == value else each for each in choice.features]
        known = tuple(each for each in swapped if table.column(each).usable)
        return replace(
            choice,
            target=value,
            features=known,
            classes=can_be_classes(column) and not own_choice.is_measured(column),
            plane=COMPONENTS,
        )
    features = tuple(value)
    plane = choice.plane if set(choice.plane) <= set(features) else COMPONENTS
    return replace(choice, features=features, plane=plane)


def _take(part: str, table: Table, choice: Choice, use: Callable[[Own], None]) -> None:
    try:
        own, notes = own_choice.chosen(table, choice)
    except OwnError as error:
        st.error(markdown.plain(str(error)), icon=":material/block:")
        own, notes = None, ()
    for note in notes:
        st.caption(markdown.plain(note))
    with st.container(horizontal=True, vertical_alignment="center"):
        off, key = own is None, _key(part, "use")
        label = "Use these data"
        st.button(label, type="primary", key=key, on_click=use, args=(own,), disabled=off)
        _header(part, table)
