"""What the charts of the Functions page share: the specification around their panels."""

from __future__ import annotations

import math
from typing import Any

from dashboard import theme
from dashboard.charts.study import SCHEMA, SPARE, config
from dashboard.charts.study_panel import GREY
from dashboard.theme import Look
from models.choices import ActivationChoice

Spec = dict[str, Any]
Rows = list[dict[str, Any]]

AXIS = 36
MOST_NAMED = 12
MOST_DIGITS = 6
FONT_SIZE = 14


def specification(panels: list[Spec], mode: str, description: str, data: Rows, room: float) -> Spec:
    """Panels below each other that share one dataset.

    Parameters
    ----------
    panels : list of dict
        Layers and height of each.
    mode : {"light", "dark"}
    description : str
        What is drawn, in words.
    data : list of dict
        The rows, named "rows" in the panels.
    room : float
        Px that the labels at the right need; the page leaves them beside the panels, with the axis
        at the left: ``spec["usermeta"]["beside"]``.
    """
    return {
        "$schema": SCHEMA,
        "vconcat": panels,
        "spacing": 14,
        "autosize": {"type": "pad"},
        "padding": {"left": 4, "right": SPARE, "top": 4, "bottom": 4},
        "description": description,
        "background": theme.BACKGROUND[mode],
        "datasets": {"rows": data},
        "usermeta": {"embedOptions": {"renderer": "svg"}, "beside": round(AXIS + room) + SPARE},
        "config": config(mode),
    }


def title(text: str, mode: str) -> Spec:
    """The title of a panel, above its axis."""
    look = {"fontSize": FONT_SIZE, "anchor": "start", "color": theme.INK.colour[mode], "offset": 6}
    return {"title": {"text": text, **look}}


def stroke(look: Look, mode: str) -> Spec:
    """A line in the colour and dash of an activation."""
    dash = {"strokeDash": list(look.dash)} if look.dash else {}
    colour = {"color": look.colour[mode], "clip": True, "tooltip": None}
    return {"type": "line", "strokeWidth": 2, **colour, **dash}


def readout(views: list[str], field: str) -> list[Spec]:
    """The selection of the place nearest to the pointer, by a field of the rows."""
    near = {"type": "point", "fields": [field], "nearest": True}
    select = near | {"on": "pointermove", "clear": "pointerout"}
    return [{"name": "nearest", "select": select, "views": views}]


def rule(name: str, x: Spec, tips: list[Spec], mode: str) -> Spec:
    """A rule at the place nearest to the pointer, with what it reads out."""
    near = {"param": "nearest", "empty": False, "value": 0.6}
    return {
        "name": name,
        "data": {"name": "rows"},
        "mark": {"type": "rule", "clip": True, "color": GREY[mode]},
        "encoding": {"x": x, "opacity": {"condition": near, "value": 0}, "tooltip": tips},
    }


def look_of(choice: ActivationChoice) -> Look:
    """Colour and dash of an activation."""
    return theme.look(choice.key)


def number(value: float) -> float | None:
    """A number for JSON in six digits: None, a gap, where it is not finite."""
    return float(f"{value:.{MOST_DIGITS}g}") if math.isfinite(value) else None
