"""A floor is not a leak: max(c, z) beside leaky ReLU."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis, Spec
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.theme import INK, Look, look
from models.labs.floors import FLOORS
from models.labs.leaks import ABOVE, BELOW, RATE, SAMPLES, STEPS, Bend, Leaks, leaks
from models.labs.stage import Settings

NEAR, SMALL = 4.0, 0.001
BOTH, LEAKY, NEITHER = range(3)


def sentence(found: Leaks) -> str:
    """Slopes below the corners, and what became of the two units."""
    floor, leaky = found.floor, found.leaky
    corner, leak = numbers.plain(floor.corner), numbers.plain(round(leaky.flat, 6))
    ends = [numbers.loss(float(floor.losses[at])) for at in (0, -1)]
    flat = f"learns nothing: its loss stays at {ends[0]}, wherever the floor is"
    return (
        f"Below {corner}, max({corner}, z) has the slope {numbers.plain(floor.flat)}; below 0, "
        f"leaky ReLU has {leak}. In {numbers.step(STEPS)} steps the unit on the floor "
        f"{f'goes from a loss of {ends[0]} to {ends[1]}' if floor.learned else flat}. The one "
        f"with a leak goes from {_way(leaky)}."
    )


def right(found: Leaks) -> int:
    """Which of the two units learned anything."""
    floor, leaky = found.floor.learned, found.leaky.learned
    return BOTH if floor and leaky else LEAKY if leaky else NEITHER


def _way(bend: Bend) -> str:
    """The losses of a unit at both ends."""
    first, last = float(bend.losses[0]), float(bend.losses[-1])
    return f"{numbers.loss(first)} to {numbers.loss(last) if last >= SMALL else f'below {SMALL}'}"


def verdict(found: Leaks) -> Verdict:
    """Whether a floor is a leak."""
    floor, leaky = found.floor, found.leaky
    corner = numbers.plain(floor.corner)
    text = (
        f"Left of its corner, max({corner}, z) has the slope {numbers.plain(floor.flat)} and never "
        f"falls below {corner}; leaky ReLU has the slope {numbers.plain(round(leaky.flat, 6))} and "
        f"is at {numbers.plain(round(leaky.lowest, 6))} where z is {numbers.plain(found.z[0])}."
    )
    return Verdict("no" if floor.flat == 0 < leaky.flat else "yes", text)


def draw(found: Leaks, settings: Settings) -> None:
    """Both functions, both derivatives, and a unit of each that starts left of its corner."""
    left, right = st.columns(2, gap="medium")
    with left:
        pictures.show(_curves(found, "values"), "why_zero_leak_values")
    with right:
        pictures.show(_curves(found, "slopes"), "why_zero_leak_slopes")
    pictures.show(_losses(found), "why_zero_leak_loss")


def _both(found: Leaks) -> tuple[tuple[str, Bend, Look], ...]:
    name = f"max({numbers.plain(found.floor.corner)}, z)"
    return ((name, found.floor, INK), ("Leaky ReLU", found.leaky, look("leaky_relu")))


def _curves(found: Leaks, what: str) -> Spec:
    series = [Series(name, found.z, getattr(bend, what), hue) for name, bend, hue in _both(found)]
    corner = found.floor.corner
    left, right = min(-NEAR, corner - 2), max(NEAR, corner + 1)
    x = Axis("what comes in, z", left, right)
    if what == "slopes":
        y, heading = Axis("slope", -0.1, 1.1), "Slope: how much a change of z comes through"
    else:
        y, heading = Axis("what goes out", min(-1, corner) - 0.5, right), "The two functions"
    return lines(series, x, y, pictures.mode(), heading=heading)


def _losses(found: Leaks) -> Spec:
    series = [
        Series(name, np.arange(STEPS + 1), bend.losses, hue) for name, bend, hue in _both(found)
    ]
    top = float(max(bend.losses.max() for _, bend, _ in _both(found)))
    heading = "Loss of two units that start left of the corner and must get right of it"
    x, y = Axis("steps of training", 0, STEPS), Axis("loss", 0, 1.1 * top)
    return lines(series, x, y, pictures.mode(), heading=heading)


def script(settings: Settings) -> str:
    """One unit of each kind, as plain PyTorch."""
    return f"""\
import torch
from torch import nn

c = {settings["floor"]}
x = torch.linspace(-1, 1, {SAMPLES})
for corner, f in ((c, nn.Threshold(c, c)), (0.0, nn.LeakyReLU(0.01))):
    w = torch.tensor(1.0, requires_grad=True)
    b = torch.tensor(corner - {BELOW}, requires_grad=True)
    optimizer = torch.optim.SGD([w, b], lr={RATE})
    for step in range({STEPS}):
        optimizer.zero_grad()
        loss = ((f(w * x + b) - (x + corner + {ABOVE})) ** 2).mean()
        loss.backward()
        optimizer.step()
    print(f, loss.item())
"""


LEAK = Part(
    key="leak",
    title="Floor or leak?",
    intro="**Leaky ReLU** is often taken for a ReLU with another floor. It has none: left of 0 it "
    "goes on falling, slowly. A unit learns from the **slope** where its values lie: how much "
    "what goes out changes with z. Here one unit of each kind starts with all z left of the "
    "corner.",
    experiment=leaks,
    pictures=draw,
    sentence=sentence,
    controls=(Control("floor", "Floor c of max(c, z)", -1.0, FLOORS, text=numbers.plain),),
    prediction=Prediction(
        "Two units start left of their corner, one on a floor and one with a leak. Both are to get "
        "to the other side. Which learn anything?",
        ("Both", "Only the one with a leak", "Neither"),
        right,
    ),
    pytorch=script,
)
CLAIM = Claim(
    2,
    "Those other suggestions are generally called “leaky relu.”",
    "thread: why ReLU?",
    "max(−1, z) is a ReLU with its corner moved: constant, with slope 0, below −1, so a unit can "
    "get stuck there (it dies): a slope of 0 tells it nothing to learn from. Leaky ReLU has a "
    "slope below 0 and no floor.",
    "leak",
    verdict,
)
