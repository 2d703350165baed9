"""One control of the sidebar: a widget, what it shows, and what a choice in it means."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import streamlit as st

from dashboard import session
from dashboard.controls import echo
from dashboard.controls.fitting import fitted
from dashboard.controls.opening import opening
from dashboard.run import Run
from models import names
from models.config import RunConfig
from models.declarations import FIELDS
from models.fields import Choice, ConfigError

SEEN = "controls_seen"
OPEN, FIXED, HIDDEN = "open", "fixed", "hidden"

Values = dict[str, Any]


@dataclass(frozen=True)
class Control:
    """A widget and its place in the configuration.

    Parameters
    ----------
    key : str
        Key of the widget.
    value : object
        What the widget shows for the configuration in force.
    put : callable
        ``put(values, chosen)`` enters a choice into the values of a configuration; it returns a
        sentence where the choice could not be taken as it was.
    draw : partial
        Of a widget of Streamlit; ``draw(key=...)`` calls it.
    mode : {"open", "fixed", "hidden"}
        Whether it can be changed, is shown as it stands, or is not shown.
    """

    key: str
    value: Any
    put: Callable[[Values, Any], str | None]
    draw: partial[Any]
    mode: str = OPEN

    def open(self, **how: Any) -> None:
        """Draw the widget; where it is new to the browser, it opens with the value in force."""
        self.draw(**opening(self.draw, self.value), **how)

    def show(self) -> None:
        """Draw the widget with the value that is in force, unless it is hidden."""
        if self.mode == HIDDEN:
            return
        told = opening(self.draw, self.value)
        if not told:
            st.session_state[self.key] = self.value
        else:
            echo.replace(self.key, self.value)
        self.open(key=self.key, **({"disabled": True} if self.mode == FIXED else {}))
        st.session_state[SEEN][self.key] = self.value


def values_of(config: RunConfig) -> Values:
    """The fields of a configuration by name, to be changed."""
    return {item.name: getattr(config, item.name) for item in dataclasses.fields(config)}


def take_choices(run: Run, controls: Iterable[Control]) -> None:
    """Apply what somebody has chosen since the widgets were drawn.

    A widget is compared with what it was last seen to hold, not with the configuration: a rate that
    changed because the run came to its step is not a choice.
    """
    seen = st.session_state.setdefault(SEEN, {})
    values, notes, chosen = values_of(run.now), [], False
    for control in controls:
        key = control.key
        if control.mode != OPEN:
            continue
        if key not in seen or key not in st.session_state or st.session_state[key] == seen[key]:
            continue
        if run.playing and echo.is_echo(key):
            continue
        seen[key] = st.session_state[key]
        note = control.put(values, seen[key])
        notes += [note] if note else []
        chosen = True
    if chosen:
        offer(run, values, notes)


def offer(run: Run, values: Values, notes: Iterable[str] = ()) -> None:
    """Make these values the run; where they cannot work, say so and keep the run."""
    try:
        config, moved = fitted(values, run.now)
    except ConfigError as error:
        field = FIELDS[error.field]
        got = names.value(field, error.value) if isinstance(field, Choice) else error.value
        refused = f"{field.label} {names.rule(field, error.rule)}; got {got}."
        run.notices[:] = [*notes, f"{refused} The run stays as it is."]
        return
    if config != run.now:
        session.apply(run, config)
    run.notices[:] = [*notes, *moved]


def forget_others(controls: Iterable[Control]) -> None:
    """Forget widgets that are gone, so that their next values are not taken for choices."""
    drawn = {control.key for control in controls}
    seen = st.session_state[SEEN]
    for key in seen.keys() - drawn:
        del seen[key]
