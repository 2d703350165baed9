"""XOR by units and seeds: the second part of the lab."""

from __future__ import annotations

from functools import partial

import numpy as np

from dashboard import numbers
from dashboard.charts.labs.base import Axis, Spec
from dashboard.charts.labs.corners import PICK, Row, seeds_chart
from dashboard.charts.labs.marks import Square, heat
from dashboard.labs import pictures, reports, why_any_net
from dashboard.labs.record import Control, Part, Prediction
from dashboard.theme import look
from models.activations import ACTIVATIONS
from models.labs.corners import (
    LOWEST,
    SEEDS,
    STEPS,
    WIDTHS,
    CornerNet,
    Corners,
    WidthRuns,
    search,
)
from models.labs.corners_all import ACTIVATIONS as KEYS
from models.labs.stage import Settings
from models.labs.stored import read

NEARLY, MOST, FEW, NONE = range(4)
ENOUGH = 2
SEEDS_KEY = "why_any_seeds"
STATES = ("solved, and sure", "solved, but unsure", "stuck", "stuck, with a dead unit")


def units(width: int) -> str:
    """A width in words."""
    return f"{width} unit{'s' if width > 1 else ''}"


def states(runs: WidthRuns) -> tuple[str, ...]:
    """What became of each seed, one of `STATES`."""
    stuck = np.where(runs.dead.any(1), STATES[3], STATES[2])
    found = np.where(runs.sure, STATES[0], np.where(runs.solved, STATES[1], stuck))
    return tuple(str(state) for state in found)


def sentence(found: Corners) -> str:
    """How many of the seeds solve it, by width, and how many of the stuck ones have a dead unit."""
    whole, name = len(found.widths[0].solved), ACTIVATIONS[found.activation].name
    solved = ", ".join(f"{int(r.solved.sum())} with {units(r.width)}" for r in found.widths)
    text = f"{name}, {whole} nets of each size. All four corners right: {solved}."
    return " ".join(filter(None, (text, _unsure(found), _stuck(found))))


def _unsure(found: Corners) -> str:
    """How many of the solved nets are right by little."""
    unsure = sum(int((r.solved & ~r.sure).sum()) for r in found.widths)
    solved = sum(int(r.solved.sum()) for r in found.widths)
    if not unsure:
        return ""
    if solved == 1:
        return "The one solved net is unsure: it gives some corner less than 90 %."
    who = f"All {solved}" if unsure == solved else f"{unsure} of the {solved}"
    one = unsure == 1
    are, give = ("is", "it gives") if one else ("are", "they give")
    return f"{who} solved nets {are} unsure: {give} some corner less than 90 %."


def _stuck(found: Corners) -> str:
    """How many nets with two units have a corner wrong, and how many of them a dead unit."""
    runs = found.of(ENOUGH)
    if runs.width != ENOUGH or runs.solved.all():
        return ""
    stuck = ~runs.solved
    count, dead = int(stuck.sum()), int((stuck & runs.dead.any(1)).sum())
    stay = f"net with {units(ENOUGH)} stays" if count == 1 else f"nets with {units(ENOUGH)} stay"
    text = f"{count} {stay} **stuck** (at least one corner wrong)"
    if not dead:
        return f"{text}."
    flat = "that puts out 0" if found.activation == "relu" else "whose slope is 0"
    who = "It has" if count == 1 else f"{dead} of them {'has' if dead == 1 else 'have'}"
    return f"{text}. {who} a **dead unit**: one {flat} at every corner."


def right(found: Corners) -> int | None:
    """How many of the nets with two units find a solution."""
    runs = found.of(ENOUGH)
    if runs.width != ENOUGH:
        return None
    share = runs.solved.mean()
    if share == 0:
        return NONE
    return NEARLY if share > 0.9 else MOST if share >= 0.5 else FEW


def draw(found: Corners, settings: Settings) -> None:
    """All seeds, one net seen closely beside the solution by hand, and all activations."""
    reports.follow()
    net = why_any_net.chosen(found, settings)
    pictures.show(_seeds(found, net), SEEDS_KEY, partial(_choose, found))
    why_any_net.draw(found, net, states(found.of(net.width))[net.seed])
    pictures.show(_all(found), "why_any_all")
    pictures.stored_note(read("corners"))


def _choose(found: Corners) -> None:
    """Put the net that was clicked into the address, where the controls find it."""
    picked = pictures.picked(SEEDS_KEY, PICK)
    if picked:
        widths = {units(runs.width): runs.width for runs in found.widths}
        changed = {"width": str(widths[picked["name"]]), "seed": str(picked["seed"])}
        reports.report("why_any.xor", changed)


def _seeds(found: Corners, net: CornerNet) -> Spec:
    rows = [
        Row(units(r.width), states(r), f"{int(r.solved.sum())} of {len(r.solved)} solved")
        for r in found.widths
    ]
    chosen = (units(net.width), net.seed)
    return seeds_chart(rows, STATES, look(found.activation), chosen, pictures.mode())


def _all(found: Corners) -> Spec:
    cells = [_cell(key, width, found.inputs) for key in KEYS for width in WIDTHS]
    heading = f"Of {SEEDS} nets, how many solve it"
    titles, scale = ("units", ""), Axis("solved", 0, 1, format="%")
    return heat(cells, titles, pictures.mode(), scale=scale, side=28, heading=heading)


def _cell(key: str, width: int, inputs: str) -> Square:
    values = read("corners").values(activation=key, inputs=inputs, width=width)
    solved, sure = (round(SEEDS * values[name]) for name in ("solved", "sure"))
    text = f"{solved} of {SEEDS} solved, {sure} of them sure"
    return Square(str(width), ACTIVATIONS[key].name, values["solved"], text, str(solved))


XOR = Part(
    key="xor",
    title="XOR: how few units?",
    intro="XOR means “one or the other, but not both”: two opposite corners of a square are blue, "
    "the other two orange. It is the smallest task that no straight line does. How many units "
    "does a net need in its one **hidden layer** (the row of units between inputs and answer), and "
    f"does it **find** the solution? {SEEDS} nets of each size start from different random numbers "
    f"(the **seed** is the number that picks them) and learn for {numbers.step(STEPS)} steps.",
    experiment=search,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "activation",
            "Activation function",
            "relu",
            KEYS,
            "select",
            text=lambda key: ACTIVATIONS[key].name,
        ),
        Control(
            "inputs",
            "Inputs",
            "0/1",
            tuple(LOWEST),
            "pills",
            help="The numbers that stand for the corners. With 0/1, one corner gives the net "
            "nothing but its biases.",
        ),
        Control(
            "width",
            "Look at a net of",
            ENOUGH,
            WIDTHS,
            "pills",
            help="Choose one net, or click its square in the picture.",
            text=units,
            view=True,
        ),
        Control("seed", "with seed", 1, tuple(range(SEEDS)), view=True),
    ),
    prediction=Prediction(
        "Two ReLU units are enough for XOR. Of 100 nets with two of them, how many learn it?",
        ("More than 90", "50 to 90", "Fewer than 50, but some", "None"),
        right,
    ),
    pytorch=why_any_net.script,
)
