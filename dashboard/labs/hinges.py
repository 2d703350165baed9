"""The lab about hinges: how something as plain as a ReLU can draw any curve."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs import hinges_build, hinges_bumps, hinges_train
from dashboard.labs.hinges_build import gap
from dashboard.labs.record import Lab, Truth
from models.labs.bumps import Bumped
from models.labs.fitted import Fitted
from models.labs.fitted_grid import GRID, TRIED, trend
from models.labs.hinges import Built
from models.labs.stored import read


def _smooth(built: Built) -> str:
    if built.rough:
        return ""
    count, even, doubled = built.hinges.count, gap(built.even), gap(built.doubled)
    limit = (
        "whether a formula of your own is smooth is not worked out here"
        if built.bound is None
        else f"the rule allows {numbers.loss(built.bound)}"
    )
    return f"a gap of {even} with {_evenly(count)}; {limit}. With {2 * count} it is {doubled}."


def _rough(built: Built) -> str:
    if not built.rough:
        return ""
    count, even, doubled = built.hinges.count, gap(built.even), gap(built.doubled)
    return (
        f"this curve has {built.rough}. The gap is {even} with {_evenly(count)} and {doubled} with "
        f"{2 * count}."
    )


def _evenly(count: int) -> str:
    return "1 hinge" if count == 1 else f"{count} evenly spaced hinges"


def _learned(found: Fitted) -> str:
    relu, tanh = (trend(read(GRID.key), key, None) for key in TRIED)
    few, wide = relu.units[0], relu.units[-1]
    least, most = (numbers.loss(float(error)) for error in (relu.median[-1], tanh.median[0]))
    return (
        "in the stored results twice as many ReLUs leave, from one width to the next, about "
        f"{numbers.share(2**relu.slope)} of the gap; {wide} ReLUs leave {least}, {few} tanh units "
        f"{most}."
    )


def _steep(found: Bumped) -> str:
    best, count = numbers.loss(min(found.errors)), found.row.count
    return (
        f"with {count} bumps, steepness {found.best:g} is the best of the "
        f"{len(found.errors)} tried; it leaves a gap of {best}."
    )


LAB = Lab(
    key="hinges",
    title="Many hinges draw any curve",
    question="Why does it cut off the negative part, and still work as a universal approximation?",
    asked="A learner in a forum thread about ReLU",
    parts=(hinges_build.PART, hinges_train.PART, hinges_bumps.PART),
    truths=(
        Truth(
            "A hinge is flat on one side, and that is what makes it useful: it bends the sum at "
            "its kink and leaves everything on the left of it as it was. So n hinges draw every "
            "broken line of n pieces, exactly."
        ),
        Truth(
            "On a smooth curve, twice as many evenly spaced hinges leave about a quarter of the "
            "gap, once the pieces are short. The more curved the line is, the larger the gap can "
            "be. The rule for it takes h, the width of a piece, and f″, which says how curved the "
            "line is at each place.",
            "textbooks on interpolation, such as de Boor 1978",
            "the gap is at most h² max|f″| / 8",
            True,
            _smooth,
        ),
        Truth(
            "Rough curves can be harder. Where a square root begins, infinitely steep, it takes "
            "four times as many evenly spaced hinges to halve the gap; at a jump the gap does not "
            "shrink at all.",
            ours=_rough,
        ),
        Truth(
            "With enough units, one layer (one row of units) comes as near as you like to any "
            "curve without jumps, on a stretch with two ends such as −3 to 3: a **universal "
            "approximation**. First shown for S-shaped activations; ReLU can do it as well. Sums "
            "of powers, such as z² + z, cannot: however many units there are, the curve is only "
            "another sum of the same powers.",
            "Cybenko 1989; Hornik 1991; Leshno et al. 1993",
        ),
        Truth(
            "That such a net exists does not say that training finds it. From 8 units on, trained "
            "ReLU nets place their kinks worse than even spacing does, some of them where the "
            "curve is not. Round units, such as tanh, suit this round wave better than hinges do.",
            ours=_learned,
            part="train",
        ),
        Truth(
            "Bumps draw any curve too, as in the well-known visual proof. For the wave, from 8 "
            "bumps on, a middle steepness is best: gentler flanks blur the curve, steeper ones "
            "make a staircase. The more bumps, the steeper they should be.",
            "the idea: Nielsen 2015, chapter 4; the steepness is measured here",
            ours=_steep,
            part="bumps",
        ),
    ),
    reading=(
        (
            "Nielsen: A visual proof that neural nets can compute any function",
            "http://neuralnetworksanddeeplearning.com/chap4.html",
        ),
        ("An animation of hinges that fit a curve", "https://nnfs.io/mvp/"),
        (
            "Leshno et al. 1993: networks with a nonpolynomial activation function",
            "https://doi.org/10.1016/S0893-6080(05)80131-5",
        ),
    ),
)
