"""What nets say far away from their data: the first part of the lab."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import INK, Look, look
from models.activations import find
from models.labs.far import ACTIVATIONS, FAR, FAR_AWAY, ZOOMS, Fitted, points, run
from models.labs.stage import Settings

Found = tuple[Fitted, ...]
FLAT, LINE = (0.9, 1.1), (9.0, 11.0)
GREY = Look(INK.light, INK.dark, (2, 3))


def sentence(result: Found) -> str:
    """Where each activation leads at x = 1000."""
    texts = [f"{find(one.key).name} says {with_quartiles(one.size_spread, size)}" for one in result]
    return (
        f"After {result[0].step:,} steps, at x = {FAR:,.0f}, where the sine lies between −1 and 1, "
        f"{', '.join(texts)} (sizes; medians over {result[0].size_spread.nets} nets, quartiles in "
        "brackets)."
    )


def size(value: float) -> str:
    """A size in few digits; what is not finite has diverged."""
    return numbers.gradient(value) if value < float("inf") else "infinity"


def right(result: Found) -> int | None:
    """How ReLU goes on."""
    for one in result:
        if one.key == "relu":
            growth = float(one.growth_spread.median)
            return 2 if LINE[0] < growth < LINE[1] else 1 if FLAT[0] < growth < FLAT[1] else 0
    return None


def draw(result: Found, settings: Settings) -> None:
    """The curves out to a chosen distance, and how they go on."""
    zoom = st.select_slider(
        "How far to look",
        ZOOMS,
        30.0,
        format_func=lambda value: f"−{value:,.0f} to {value:,.0f}",
        key="unbounded_zoom",
        width=320,
    )
    pictures.show(_curves(result, zoom), "unbounded_far")
    st.caption(
        "Each net has seen only points from −3 to 3. Lines are medians over the nets, bands their "
        "quartiles. At 3 you see the fit, farther out what the activation makes of it."
    )
    st.markdown(_table(result))


def _curves(result: Found, zoom: float) -> dict[str, Any]:
    x = points(zoom)
    series = []
    for one in result:
        found = one.curve_spread(zoom)
        name = find(one.key).name
        series.append(Series(name, x, found.median, look(one.key), low=found.low, high=found.high))
    axes = Axis("x", -zoom, zoom), Axis("output")
    marks = ((-3.0, ""), (3.0, "data end here")) if zoom > 3 else ()
    return lines(series, *axes, pictures.mode(), marks=marks, height=300)


def _table(result: Found) -> str:
    rows = [
        "| | size at 1,000 | f(10,000) ÷ f(1,000) | moves from 10 to 100 |",
        "|---|---|---|---|",
    ]
    for one in result:
        spreads = (one.size_spread, one.growth_spread, one.moved_spread)
        texts = " | ".join(with_quartiles(found, size) for found in spreads)
        rows.append(f"| {find(one.key).name} | {texts} |")
    return "\n".join(rows)


FAR_PART = Part(
    key="far",
    title="Far away",
    intro=(
        "Small nets learn the wave sin x from points between −3 and 3. **Then look farther out**, "
        "where they have seen nothing: the activation decides how they go on."
    ),
    experiment=FAR_AWAY,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "activations",
            "Activations",
            ("relu", "tanh"),
            ACTIVATIONS,
            "many",
            text=lambda key: find(key).name,
        ),
    ),
    prediction=Prediction(
        "a net of ReLU units has learned the wave from −3 to 3. What does it say far to the right?",
        ("It goes on as a wave", "It stays at one height", "It goes on as a straight line"),
        right,
    ),
    playground=run,
)
