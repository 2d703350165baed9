"""The lab with the map of learning rates."""

from __future__ import annotations

from dashboard import numbers
from dashboard.labs.rate_map_draw import NAMES
from dashboard.labs.rate_map_full import PART
from dashboard.labs.rate_map_own import PART as OWN
from dashboard.labs.record import Lab, Truth
from models.labs.rate_map import CHANCE, DIVERGED, RateMap, Summary


def _of(result: RateMap, activation: str) -> Summary:
    """An activation at the largest rate of the map."""
    return result.summaries[activation, result.rates[-1]]


def _silent(result: RateMap) -> str:
    relu, leaky = (_of(result, key) for key in ("relu", "leaky_relu"))
    return (
        f"at the rate {numbers.plain(relu.cell.rate)}, {numbers.share(relu.diverged)} of the ReLU "
        f"nets overflow and {numbers.share(relu.dead)} of the units of the others are dead; of "
        f"the leaky ReLU nets {numbers.share(leaky.diverged)} overflow."
    )


def _bounded(result: RateMap) -> str:
    tanh = _of(result, "tanh")
    return (
        f"tanh at the rate {numbers.plain(tanh.cell.rate)}: {numbers.share(tanh.diverged)} "
        f"overflow, median loss {tanh.median:.3g}; {numbers.share(tanh.chance)} of the seeds "
        "are at chance."
    )


def _sigmoid(result: RateMap) -> str:
    there = [s for (key, _), s in result.summaries.items() if key == "sigmoid"]
    lost = sum(CHANCE in summary.kinds or DIVERGED in summary.kinds for summary in there)
    depth = there[0].cell.depth
    return f"{NAMES['sigmoid']} fails at {lost} of {len(there)} rates with {depth} hidden layers."


TRUTHS = (
    Truth(
        "Where ReLU falls silent, leaky ReLU does not train either: at the learning rates that "
        "kill ReLU its numbers overflow. A smaller rate helps both.",
        ours=_silent,
        part="full",
    ),
    Truth(
        "A bounded activation keeps the numbers finite, not the net working: at large rates its "
        "loss is finite and huge. Look at the accuracy, not only for overflow.",
        ours=_bounded,
        part="full",
    ),
    Truth(
        "Sigmoid does not suit deep nets whose first weights are random, because of its mean. "
        "Try 6 hidden layers above.",
        "Glorot & Bengio 2010, abstract",
        "unsuited for deep networks with random initialization",
        checked=True,
        ours=_sigmoid,
        part="full",
    ),
)

LAB = Lab(
    key="rate_map",
    title="The map",
    question="Does this level of detail even matter?",
    asked="A learner in a thread on ReLU",
    parts=(PART, OWN),
    truths=TRUTHS,
    reading=(
        (
            "Glorot & Bengio 2010: Understanding the difficulty of training deep feedforward "
            "neural networks",
            "https://proceedings.mlr.press/v9/glorot10a.html",
        ),
    ),
)
