"""The pictures of the Gradients page: what reaches each layer, and which factor decides it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard import numbers, words
from dashboard.charts.gradient_bins import ridges
from dashboard.charts.gradient_heats import heats, kept
from dashboard.charts.gradient_layers import layer_charts, noise_profiles
from dashboard.charts.gradient_split import splits
from dashboard.charts.moment import Drawn, Moment, moment
from models.gradient_path import path

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History
    from models.state import Frame

MEASURES = ("loss", "gradients", "gradient_split", "gradient_noise", "gradient_histograms")
MOST_NETS = 2
DEEP = 8


def gradients_view(
    config: RunConfig,
    frame: Frame,
    history: History,
    *,
    announce: str,
    groups: tuple[int, ...] | None = None,
    layer: int = 0,
) -> dict[str, Any]:
    """Everything that the Gradients page shows at one step, ready to be drawn.

    Parameters
    ----------
    config : RunConfig
    frame : Frame
        With the records of `MEASURES`; it may be older than the end of the history.
    history : History
        Of the whole run so far: at least one reading.
    announce : str
        What a screen reader is told when it changes.
    groups : tuple of int, optional
        Positions of one or two activations to draw; the first two where none is given.
    layer : int
        Which layer is drawn through time, from 0; the output layer is the last.
    """
    now = moment(config, frame, history, groups or tuple(range(MOST_NETS)))
    return {
        "kind": "gradients",
        "title": "Gradients",
        "announce": announce,
        "note": " ".join(_notes(now)) or None,
        "deep": len(config.hidden) > DEEP,
        "nets": [_net(now, net) for net in now.nets],
        "splits": splits(now),
        "charts": layer_charts(now),
        "noises": noise_profiles(now),
        "bins": ridges(now),
        "heats": heats(now, min(layer, len(config.hidden))),
    }


def _net(now: Moment, net: Drawn) -> dict[str, Any]:
    found = path(now.frame["gradient_split"], net.index)
    known = found is not None and not net.divergence
    whole = found.whole if found is not None and known else np.nan
    seed = f", seed {net.seed}" if now.config.seeds > 1 else ""
    return {
        "name": net.name,
        "colour": net.look.colour,
        "headline": f"×{numbers.gradient(whole)}" if np.isfinite(whole) else numbers.NONE,
        "caption": f"from the output back to layer 1{seed}",
    }


def _notes(now: Moment) -> list[str]:
    found, nets = [], now.config.net_count
    if now.config.seeds > 1:
        found.append(words.median_seed(now.config.seeds, "picture"))
    if not all(kept(now, net) for net in now.nets):
        found.append(words.some_histograms(now.history.histogram_nets, nets))
    return found
