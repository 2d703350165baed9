"""What the page shows is chosen here: formula, search, filter, one pill an activation, sliders."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from dashboard import menu
from dashboard.controls.activations import label
from dashboard.controls.control import Control
from dashboard.controls.fields import hyperparameter
from dashboard.functions import formula_box, selection
from dashboard.functions.filters import PROPERTIES, matching
from models.choices import ActivationChoice

PREFIX = "functions_"
SEARCH, FAMILY, PROPERTY = PREFIX + "search", PREFIX + "families", PREFIX + "properties"
PILLS = PREFIX + "shown"
HEIGHT = 280

Choices = tuple[ActivationChoice, ...]


def draw(choices: Choices) -> None:
    """The column beside the curves."""
    menu.remember(choices)
    formula_box.draw(choices)
    families, wanted = st.session_state.get(FAMILY, []), st.session_state.get(PROPERTY, [])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="xsmall"):
        text = st.text_input(
            "Search", key=SEARCH, type="search", live=True, placeholder="elu, smooth …", width=150
        )
        _filter(len(families) + len(wanted))
    found = matching(text or "", families, wanted, menu.entries())
    options = offered([entry.key for entry in found], choices)
    st.session_state[PILLS] = [str(choice) for choice in choices]
    with st.container(height=HEIGHT, border=False):
        st.pills(
            f"{len(found)} of {len(menu.entries())} functions",
            options,
            selection_mode="multi",
            format_func=label,
            default=st.session_state[PILLS],
            key=PILLS,
            on_change=_choose,
            args=(choices,),
        )
    for control in sliders(choices):
        if st.session_state.get(control.key) != control.value:
            st.session_state[control.key] = control.value
        control.open(key=control.key, on_change=_move, args=(choices, control))
    formula_box.draw_gaps(choices)


def offered(keys: list[str], choices: Choices) -> list[str]:
    """Texts of the pills in the order of the menu: what was found, and what is shown.

    The menu remembers only so many formulas; those of a link that it lacks come last.

    >>> offered(["relu"], (ActivationChoice("elu", (("alpha", 2.0),)),))
    ['relu', 'elu(alpha=2.0)']
    """
    texts: list[str] = []
    for entry in menu.entries():
        shown = [str(choice) for choice in choices if choice.key == entry.key]
        texts += shown or ([entry.key] if entry.key in keys else [])
    return [*texts, *(str(choice) for choice in choices if str(choice) not in texts)]


def sliders(choices: Choices) -> list[Control]:
    """One control for each hyperparameter of what is shown."""
    return [
        hyperparameter(
            item,
            f"{PREFIX}{index}_{choice.key}_{item.name}",
            f"{choice.activation.name}: {item.name.replace('_', ' ')}",
            choice.values[item.name],
            partial(_put, index, item.name),
        )
        for index, choice in enumerate(choices)
        for item in choice.activation.hyperparameters
    ]


def _filter(count: int) -> None:
    name = f"Filter ({count})" if count else "Filter"
    with st.popover(name, icon=":material/filter_list:"):
        st.pills(
            "Family",
            menu.families(),
            selection_mode="multi",
            key=FAMILY,
        )
        st.pills("All of these properties", PROPERTIES, selection_mode="multi", key=PROPERTY)


def _choose(choices: Choices) -> None:
    """What was shown keeps its place; what is new comes last."""
    texts = st.session_state[PILLS]
    kept = [choice for choice in choices if str(choice) in texts]
    selection.put((*kept, *(ActivationChoice.parse(text) for text in texts)))


def _move(choices: Choices, control: Control) -> None:
    values: dict[str, Any] = {selection.SHOW: list(choices)}
    control.put(values, st.session_state[control.key])
    selection.put(tuple(values[selection.SHOW]))


def _put(index: int, name: str, values: dict[str, Any], value: float) -> None:
    choices = values[selection.SHOW]
    before = choices[index].values
    pairs = {**before, name: value if value == before[name] else round(value, 10)}
    choices[index] = replace(choices[index], hyperparameters=tuple(pairs.items()))
