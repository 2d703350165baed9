"""The one form of all labs: question, guess, experiment, what this run showed, what is true."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import catalog, markdown, session, shell
from dashboard.labs import live, predict, settings, truths, widgets
from dashboard.labs.record import Lab, Part

TEXT = 760


def show(lab: Lab) -> None:
    """Draw a lab; the whole page."""
    shell.ensure(lab.key)
    part = settings.part_of(lab)
    now, notes = settings.settings_of(lab, part)
    settings.put(lab, part, now)
    shell.share_lab(session.current(), catalog.page_at(lab.key))
    if notes:
        st.warning("  \n".join(map(markdown.plain, notes)), icon=":material/link_off:")
    _question(lab)
    _choose_part(lab, part)
    st.markdown(part.intro, width=TEXT)
    job = live.job_of(lab, part, now)
    predict.ask(lab, part)
    if predict.may_show(lab, part):
        widgets.controls(lab, part, now)
        live.region(lab, part, job, now)
        _take_over(lab, part, now)
        truths.draw(lab, part, job)
        _next(lab)


def _question(lab: Lab) -> None:
    asked = f"  \n:gray[{lab.asked}]" if lab.asked else ""
    with st.container(key="lab_question"):
        st.markdown(f"> “{lab.question}”{asked}", width=TEXT)


def _choose_part(lab: Lab, part: Part) -> None:
    """The parts of a lab beside each other; nothing where there is one."""
    if len(lab.parts) == 1:
        return
    key, titles = f"lab_{lab.key}_part", {one.key: one.title for one in lab.parts}
    if st.session_state.get(key) != part.key:
        st.session_state[key] = part.key
    st.segmented_control(
        "Experiment",
        list(titles),
        format_func=titles.__getitem__,
        default=part.key,
        required=True,
        key=key,
        label_visibility="collapsed",
        on_change=_put_part,
        args=(lab, key),
    )


def _put_part(lab: Lab, key: str) -> None:
    session.put_own(settings.name(lab, settings.PART), st.session_state[key])


def _take_over(lab: Lab, part: Part, now: dict[str, Any]) -> None:
    """What can be done with the set-up elsewhere."""
    with st.container(horizontal=True, gap="small"):
        if part.playground is not None and st.button(
            "Open in the Playground",
            icon=":material/joystick:",
            key=f"lab_open_{lab.key}_{part.key}",
            help="The same set-up as a run of your own; it takes the place of the run there.",
        ):
            session.restart(session.current(), part.playground(now))
            st.switch_page(catalog.ROOT / catalog.LENSES[0].path)
        if part.pytorch is not None:
            with st.popover("Copy as PyTorch", icon=":material/content_copy:"):
                st.code(part.pytorch(now), language="python")


def _next(lab: Lab) -> None:
    """The way to the next lab."""
    keys = [lens.key for lens in catalog.LABS]
    after = catalog.LABS[keys.index(lab.key) + 1 :]
    if after:
        shell.link_to(after[0], f"Next: {after[0].title}")
