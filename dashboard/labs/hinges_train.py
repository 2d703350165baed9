"""The second part of the lab about hinges: let training place them."""

from __future__ import annotations

import math

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.hinges import net_view
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures as shown
from dashboard.labs.record import Control, Part, Prediction
from dashboard.panels.component import draw
from dashboard.panels.payload import pack
from dashboard.theme import INK, Look, look
from models.activations import ACTIVATIONS
from models.labs.fitted import FIT, LOOKS, RATES, UNITS, Fitted, config_of
from models.labs.fitted_grid import GRID, TRIED, built, trend
from models.labs.stage import Settings
from models.labs.stored import read

SAME = 1.25
ENDS = (0.001, 2.0)


def pictures(found: Fitted, settings: Settings) -> None:
    """The net with the median error, and errors by number of units."""
    draw(pack(net_view(found)), "hinges_net")
    grid = read(GRID.key)
    by_hand, bound = built()
    series = [
        Series("bound", UNITS, bound, Look(INK.light, INK.dark, (3, 3)), width=1.5),
        Series("placed by hand", UNITS, by_hand, INK, points=True),
    ]
    for key in TRIED:
        one = trend(grid, key, None)
        style = look(key)
        name = f"{_name(key)} trained"
        series.append(
            Series(name, UNITS, one.median, style, low=one.low, high=one.high, points=True)
        )
    low, median, high = ([value] for value in found.spread)
    here = Look(look(found.activation).light, look(found.activation).dark)
    series.append(Series("this run", [found.units], median, here, low=low, high=high, points=True))
    x = Axis("units in the hidden layer", UNITS[0], UNITS[-1], log=True, ticks=UNITS)
    y = Axis("largest error", *ENDS, log=True, format="~g", ticks=(0.001, 0.01, 0.1, 1.0))
    spec = lines(series, x, y, shown.mode(), height=300, heading="Largest error by number of units")
    shown.show(spec, "hinges_error")
    shown.stored_note(grid)


def sentence(found: Fitted) -> str:
    """The spread of this run, and hinges that were placed by hand."""
    low, median, high = map(numbers.loss, found.spread)
    seeds, name = found.config.seeds, _name(found.activation)
    step, even = numbers.step(found.steps[-1]), found.even.largest
    said = (
        f"After {step} steps {seeds} {name} nets with {found.units} units are off by at most "
        f"{median} (median; quartiles {low} to {high})."
    )
    said += f" {found.units} hinges at equal distances, placed by hand: {numbers.loss(even)}"
    said += f"{_times(found.spread[1] / even)}."
    if found.activation == "relu":
        said += (
            f" Of the {found.units} kinks of the median net, {found.inside} are where the curve is."
        )
    return said


def _name(key: str) -> str:
    return ACTIVATIONS[key].name


def _times(ratio: float) -> str:
    if not math.isfinite(ratio):
        return ""
    if ratio >= 1:
        return f", {numbers.gradient(ratio)} times less"
    return f", {numbers.gradient(1 / ratio)} times more"


def better(found: Fitted) -> int | None:
    """Who is nearer; within a quarter counts as about the same."""
    ratio = found.spread[1] / found.even.largest
    return 0 if ratio < 1 / SAME else 1 if ratio <= SAME else 2


PART = Part(
    key="train",
    title="Let training place them",
    intro="Nobody places hinges by hand in a real net. Here nets with one hidden layer start from "
    "random weights and **learn** the wave from samples of it. Training could find the hand-placed "
    f"hinges. Does it? {LOOKS[-1]:,} small corrections (steps), twelve random starts.",
    experiment=FIT,
    pictures=pictures,
    sentence=sentence,
    controls=(
        Control("activation", "Activation", "relu", TRIED, "pills", text=_name),
        Control("units", "Units", 16, UNITS),
        Control(
            "learning_rate",
            "Learning rate",
            0.01,
            RATES,
            help="How large each correction is. The lines of stored results use the best of these "
            "three for each number of units.",
            text=lambda rate: f"{rate:g}",
        ),
    ),
    prediction=Prediction(
        "16 hinges at equal distances, placed by hand, or 16 that training placed: which come "
        "nearer to the wave?",
        ("Training", "About the same", "By hand"),
        better,
    ),
    playground=config_of,
)
