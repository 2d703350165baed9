"""The view of episodes of CartPole that a trained policy plays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard.theme import look
from models.labs.pole import Episode

View = dict[str, Any]


def episodes_view(episodes: Sequence[tuple[str, str, Episode]], key: str) -> View:
    """What the live picture of kind "episodes" draws.

    Parameters
    ----------
    episodes : sequence of (str, str, Episode)
        Key and name of the activation, and an episode of its policy.
    key : str
        Changes where the episodes do, so that the picture begins anew.
    """
    views = [_view(*one) for one in episodes]
    words = "; ".join(f"{view['heading']}: {view['detail']}" for view in views)
    return {
        "kind": "episodes",
        "title": "Episodes of CartPole",
        "announce": words,
        "note": None,
        "key": key,
        "episodes": views,
    }


def _view(activation: str, name: str, episode: Episode) -> View:
    reversed_pushes = ", pushes reversed" if episode.context < 0 else ""
    end = "balanced to the end" if episode.balanced else f"lost after {episode.length} steps"
    return {
        "heading": f"{name}{reversed_pushes}",
        "detail": end,
        "states": episode.states.astype(np.float32),
        "forces": (episode.pushes * episode.context > 0).astype(np.uint8),
        "balanced": episode.balanced,
        "colour": look(activation).colour,
        "aria": f"A cart with a pole, steered by {name}{reversed_pushes}: {end}.",
    }
