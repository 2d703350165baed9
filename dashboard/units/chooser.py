"""Which nets and which unit are shown, and which units are switched off: the row above them."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard import glossary, markdown, session, words
from dashboard.charts.unit_choice import MOST_LAYERS, Unit, UnitChoice
from dashboard.controls import echo
from dashboard.controls.activations import label
from dashboard.units import selection
from models.config import RunConfig

NET, OTHER, BESIDE = "units_net", "units_other", "units_beside"
UNIT, SWITCH, ALL, FROM = "units_unit", "units_off", "units_all_on", "units_from"
FEW = 4
NOTHING = "Select a unit"


def choose(config: RunConfig) -> UnitChoice:
    """The row of controls; what it shows is what the address says."""
    choice, note = selection.current(config)
    if note:
        st.warning(markdown.plain(note), icon=":material/link_off:")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        _nets(config, choice)
        _unit(config, choice)
        _switches(choice)
        _window(config, choice)
    return choice


def select(config: RunConfig, text: str | None) -> None:
    """Select the unit that an address would name so; anything else, and none is selected."""
    choice, _ = selection.current(config)
    wanted, _ = selection.read({selection.UNIT: text or ""}, config)
    selection.put(replace(choice, unit=wanted.unit))


def _nets(config: RunConfig, choice: UnitChoice) -> None:
    """Which net, and which one beside it."""
    count = len(config.nets)
    if count == 1:
        return
    names = [label(str(net)) for net in config.nets]
    both = len(choice.groups) > 1
    how = {
        "format_func": names.__getitem__,
        "label_visibility": "collapsed",
        "on_change": _put_net,
        "args": (config,),
    }
    first, many = choice.groups[0], range(count)
    st.session_state[NET] = first
    if count <= FEW:
        st.segmented_control("Net", many, default=first, key=NET, required=True, **how)
    else:
        st.selectbox("Net", many, index=first, key=NET, width=160, **how)
    st.session_state[BESIDE] = both
    st.toggle("Side by side", value=both, key=BESIDE, on_change=_put_net, args=(config,))
    if both and count > 2:
        others = [group for group in many if group != first]
        st.session_state[OTHER] = choice.groups[1]
        at = others.index(choice.groups[1])
        st.selectbox("Beside it", others, index=at, key=OTHER, width=140, **how)


def _put_net(config: RunConfig) -> None:
    state, (choice, _) = st.session_state, selection.current(config)
    first = state[NET]
    if not state[BESIDE]:
        selection.put(replace(choice, groups=(first,)))
        return
    other = state.get(OTHER, first)
    if other == first:
        other = (first + 1) % len(config.nets)
    selection.put(replace(choice, groups=(first, other)))


def _unit(config: RunConfig, choice: UnitChoice) -> None:
    """The plain way to select a unit."""
    if not config.hidden:
        return
    places = [(layer, unit) for layer, width in enumerate(config.hidden) for unit in range(width)]
    echo.replace(UNIT, choice.unit)
    st.selectbox(
        "Unit",
        places,
        format_func=_named,
        key=UNIT,
        index=None,
        placeholder=NOTHING,
        label_visibility="collapsed",
        width=190,
        on_change=_put_unit,
        args=(config,),
    )


def _named(place: Unit) -> str:
    return f"Layer {place[0] + 1}, unit {place[1] + 1}"


def _put_unit(config: RunConfig) -> None:
    if _is_echo(UNIT):
        return
    choice, _ = selection.current(config)
    selection.put(replace(choice, unit=st.session_state[UNIT]))


def _switches(choice: UnitChoice) -> None:
    """Switch the selected unit off; switch all on again."""
    if choice.unit is not None:
        echo.replace(SWITCH, choice.unit in choice.off)
        st.toggle(
            f"Switch off unit {words.unit_place(*choice.unit)}",
            value=choice.unit in choice.off,
            key=SWITCH,
            help=glossary.text("switched off"),
            on_change=_put_switch,
            args=(choice,),
        )
    if choice.off:
        text = f"Switch on {words.off_names(choice.off)}"
        st.button(text, key=ALL, on_click=_put_off, args=(choice, ()))


def _is_echo(key: str) -> bool:
    return session.current().playing and echo.is_echo(key)


def _put_switch(choice: UnitChoice) -> None:
    if _is_echo(SWITCH):
        return
    rest = set(choice.off) - {choice.unit}
    off = rest | {choice.unit} if st.session_state[SWITCH] else rest
    _put_off(choice, tuple(sorted(off)))


def _put_off(choice: UnitChoice, off: tuple[Unit, ...]) -> None:
    selection.put(replace(choice, off=off))


def _window(config: RunConfig, choice: UnitChoice) -> None:
    """Which layers are drawn, where not all of them fit."""
    count = len(config.hidden)
    if count <= MOST_LAYERS:
        return
    firsts = range(count - MOST_LAYERS + 1)
    st.session_state[FROM] = min(choice.first, firsts[-1])
    st.select_slider(
        "Layers drawn",
        options=firsts,
        format_func=lambda first: f"Layers {first + 1} to {first + MOST_LAYERS}",
        value=st.session_state[FROM],
        key=FROM,
        label_visibility="collapsed",
        width=220,
        on_change=_put_window,
        args=(choice,),
    )


def _put_window(choice: UnitChoice) -> None:
    selection.put(replace(choice, first=st.session_state[FROM]))
