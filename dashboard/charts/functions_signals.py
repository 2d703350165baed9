"""How normal preactivations come out of an activation, and of many layers of it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np

from dashboard import numbers, words
from dashboard.charts import functions_frame as frame
from dashboard.charts.functions_frame import Rows, Spec
from dashboard.charts.study_labels import end_labels, label_room
from models.activations.propagation import Density, Depths
from models.choices import ActivationChoice, NetChoice

WIDEST, HIGHEST = 5.0, 3.0
HEIGHT, LOW_HEIGHT = 300, 120
FEWEST, MOST = 1e-8, 1e8
LEAST_PLAIN = 1e-3
MOST_TICKS = 5
PLAIN = "format(datum.value, '~g')"
POWERS = "datum.value == 1 ? '1' : replace(format(datum.value, '~e'), '+', '')"
GAINS = MappingProxyType(
    {
        False: "E z² by layer, weights of variance 1/inputs",
        True: "E z² by layer, weights of variance gain²/inputs",
    }
)

Densities = dict[ActivationChoice, Density]
ByDepth = dict[ActivationChoice, Depths]


def density_chart(found: Densities, mode: str) -> Spec:
    """Densities of f(Z), with a stem for each value that is taken with positive probability.

    Parameters
    ----------
    found : dict of ActivationChoice to Density
        At least one.
    mode : {"light", "dark"}
    """
    ends = [end for each in found.values() for end in _ends(each)]
    low, high = (min(max(end, -WIDEST), WIDEST) for end in (min(ends), max(ends)))
    peaks = [each.height.max(initial=0.0) for each in found.values()]
    top = min(HIGHEST, 1.05 * max(0.5, *peaks))
    x = {"field": "x", **_linear("f(Z)", [low - 0.1, high + 0.1]), "axis": {"tickCount": 8}}
    y = _linear("density", [0, top])
    rows: Rows = []
    layers: list[Spec] = []
    for at, (choice, each) in enumerate(found.items()):
        rows += _outline(at, each)
        rows += [{"stem": at, "x": mass.value, "y": top * mass.share} for mass in each.masses]
        layers += _density_layers(at, choice, x, y, mode)
    names = _names(found)
    texts = [_stem_text(name, each) for name, each in zip(names, found.values(), strict=True)]
    description = " ".join(["Density of f(Z).", *filter(None, texts)])
    panel = {"layer": layers, "height": HEIGHT, **frame.title("Density of f(Z)", mode)}
    return frame.specification([panel], mode, description, rows, 0)


def depth_chart(by_gain: dict[bool, ByDepth], mode: str) -> Spec:
    """Mean squares of the preactivations over the layers, one panel without and one with the gain.

    Lines are those of infinitely wide layers, dots those of one random net.

    Parameters
    ----------
    by_gain : dict of bool to dict of ActivationChoice to Depths
        Each with at least one activation.
    mode : {"light", "dark"}
    """
    rows: Rows = []
    panels = []
    room = 0.0
    for gain, found in by_gain.items():
        rows += [row for at, each in enumerate(found.values()) for row in _layers(gain, at, each)]
        panel, beside = _depth_panel(gain, found, mode)
        panels.append(panel)
        room = max(room, beside)
    description = " ".join(
        f"{GAINS[gain]}: {', '.join(_names(found))}." for gain, found in by_gain.items()
    )
    return frame.specification(panels, mode, description, rows, room)


def _ends(found: Density) -> list[float]:
    return [*found.edges[:1], *found.edges[-1:], *(mass.value for mass in found.masses)]


def _outline(at: int, found: Density) -> Rows:
    """Corners of the histogram, which begins and ends at 0; each height ends at its edge."""
    if not found.edges.size:
        return []
    edges = np.append(found.edges, found.edges[-1])
    heights = [0.0, *found.height, 0.0]
    return [
        {"line": at, "x": frame.number(float(edge)), "y": frame.number(float(height))}
        for edge, height in zip(edges, heights, strict=True)
    ]


def _density_layers(at: int, choice: ActivationChoice, x: Spec, y: Spec, mode: str) -> list[Spec]:
    look = frame.look_of(choice)
    colour = {"color": look.colour[mode], "clip": True, "tooltip": None}
    line = frame.stroke(look, mode) | {"interpolate": "step-before"}
    stem = {"type": "rule", "strokeWidth": 3, **colour}
    head = {"type": "circle", "size": 70, "opacity": 1, **colour}
    place = {"x": x, "y": y | {"field": "y"}}
    return [
        _layer(f"datum.line === {at}", line, place),
        _layer(f"datum.stem === {at}", stem, place | {"y2": {"datum": 0}}),
        _layer(f"datum.stem === {at}", head, place),
    ]


def _layer(kept: str, mark: Spec, encoding: Spec) -> Spec:
    data = {"name": "rows"}
    return {"data": data, "transform": [{"filter": kept}], "mark": mark, "encoding": encoding}


def _stem_text(name: str, found: Density) -> str:
    masses = [
        f"{numbers.share(mass.share)} at exactly {numbers.plain(round(mass.value, 4))}"
        for mass in found.masses
    ]
    return f"{name}: {', '.join(masses)}." if masses else ""


def _depth_panel(gain: bool, found: ByDepth, mode: str) -> tuple[Spec, float]:
    axis = _decades(found)
    plain = axis["low"] >= LEAST_PLAIN
    depth = max(len(each.layer) for each in found.values())
    x = {"field": "layer", **_linear("layer" if gain else None, [1, depth])}
    x |= {"axis": {"tickCount": 10, "format": "d"}}
    scale = {"type": "log", "domain": [axis["low"], axis["high"]], "nice": False}
    y = {"type": "quantitative", "title": None, "scale": scale}
    y |= {"axis": {"values": _ticks(axis), "labelExpr": PLAIN if plain else POWERS}}
    layers = []
    for at, choice in enumerate(found):
        look = frame.look_of(choice)
        kept = f"datum.gain === {str(gain).lower()} && datum.line === {at}"
        dot = {"type": "circle", "color": look.colour[mode], "size": 22, "opacity": 0.55}
        dot |= {"clip": True, "tooltip": None}
        layers.append(_layer(kept, frame.stroke(look, mode), {"x": x, "y": y | {"field": "wide"}}))
        layers.append(_layer(kept, dot, {"x": x, "y": y | {"field": "net"}}))
    lines = [
        {"label": name, "values": each.second_moment, "colour": frame.look_of(choice).colour}
        for (choice, each), name in zip(found.items(), _names(found), strict=True)
    ]
    labels = {"lines": lines, "y": axis}
    layers += end_labels(labels, mode, LOW_HEIGHT)
    panel = {"layer": layers, "height": LOW_HEIGHT, **frame.title(GAINS[gain], mode)}
    return panel, label_room(labels)


def _decades(found: ByDepth) -> dict[str, Any]:
    """A log axis with all the lines, cut where they leave sixteen decades."""
    values = np.concatenate([[*each.second_moment, *each.simulated] for each in found.values()])
    inside = np.log10(np.clip(values[values > 0], FEWEST, MOST))
    low, high = 10.0 ** np.floor(inside.min() - 0.01), 10.0 ** np.ceil(inside.max() + 0.01)
    return {"scale": "log", "low": float(low), "high": float(high)}


def _ticks(axis: dict[str, Any]) -> list[float]:
    """Whole decades, 1 among them, as many as there is room for."""
    low, high = (round(float(np.log10(axis[end]))) for end in ("low", "high"))
    every = -(-(high - low) // MOST_TICKS)
    return [10.0**power for power in range(low, high + 1) if power % every == 0]


def _layers(gain: bool, at: int, found: Depths) -> Rows:
    return [
        {
            "gain": gain,
            "line": at,
            "layer": int(layer),
            "wide": _positive(wide),
            "net": _positive(net),
        }
        for layer, wide, net in zip(found.layer, found.second_moment, found.simulated, strict=True)
    ]


def _positive(value: float) -> float | None:
    """A number on a log axis: a gap where there is none."""
    return frame.number(value) if value > 0 else None


def _linear(title: str | None, domain: list[float]) -> Spec:
    scale = {"domain": domain, "nice": False}
    return {"type": "quantitative", "title": title, "scale": scale}


def _names(found: Densities | ByDepth) -> tuple[str, ...]:
    return words.short_names(tuple(NetChoice((choice,)) for choice in found))
