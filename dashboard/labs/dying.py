"""The lab on dying units: how they die, whether they come back, cures, and nets born dead."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs.dying_born import BIRTH, DEEP, NARROW
from dashboard.labs.dying_cures import CURE, HELPS, REVIVE, STOP
from dashboard.labs.dying_train import INACTIVE, TRAINING
from dashboard.labs.record import Lab, Truth
from models.labs.born import Born
from models.labs.cures import Cures
from models.labs.dying import Dying


def _dead_and_accurate(result: Dying) -> str:
    dead = numbers.share(float(result.dead_spread.median[-1, 0]))
    accuracy = numbers.accuracy(float(result.accuracy_spread.median[-1]))
    return f"{dead} of layer 1 dead at an accuracy of {accuracy}."


def _centred(result: Cures) -> str:
    plain, centred = result["ReLU as it is"], result["Pixels centred"]
    shares = (numbers.share(float(one.dead_spread.median[0])) for one in (plain, centred))
    return "{} of layer 1 dead with one mean for all pixels, {} with each centred.".format(*shares)


def _deep(result: Born) -> str:
    if NARROW not in result.widths:
        return f"{NARROW} units are not among the widths."
    share = float(result.share[result.widths.index(NARROW), DEEP - 1])
    return f"{numbers.accuracy(share)} of the nets of {DEEP} layers with {NARROW} units."


TRUTHS = (
    Truth(
        "Dead is not broken: a net can read every training digit while a good part of its units "
        "is dead. Look at the accuracy too.",
        ours=_dead_and_accurate,
        part="train",
    ),
    Truth(
        "Where inputs share a large mean, one step moves a unit on all of them the same way, and "
        "can kill it at once. With the mean of each column taken off, that does not happen in "
        "the first layer.",
        ours=_centred,
        part="cures",
    ),
    Truth(
        "Krizhevsky et al. started the biases of some ReLU layers at 1, so that their units fire "
        "at first and learn early. Biases far below 0 do the opposite: try them above.",
        "Krizhevsky, Sutskever & Hinton 2012, section 5",
    ),
    Truth(
        "A ReLU net that gets deeper and deeper is born dead with a probability that goes to 1.",
        "Lu, Shin, Su & Karniadakis 2020, abstract",
        "the probability goes to 1 as the depth goes to infinity",
        checked=True,
        ours=_deep,
        part="born",
    ),
    Truth(
        "For layers of N units and one input, the chance is 1 − (1 − 2⁻ᴺ) to the power of the "
        "number of layers. For more inputs it is an upper bound.",
        "Rister & Rubin 2020, abstract",
        "the bound is reached as the inputs shrink to a single point",
        checked=True,
    ),
)

LAB = Lab(
    key="dying",
    title="Dying",
    question=(
        "the function always outputs 0, which can cause neurons to 'die' during training … "
        "especially problematic when using large learning rates or initializing weights poorly"
    ),
    asked="ReLU blog post",
    parts=(TRAINING, REVIVE, CURE, BIRTH),
    truths=TRUTHS,
    claims=(INACTIVE, STOP, HELPS),
    reading=(
        ("Lu et al.: Dying ReLU and initialization", "https://arxiv.org/abs/1903.06733"),
        (
            "Rister & Rubin: Probabilistic bounds on neuron death",
            "https://arxiv.org/abs/2007.06192",
        ),
    ),
)
