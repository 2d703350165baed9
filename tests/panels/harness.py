"""A Streamlit page with one live picture and the Playground's surroundings.

Query parameters: nets, layers, step, diverged (index of a net), play (frames at 4 Hz), bad (a
payload that no layout can draw), kind (a key of `RUNS`: a real run, with nets and step), lens (a
page other than the Playground: a real run, with nets, layers and step), units (a key of `UNITS`:
the Units page, with nets, unit and off), hinges ("build" or "bumps": the picture of a lab, which
takes what it reports), lab (a key of `LABS`: likewise).
"""

from functools import partial
from types import MappingProxyType

import streamlit as st

from dashboard.panels.component import draw
from dashboard.panels.payload import pack
from tests.panels.lab_views import LABS
from tests.panels.real_views import HINGES, LENSES, real_view, units_view_of
from tests.panels.views import make_view

WIDER = "@media(min-width:640px){.stMainBlockContainer{padding-left:1.5rem;padding-right:1.5rem}}"

NAMES = ("kind", "lens", "units", "unit", "hinges", "lab")
REPORTED = ("knots", "drawn")


def keep(name: str) -> None:
    """Keep what the picture has reported under a name, if it has reported anything."""
    if (text := st.session_state["picture"][name]) is not None:
        st.session_state[name] = text


REPORTED_BY = MappingProxyType({f"on_{name}_change": partial(keep, name) for name in REPORTED})


def payload(frame: int) -> bytes:
    """What the address asks for; while playing, over and over the eight steps from there on."""
    words = st.query_params.to_dict()
    kind, lens, units, unit, hinges, lab = (words.pop(name, "") for name in NAMES)
    choice = {key: int(value) for key, value in words.items()}
    if units:
        return pack(units_view_of(units, unit, **choice))
    if hinges:
        reported = {name: str(st.session_state.get(name, "")) for name in REPORTED}
        return pack(HINGES[hinges](**reported))
    if lab:
        return pack(LABS[lab](drawn_text=str(st.session_state.get("drawn", ""))))
    if kind:
        return pack(real_view(kind, **choice))
    if lens:
        return pack(LENSES[lens](**choice))
    if choice.pop("bad", 0):
        return pack({"kind": "nothing"})
    later = frame % 8 if choice.pop("play", 0) else 0
    return pack(make_view(**{**choice, "step": choice.get("step", 180) + later}))


def page() -> None:
    """The transport's row and the picture."""
    playing = st.query_params.get("play") == "1"
    with st.container(horizontal=True):
        st.button("Play", width=116)
        st.button("Other")

    @st.fragment(run_every=0.25 if playing else None)
    def live() -> None:
        frame = st.session_state["frame"] = st.session_state.get("frame", -1) + 1
        draw(payload(frame), key="picture", **REPORTED_BY)

    live()


st.set_page_config(page_title="Harness", layout="wide", initial_sidebar_state=288)
st.html(f"<style>{WIDER}</style>")
st.sidebar.write("Run controls")
pages = [st.Page(page, title="Playground", default=True), st.Page(print, title="Units")]
st.navigation(pages, position="top").run()
