"""The pills that choose the activations, and the dialog with the whole table."""

from __future__ import annotations

from functools import partial
from types import MappingProxyType

import streamlit as st

from dashboard import glossary, markdown, menu, theme, words
from dashboard.controls.control import Control, Values, offer, values_of
from dashboard.controls.fields import PREFIX
from dashboard.run import Run
from models.activations import ACTIVATIONS, Activation, find
from models.choices import NetChoice
from models.config import RunConfig
from models.declarations import FIELDS

MORE = "more"
WANTED = PREFIX + "more_wanted"
PICKED = PREFIX + "picked_"
HUES = MappingProxyType({"relu": "violet", "tanh": "green", "gelu": "yellow", "elu": "red"})


def pills(config: RunConfig) -> Control:
    """One pill an activation that is chosen or that the table gives one, and one for the rest."""
    field = FIELDS["activations"]
    options = offered(config)
    rest = len({entry.key for entry in menu.entries()} - set(options))
    draw = partial(
        st.pills,
        field.label,
        options=[*options, MORE] if rest else options,
        selection_mode="multi",
        format_func=lambda text: f"{rest} more" if text == MORE else label(text),
        help=glossary.text(field.help),
    )
    return Control(PREFIX + "activations", [str(net) for net in config.nets], _put, draw)


def offered(config: RunConfig) -> list[str]:
    """Texts of the nets that have a pill: those of the first run in front, then the table's."""
    first = [str(choice) for choice in RunConfig().activations]
    table = [entry.key for entry in ACTIVATIONS.values() if entry.pill]
    return list(dict.fromkeys([*first, *table, *(str(net) for net in config.nets)]))


def label(text: str) -> str:
    """Name of a net behind a dot in the hue of its first layer's family."""
    net = NetChoice.parse(text)
    return f":{_hue(net.layers[0].key)}[●] {markdown.plain(words.short_names((net,))[0])}"


def _put(values: Values, chosen: list[str]) -> str | None:
    if MORE in chosen:
        st.session_state[WANTED] = True
    nets = [text for text in chosen if text != MORE]
    before = [str(choice) for choice in values["activations"]]
    if not nets:
        return "One activation stays: choose another before you take the last one away."
    kept = [text for text in before if text in nets]
    values["activations"] = (*kept, *(text for text in nets if text not in kept))
    return None


def draw_dialog(run: Run) -> None:
    """Open the dialog, if the last pill asked for it."""
    if st.session_state.pop(WANTED, False):
        _choose(run)


@st.dialog("More activations", width="medium")
def _choose(run: Run) -> None:
    """Search the table; a click adds an activation to the run."""
    if any(st.session_state.get(PICKED + family) for family in menu.families()):
        st.rerun()
    text = st.text_input(
        "Search", key=PREFIX + "search", type="search", live=True, placeholder="elu, sigmoidal …"
    )
    found = matching(text or "", run.now)
    for family in menu.families():
        keys = [entry.key for entry in found if entry.family == family]
        if keys:
            st.pills(
                family.replace("-", " ").capitalize(),
                keys,
                format_func=label,
                key=PICKED + family,
                on_change=_add,
                args=(run, PICKED + family),
            )
    if not found:
        st.markdown(f"No activation is called “{markdown.plain(text or '')}”.")


def matching(text: str, config: RunConfig) -> list[Activation]:
    """Entries without a pill whose name, key or family contains every word of the text."""
    shown = set(offered(config))
    wanted = text.casefold().split()
    return [
        entry
        for entry in menu.entries()
        if entry.key not in shown
        and all(word in f"{entry.name} {entry.key} {entry.family}".casefold() for word in wanted)
    ]


def add(run: Run, text: str) -> None:
    """Add a net with this activation to the run."""
    values = values_of(run.now)
    values["activations"] = (*values["activations"], text)
    offer(run, values)


def _add(run: Run, picked: str) -> None:
    add(run, st.session_state[picked])


def _hue(key: str) -> str:
    """Streamlit's word for the hue of an activation, where it has one."""
    family = find(key).family
    anchors = (hue.anchor for hue in theme.HUES if family in hue.families)
    return HUES.get(next(anchors, ""), "gray")
