"""Where activations are 0: units downwards, inputs across."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from dashboard import theme
from dashboard.charts.labs import base
from dashboard.charts.labs.base import Rows, Spec

CELL, HEAD = 5, 2
ACTIVE = theme.HUES[0].look


def zeros(image: NDArray[np.bool_], digits: NDArray[np.int64], heading: str, mode: str) -> Spec:
    """An image of units and inputs; a cell has colour where the unit is above or below 0.

    Parameters
    ----------
    image : ndarray of bool, shape (units, inputs)
        Where activations are exactly 0. The units with most zeros are drawn on top.
    digits : ndarray of int, shape (inputs,)
        What each input shows; inputs of one digit stand together.
    heading : str
    mode : {"light", "dark"}
    """
    units, inputs = image.shape
    ordered = image[np.argsort(-image.sum(1), kind="stable")]
    rows = [
        {"column": int(column), "row": int(row) + HEAD}
        for row, column in zip(*np.nonzero(~ordered), strict=True)
    ]
    heads = _heads(digits)
    bands = {"type": "ordinal", "axis": None}
    scale = {"scale": {"domain": list(range(inputs)), "padding": 0}}
    tall = {"scale": {"domain": list(range(units + HEAD)), "padding": 0}}
    place = {
        "x": {"field": "column", **bands, **scale},
        "y": {"field": "row", **bands, **tall},
    }
    rect = {"type": "rect", "color": ACTIVE.colour[mode], "tooltip": None}
    text = {"type": "text", "color": theme.INK.colour[mode], "fontSize": 13, "tooltip": None}
    layers = [
        {"data": {"name": "active"}, "mark": rect, "encoding": place},
        {
            "data": {"name": "heads"},
            "mark": text | {"baseline": "bottom", "dy": 4, "align": "left"},
            "encoding": place | {"text": {"field": "text"}},
        },
    ]
    share = float(image.mean())
    words = f"{heading}: {units} units on {inputs} inputs; {share:.0%} of the cells are 0."
    panel = {"layer": layers, "height": CELL * (units + HEAD), **base.title(heading, mode)}
    return base.specification([panel], mode, words, {"active": rows, "heads": heads})


def _heads(digits: NDArray[np.int64]) -> Rows:
    """Each digit above the first input that shows it."""
    firsts = [0, *(np.flatnonzero(np.diff(digits)) + 1)]
    return [{"column": int(at), "row": 0, "text": str(digits[at])} for at in firsts]
