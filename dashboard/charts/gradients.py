"""The gradient of each drawn net over steps, one line per hidden layer."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.moment import Drawn, Moment, picture_text
from dashboard.charts.series import Line, completed, for_axis, line
from models.measures.records import Floats

WIDTH = 2.0
DASHES = ((), (6, 3), (2, 3), (6, 3, 2, 3))
MOST_LABELS = 3


def gradient_charts(moment: Moment, steps: NDArray[np.float32]) -> list[dict[str, Any]]:
    """One chart per drawn net, all with the same axes; the output's line if no layer is hidden."""
    whole = moment.history.signal()
    values = completed(moment, whole, moment.frame["gradients"].signal_rms)
    hidden = len(moment.config.hidden)
    drawn = max(1, hidden)
    y = axes.decades(for_axis(moment, whole, [net.index for net in moment.nets])[..., :drawn])
    x = axes.steps(moment.last_step)
    return [
        {
            "slot": "gradient",
            "net": at,
            "heading": None if at else "Gradient",
            "detail": None if at else "RMS of ∂L/∂z over train set",
            "x": x,
            "y": y,
            "steps": steps,
            "format": "gradient",
            "lines": _lines(net, values[:, net.index, :drawn], hidden > 0),
            "bands": [],
            **_words(moment, net),
        }
        for at, net in enumerate(moment.nets)
    ]


def _lines(net: Drawn, values: Floats, hidden: bool) -> list[Line]:
    count = values.shape[1]
    labelled = range(count) if count <= MOST_LABELS else (0, count // 2, count - 1)
    found = []
    for index in range(count):
        name = f"layer {index + 1}" if hidden else "output"
        label = f"{name} {numbers.gradient(float(values[-1, index]))}"
        drawn = np.where(values[:, index] > 0, values[:, index], np.nan)
        look = {"dash": list(DASHES[index % len(DASHES)]), "dot": True}
        shown = {**look, "label": label if index in labelled else None}
        found.append(line(net, drawn, name, WIDTH, 1.0) | shown)
    return found


def _words(moment: Moment, net: Drawn) -> dict[str, Any]:
    if net.divergence:
        sentence = words.stopped_there(net.divergence)
    else:
        sentence = words.gradient(moment.frame["gradients"].signal_rms[net.index])
    aria = picture_text(net, "gradient over steps", sentence)
    return {"sentence": sentence, "error": False, "aria": aria}
