"""The grid of units: each one alive, inactive on one input, or dead."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType

from dashboard import theme
from dashboard.charts.labs import base
from dashboard.charts.labs.base import Rows, Spec
from dashboard.charts.study_panel import GREY

COLUMNS, SIDE = 16, 26
SIGNS = MappingProxyType({"alive": "", "inactive on this input": "0", "dead": "×", "diverged": "?"})
PALE = MappingProxyType({"light": "#DCCBEC", "dark": "#463A66"})


def units(layers: Sequence[Sequence[str]], mode: str) -> Spec:
    """One panel for each hidden layer, a square for each of its units.

    Parameters
    ----------
    layers : sequence of sequence of str
        What each unit is, one of `SIGNS`.
    mode : {"light", "dark"}
    """
    data = {f"layer_{index}": _rows(states) for index, states in enumerate(layers)}
    panels = [_panel(index, states, mode) for index, states in enumerate(layers)]
    words = "; ".join(f"layer {i + 1}: {_counted(states)}" for i, states in enumerate(layers))
    return base.specification(panels, mode, f"Units of one net. {words}.", data, beside=20)


def _rows(states: Sequence[str]) -> Rows:
    return [
        {
            "column": index % COLUMNS,
            "row": index // COLUMNS,
            "state": state,
            "sign": SIGNS[state],
            "unit": f"unit {index + 1}",
        }
        for index, state in enumerate(states)
    ]


def _counted(states: Sequence[str]) -> str:
    return ", ".join(f"{states.count(state)} {state}" for state in SIGNS if state in states)


def _panel(index: int, states: Sequence[str], mode: str) -> Spec:
    alive = theme.look("relu").colour[mode]
    ink, background = theme.INK.colour[mode], theme.BACKGROUND[mode]
    colours = dict(zip(SIGNS, (alive, PALE[mode], GREY[mode], background), strict=True))
    bands = {"type": "ordinal", "axis": None}
    place = {"x": {"field": "column", **bands}, "y": {"field": "row", **bands}}
    scale = {"domain": list(colours), "range": list(colours.values())}
    hue = {"field": "state", "type": "nominal", "scale": scale, "legend": None}
    tips = base.tooltip((("unit", "unit"), ("state", "is")))
    sign = {"condition": {"test": "datum.state == 'dead'", "value": background}, "value": ink}
    named = {"data": {"name": f"layer_{index}"}}
    square = {"type": "rect", "stroke": background, "strokeWidth": 2, "cornerRadius": 3}
    layers = [
        {**named, "mark": square, "encoding": {**place, "color": hue, "tooltip": tips}},
        {
            **named,
            "mark": {"type": "text", "fontSize": 14, "tooltip": None},
            "encoding": {**place, "text": {"field": "sign"}, "color": sign},
        },
    ]
    heading = f"Layer {index + 1}: {_counted(states)}"
    rows = -(-len(states) // COLUMNS)
    return {"layer": layers, "height": SIDE * rows, "width": "container"} | base.title(
        heading, mode
    )
