"""The lab on the floor of ReLU, and why it is 0."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs.record import Lab, Truth
from dashboard.labs.why_zero_leak import CLAIM as LEAK_CLAIM
from dashboard.labs.why_zero_leak import LEAK
from dashboard.labs.why_zero_train import CLAIM as TRAIN_CLAIM
from dashboard.labs.why_zero_train import TRAIN
from dashboard.labs.why_zero_undo import UNDO
from models.labs.floors import Race
from models.labs.floors_undone import Undone


def _difference(found: Undone) -> str:
    away = numbers.gradient(found.variant("shifted").difference)
    return f"outputs differ by at most {away} at floor {numbers.plain(found.floor)}"


def _apart(found: Undone) -> str:
    apart = (numbers.gradient(found.variant(key).apart) for key in ("shifted", "centred"))
    text = "losses part by up to {} with shifted biases, and by {} with c subtracted too"
    return text.format(*apart)


def _on_floor(found: Race) -> str:
    runs = {one.floor: one.first_on_floor[0].mean() for one in (found.relu, found.chosen)}
    return ", ".join(
        f"{numbers.share(float(share))} on floor {numbers.plain(floor)}"
        for floor, share in runs.items()
    )


TRUTHS = (
    Truth(
        "max(c, z) = c + max(0, z − c). It is ReLU with its corner moved to c and everything "
        "raised by c. Biases can undo both, so nets with any floor can say the same things.",
        ours=_difference,
        part="undo",
    ),
    Truth(
        "To be able to say the same is not to learn the same. A unit that puts out c more changes "
        "what the next units get, so every step of learning changes their weights differently. "
        "Where c is subtracted again, training is the same, step for step.",
        ours=_apart,
        part="undo",
    ),
    Truth(
        "What counts is where the floor lies among the values. Far below them no unit ever meets "
        "it, and the net can only draw one straight line; far above them, every unit puts out the "
        "same number. At 0, about half of the values of an untrained net lie on the floor.",
        ours=_on_floor,
        part="train",
    ),
    Truth(
        "So 0 is a good place, not a magic one. Rings of radius 1 are learned sooner with 0 than "
        "with −1; rings of radius 3, whose values are larger, sooner with −1. Choose the size "
        "above and see.",
    ),
)

LAB = Lab(
    key="why_zero",
    title="Why 0?",
    question="why change negative numbers to 0? why not -1? or -10, or -0.1, or 4.5, why 0?",
    asked="A learner, in the thread “I didn’t get the ReLU thing, why ReLU?”",
    parts=(TRAIN, UNDO, LEAK),
    truths=TRUTHS,
    reading=(
        (
            "A floor of −1 among other functions: Clevert, Unterthiner & Hochreiter 2016",
            "https://arxiv.org/abs/1511.07289",
        ),
    ),
    claims=(TRAIN_CLAIM, LEAK_CLAIM),
)
