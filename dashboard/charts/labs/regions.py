"""The regions of a net over the plane at several steps, packed for the picture that moves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers
from dashboard.charts.moment import plain_array
from dashboard.theme import look
from models.datasets import make_data
from models.labs.regions_cut import Polygons
from models.labs.regions_line import Cut
from models.labs.regions_trained import ANGLES, DIAGONAL, Moment, Plane, box_of

REACH = 32767
MOST_CORNERS = 240_000
MARGIN, CLOSE = 0.04, 0.12
KEY = "Deeper colour: more {what}. Thick lines: layer 1; thinner: later layers, which bend where \
they cross an earlier one. Thickest: the decision boundary."
HELP = "Click a region, or move from one to the next with the arrow keys."


def plane_view(found: Plane, point: tuple[float, float], step: int) -> dict[str, Any]:
    """The regions of the first net at as many steps as the picture can hold.

    Parameters
    ----------
    found : Plane
    point : (float, float)
        What is selected when the picture opens.
    step : int
        Of which the page tells what is selected.
    """
    limit = box_of(found.config)[1]
    steps = drawn_steps([len(look.moment.shapes.vertices) for look in found.looks])
    moments = [(found.steps[at], found.looks[at].moment) for at in steps]
    data = make_data(found.config)
    inside = (np.abs(data.x_train) <= limit).all(1)
    heights = [moment.heights for _, moment in moments]
    return {
        "kind": "regions",
        "title": "",
        "announce": "",
        "note": None,
        "name": found.config.to_json(),
        "limit": limit,
        "point": list(point),
        "told": step,
        "colour": look(found.config.nets[0].layer(0).key).colour,
        "shades": [int(min(map(np.min, heights))), int(max(map(np.max, heights)))],
        "layers": len(found.config.hidden),
        "samples": {
            "places": placed(data.x_train[inside], limit),
            "classes": data.y_train[inside].astype(np.uint8),
        },
        "angles": list(ANGLES),
        "angle": DIAGONAL,
        "key": KEY.format(what="units on" if _switches(found) else "kinks passed"),
        "help": HELP,
        "moments": [_moment(step, moment, limit) for step, moment in moments],
    }


def _switches(found: Plane) -> bool:
    """Whether each unit has two pieces."""
    return all(len(layer.kinks) == 1 for layer in found.looks[0].moment.net.layers)


def drawn_steps(corners: Sequence[int]) -> list[int]:
    """Which moments are drawn: all, or evenly many with both ends, so that they can be sent.

    >>> drawn_steps([10, 20, 30]), drawn_steps([120_000] * 9)
    ([0, 1, 2], [0, 8])
    """
    count = len(corners)
    most = max(2, int(MOST_CORNERS / max(corners)))
    return sorted({round(at) for at in np.linspace(0, count - 1, min(count, most))})


def placed(points: NDArray[Any], limit: float) -> NDArray[np.int16]:
    """Coordinates within the box as whole numbers from -32767 to 32767."""
    return np.round(np.asarray(points) / limit * REACH).clip(-REACH, REACH).astype(np.int16)


def _moment(step: int, moment: Moment, limit: float) -> dict[str, Any]:
    values = np.concatenate([cut.values.ravel() for cut in moment.cuts])
    return {
        "step": step,
        "label": numbers.step(step),
        "count": counted(moment.count, "region"),
        "beside": f"at step {numbers.step(step)} · {_linear(moment)}",
        "vertices": placed(moment.shapes.vertices, limit),
        "starts": moment.shapes.starts.astype(np.uint32),
        "layers": _layers(moment.shapes, [line.layer for line in moment.net.lines]),
        "shade": moment.heights,
        "border": placed(moment.border.reshape(-1, 4), limit),
        "y": height_axis(values),
        "cuts": [_cut(cut) for cut in moment.cuts],
    }


def height_axis(values: NDArray[Any]) -> dict[str, Any]:
    """An axis with 0 that just holds the values; ticks at 0 and at the ends that are apart from it.

    >>> [text for _, text in height_axis(np.array([-2.0, 40.0]))["ticks"]]
    ['0', '40']
    """
    low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
    span = (high - low) or 1.0
    marks = [mark for mark in (low, 0.0, high) if mark == 0 or abs(mark) > CLOSE * span]
    return {
        "scale": "linear",
        "low": low - MARGIN * span,
        "high": high + MARGIN * span,
        "ticks": [[mark, numbers.gradient(mark)] for mark in dict.fromkeys(marks)],
    }


def counted(count: int, word: str) -> str:
    """A number with its word.

    >>> counted(1, "region"), counted(1234, "region")
    ('1 region', '1,234 regions')
    """
    return f"{numbers.step(count)} {word}{'' if count == 1 else 's'}"


def _linear(moment: Moment) -> str:
    if moment.linear_count == moment.count:
        return "no two neighbours have the same map"
    return f"{counted(moment.linear_count, 'linear region')}: some neighbours have the same map"


def _layers(shapes: Polygons, layers: list[int]) -> NDArray[np.uint8]:
    """The layer that each edge belongs to, from 1; 0 on the border of the box."""
    return np.array([0, *(layer + 1 for layer in layers)], dtype=np.uint8)[shapes.lines]


def _cut(cut: Cut) -> dict[str, Any]:
    pieces = counted(cut.pieces, "straight piece")
    return {
        "breaks": plain_array(cut.breaks),
        "values": plain_array(cut.values[:, :, 0]),
        "heading": "The net along the dashed cut",
        "detail": f"{pieces}, every break exact",
        "aria": f"The net along the cut: {pieces}.",
        "from": _point(*cut.start),
        "to": _point(*cut.end),
    }


def _point(x: float, y: float) -> str:
    """A point in words, to one decimal and without a minus before 0."""
    return "({}, {})".format(*(f"{round(value, 1) + 0:.1f}".replace("-", "−") for value in (x, y)))
