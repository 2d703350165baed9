"""The controls of an experiment as widgets in one row."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from dashboard.controls.opening import opening
from dashboard.labs import settings
from dashboard.labs.record import Control, Lab, Part
from dashboard.markdown import plain

WIDE = 260


def controls(lab: Lab, part: Part, now: dict[str, Any]) -> None:
    """Draw the controls as they are set now; a choice goes into the address."""
    drawn = [control for control in part.controls if _is_drawn(control, now)]
    if not drawn:
        return
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        for control in drawn:
            _draw(lab, part, control, now)


def _is_drawn(control: Control, now: dict[str, Any]) -> bool:
    return control.widget != "picture" and (control.when is None or control.when(now))


def _draw(lab: Lab, part: Part, control: Control, now: dict[str, Any]) -> None:
    key = f"lab_{lab.key}_{part.key}_{control.name}"
    value = now[control.name]
    problem = st.session_state.get(f"{key}_problem")
    if not problem and st.session_state.get(key) != _shown(control, value):
        st.session_state[key] = _shown(control, value)
    widget = _widget(control)
    widget(
        key=key,
        help=control.help or None,
        on_change=_put,
        args=(lab, part, control, key),
        **(_opens(control, widget, value)),
    )
    if problem:
        st.caption(f":red[{plain(problem)}]")


def _shown(control: Control, value: Any) -> Any:
    return list(value) if control.widget == "many" else value


def _opens(control: Control, widget: partial[Any], value: Any) -> dict[str, Any]:
    if control.widget == "toggle":
        return {"value": value}
    return opening(widget, _shown(control, value))


def _widget(control: Control) -> partial[Any]:
    label, options = control.label, list(control.options)
    text = {"format_func": control.text}
    if control.widget == "slider":
        return partial(st.select_slider, label, options=options, width=WIDE, **text)
    if control.widget == "pills":
        return partial(st.segmented_control, label, options, required=True, width="content", **text)
    if control.widget == "many":
        return partial(st.pills, label, options, selection_mode="multi", width="content", **text)
    if control.widget == "select":
        return partial(st.selectbox, label, options=options, width=WIDE, **text)
    if control.widget == "toggle":
        return partial(st.toggle, label)
    return partial(st.text_input, label, width=WIDE)


def _put(lab: Lab, part: Part, control: Control, key: str) -> None:
    """Take a choice; a text that cannot be used stays in its box, with a sentence."""
    value = st.session_state[key]
    now, _ = settings.settings_of(lab, part)
    problem = ""
    if control.widget == "many":
        value = tuple(option for option in control.options if option in value)
        problem = "" if value else "Choose at least one."
    if control.widget == "text" and control.check is not None:
        problem = control.check(value)
    st.session_state[f"{key}_problem"] = problem
    if not problem:
        now[control.name] = value
        settings.put(lab, part, now)
