"""The lab on what rectifiers throw away."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from dashboard.labs import wasteful_dropout, wasteful_negative, wasteful_noise, wasteful_recover
from dashboard.labs.record import Lab, Truth
from models.labs.recover import Recovery
from models.labs.spikes import Spikes

NEARLY = 0.99


def _wide_enough(result: Recovery) -> str:
    width = next((one for one in result.widths if one.share.mean() >= NEARLY), None)
    if width is None:
        return f"no width keeps {numbers.share(NEARLY)} of the points."
    share = numbers.accuracy(float(width.share.mean()))
    return f"{width.ratio:g} units per input keep {share} of the points: most, but not all."


def _pairs(result: Recovery) -> str:
    width = result.at(2.0)
    if width is None:
        return "not measured yet."
    kind = "pairs" if result.pairs else "random units"
    share = numbers.accuracy(float(np.mean(width.share)))
    return f"2 units per input, {kind}: {share} of the points."


def _known_sign(result: Spikes) -> str:
    one, line = (float(result.gains(kind).median.max()) for kind in ("one", "affine"))
    text = wasteful_noise.decibels
    return f"{text(one)} dB at the best threshold, a straight line {text(line)} dB."


TRUTHS = (
    Truth(
        "One unit loses half of what it is given; a layer need not lose anything. What counts is "
        "its width: with twice as many units as inputs, well-chosen weights lose nothing at all, "
        "for any input. Random weights need more.",
        "Puthawala, Kothari, Lassas, Dokmanić & de Hoop 2022, abstract",
        "a width factor of 2 is necessary and sufficient; random Gaussian weights need between "
        "3.4 and 10.5",
        checked=True,
        ours=_wide_enough,
        part="recover",
    ),
    Truth(
        "That nearly all points can be had back is less than that **all** can: the published "
        "factors are for all inputs at once. Units in pairs w, −w do it at factor 2.",
        "Pairs: CReLU, Shang, Sohn, Almeida & Lee 2016",
        ours=_pairs,
        part="recover",
    ),
    Truth(
        "Throwing away what is small helps where the signal is mostly 0. A part of the gain is "
        "that one ReLU takes for granted that the signal is never negative: choose spikes of both "
        "signs, and it needs a partner.",
        ours=_known_sign,
        part="noise",
    ),
)

LAB = Lab(
    key="wasteful",
    title="Is it wasteful?",
    question=(
        "why, for each individual ReLU, do we effectively discard half the input values to the "
        "ReLU and set them to 0. It seems “wasteful” at a micro level"
    ),
    asked="A learner, in the thread on whether ReLU is wasteful",
    parts=(
        wasteful_recover.PART,
        wasteful_noise.PART,
        wasteful_negative.PART,
        wasteful_dropout.PART,
    ),
    truths=TRUTHS,
    claims=(wasteful_negative.CLAIM, wasteful_dropout.CLAIM),
    reading=(
        ("Puthawala et al.: Globally injective ReLU networks", "https://arxiv.org/abs/2006.08464"),
        (
            "Shang et al.: Understanding and improving CNNs via concatenated rectified linear "
            "units",
            "https://arxiv.org/abs/1603.05201",
        ),
    ),
)
