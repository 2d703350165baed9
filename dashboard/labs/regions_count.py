"""The part of the lab on linear regions that sets an exact count beside a grid and a bound."""

from __future__ import annotations

import numpy as np

from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.study_panel import GREY
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.regions_words import number, quartiles, spread
from dashboard.theme import INK, Look, look
from models.labs.regions_random import COUNTING, WIDTHS, Counting, Layer
from models.labs.stage import Settings

FAINT = Look(GREY["light"], GREY["dark"], (2, 3))
BOUND = Look(INK.light, INK.dark, (7, 3))


def missed(found: Counting) -> int | None:
    """Whether the grid found more, as many, or fewer regions, as the choices say it."""
    exact = sum(int(layer.exact.sum()) for layer in found.layers)
    grid = sum(int(layer.grid.sum()) for layer in found.layers)
    return None if len(found.layers) < len(WIDTHS) else 0 if grid > exact else 2 - (grid == exact)


def sentence(found: Counting) -> str:
    """What these nets showed, for the widest layer that is done."""
    layer = found.layers[-1]
    return (
        f"One layer of {layer.units} units in a box of ±{found.reach:g}: {spread(layer.exact)} "
        f"regions, at most {number(layer.most)}. A grid of {found.side} × {found.side} points "
        f"finds {spread(layer.grid)} of them (median and quartiles of {len(layer.exact)} seeds)."
    )


def draw(found: Counting, _: Settings) -> None:
    """Three lines over the number of units."""
    units = [layer.units for layer in found.layers]
    series = [
        Series("most there can be", units, [one.most for one in found.layers], BOUND),
        _counted("exact", units, [one.exact for one in found.layers], look("relu")),
        _counted("on the grid", units, [one.grid for one in found.layers], FAINT),
    ]
    x = Axis("units in the hidden layer", 0, WIDTHS[-1])
    y = Axis("regions (band: quartiles of the seeds)", 0, most_of(found.layers))
    pictures.show(lines(series, x, y, pictures.mode(), height=320), "regions_count")


def most_of(layers: tuple[Layer, ...]) -> int:
    """The largest bound, where the axis ends."""
    return max(layer.most for layer in layers)


def _counted(name: str, units: list[int], counts: list[np.ndarray], style: Look) -> Series:
    low, high = np.array([quartiles(each) for each in counts]).T
    middle = [float(np.median(each)) for each in counts]
    return Series(name, units, middle, style, low, high, points=True)


COUNT_PART = Part(
    key="count",
    title="Counting",
    intro=(
        "The quick way to count regions is a grid of points: look which units are on at each "
        "point, and count the different answers. The exact way cuts the box along every line. Here "
        "both count the same nets: one hidden layer of ReLUs with random weights."
    ),
    experiment=COUNTING,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "reach",
            "Box from −r to r on both axes, r =",
            3.0,
            (3.0, 10.0, 60.0),
            "pills",
            "In a wide box nearly all crossings of lines are inside, but most regions are small "
            "ones in its middle.",
            "{:g}".format,
        ),
        Control("side", "Points along a side of the grid", 200, (50, 100, 200, 400), "pills"),
    ),
    prediction=Prediction(
        "a grid counts the regions that a point falls into. Set beside the exact count, it finds",
        ("more regions", "as many regions", "fewer regions"),
        missed,
    ),
)
