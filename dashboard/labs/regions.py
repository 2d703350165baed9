"""A net of if-statements: the lab on linear regions."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs.record import Lab, Truth
from dashboard.labs.regions_count import COUNT_PART
from dashboard.labs.regions_line import DEEP, FLAT, FOLD_PART, WALK_PART
from dashboard.labs.regions_plane import PLANE, medians
from dashboard.labs.regions_words import number
from models.labs.regions_bounds import best_weights_least
from models.labs.regions_random import Counting, Fold, Walk
from models.labs.regions_trained import Plane


def one_map(found: Plane) -> str:
    """How far the maps of all regions are from autograd."""
    moment = found.looks[-1].moment
    worst = numbers.gradient(moment.disagreement)
    return f"{numbers.step(moment.count)} regions, largest difference from autograd {worst}."


def fewer_maps(found: Plane) -> str:
    """Both counts of the net that is drawn."""
    moment = found.looks[-1].moment
    return (
        f"{numbers.step(moment.count)} activation regions, "
        f"{numbers.step(moment.linear_count)} linear regions."
    )


def far_from_best(found: Plane) -> str:
    """The count after training beside that of the best weights."""
    _, after = medians(found, "plane")
    hidden = found.config.hidden
    least, shape = numbers.step(best_weights_least(hidden, 2)), "-".join(map(str, hidden))
    return f"{number(after)} after training; {shape} with ReLU and best weights: {least} or more."


def reached(found: Counting) -> str:
    """The most that was found beside the most there can be."""
    layer = found.layers[-1]
    return f"at most {int(layer.exact.max())} of {layer.most} for {layer.units} units."


def doubled(found: Fold) -> str:
    """The pieces of the folded net, layer by layer."""
    return ", ".join(map(str, found.exact)) + f" pieces with 1 to {found.folds} layers."


def linear(found: Walk) -> str:
    """Regions for each unit, of one layer and of four."""
    shares = [found.of(*hidden).middle / 128 for hidden in (FLAT, DEEP)]
    return f"{shares[0]:.2f} for each unit in one layer of 128, {shares[1]:.2f} in four of 32."


LAB = Lab(
    key="regions",
    title="A net of if-statements",
    question="it clicked for me when I could see that ReLU acts like a conditional If statement",
    asked="A learner, in the thread on whether ReLU is wasteful",
    parts=(PLANE, WALK_PART, FOLD_PART, COUNT_PART),
    truths=(
        Truth(
            "Where no unit switches, a ReLU net is **one affine map**: the product of its weight "
            "matrices, without the units that are off. So it is a list of if-statements, one for "
            "each region, and nobody writes the conditions: training moves them.",
            ours=one_map,
        ),
        Truth(
            "A set of inputs with one on-off pattern is an *activation region*. Neighbours whose "
            "map is the same are one *linear region*, so there are never more of these.",
            ours=fewer_maps,
        ),
        Truth(
            "One hidden layer of n units cuts the plane into at most 1 + n + n(n − 1)/2 regions.",
            "Zaslavsky 1975",
            r"at most $\sum_{j\le d}\binom{n}{j}$ with $d$ inputs",
            ours=reached,
            part="count",
        ),
        Truth(
            "With depth the **most there can be** grows exponentially …",
            "Montúfar et al. 2014",
            r"with the best weights at least $\prod_{i<L}\lfloor n_i/n_0\rfloor^{n_0}\,"
            r"\sum_{j\le n_0}\binom{n_L}{j}$ for layers of $n_1 \ldots n_L$ units and $n_0$ inputs",
            ours=far_from_best,
        ),
        Truth(
            "… because each layer can fold the plane, and what comes after it works on all folds "
            "at once.",
            "Telgarsky 2015, abstract",
            "2 nodes in each of 2k layers do what shallow nets need exponentially many nodes for",
            True,
            doubled,
            "tent",
        ),
        Truth(
            "Nets with random weights, and trained ones, are **far below**: along a line the "
            "regions grow with the number of units, and depth does not multiply them.",
            "Hanin & Rolnick 2019, abstract",
            "“grows linearly in the total number of neurons, far below the exponential upper "
            "bound”",
            True,
            linear,
            "line",
        ),
    ),
    reading=(
        ("Hanin & Rolnick 2019", "https://arxiv.org/abs/1901.09021"),
        ("Montúfar et al. 2014", "https://arxiv.org/abs/1402.1869"),
        ("Telgarsky 2015", "https://arxiv.org/abs/1509.08101"),
    ),
)
