"""A net drawn as a network: inputs, one small picture per unit, links, and the output's ports."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers, words
from dashboard.charts.moment import Drawn, Moment, plain_array
from dashboard.charts.unit_choice import MOST_INPUTS, UnitChoice
from models.activations.shape import shape
from models.choices import ActivationChoice
from models.config import RunConfig
from models.features import FEATURES
from models.measures.records import Floats
from models.measures.unit_questions import input_pictures
from models.measures.unit_records import (
    NO_DUPLICATE,
    LayerMarks,
    LayerWeights,
    UnitPictures,
)
from models.unit_summaries import strengths

Links = dict[str, Any] | None


def network(
    moment: Moment, net: Drawn, found: UnitPictures, choice: UnitChoice, reach: float
) -> dict[str, Any]:
    """Everything between the inputs of a net and its output; `reach` is the bias of a full bar."""
    layers = moment.frame["weights"].layers
    columns = range(len(found.drawn))
    return {
        "inputs": _inputs(moment.config),
        "layers": [_layer(moment, net, found, at, choice, reach) for at in columns],
        "links": _links(moment.config, net, layers, found),
        "ports": _ports(moment.config, layers[-1].bias[net.index], reach),
    }


def shades(values: Floats, scale: float) -> NDArray[np.uint8]:
    """Values in [-scale, scale] as 0 to 255; 0, and what is missing, in the middle.

    >>> shades(np.array([-2.0, 0.0, 1.0, np.nan]), 2.0).tolist()
    [0, 128, 191, 128]
    """
    known = np.nan_to_num(values / scale, nan=0.0, posinf=1.0, neginf=-1.0)
    found: NDArray[np.uint8] = np.rint(127.5 + 127.5 * np.clip(known, -1, 1)).astype(np.uint8)
    return found


def picture(values: Floats, scale: float, line: bool) -> dict[str, Any]:
    """Pictures of units: shades over the plane, or lines between -1 and 1."""
    if not line:
        return {"shades": shades(values, scale)}
    finite = np.where(np.isfinite(values), values / scale, np.nan)
    return {"lines": plain_array(finite)}


def input_names(config: RunConfig) -> list[str]:
    """What the inputs of a net are called."""
    if len(config.used_features) == config.inputs:
        return [FEATURES[key].name for key in config.used_features]
    if config.own is not None:
        return [words.short(name) for name in config.own.features]
    return [f"pixel {at + 1}" for at in range(config.inputs)]


def class_names(config: RunConfig) -> list[str]:
    """What the classes of a run are called, as short as pictures have room for."""
    names = config.outline.class_names
    known = [words.short(name) for name in names]
    return known or [f"class {at}" for at in range(config.class_count)]


def _inputs(config: RunConfig) -> dict[str, Any]:
    heading = {"heading": "Inputs", "short": "Inputs"}
    if config.inputs > MOST_INPUTS:
        text = f"{config.inputs} {'pixels' if config.own is None else 'columns'}"
        return {**heading, "detail": text, "brief": text, "block": True, "names": [text]}
    found = input_pictures(config)
    line = found.layers[0].ndim == 2
    scale = "" if line else f"colours ±{numbers.plain(found.scales[0])}"
    return {
        **heading,
        "detail": scale,
        "brief": scale.removeprefix("colours "),
        "block": False,
        "names": input_names(config),
        **picture(found.layers[0], found.scales[0], line),
    }


def _layer(
    moment: Moment, net: Drawn, found: UnitPictures, at: int, choice: UnitChoice, reach: float
) -> dict[str, Any]:
    layer, units = found.drawn[at]
    values, scale = found.layers[at], found.scales[at]
    activation = net.choice.layer(layer)
    line, left_out = values.ndim == 2, moment.config.hidden[layer] - len(units)
    span = f"{'height' if line else 'colours'} ±{numbers.plain(scale)}"
    name = words.short_name(activation)
    return {
        "heading": f"Hidden layer {layer + 1}",
        "short": f"Layer {layer + 1}",
        "detail": f"{name}, {span}",
        "brief": f"±{numbers.plain(scale)}",
        "more": f"+ {numbers.step(left_out)} more" if left_out else None,
        "units": [_unit(moment, net, layer, unit, choice, reach) for unit in units],
        **picture(values, scale, line),
    }


def _unit(
    moment: Moment, net: Drawn, layer: int, unit: int, choice: UnitChoice, reach: float
) -> dict[str, Any]:
    marks: LayerMarks = moment.frame["unit_marks"].layers[layer]
    bias = float(moment.frame["weights"].layers[layer].bias[net.index, unit])
    mark, label = _label(marks, net, unit, net.choice.layer(layer))
    return {
        "key": f"{layer + 1}.{unit + 1}",
        "label": label,
        "mark": mark,
        "bias": bias,
        "bar": float(np.clip(np.nan_to_num(bias / reach), -1, 1)),
        "selected": choice.unit == (layer, unit),
        "off": (layer, unit) in choice.off,
        "facts": _facts(marks, net, unit, bias),
        "aria": f"{net.full_name}, hidden layer {layer + 1}, unit {unit + 1}",
    }


def _label(
    marks: LayerMarks, net: Drawn, unit: int, choice: ActivationChoice
) -> tuple[str | None, str]:
    """The mark of a unit, and what stands beside it."""
    if net.divergence:
        return None, numbers.NONE
    if marks.dead[net.index, unit]:
        return "dead", "dead"
    if marks.saturated[net.index, unit]:
        return "saturated", "saturated"
    double = int(marks.duplicate_of[net.index, unit])
    if double != NO_DUPLICATE:
        return "duplicate", f"= unit {double + 1}"
    shares = marks.saturated_share if counts_saturation(choice) else marks.active_share
    return None, numbers.share(float(shares[net.index, unit]))


def counts_saturation(choice: ActivationChoice) -> bool:
    """Whether the share beside a unit is that of saturated samples; else of active ones."""
    found = shape(choice)
    return found.saturates_left or found.saturates_right


def _facts(marks: LayerMarks, net: Drawn, unit: int, bias: float) -> list[str]:
    """What is said of a unit under the pointer."""
    if net.divergence:
        return [words.stopped_there(net.divergence)]
    active, saturated = (
        float(shares[net.index, unit]) for shares in (marks.active_share, marks.saturated_share)
    )
    double = int(marks.duplicate_of[net.index, unit])
    return [
        *(["dead"] if marks.dead[net.index, unit] else []),
        f"active on {numbers.share(active)}",
        *([f"saturated on {numbers.share(saturated)}"] if saturated else []),
        *([f"a multiple of unit {double + 1}"] if double != NO_DUPLICATE else []),
        f"bias {numbers.gradient(bias)}",
    ]


def _links(
    config: RunConfig, net: Drawn, layers: tuple[LayerWeights, ...], found: UnitPictures
) -> list[Links]:
    """The weights between neighbouring columns; None where one of the two layers is not drawn."""
    drawn = found.drawn
    if not drawn:
        return [_from_inputs(config, layers[0].weight[net.index])]
    first, last = drawn[0], drawn[-1]
    start = layers[0].weight[net.index][:, list(first[1])]
    links: list[Links] = [_from_inputs(config, start) if first[0] == 0 else None]
    for (_, before), (layer, units) in pairwise(drawn):
        weight = layers[layer].weight[net.index]
        links.append(_link(weight[np.ix_(before, units)]))
    complete = last[0] == len(config.hidden) - 1
    links.append(_link(layers[-1].weight[net.index][list(last[1])]) if complete else None)
    return links


def _from_inputs(config: RunConfig, weight: Floats) -> Links:
    if config.inputs > MOST_INPUTS:
        return _link(strengths(weight)[None]) | {"block": True}
    return _link(weight)


def _link(weight: Floats) -> dict[str, Any]:
    return {"weights": plain_array(weight), "block": False}


def _ports(config: RunConfig, biases: Floats, reach: float) -> list[dict[str, Any]]:
    """Where links arrive at the output: one place, or one for each class."""
    named = [""] if config.outputs == 1 else class_names(config)
    bars = np.clip(np.nan_to_num(biases / reach), -1, 1)
    return [
        {"name": name, "bias": numbers.gradient(float(bias)), "bar": float(bar)}
        for name, bias, bar in zip(named, biases, bars, strict=True)
    ]
