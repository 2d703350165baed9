"""f, f' and f'' of activations over the same z, with a readout that follows the pointer."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import words
from dashboard.charts import functions_frame as frame
from dashboard.charts.functions_frame import MOST_NAMED, Rows, Spec
from dashboard.charts.study_labels import end_labels, label_room
from models.activations.shape import curve, second_derivative
from models.activations.smoothness import jumps
from models.choices import ActivationChoice, NetChoice

Floats = NDArray[np.floating[Any]]

PANELS = MappingProxyType({"f": ("f(z)", 220), "d": ("f′(z)", 110), "s": ("f″(z)", 110)})
# Samples of a curve, fewer where there are many: kinks at tenths fall on them.
POINTS = MappingProxyType({8: 801, 24: 401, 80: 161})
MARGIN = 1.05
LEAST = 1.0
AT = 1e-9  # of the picture's width; nearer than this to a jump, a z is the jump


@dataclass(frozen=True, eq=False)
class Line:
    """An activation's three curves.

    Parameters
    ----------
    choice : ActivationChoice
    name : str
    curves : dict of str to ndarray, shape (points,)
        By the keys of `PANELS`.
    jumps : dict of str to tuple of float
        Where each of them jumps, so that no line is drawn across; by the same keys.
    """

    choice: ActivationChoice
    name: str
    curves: dict[str, Floats]
    jumps: dict[str, tuple[float, ...]]


def curves_chart(choices: tuple[ActivationChoice, ...], limit: float, mode: str) -> Spec:
    """Three panels over z in [-limit, limit], one line for each activation.

    Parameters
    ----------
    choices : tuple of ActivationChoice
        At least one.
    limit : float
    mode : {"light", "dark"}
    """
    points = next(number for most, number in POINTS.items() if len(choices) <= most)
    z = np.linspace(-limit, limit, points)
    lines = _lines(choices, limit, z)
    labels = {"lines": [_label(line) for line in lines[:MOST_NAMED]]}
    panels = [_panel(key, lines, limit, mode) for key in PANELS]
    panels[0]["layer"] += end_labels(labels | _axis("f", lines, limit), mode, PANELS["f"][1])
    named = ", ".join(line.name for line in lines)
    spec = frame.specification(
        panels,
        mode,
        f"f, f′ and f″ of {named} for z from {-limit:g} to {limit:g}.".replace("-", "−"),
        _rows(lines, z),
        label_room(labels),
    )
    return spec | {"params": frame.readout([f"rule_{key}" for key in PANELS], "z")}


def _lines(choices: tuple[ActivationChoice, ...], limit: float, z: Floats) -> list[Line]:
    names = words.short_names(tuple(NetChoice((choice,)) for choice in choices))
    lines = []
    for choice, name in zip(choices, names, strict=True):
        found = curve(choice, limit, len(z))
        second = second_derivative(choice, z)
        curves = {"f": found.value, "d": found.derivative, "s": second}
        lines.append(Line(choice, name, curves, dict(zip(PANELS, jumps(choice), strict=True))))
    return lines


def _label(line: Line) -> dict[str, Any]:
    look = frame.look_of(line.choice)
    return {"label": line.name, "values": line.curves["f"], "colour": look.colour}


def _axis(key: str, lines: list[Line], limit: float) -> dict[str, Any]:
    """The y axis: all of each line, but for one that leaves the picture's square steeply."""
    low, high = -LEAST / 4, LEAST
    for line in lines:
        values = line.curves[key][np.isfinite(line.curves[key])]
        most = max(limit, 2 * float(np.median(np.abs(values)))) if len(values) else limit
        shown = np.clip(values, -most, most)
        low = min(low, float(np.min(shown, initial=0.0)))
        high = max(high, float(np.max(shown, initial=0.0)))
    return {"y": {"scale": "linear", "low": MARGIN * low, "high": MARGIN * high}}


def _panel(key: str, lines: list[Line], limit: float, mode: str) -> Spec:
    text, height = PANELS[key]
    axis = _axis(key, lines, limit)["y"]
    last = key == list(PANELS)[-1]
    x = {
        "field": "z",
        "type": "quantitative",
        "title": "z" if last else None,
        "scale": {"domain": [-limit, limit], "nice": False},
        "axis": {"tickCount": 8, "labels": last, "format": "~g"},
    }
    scale = {"domain": [axis["low"], axis["high"]], "nice": False}
    y = {"type": "quantitative", "title": None, "scale": scale, "axis": {"tickCount": height // 40}}
    layers = [layer for at, line in enumerate(lines) for layer in _drawn(key, at, line, x, y, mode)]
    tips = [{"field": "z", "type": "quantitative", "title": "z", "format": ".2f"}]
    for at, line in enumerate(lines[:MOST_NAMED]):
        field = {"field": f"{key}{at}", "type": "quantitative", "format": ".4~g"}
        tips.append(field | {"title": line.name})
    layers.append(frame.rule(f"rule_{key}", x, tips, mode))
    return {"layer": layers, "height": height, **frame.title(text, mode)}


def _drawn(key: str, at: int, line: Line, x: Spec, y: Spec, mode: str) -> list[Spec]:
    """The line, and a dot on it at the z that is read out."""
    look = frame.look_of(line.choice)
    encoding = {"x": x, "y": y | {"field": f"{key}{at}"}}
    common = {"data": {"name": "rows"}, "encoding": encoding}
    dot = {"type": "circle", "color": look.colour[mode], "size": 40, "clip": True, "opacity": 1}
    near = {"filter": {"param": "nearest", "empty": False}}
    parts = {"detail": {"field": f"{key}{at}part", "type": "nominal"}} if line.jumps[key] else {}
    drawn = {**common, "encoding": encoding | parts, "mark": frame.stroke(look, mode)}
    return [drawn, {**common, "transform": [near], "mark": dot | {"tooltip": None}}]


def _rows(lines: list[Line], z: Floats) -> Rows:
    """One row for each z, with every curve under its own name."""
    rows: Rows = [{"z": frame.number(at)} for at in z]
    for at, line in enumerate(lines):
        for key, values in line.curves.items():
            for row, value in zip(rows, values, strict=True):
                row[f"{key}{at}"] = frame.number(value)
        for key, places in line.jumps.items():
            for row, part in zip(rows, _parts(z, places) if places else (), strict=bool(places)):
                row[f"{key}{at}part"] = part
    return rows


def _parts(z: Floats, places: tuple[float, ...]) -> list[int]:
    """Number of the piece between jumps in which each z lies; a jump itself is one of its own."""
    apart = z[:, None] - np.array(places)
    near = AT * np.ptp(z)
    parts = 2 * (apart > near).sum(axis=1) + (np.abs(apart) <= near).any(axis=1)
    return [int(part) for part in parts]
