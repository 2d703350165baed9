"""The third part of the lab about hinges: bumps, and how steep their flanks should be."""

from __future__ import annotations

from types import MappingProxyType

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.hinges import bump_view
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures as shown
from dashboard.labs.record import Control, Part, Prediction
from dashboard.panels.component import draw
from dashboard.panels.payload import pack
from dashboard.theme import look
from models.labs.bumps import STEEPNESSES, Bumped, bump_up
from models.labs.lines import TARGETS
from models.labs.stage import AtOnce, Settings

COUNTS = (4, 8, 16, 32, 64)
KINDS = MappingProxyType({"relu": "four ReLUs", "sigmoid": "two sigmoids"})
LEAST = 1.05
ROOM, SIDE = 1.3, 1.15


def pictures(found: Bumped, settings: Settings) -> None:
    """The bumps and their sum, and the error at every steepness."""
    draw(pack(bump_view(found)), "hinges_bumps")
    steepness = found.row.steepness
    series = [Series("largest gap", found.steepnesses, found.errors, look("relu"), points=True)]
    room = min(found.errors) / ROOM, max(found.errors) * ROOM
    sides = STEEPNESSES[0] / SIDE, STEEPNESSES[-1] * SIDE
    x = Axis("steepness of the flanks", *sides, log=True, format="~g")
    y = Axis("largest gap", *room, log=True, format="~g")
    marks = ((steepness, "shown above"),)
    spec = lines(series, x, y, shown.mode(), heading="Largest gap by steepness", marks=marks)
    shown.show(spec, "hinges_steepness")


def sentence(found: Bumped) -> str:
    """The error now, at the best steepness and with steps."""
    row, best, steepest = found.row, min(found.errors), found.steepnesses[-1]
    return (
        f"The largest gap between the curve and the sum of {row.count} bumps ({row.units} units) "
        f"with steepness {row.steepness:g} is {numbers.loss(found.error.largest)}. Best of those "
        f"tried is steepness {found.best:g} with {numbers.loss(best)}; the steepest, {steepest:g}, "
        f"is nearly a staircase and leaves {numbers.loss(found.errors[-1])}. The outer half of the "
        "first and of the last bump is not counted, for its neighbour is missing."
    )


def course(found: Bumped) -> int | None:
    """Whether the error falls, falls and rises again, or rises as the flanks grow steeper.

    None where every steepness does about as well as every other.
    """
    best = min(found.errors)
    falls, rises = found.errors[0] > LEAST * best, found.errors[-1] > LEAST * best
    if falls and rises:
        return 1
    return 0 if falls else 2 if rises else None


PART = Part(
    key="bumps",
    title="Bumps",
    intro="Another way to draw a curve: put **bumps** side by side, each scaled by the height of "
    "the curve in its middle, and add them up. Four ReLUs make a bump with straight flanks; so do "
    "two sigmoids (a **sigmoid** is an S-shaped function from 0 to 1), with round ones. Steep "
    "bumps stand apart, gentle ones run into each other. How **steep** should they be?",
    experiment=AtOnce(bump_up),
    pictures=pictures,
    sentence=sentence,
    controls=(
        Control(
            "target",
            "Curve",
            "wave",
            tuple(TARGETS),
            "select",
            text=lambda key: TARGETS[key].name,
        ),
        Control(
            "kind",
            "A bump is made of",
            "sigmoid",
            ("relu", "sigmoid"),
            "pills",
            text=KINDS.__getitem__,
        ),
        Control("count", "Bumps", 16, COUNTS),
        Control(
            "steepness",
            "Steepness",
            50.0,
            STEEPNESSES,
            help="How steep a flank of height 1 is: its slope for ReLUs, four times its slope for "
            "sigmoids.",
            text=lambda value: f"{value:g}",
        ),
    ),
    prediction=Prediction(
        "Make the flanks of the bumps steeper and steeper. What does the largest gap do?",
        ("It falls and falls", "It falls, then rises", "It rises and rises"),
        course,
    ),
)
