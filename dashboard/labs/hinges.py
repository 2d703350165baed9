"""The lab about hinges: how something as plain as a ReLU can draw any curve."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs import hinges_build, hinges_bumps, hinges_train
from dashboard.labs.record import Lab, Truth
from models.labs.bumps import Bumped
from models.labs.fitted import Fitted
from models.labs.fitted_grid import GRID, TRIED, trend
from models.labs.hinges import Built
from models.labs.stored import read


def _bound(built: Built) -> str:
    if built.bound is None:
        return "this curve has no such bound, or none that is known here."
    even, bound = numbers.loss(built.even.largest), numbers.loss(built.bound)
    return f"largest error {even} with {built.hinges.count} equal pieces, bound {bound}."


def _doubled(built: Built) -> str:
    even, doubled = (numbers.loss(one.largest) for one in (built.even, built.doubled))
    count = built.hinges.count
    return f"{even} with {count} equal pieces, {doubled} with {2 * count}."


def _learned(found: Fitted) -> str:
    relu, tanh = (trend(read(GRID.key), key, None) for key in TRIED)
    few, wide = relu.units[0], relu.units[-1]
    least, most = (numbers.loss(float(error)) for error in (relu.median[-1], tanh.median[0]))
    return (
        "in the stored results the median error of ReLU nets falls like the number of units to "
        f"the power {numbers.r2(relu.slope)}; {wide} ReLUs leave {least}, {few} tanh units {most}."
    )


def _steep(found: Bumped) -> str:
    best = numbers.loss(min(found.errors))
    return f"steepness {found.best:g} is best of {len(found.errors)} tried, with {best}."


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
            "For a smooth curve and equal pieces of width h, the gap is at most h² times the "
            "largest |f″|, divided by 8. Twice as many hinges leave a quarter of the gap.",
            "textbooks on interpolation, such as de Boor 1978",
            "h² max|f″| / 8",
            True,
            _bound,
        ),
        Truth(
            "That holds only where the curve is smooth. At a vertical tangent, as of a square root "
            "at its end, the gap shrinks like the root of the number of hinges; at a jump it does "
            "not shrink at all.",
            ours=_doubled,
        ),
        Truth(
            "With enough units, one hidden layer comes as near as one likes to every continuous "
            "curve on a bounded range. First shown for sigmoids; it holds for exactly those "
            "activations that are no polynomial, ReLU included.",
            "Cybenko 1989; Hornik 1991; Leshno et al. 1993",
        ),
        Truth(
            "That such a net exists does not say that training finds it. From 8 units on, trained "
            "ReLU nets place their kinks worse than a ruler does, some of them where the curve is "
            "not. Round units, such as tanh, suit this round wave better than hinges do.",
            ours=_learned,
            part="train",
        ),
        Truth(
            "Bumps draw any curve too, as in the well-known visual proof. With a fixed number of "
            "bumps a moderate steepness is best: steeper flanks make a staircase.",
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
