"""Widgets made from declarations: of a field of the configuration, of a hyperparameter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import glossary, markdown, numbers
from dashboard.controls.control import Control, Values
from models.config import RunConfig
from models.declarations import FIELDS
from models.fields import Choice, Integer, Number
from models.hyperparameter import Hyperparameter

PREFIX = "control_"
SLIDER_STOPS = 100
DECIMALS = 0.01


def choice(
    name: str,
    config: RunConfig,
    widget: Callable[..., Any] = st.selectbox,
    options: Sequence[str] | None = None,
    label: Callable[[str], str] | None = None,
) -> Control:
    """One key of a table, chosen by its name; any widget with options will do.

    Parameters
    ----------
    options : sequence of str, optional
        Those of the table's keys that can be chosen now; all of them without it.
    label : callable, optional
        What a key is called, where it is not its name in the table.
    """
    field = FIELDS[name]
    assert isinstance(field, Choice)
    table = field.table
    draw = partial(
        widget,
        field.label,
        options=list(table if options is None else options),
        format_func=label or (lambda key: table[key].name),
        help=glossary.text(field.help),
    )
    return Control(PREFIX + name, getattr(config, name), partial(_put, name), draw)


def number(name: str, config: RunConfig) -> Control:
    """A number: a slider over stops or over a short range, else an input."""
    field = FIELDS[name]
    assert isinstance(field, Number)
    value = getattr(config, name)
    common = {"label": field.label, "help": glossary.text(field.help)}
    if field.stops:
        options = stops(field.stops, value)
        draw = partial(st.select_slider, options=options, format_func=_stop, **common)
        return Control(PREFIX + name, value, partial(_put, name), draw)
    kind = int if isinstance(field, Integer) else float
    widget = _widget(kind(field.low), kind(field.high), kind(field.step), field.optional)
    return Control(PREFIX + name, value, partial(_put_number, name), partial(widget, **common))


def hyperparameter(
    item: Hyperparameter, key: str, label: str, value: float, put: Callable[[Values, Any], Any]
) -> Control:
    """A hyperparameter of a table's entry."""
    widget = _widget(float(item.low), float(item.high), float(item.step))
    draw = partial(widget, label=markdown.plain(label), help=item.help)

    def put_within(values: Values, chosen: float) -> str | None:
        within = min(max(chosen, item.low), item.high)
        put(values, within)
        if within == chosen:
            return None
        return f"{label} is now {within:g}: it must be between {item.low:g} and {item.high:g}."

    return Control(PREFIX + key, float(value), put_within, draw)


def stops(declared: Sequence[float], value: float) -> list[float]:
    """Stops of a slider, with the value in force among them.

    >>> stops((1, 4, 16, 64, 0), 32), stops((0.1, 0.3), 0.1)
    ([1, 4, 16, 32, 64, 0], [0.1, 0.3])
    """
    if value in declared:
        return list(declared)
    unlimited = [0] if declared[-1] == 0 else []
    return sorted({*declared, value} - set(unlimited)) + unlimited


def _stop(value: float) -> str:
    return "max" if value == 0 and isinstance(value, int) else numbers.plain(value)


def _widget(low: float, high: float, step: float, optional: bool = False) -> Callable[..., Any]:
    """A slider or an input; an input takes any number, for it to be moved into its range."""
    if optional:
        return partial(st.number_input, value=None, step=step, placeholder="never")
    if (high - low) / step <= SLIDER_STOPS:
        return partial(st.slider, min_value=low, max_value=high, step=step)
    return partial(st.number_input, step=step, **_format(step))


def _format(step: float) -> dict[str, str]:
    if isinstance(step, int):
        return {}
    if step >= 1:
        return {"format": "%.0f"}
    return {"format": "%g"} if step < DECIMALS else {}


def _put(name: str, values: Values, chosen: Any) -> None:
    values[name] = chosen


def _put_number(name: str, values: Values, chosen: Any) -> None:
    """Sliders return sums of steps: 0.15000000000000002 is 0.15."""
    values[name] = round(chosen, 10) if isinstance(chosen, float) else chosen
