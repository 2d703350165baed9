"""The controls as a link in teacher mode shows them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import streamlit as st

from dashboard import lesson, session
from dashboard.controls.control import HIDDEN, Control
from dashboard.controls.fields import PREFIX

LINE, SHOW_ALL = "teaching_line", "teaching_show_all"


def current() -> lesson.Lesson | None:
    """The lesson of this session's link; None where every control is shown."""
    text = session.own((lesson.PARAMETER,)).get(lesson.PARAMETER)
    return None if text is None else lesson.read(text)[0]


def taught(control: Control) -> Control:
    """The control, open, fixed or hidden as the lesson says."""
    now = current()
    if now is None:
        return control
    return dataclasses.replace(control, mode=now.mode(name_of(control)))


def name_of(control: Control) -> str:
    """What the control is called in a lesson."""
    return lesson.control_of(control.key.removeprefix(PREFIX))


def visible(controls: Iterable[Control]) -> bool:
    """Whether any of some controls is shown."""
    return any(control.mode != HIDDEN for control in controls)


def draw_line() -> None:
    """One line that says that controls are hidden, and a button that shows them."""
    now = current()
    if now is None:
        return
    with st.container(key=LINE, gap="xxsmall"):
        st.caption(":material/school: This link shows only some of the controls.")
        st.button("Show all controls", key=SHOW_ALL, type="tertiary", on_click=show_all)


def show_all() -> None:
    """Leave teacher mode: every control is shown, and the address no longer asks otherwise."""
    session.put_own(lesson.PARAMETER, None)
