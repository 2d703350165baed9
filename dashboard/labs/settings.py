"""What the controls of a lab are set to, as its address says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.labs.record import Control, Lab, Part
from models.link import short

PART = "part"
LONGEST = 40


def name(lab: Lab, *words: str) -> str:
    """The name of a parameter in the address of a lab.

    Examples
    --------
    >>> name(Lab("depth", "Depth", "", "", (), ()), "signal", "layers")
    'depth.signal.layers'
    """
    return ".".join((lab.key, *words))


def part_of(lab: Lab) -> Part:
    """The part that the address names; else the first."""
    asked = session.own((name(lab, PART),)).get(name(lab, PART))
    return next((part for part in lab.parts if part.key == asked), lab.parts[0])


def settings_of(lab: Lab, part: Part) -> tuple[dict[str, Any], list[str]]:
    """The settings of a part, and a sentence for each that its address names in vain."""
    found, notes = part.defaults, []
    for control in part.controls:
        parameter = name(lab, part.key, control.name)
        text = session.own((parameter,)).get(parameter)
        if text is None:
            continue
        try:
            found[control.name] = read(control, text)
        except ValueError as error:
            instead = write(control, control.default)
            notes.append(f"{control.label}: {error} Used instead: {instead}.")
    return found, notes


def put(lab: Lab, part: Part, settings: Mapping[str, Any]) -> None:
    """Have the address say which part is shown, and how its controls are set."""
    session.put_own(name(lab, PART), part.key if len(lab.parts) > 1 else None)
    for control in part.controls:
        text = write(control, settings[control.name])
        session.put_own(name(lab, part.key, control.name), text or None)


def write(control: Control, value: Any) -> str:
    """A value as the address has it.

    Examples
    --------
    >>> write(Control("floor", "Floor", 0.0, (0.0, 1.0)), 1.0)
    '1'
    """
    if control.widget == "many":
        return ",".join(str(each) for each in value)
    if control.widget == "toggle":
        return "on" if value else "off"
    return f"{value:g}" if isinstance(value, float) else str(value)


def read(control: Control, text: str) -> Any:
    """The value that an address writes so.

    Raises
    ------
    ValueError
        One sentence: what is allowed, and what the address has.

    Examples
    --------
    >>> read(Control("floor", "Floor", 0.0, (0.0, 1.0)), "1")
    1.0
    """
    if control.widget in ("text", "picture"):
        wrong = control.check(text) if control.check else ""
        if wrong:
            raise ValueError(wrong)
        return text
    if control.widget == "many":
        return tuple(_option(control, part) for part in text.split(",") if part)
    if control.widget == "toggle":
        return _named({"on": True, "off": False}, text)
    return _option(control, text)


def _option(control: Control, text: str) -> Any:
    single = Control(control.name, control.label, control.default, control.options)
    return _named({write(single, option): option for option in control.options}, text)


def _named(values: Mapping[str, Any], text: str) -> Any:
    if text in values:
        return values[text]
    allowed = short(", ".join(values), 10 * LONGEST)
    raise ValueError(f"it must be one of {allowed}; the link has {short(text, LONGEST)}.")


def remembered() -> dict[str, Any]:
    """What the labs remember of this browser session: predictions, results."""
    found: dict[str, Any] = st.session_state.setdefault("labs", {})
    return found
