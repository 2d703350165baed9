"""Points of the plane before and after a layer, and masks of units side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import theme
from dashboard.charts.labs import base
from dashboard.charts.labs.base import Axis, Rows, Spec
from dashboard.charts.study_panel import GREY
from models.labs.recover import Cloud

REACH, TALL = 3.0, 320
LOST = theme.HUES[3].look
KEPT = theme.HUES[0].look
SIDE, CELL, GAP, PALE = 8, 17, 0.12, 0.12


def cloud(found: Cloud, back: bool, mode: str) -> Spec:
    """Points of the plane, coloured by whether the layer keeps them; lines where a unit begins.

    Parameters
    ----------
    found : Cloud
    back : bool
        Whether the points stand where the activations say that they are.
    mode : {"light", "dark"}
    """
    names = ("recoverable", "lost")
    places = found.back if back else found.points
    axes = Axis("first input", -REACH, REACH), Axis("second input", -REACH, REACH)
    rows = [
        {"x": axes[0].shown(x), "y": axes[1].shown(y), "kind": names[0 if kept else 1]}
        for (x, y), kept in zip(places, found.recoverable, strict=True)
    ]
    scale = {"domain": list(names), "range": [KEPT.colour[mode], LOST.colour[mode]]}
    hue = {"field": "kind", "type": "nominal", "scale": scale, "title": None}
    dots = {"type": "point", "filled": True, "size": 24, "opacity": 0.8, "clip": True}
    tips = base.tooltip((("kind", "this point is"),))
    layers = [
        _borders(found.weights, axes, mode),
        {
            "data": {"name": "points"},
            "mark": dots,
            "encoding": {
                "x": axes[0].encoding("x"),
                "y": axes[1].encoding("y"),
                "color": hue,
                "tooltip": tips,
            },
        },
    ]
    heading = "What comes back" if back else "What goes in"
    kept = int(found.recoverable.sum())
    words = f"{heading}: {kept} of {len(rows)} points of the plane are recoverable."
    data = {"points": rows, "borders": _ends(found.weights)}
    panel = {"layer": layers, "height": TALL, **base.title(heading, mode)}
    return base.specification([panel], mode, words, data, beside=60)


def _ends(weights: NDArray[np.float64]) -> Rows:
    """Both ends of the line on which each unit is just at 0."""
    along = np.stack([-weights[:, 1], weights[:, 0]], 1)
    along *= 3 * REACH / np.linalg.norm(along, axis=1, keepdims=True)
    return [{"x": float(-x), "y": float(-y), "to_x": float(x), "to_y": float(y)} for x, y in along]


def _borders(weights: NDArray[np.float64], axes: tuple[Axis, Axis], mode: str) -> Spec:
    mark = {"type": "rule", "color": GREY[mode], "strokeWidth": 1, "opacity": 0.6, "clip": True}
    ends = {"x2": {"field": "to_x"}, "y2": {"field": "to_y"}}
    place = {"x": axes[0].encoding("x"), "y": axes[1].encoding("y")}
    return {
        "data": {"name": "borders"},
        "mark": mark | {"tooltip": None},
        "encoding": place | ends,
    }


@dataclass(frozen=True, eq=False)
class Block:
    """Three squares of 8 by 8 cells: two to compare, and where they differ.

    Parameters
    ----------
    name : str
        Of what is compared.
    first, second : ndarray, shape (64,)
        From 0 to 1 each.
    look : Look
    differ : bool
        Whether the third square is drawn.
    """

    name: str
    first: NDArray[Any]
    second: NDArray[Any]
    look: theme.Look
    differ: bool = True

    @property
    def equal(self) -> int:
        """How many cells are the same in both."""
        return int((self.first == self.second).sum())


def masks(blocks: Sequence[Block], mode: str) -> Spec:
    """Blocks below each other, each under the names of its squares."""
    cells: Rows = []
    heads: Rows = []
    for index, block in enumerate(blocks):
        top = index * (SIDE + 1)
        squares = [block.first, block.second]
        titles = [block.name, "compared with"]
        if block.differ:
            squares.append((block.first != block.second).astype(float))
            titles.append(f"{len(block.first) - block.equal} differ")
        for place, (square, title) in enumerate(zip(squares, titles, strict=True)):
            left = place * (SIDE + 1)
            look = LOST if place == 2 else block.look
            cells += _cells(np.asarray(square, float), left, top + 1, look.colour[mode])
            heads.append({"column": left, "row": top, "text": title})
    panel = {"layer": _layers(len(blocks), mode), "height": CELL * len(blocks) * (SIDE + 1)}
    counts = "; ".join(f"{b.name}: {b.equal} of {len(b.first)} agree" for b in blocks if b.differ)
    words = f"Squares of 64 cells, compared. {counts}."
    return base.specification([panel], mode, words, {"cells": cells, "heads": heads})


def _cells(square: NDArray[np.float64], left: int, top: int, colour: str) -> Rows:
    return [
        {
            "column": left + index % SIDE,
            "row": top + index // SIDE,
            "colour": colour,
            "value": round(PALE + (1 - PALE) * float(value), 3),
        }
        for index, value in enumerate(square)
    ]


def _layers(blocks: int, mode: str) -> list[Spec]:
    columns, rows = range(3 * SIDE + 2), range(blocks * (SIDE + 1))
    place = {
        "x": {"field": "column", "type": "ordinal", "axis": None},
        "y": {"field": "row", "type": "ordinal", "axis": None},
    }
    place["x"] |= {"scale": {"domain": list(columns), "paddingInner": GAP}}
    place["y"] |= {"scale": {"domain": list(rows), "paddingInner": GAP}}
    fill = {
        "color": {"field": "colour", "type": "nominal", "scale": None},
        "opacity": {"field": "value", "type": "quantitative", "scale": None},
    }
    text = {"type": "text", "align": "left", "dx": -CELL // 2, "fontSize": 13}
    ink = {"color": theme.INK.colour[mode], "tooltip": None}
    return [
        {
            "data": {"name": "cells"},
            "mark": {"type": "rect", "cornerRadius": 2, "tooltip": None},
            "encoding": place | fill,
        },
        {
            "data": {"name": "heads"},
            "mark": text | ink,
            "encoding": place | {"text": {"field": "text"}},
        },
    ]
