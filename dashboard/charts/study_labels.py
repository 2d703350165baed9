"""Names beside the ends of lines. They stay where they are when a chart is zoomed."""

from __future__ import annotations

import math
from typing import Any

SIZE, LETTER, GAP, OFFSET = 14, 7.4, 17.0, 8


def label_room(chart: dict[str, Any]) -> float:
    """Px that the labels need at the right of a chart."""
    longest = max((len(line["label"] or "") for line in chart["lines"]), default=0)
    return OFFSET + LETTER * longest


def end_labels(chart: dict[str, Any], mode: str, height: int) -> list[dict[str, Any]]:
    """A Vega-Lite layer with the label of each line that has one, in its hue."""
    lines = [line for line in chart["lines"] if line["label"]]
    wanted = [place(line["values"], chart["y"], height) for line in lines]
    look = {"type": "text", "align": "left", "baseline": "middle", "fontSize": SIZE, "clip": False}
    return [
        {
            "data": {"values": [{"end": 0}]},
            "mark": {
                **look,
                "text": line["label"],
                "color": line["colour"][mode],
                "x": "width",
                "dx": OFFSET,
                "y": y,
                "tooltip": None,
            },
        }
        for line, y in zip(lines, apart(wanted, GAP, float(height)), strict=True)
    ]


def place(values: Any, axis: dict[str, Any], height: float) -> float:
    """Px from the top of a line's last finite value, within the panel; the top without any."""
    ends = [float(value) for value in values if math.isfinite(value)]
    if not ends:
        return 0.0
    low, high, end = axis["low"], axis["high"], ends[-1]
    if axis["scale"] == "log":
        low, high = math.log10(low), math.log10(high)
        end = math.log10(end) if end > 0 else -math.inf
    return float(height * (1 - min(1.0, max(0.0, (end - low) / (high - low)))))


def apart(places: list[float], gap: float, height: float) -> list[float]:
    """The places in the same order, at least `gap` apart and, where there is room, in [0, height].

    >>> apart([10.0, 12.0, 99.0], 10.0, 100.0)
    [10.0, 20.0, 99.0]
    >>> apart([99.0, 98.0], 10.0, 100.0)
    [100.0, 90.0]
    """
    order = sorted(range(len(places)), key=places.__getitem__)
    found, lowest = list(places), -math.inf
    for index in order:
        lowest = found[index] = max(found[index], lowest + gap)
    highest = height + gap
    for index in reversed(order):
        highest = found[index] = min(found[index], highest - gap)
    return found
