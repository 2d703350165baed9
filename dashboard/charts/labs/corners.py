"""Nets by width and seed: a small square for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dashboard import theme
from dashboard.charts.labs import base
from dashboard.charts.labs.base import Rows, Spec
from dashboard.theme import Look

PICK = "net"
SIDE, PALE = 26, 0.32
STUCK = MappingProxyType({"light": "#C3C7CE", "dark": "#626873"})
DEAD = MappingProxyType({"light": "#6B717C", "dark": "#B4B8C0"})


@dataclass(frozen=True)
class Row:
    """The nets of one width.

    Parameters
    ----------
    name : str
    states : tuple of str
        What became of each seed.
    note : str
        Behind the row.
    """

    name: str
    states: tuple[str, ...]
    note: str


def seeds_chart(
    rows: Sequence[Row], states: Sequence[str], look: Look, chosen: tuple[str, int], mode: str
) -> Spec:
    """One row for each width, one square for each seed.

    Parameters
    ----------
    rows : sequence of Row
    states : sequence of str
        Four states in order: twice solved, surely and hardly, then twice not.
    look : Look
        Colour of what is solved.
    chosen : (str, int)
        Row and seed with a frame around its square; a click reports another as `PICK`.
    mode : {"light", "dark"}
    """
    named: Spec = {"data": {"name": "nets"}}
    place = _place(rows)
    tips = base.tooltip((("name", "width"), ("seed", "seed"), ("state", "is")))
    edge: Spec = {"stroke": theme.BACKGROUND[mode], "strokeWidth": 1, "cursor": "pointer"}
    here = f"datum.name == '{chosen[0]}' && datum.seed == {chosen[1]}"
    layers: list[Spec] = [
        {
            **named,
            "params": [{"name": PICK, "select": {"type": "point", "fields": ["name", "seed"]}}],
            "mark": {"type": "rect", **edge},
            "encoding": {**place, **_state(states, look, mode), "tooltip": tips},
        },
        *({**named, **_frame(here, *line), "encoding": place} for line in _lines(mode)),
    ]
    words = "; ".join(f"{row.name}: {row.note}" for row in rows)
    panel = {"layer": layers, "height": SIDE * len(rows)}
    return base.specification([panel], mode, f"{words}.", {"nets": _rows(rows)}, beside=70)


def _lines(mode: str) -> tuple[tuple[str, float], ...]:
    """A pale line inside a strong one, so that one of them stands out from every square."""
    return ((theme.INK.colour[mode], 5), (theme.BACKGROUND[mode], 1.5))


def _frame(here: str, stroke: str, width: float) -> Spec:
    mark = {"type": "rect", "fill": None, "stroke": stroke, "strokeWidth": width, "tooltip": None}
    return {"transform": [{"filter": here}], "mark": mark}


def _place(rows: Sequence[Row]) -> Spec:
    seeds, names = len(rows[0].states), [row.name for row in rows]
    axis = {"labelAngle": 0, "values": list(range(0, seeds, 10)), "title": "seed", "grid": False}
    return {
        "x": {"field": "seed", "type": "ordinal", "axis": axis},
        "y": {"field": "name", "type": "nominal", "sort": names, "title": None},
    }


def _state(states: Sequence[str], look: Look, mode: str) -> Spec:
    """Colour and strength by state."""
    hue = look.colour[mode]
    pale = f"{hue}{round(255 * PALE):02x}"
    colours = {"domain": list(states), "range": [hue, pale, STUCK[mode], DEAD[mode]]}
    legend = {"title": None, "symbolType": "square", "symbolOpacity": 1, "columns": 2}
    return {
        "color": {"field": "state", "type": "nominal", "scale": colours, "legend": legend},
    }


def _rows(rows: Sequence[Row]) -> Rows:
    return [
        {"name": row.name, "seed": seed, "state": state}
        for row in rows
        for seed, state in enumerate(row.states)
    ]
