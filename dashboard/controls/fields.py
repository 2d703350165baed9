"""Widgets made from declarations: of a field of the configuration, of a hyperparameter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dashboard import glossary, numbers
from dashboard.controls.control import Control, Values
from models.config import RunConfig
from models.declarations import FIELDS
from models.fields import Choice, Integer, Number
from models.hyperparameter import Hyperparameter

PREFIX = "control_"
SLIDER_STOPS = 100
DECIMALS = 0.01


def choice(name: str, config: RunConfig, widget: Callable[..., Any] = st.selectbox) -> Control:
    """One key of a table, chosen by its name; any widget with options will do."""
    field = FIELDS[name]
    assert isinstance(field, Choice)
    table = field.table
    draw = partial(
        widget,
        field.label,
        options=list(table),
        format_func=lambda key: table[key].name,
        help=glossary.text(field.help),
    )
    return Control(PREFIX + name, getattr(config, name), partial(_put, name), draw)


def number(name: str, config: RunConfig, high: float | None = None) -> Control:
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
    draw = partial(widget, **common, **({} if high is None else {"max_value": kind(high)}))
    return Control(PREFIX + name, value, partial(_put_number, name), draw)


def hyperparameter(
    item: Hyperparameter, key: str, label: str, value: float, put: Callable[[Values, Any], Any]
) -> Control:
    """A hyperparameter of a table's entry."""
    widget = _widget(float(item.low), float(item.high), float(item.step))
    return Control(PREFIX + key, float(value), put, partial(widget, label=label, help=item.help))


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
    limits: dict[str, Any] = {"min_value": low, "max_value": high, "step": step}
    if optional:
        return partial(st.number_input, value=None, placeholder="never", **limits)
    if (high - low) / step <= SLIDER_STOPS:
        return partial(st.slider, **limits)
    if isinstance(step, float) and step < DECIMALS:
        limits["format"] = "%g"
    return partial(st.number_input, **limits)


def _put(name: str, values: Values, chosen: Any) -> None:
    values[name] = chosen


def _put_number(name: str, values: Values, chosen: Any) -> None:
    """Sliders return sums of steps: 0.15000000000000002 is 0.15."""
    values[name] = round(chosen, 10) if isinstance(chosen, float) else chosen
