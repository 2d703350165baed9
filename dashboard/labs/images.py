"""On images: a small net of convolutions on handwritten digits."""

from __future__ import annotations

from typing import Any

from dashboard import numbers
from dashboard.labs.images_maps import LAYERS
from dashboard.labs.images_race import AIM, TRAINING, steps_text, stored
from dashboard.labs.record import Lab, Truth
from models.labs import image_grid


def _pooled(result: Any) -> str:
    """Identity and ReLU, with the largest of four pixels."""
    found = (image_grid.best(stored(), key, "max", (0.01, 0.03)) for key in ("identity", "relu"))
    none, relu = (
        f"{steps_text(one.steps)} steps, {numbers.accuracy(float(one.accuracy.median))} right"
        for one in found
    )
    return f"no activation {none}; ReLU {relu} (to {AIM}; stored)."


def _race(result: Any) -> str:
    """ReLU, tanh and the identity, each at its best rate."""
    parts = (
        f"{name} {steps_text(image_grid.best(stored(), key).steps)}"
        for key, name in (("relu", "ReLU"), ("tanh", "tanh"), ("identity", "no activation"))
    )
    return f"steps to {AIM}: {', '.join(parts)} (each at its best learning rate; stored)."


def _dead(result: Any) -> str:
    """Dead channels and accuracy of ReLU at three learning rates."""
    found = (image_grid.found(stored(), "relu", rate) for rate in (0.01, 0.03, 0.1))
    parts = (
        f"{numbers.share(float(one.dead.median[1]))} dead and "
        f"{numbers.accuracy(float(one.accuracy.median))} right at {numbers.plain(one.rate)}"
        for one in found
    )
    return f"{', '.join(parts)} (second layer, medians of 10 seeds; stored)."


TRUTHS = (
    Truth(
        "On a deep convolutional net for CIFAR-10, ReLU reached a training error of 25 % six times "
        "sooner than tanh. That is one net and one data set: on this small net the gap is far "
        "smaller.",
        "Krizhevsky, Sutskever & Hinton 2012, figure 1",
        "six times faster than tanh",
        checked=True,
        ours=_race,
    ),
    Truth(
        "Without an activation and with the mean as pool, the whole net is one linear map and "
        "still reads most digits. Taking the **largest** of four pixels is a nonlinearity "
        "itself: with it, a net without any activation gets as far as one with ReLU in as many "
        "steps, and ends a little behind.",
        ours=_pooled,
    ),
    Truth(
        "Accuracy does not show dead channels: a net can lose a good part of its second layer and "
        "still read nearly all digits. A channel is **dead** if it is 0 at every pixel of every "
        "test image; a dark map on one digit says nothing.",
        ours=_dead,
    ),
)

LAB = Lab(
    key="images",
    title="On images",
    question=(
        "ReLU is extensively used in CNNs for tasks like image classification, object detection, "
        "and more"
    ),
    asked="ReLU blog post",
    parts=(TRAINING, LAYERS),
    truths=TRUTHS,
    reading=(
        (
            "Krizhevsky et al.: ImageNet classification with deep convolutional networks",
            "https://papers.nips.cc/paper/4824-imagenet-classification-with-deep-convolutional-"
            "neural-networks",
        ),
        (
            "The digits of the UCI repository",
            "https://archive.ics.uci.edu/dataset/80/optical+recognition+of+handwritten+digits",
        ),
    ),
)
