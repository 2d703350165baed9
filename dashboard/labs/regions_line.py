"""The parts of the lab on linear regions along a line: random nets, and a folded one."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, bars
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.regions_words import activation_name, number, quartiles, spread
from dashboard.theme import INK, look
from models.labs.regions_pieces import piecewise_linear
from models.labs.regions_random import FOLD, WALK, WOBBLES, Fold, Walk
from models.labs.stage import Settings

FLAT, DEEP = (128,), (32,) * 4
FEW, MANY = 1.5, 20
PIECES = Axis("straight pieces")
POWERS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def shape_name(hidden: tuple[int, ...]) -> str:
    """A shape in words.

    >>> shape_name((32, 32)), shape_name((64,))
    ('2 × 32', '1 × 64')
    """
    return f"{len(hidden)} × {hidden[0]}"


def deeper(found: Walk) -> int:
    """By how much four layers of 32 have more regions than one of 128, as the choices say it."""
    ratio = found.of(*DEEP).middle / found.of(*FLAT).middle
    return 0 if ratio < FEW else 1 if ratio < MANY else 2


def walk_sentence(found: Walk) -> str:
    """What these nets showed."""
    shares = [shape.middle / shape.neurons for shape in found.shapes]
    flat, deep = found.of(*FLAT), found.of(*DEEP)
    return (
        f"For each hidden unit the segment meets {min(shares):.2f} to {max(shares):.2f} regions. "
        f"One layer of 128 units: {spread(flat.counts)}; four layers of 32: {spread(deep.counts)} "
        f"(median and quartiles of {found.seeds} seeds). The best weights would give the four "
        f"layers, with ReLU, at least {numbers.step(deep.most)} pieces."
    )


def walk_pictures(found: Walk, settings: Settings) -> None:
    """A bar for each shape: the median, its quartiles as a line."""
    rows = []
    for shape in found.shapes:
        low, high = quartiles(shape.counts)
        share = f"{shape.middle / shape.neurons:.2f}"
        text, name = f"{number(shape.middle)} ({share})", shape_name(shape.hidden)
        title = f"{name} = {shape.neurons}" if len(shape.hidden) > 1 else name
        rows.append(Bar(title, shape.middle, text, look(settings["activation"]), low, high))
    axis = Axis("regions (for each unit)")
    pictures.show(bars(rows, axis, pictures.mode(), heading="Layers × units"), "regions_walk")


def folded(found: Fold) -> int | None:
    """Whether each fold doubled the pieces, as the choices say it; None for a single one."""
    if found.folds == 1:
        return None
    return 2 if all(b == 2 * a for a, b in zip(found.exact, found.exact[1:], strict=False)) else 0


def fold_sentence(found: Fold) -> str:
    """What the folded net showed."""
    layers = "1 layer" if found.folds == 1 else f"{found.folds} layers"
    wobbling = ", ".join(
        f"{numbers.share(wobble)}: {spread(found.at(wobble))}" for wobble in WOBBLES[1:]
    )
    power = f"2{str(found.folds).translate(POWERS)}"
    return (
        f"{layers} of 2 units: {found.exact[-1]} straight pieces, which is {power}. One layer of "
        f"{found.units} units has at most {found.flat}. Pieces when every weight is off by about "
        f"{wobbling} (median and quartiles of {found.pieces.shape[1]} seeds)."
    )


def fold_pictures(found: Fold, settings: Settings) -> None:
    """The folded line, and how many pieces wobbling weights leave."""
    cut, mode = found.cut, pictures.mode()
    x = np.stack([cut.breaks[:-1], cut.breaks[1:]], axis=1).ravel()
    heading = f"{cut.pieces} straight pieces: {weights(settings['wobble'])}"
    series = Series("", x, cut.values[:, :, 0].ravel(), look("relu"), width=1.5)
    spec = lines([series], Axis("x", 0, 1), Axis("output"), mode, heading=heading)
    pictures.show(spec, "regions_fold")
    rows = [Bar(f"one layer of {found.units}", found.flat, f"at most {found.flat}", INK)]
    for wobble in WOBBLES:
        counts = found.at(wobble)
        low, high = quartiles(counts)
        middle = float(np.median(counts))
        rows.append(Bar(weights(wobble), middle, spread(counts), look("relu"), low, high))
    heading = f"{found.folds} × 2 units"
    pictures.show(bars(rows, PIECES, mode, heading=heading), "regions_wobble")


def weights(wobble: float) -> str:
    """How far the weights are from the tent's.

    >>> weights(0.0), weights(0.1).replace(numbers.NARROW_SPACE, " ")
    ('exact weights', 'off by 10 %')
    """
    return f"off by {numbers.share(wobble)}" if wobble else "exact weights"


WALK_PART = Part(
    key="line",
    title="Along a line",
    intro=(
        "A segment goes through the plane from corner to corner, through nets with random weights. "
        "Each time it crosses into another region, the net bends. All breaks are computed exactly, "
        "layer by layer."
    ),
    experiment=WALK,
    pictures=walk_pictures,
    sentence=walk_sentence,
    controls=(
        Control(
            "reach",
            "Segment from −r to r on both axes, r =",
            1.0,
            (1.0, 3.0, 10.0),
            "pills",
            "The weights have variance 2 / inputs (He), the biases a standard deviation of 0.5.",
            "{:g}".format,
        ),
        Control(
            "activation", "Activation", "relu", piecewise_linear(), "select", text=activation_name
        ),
    ),
    prediction=Prediction(
        "two nets have 128 hidden units, one in a single layer, the other in four layers of 32. "
        "How many more pieces does the deep one have along a line?",
        ("About as many, or fewer", "Two to twenty times as many", "Thousands of times as many"),
        deeper,
    ),
)

FOLD_PART = Part(
    key="tent",
    title="Folding",
    intro=(
        "Two ReLUs make a tent: 2 relu(x) − 4 relu(x − ½) goes up to 1 and down again. The next "
        "layer makes a tent of the tent, and so on. Like a sheet of paper that is folded again and "
        "again, each layer works on all pieces at once."
    ),
    experiment=FOLD,
    pictures=fold_pictures,
    sentence=fold_sentence,
    controls=(
        Control("folds", "Layers of 2 units", 4, tuple(range(1, 9))),
        Control(
            "wobble",
            "Weights in the picture",
            0.0,
            WOBBLES,
            help="Each weight and bias is multiplied by 1 plus a random number of this spread.",
            text=weights,
        ),
    ),
    prediction=Prediction(
        "one more layer of 2 units folds the line once more. What does it do to the number of "
        "straight pieces?",
        ("It adds two", "It adds one for each layer", "It doubles them"),
        folded,
    ),
)
