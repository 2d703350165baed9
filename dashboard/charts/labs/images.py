"""The view of one image inside a net of convolutions: pad, feature maps, answer."""

from __future__ import annotations

from typing import Any

import numpy as np

from dashboard import numbers
from dashboard.charts.labs.dying import PALE
from dashboard.theme import look
from models.labs.image_maps import Maps, Response

View = dict[str, Any]


def digit_view(maps: Maps, found: Response, drawing: str, digit: int | None) -> View:
    """What the live picture of kind "digit" draws.

    Parameters
    ----------
    maps : Maps
    found : Response
    drawing : str
        Dots on the pad, as the pad writes them; empty where a digit of the data set is shown.
    digit : int or None
        The digit that was chosen; None for a drawing.
    """
    blank = not found.ink.any()
    drawn = "an empty pad" if blank else "the drawing"
    what = drawn if digit is None else f"the test image of a {digit}"
    return {
        "kind": "digit",
        "title": "One image inside the net",
        "announce": f"For {what} the net answers {found.answer}.",
        "note": None,
        "drawing": drawing,
        "colour": look(str(maps.config.nets[0])).colour,
        "zero": dict(PALE),
        "input": {
            "ink": found.ink.astype(np.float32),
            "text": "What the net is given",
            "aria": f"8 by 8 pixels: {what}.",
        },
        "answer": _answer(found, blank),
        "layers": [_layer(maps, found, index) for index in range(len(found.maps))],
    }


def _answer(found: Response, blank: bool) -> View:
    shares = [
        {
            "digit": str(digit),
            "value": float(share),
            "text": numbers.share(float(share)),
            "first": digit == found.answer,
        }
        for digit, share in enumerate(found.probability)
    ]
    detail = "an empty image has to be something, too" if blank else "its ten outputs as shares"
    return {"heading": f"It says {found.answer}", "detail": detail, "rows": shares}


def _layer(maps: Maps, found: Response, index: int) -> View:
    values, dead = found.maps[index], maps.dead_channels[index]
    zeros = numbers.share(found.zero_share[index])
    gone = f", {dead.sum()} of them dead" if dead.any() else ""
    words = f"{len(values)} feature maps{gone}: {zeros} of the pixels are exactly 0"
    return {
        "heading": f"Layer {index + 1}",
        "detail": words,
        "maps": values.astype(np.float32),
        "limit": float(np.abs(values).max()),
        "dead": dead.astype(np.uint8),
        "aria": f"Layer {index + 1}, {words}.",
    }
