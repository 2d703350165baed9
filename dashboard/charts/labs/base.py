"""What the charts of the labs are made of: axes, panels and the specification around them.

A specification does not change while its data do: rows stand in named datasets, so that a picture
of an experiment that goes on is drawn on, not drawn anew.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from dashboard import theme
from dashboard.charts.study import SCHEMA, SPARE, config
from dashboard.charts.study_panel import GREY

Spec = dict[str, Any]
Rows = list[dict[str, Any]]

HEIGHT = 240
TITLE_SIZE = 14
DIGITS = 6
PLAIN = ""
NARROW, LINE = 340, 42  # px of a panel on a phone, and letters of a title that fit there
LIMIT = 1000  # px: none


@dataclass(frozen=True)
class Axis:
    """An axis.

    Parameters
    ----------
    title : str
        With its unit.
    low, high : float or None
        Its ends; None where they follow the data.
    log : bool
        Whether it is logarithmic; what is not positive is a gap then.
    format : str
        Of its labels, in the notation of D3; empty leaves it to the values.
    ticks : tuple of float
        Where labels stand; where they do not matter, none are given.
    """

    title: str
    low: float | None = None
    high: float | None = None
    log: bool = False
    format: str = PLAIN
    ticks: tuple[float, ...] = ()

    def encoding(self, field: str) -> Spec:
        """The encoding of a field on this axis."""
        kind: Spec = {"type": "log"} if self.log else {"type": "linear", "zero": False}
        scale = kind | {"nice": False}
        ends = {"domainMin": self.low, "domainMax": self.high}
        scale |= {name: end for name, end in ends.items() if end is not None}
        if self.low is None and self.high is None and not self.log:
            scale["nice"] = True
        axis: Spec = {"tickCount": 6, "labelOverlap": True}
        if self.format != PLAIN:
            axis["format"] = self.format
        if self.ticks:
            axis["values"] = list(self.ticks)
        title = self.title or None
        return {
            "field": field,
            "type": "quantitative",
            "title": title,
            "scale": scale,
            "axis": axis,
        }

    def shown(self, value: float) -> float | None:
        """A value for JSON: None, a gap, where the axis cannot show it."""
        value = float(value)
        if not math.isfinite(value) or (self.log and value <= 0):
            return None
        return float(f"{value:.{DIGITS}g}")


def specification(
    panels: Sequence[Spec],
    mode: str,
    description: str,
    data: dict[str, Rows],
    *,
    beside: float = 0,
    columns: int = 1,
) -> Spec:
    """Panels below or beside each other, with their data.

    Parameters
    ----------
    panels : sequence of dict
        Layers, height and title of each; with several columns, all need a ``"width"``.
    mode : {"light", "dark"}
    description : str
        What is drawn, in words, for those who cannot see it.
    data : dict of list
        Rows by the name that the panels use.
    beside : float
        Px that axes and labels need beside the panels.
    columns : int
    """
    many = len(panels) > 1
    whole = {"concat": list(panels), "columns": columns, "spacing": 16} if many else dict(panels[0])
    if "title" in whole:
        whole["title"] = _folding(whole["title"])
    return whole | {
        "$schema": SCHEMA,
        "autosize": {"type": "pad"},
        "padding": {"left": 4, "right": SPARE, "top": 4, "bottom": 4},
        "description": description,
        "background": theme.BACKGROUND[mode],
        "datasets": data,
        "usermeta": {"embedOptions": {"renderer": "svg"}, "beside": round(beside) + SPARE},
        "config": config(mode) | {"legend": legend(mode)},
    }


def _folding(title: Spec) -> Spec:
    """A title that takes several lines where the panel is narrow, instead of ending in dots."""
    lines = wrap(title["text"], LINE)
    if len(lines) == 1:
        return title | {"limit": LIMIT}
    text = f"width < {NARROW} ? {json.dumps(lines)} : {json.dumps(title['text'])}"
    return title | {"text": {"expr": text}, "limit": LIMIT}


def legend(mode: str) -> Spec:
    """Legends above the panel, in one row."""
    ink = theme.INK.colour[mode]
    size = {"labelFontSize": 12.5, "titleFontSize": 12.5, "labelLimit": 240}
    return {"orient": "top", "direction": "horizontal", "labelColor": ink, "titleColor": ink} | size


def title(text: str, mode: str) -> Spec:
    """The title of a panel; an empty text for none."""
    if not text:
        return {}
    look = {"fontSize": TITLE_SIZE, "anchor": "start", "color": theme.INK.colour[mode]}
    return {"title": {"text": text, "offset": 6, **look}}


def tooltip(fields: Iterable[tuple[str, str]]) -> list[Spec]:
    """What is read out of a row: pairs of a field and its name; the fields hold texts."""
    return [{"field": field, "type": "nominal", "title": name} for field, name in fields]


def rule_layers(
    rules: Sequence[tuple[float, str]], axis: Axis, mode: str, *, across: bool = True
) -> list[Spec]:
    """Dashed lines at values of an axis, each with its words.

    Parameters
    ----------
    rules : sequence of (float, str)
    axis : Axis
        That the values are on.
    mode : {"light", "dark"}
    across : bool
        Whether the axis points upwards, so that the lines run across.
    """
    colour = GREY[mode]
    found = []
    for value, text in rules:
        data = {"values": [{"value": axis.shown(value), "text": text}]}
        place = {("y" if across else "x"): axis.encoding("value")}
        mark = {"type": "rule", "strokeDash": [4, 3], "color": colour, "tooltip": None}
        words = {"type": "text", "color": colour, "fontSize": 12, "tooltip": None}
        words |= (
            {"align": "left", "x": 4, "dy": -7} if across else {"align": "left", "y": 8, "dx": 5}
        )
        found.append({"data": data, "mark": mark, "encoding": place})
        found.append({"data": data, "mark": words, "encoding": place | {"text": {"field": "text"}}})
    return found
