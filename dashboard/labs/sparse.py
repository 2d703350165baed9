"""The lab on zeros: how many there are, whether they help, and whether they save time."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs import sparse_penalty, sparse_speed, sparse_zeros
from dashboard.labs.record import Lab, Truth
from dashboard.labs.spreads import with_quartiles
from models.labs.zeros import Zeros


def _start(result: Zeros) -> str:
    layers = (with_quartiles(result.over_nets("zero"), at=(0, layer)) for layer in range(2))
    return "{} and {} in layers 1 and 2 before training.".format(*layers)


def _end(result: Zeros) -> str:
    found = result.over_nets("zero").median[-1]
    near = result.over_nets("near").median[-1]
    return (
        f"{numbers.share(float(found[0]))} exact zeros in layer 1 after training, and "
        f"{numbers.share(float(near[0]))} near 0."
    )


TRUTHS = (
    Truth(
        "With random weights a ReLU unit is 0 on about half of its inputs, on average over units. "
        "Single units are far from that: some are 0 almost always, some almost never.",
        "Glorot, Bordes & Bengio 2011, section 3",
        "about half of the hidden units’ outputs are exactly 0 after initialization",
        checked=True,
        ours=_start,
        part="zeros",
    ),
    Truth(
        "That half is no law for trained nets: training can lower it and can raise it, and how the "
        "inputs are prepared decides as much as ReLU. Take the mean off each pixel, and see.",
        ours=_end,
        part="zeros",
    ),
    Truth(
        "Zero means exactly 0. A small number is not 0: whoever counts everything below some limit "
        "finds leaky ReLU sparse too. And a dead unit is 0 everywhere, which saves time and learns "
        "nothing.",
    ),
)

LAB = Lab(
    key="sparse",
    title="How sparse, and does it pay?",
    question=(
        "choosing 0 means your matrices are sparse, (a) which should reduce overfitting, and (b) "
        "can allow performance gains - if the hardware & algorithms support it"
    ),
    asked="An answer in a forum thread: why ReLU?",
    parts=(sparse_zeros.PART, sparse_penalty.PART, sparse_speed.PART),
    truths=TRUTHS,
    claims=(sparse_speed.CLAIM, sparse_penalty.CLAIM),
    reading=(
        (
            "Glorot, Bordes & Bengio: Deep sparse rectifier neural networks",
            "https://proceedings.mlr.press/v15/glorot11a.html",
        ),
    ),
)
