"""Views of the labs on images and on CartPole, of nets as they are before any training."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Any

import numpy as np

from dashboard.charts.labs.cartpole import episodes_view
from dashboard.charts.labs.images import digit_view
from dashboard.labs.images_maps import dots_of
from models.labs.image_maps import MAPS, Maps, examples, ink_of, respond
from models.labs.pole import LEARN, Learning, watch
from models.labs.stage import finish


@cache
def maps() -> Maps:
    """A net of convolutions with ReLU and zeros all over."""
    settings = {"activation": "relu", "rate": 0.03, "pool": "average", "seeds": 1, "steps": 0}
    found: Maps = finish(MAPS, settings)
    found.dead_channels[1][5] = True
    return found


def digit(drawn_text: str = "", **_: str) -> dict[str, Any]:
    """The test image of a 3, or what was drawn."""
    if not drawn_text:
        return digit_view(maps(), respond(maps(), examples()[3]), "", 3)
    ink = ink_of(dots_of(drawn_text))
    return digit_view(maps(), respond(maps(), ink), drawn_text, None)


@cache
def learning() -> Learning:
    """Policies after five updates."""
    settings = {"task": "flipped", "activation": "relu", "rate": 0.01, "seeds": 1, "updates": 5}
    found: Learning = finish(LEARN, settings)
    return found


def episodes(**_: str) -> dict[str, Any]:
    """An episode of each policy with pushes as they are, and reversed."""
    found = [
        (key, key, watch(learning(), index, 0, 0, context))
        for index, key in enumerate(learning().activations)
        for context in (1, -1)
    ]
    return episodes_view(found, "one")


def longest() -> int:
    """Steps of the longest episode that is shown."""
    return int(np.max([one["states"].shape[0] for one in episodes()["episodes"]]))


LABS = MappingProxyType({"digit": digit, "episodes": episodes})
