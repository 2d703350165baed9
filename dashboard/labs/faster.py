"""The lab on speed: how many steps, and how much time each of them takes."""

from __future__ import annotations

from dashboard.charts.labs.faster import spread
from dashboard.labs.faster_cost import CHEAPER, COST, WIDE
from dashboard.labs.faster_steps import FASTER, STEPS
from dashboard.labs.record import Lab, Truth
from models.labs.speed import Race
from models.labs.step_cost import ALONE, StepCost


def _against_tanh(result: Race) -> str:
    relu, tanh = result.of("relu"), result.of("tanh")
    return f"tanh needs {tanh.median / relu.median:.2f} times the steps of ReLU."


def _swing(result: Race) -> str:
    """The same pair at two learning rates."""
    parts = []
    for rate in (0.06, 1.0):
        places = {place.activation: place for place in result.at(rate)}
        relu, tanh = spread(places["relu"]), spread(places["tanh"])
        parts.append(f"at {rate:g} ReLU {relu}, tanh {tanh}")
    return f"{'; '.join(parts)}."


def _share(result: StepCost) -> str:
    alone, step = result.of(ALONE, "tanh"), result.of(WIDE, "tanh")
    if alone is None or step is None:
        return "not measured yet."
    return (
        f"tanh takes {alone.relative.median:.2f} times as long as ReLU alone, and "
        f"{step.relative.median:.2f} times in the step of a net with {WIDE} units a layer."
    )


TRUTHS = (
    Truth(
        "A net with ReLU can train much faster than one with tanh. How much depends on the net: "
        "the figure below is of a convolutional net, with the learning rate chosen for each.",
        "Krizhevsky, Sutskever & Hinton 2012, figure 1",
        "six times fewer steps than tanh to 25 % training error on CIFAR-10",
        checked=True,
        ours=_against_tanh,
        part="steps",
    ),
    Truth(
        "One learning rate for all decides the winner: a small one favours activations with "
        "steep slopes, a large one those that stay bounded. Comparisons of optimizers turn around "
        "in the same way when other rates are tried.",
        "Choi et al. 2019, abstract",
        ours=_swing,
        part="steps",
    ),
    Truth(
        "What a function costs depends on the library and the machine, not on its formula. In a "
        "wide net little of it is left for most, because matrix products take the time; one that "
        "costs as much as Mish still shows.",
        ours=_share,
        part="cost",
    ),
)

LAB = Lab(
    key="faster",
    title="Is it really faster?",
    question="ReLU can significantly speed up the training process compared to sigmoid or tanh",
    asked="A blog post on ReLU",
    parts=(STEPS, COST),
    truths=TRUTHS,
    reading=(
        (
            "Krizhevsky et al. 2012: ImageNet classification with deep convolutional networks",
            "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-"
            "neural-networks",
        ),
        (
            "Choi et al. 2019: On empirical comparisons of optimizers for deep learning",
            "https://arxiv.org/abs/1910.05446",
        ),
    ),
    claims=(FASTER, CHEAPER),
)
