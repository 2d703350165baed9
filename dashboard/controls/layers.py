"""Which hidden layers are drawn, where there are more than fit side by side."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.moment import MOST_LAYERS
from dashboard.charts.strip import shown_layers
from models.config import RunConfig


def choose_layers(config: RunConfig) -> tuple[int, ...] | None:
    """The hidden layers to draw, from 0; None where all of them fit.

    The first and the last are always drawn, and two chosen ones between them.
    """
    count = len(config.hidden)
    if count <= MOST_LAYERS:
        return None
    _, low, high, _ = shown_layers(count, None)
    low, high = st.select_slider(
        f"Layers drawn between layer 1 and layer {count}",
        options=range(2, count),
        value=(low + 1, high + 1),
        key=f"shown_layers_of_{count}",
        help="The pictures of hidden layers: the first, the last, and these two.",
        width=400,
    )
    return tuple(sorted({0, low - 1, high - 1, count - 1}))
