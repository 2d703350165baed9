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
from models.labs.fitted import FIT, LOOKS, RATES, SEEDS, UNITS, Fitted, config_of
from models.labs.fitted_grid import GRID, TRIED, built, trend
from models.labs.lines import HIGH, LOW
from models.labs.stage import Settings
from models.labs.stored import read

SAME = 1.25
ENDS = (0.001, 2.0)
SIDES = (3.7, 69.0)


def pictures(found: Fitted, settings: Settings) -> None:
    """The net with the median error, and errors by number of units."""
    draw(pack(net_view(found)), "hinges_net")
    grid = read(GRID.key)
    by_hand, bound = built()
    series = [
        Series(
            "dotted: limit by the rule", UNITS, bound, Look(INK.light, INK.dark, (3, 3)), width=1.5
        ),
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
    here, at = Look(look(found.activation).light, look(found.activation).dark), [found.units]
    series.append(Series("this run", at, median, here, low, high, points=True, label=""))
    marks = ((found.units, "this run"),)
    x = Axis("units in the hidden layer", *SIDES, log=True, ticks=UNITS)
    y = Axis("largest gap", *ENDS, log=True, format="~g", ticks=(0.001, 0.01, 0.1, 1.0))
    title = "Largest gap by number of units: median and middle half of the nets"
    spec = lines(series, x, y, shown.mode(), height=300, heading=title, marks=marks)
    shown.show(spec, "hinges_error")
    shown.stored_note(grid)


def sentence(found: Fitted) -> str:
    """The spread of this run, and hinges that were placed by hand."""
    low, median, high = map(numbers.loss, found.spread)
    seeds, name, even = found.config.seeds, _name(found.activation), found.even.largest
    middle = f"about {low}" if low == high else f"{low} to {high}"
    said = (
        f"After {numbers.step(found.steps[-1])} steps the median gap of {seeds} {name} nets with "
        f"{found.units} units is {median} (half of the nets are nearer; the middle half have "
        f"{middle}). {found.units} hinges placed by hand, evenly spaced, leave {numbers.loss(even)}"
    )
    said += f"{_times(found.spread[1] / even)}."
    return f"{said} {_kinks(found)}" if found.activation == "relu" else said


def _times(ratio: float) -> str:
    if not math.isfinite(ratio):
        return ""
    if ratio >= 1:
        return f": training is {numbers.gradient(ratio)} times as far off"
    return f": they are {numbers.gradient(1 / ratio)} times as far off as training"


def _kinks(found: Fitted) -> str:
    """Where the kinks of the median net are, for those who may not know it."""
    inside, units, ends = found.inside, found.units, f"x = {numbers.tick(LOW)} and {HIGH:g}"
    net = f"In the middle one of the {found.config.seeds} nets"
    if inside == units:
        return f"{net}, all {units} kinks lie between {ends}."
    rest = "the other one bends" if inside == units - 1 else "the others bend"
    lie = "lies" if inside == 1 else "lie"
    return f"{net}, {inside} of {units} kinks {lie} between {ends}; {rest} nothing there."


def _name(key: str) -> str:
    return ACTIVATIONS[key].name


def better(found: Fitted) -> int | None:
    """Who is nearer; within a quarter counts as about the same."""
    ratio = found.spread[1] / found.even.largest
    return 0 if ratio < 1 / SAME else 1 if ratio <= SAME else 2


PART = Part(
    key="train",
    title="Let training place them",
    intro="Nobody places hinges by hand in a real net. Here nets with one row of units between "
    "input and output (a **hidden layer**) start with random numbers and **learn** the wave from "
    f"points on it, by {LOOKS[-1]:,} small corrections (**steps**). Each of {SEEDS} random starts "
    "could end at the hinges that were placed by hand. Does it?",
    experiment=FIT,
    pictures=pictures,
    sentence=sentence,
    controls=(
        Control(
            "activation",
            "Activation",
            "relu",
            TRIED,
            "pills",
            help="What a unit does with its number: ReLU makes a hinge; tanh makes an S-shaped "
            "curve from -1 to 1, without a kink.",
            text=_name,
        ),
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
        "16 evenly spaced hinges, placed by hand, or 16 that training placed: which come nearer "
        "to the wave?",
        ("Training", "About the same", "By hand"),
        better,
    ),
    playground=config_of,
)
