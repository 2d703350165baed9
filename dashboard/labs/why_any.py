"""The lab on nets without an activation function, and on XOR."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs.record import Lab, Truth
from dashboard.labs.why_any_collapse import COLLAPSE
from dashboard.labs.why_any_xor import XOR
from models.labs.collapse import Collapse
from models.labs.corners import Corners


def _difference(found: Collapse) -> str:
    depth = len(found.config.hidden)
    away = numbers.gradient(found.difference)
    return f"{depth + 1} matrices as one: outputs differ by at most {away} of the largest"


def _spread(found: Collapse) -> str:
    count, away = len(found.affine.weight), numbers.gradient(found.spread)
    return f"the weights of the {count} single maps differ by at most {away} between seeds"


def _one(found: Corners) -> str:
    runs = found.widths[0]
    return f"{int(runs.solved.sum())} of {len(runs.solved)} nets with one unit"


TRUTHS = (
    Truth(
        "Layers that only multiply and add can be multiplied out: (x W₁ + b₁) W₂ + b₂ = "
        "x (W₁ W₂) + (b₁ W₂ + b₂). However deep, the net is one matrix and one bias.",
        ours=_difference,
        part="collapse",
    ),
    Truth(
        "Where no straight line separates the points, one line is the best, and such nets find it "
        "from every start. On rings it is hardly better than a coin: the loss stays near "
        "ln 2 = 0.693. Depth still changes how they learn, but not what they can say.",
        ours=_spread,
        part="collapse",
    ),
    Truth(
        "Nearly anything that bends will do: with enough units, a net with one hidden layer comes "
        "as near as you like to any curve without jumps, unless its activation function is a "
        "polynomial, such as z² + z.",
        "Leshno, Lin, Pinkus & Schocken 1993",
        "every activation function but a polynomial",
        part="collapse",
    ),
    Truth(
        "A single unit that only ever rises cannot do XOR, and two ReLUs can. A solution that "
        "exists need not be found: with two ReLUs most nets get stuck, with a corner wrong.",
        "Minsky & Papert 1969",
        "no single threshold unit computes XOR",
        ours=_one,
        part="xor",
    ),
    Truth(
        "A function that rises and falls can do it with one unit. Look at SiLU, |x|, the square, "
        "the sine and GCU, which is z cos z, in the picture of all activations.",
        "Noel et al. 2021, arXiv 2108.12943, abstract",
        "a single GCU unit learns XOR",
        checked=True,
        part="xor",
    ),
    Truth(
        "Right on all four corners can be luck: a chance just above 50 % is enough. A net is "
        "called **sure** here if it gives the right colour more than 90 % at every corner. One "
        "GELU is right nearly always, and never sure.",
        part="xor",
    ),
)

LAB = Lab(
    key="why_any",
    title="Why any activation?",
    question="As otherwise, you just have a series of matrix multiplications that is the same as "
    "just to have one resulting matrix.",
    asked="A learner, in the thread on why ReLU discards half its inputs",
    parts=(COLLAPSE, XOR),
    truths=TRUTHS,
    reading=(
        (
            "Growing Cosine Unit: one oscillating unit and XOR",
            "https://arxiv.org/abs/2108.12943",
        ),
    ),
)
