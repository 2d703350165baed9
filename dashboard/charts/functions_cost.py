"""Measured cost of activations relative to ReLU, with its spread."""

from __future__ import annotations

from types import MappingProxyType

from dashboard import theme, words
from dashboard.charts import functions_frame as frame
from dashboard.charts.functions_frame import Rows, Spec
from models.choices import NetChoice
from models.cost import UNITS, Cost, Measured, Timing

BAR = 17
PLACES = MappingProxyType({"alone": "Alone", "layer": f"Inside a layer of {UNITS} units"})
PARTS = MappingProxyType({"forward": 1.0, "backward": 0.5})
LETTER = 7.4
LEAST = 1.25
MOST = 2.0  # times the longest bar


def cost_chart(found: Cost, mode: str) -> Spec:
    """Bars of forward (full) and backward time (pale), and their quartiles.

    Parameters
    ----------
    found : Cost
        At least one activation.
    mode : {"light", "dark"}
    """
    names = words.short_names(tuple(NetChoice((each.choice,)) for each in found.measured))
    rows = [
        row
        for each, name in zip(found.measured, names, strict=True)
        for place, timing in (("alone", each.alone), ("layer", each.layer))
        for row in _rows(place, name, timing)
    ]
    top = _top(rows)
    for row in rows:
        row["end"] = min(row["high"], top)
        row["text"] += f", up to {row['high']:.0f}×" if row["high"] > top else ""
    panels = [_panel(place, found, names, top, mode) for place in PLACES]
    room = LETTER * max(8, *(len(row["text"]) for row in rows))
    description = "Time of one call, relative to ReLU: " + "; ".join(
        f"{row['name']} {row['part']} {PLACES[row['place']].lower()} {row['text']}" for row in rows
    )
    spec = frame.specification(panels, mode, f"{description}.", rows, room)
    longest = max(len(name) for name in names)
    spec["usermeta"]["beside"] += round(LETTER * longest) - frame.AXIS
    return spec


def _top(rows: Rows) -> float:
    """End of the axis: the largest quartile, unless one on a busy machine would dwarf the bars."""
    median, upper = (max(row[field] for row in rows) for field in ("value", "high"))
    return max(LEAST, min(upper, MOST * median))


def _rows(place: str, name: str, timing: Timing) -> Rows:
    parts = {
        "forward": (timing.forward_relative, timing.forward),
        "backward": (timing.backward_relative, timing.backward),
    }
    return [
        {
            "place": place,
            "name": name,
            "part": part,
            "low": frame.number(relative.lower),
            "value": frame.number(relative.median),
            "high": frame.number(relative.upper),
            "text": f"{relative.median:.2f}×",
            "time": f"{absolute.median:.2g} ns",
        }
        for part, (relative, absolute) in parts.items()
    ]


def _panel(place: str, found: Cost, names: tuple[str, ...], top: float, mode: str) -> Spec:
    scale = {"domain": [0, top], "nice": False}
    axis = {"grid": True, "tickCount": 6, "format": "~f"}
    title = "time relative to ReLU" if place == "layer" else None
    x = {"field": "value", "type": "quantitative", "title": title, "scale": scale, "axis": axis}
    y = {"field": "name", "type": "nominal", "sort": list(names), "title": None}
    y |= {"axis": {"grid": False, "labelLimit": 200}}
    encoding = {"y": y, "yOffset": {"field": "part", "sort": list(PARTS)}}
    ends = {"x": x | {"field": "low"}, "x2": {"field": "end"}}
    ink = {"color": theme.INK.colour[mode], "tooltip": None}
    layers = [
        *(
            _bars(place, each, name, encoding | {"x": x}, mode)
            for each, name in zip(found.measured, names, strict=True)
        ),
        _layer(place, {"type": "rule", "strokeWidth": 1.5, **ink}, encoding | ends),
        _layer(
            place,
            {"type": "text", "align": "left", "dx": 6, "fontSize": 12.5, **ink},
            encoding | {"x": x | {"field": "end"}, "text": {"field": "text"}},
        ),
    ]
    height = 2 * BAR * len(names)
    return {"layer": layers, "height": height, **frame.title(PLACES[place], mode)}


def _bars(place: str, each: Measured, name: str, encoding: Spec, mode: str) -> Spec:
    shades = {"domain": list(PARTS), "range": list(PARTS.values())}
    tips = [
        {"field": field, "type": "nominal", "title": title}
        for field, title in (
            ("name", "function"),
            ("part", "pass"),
            ("text", "relative"),
            ("time", "per element"),
        )
    ]
    opacity = {"field": "part", "type": "ordinal", "scale": shades, "legend": None}
    mark = {"type": "bar", "color": frame.look_of(each.choice).colour[mode], "height": BAR - 4}
    spec = _layer(place, mark, encoding | {"opacity": opacity, "tooltip": tips})
    spec["transform"].append({"filter": {"field": "name", "equal": name}})
    return spec


def _layer(place: str, mark: Spec, encoding: Spec) -> Spec:
    kept = {"filter": {"field": "place", "equal": place}}
    return {"data": {"name": "rows"}, "transform": [kept], "mark": mark, "encoding": encoding}
