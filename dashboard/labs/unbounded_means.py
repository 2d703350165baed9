"""The mean shift, and whether the slope is smooth at 0: two parts of the lab."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.spreads import became, with_quartiles
from dashboard.theme import look
from dashboard.words.names import short_names
from models.activations import find
from models.choices import NetChoice
from models.labs.at_zero import AT_ZERO, Slope
from models.labs.fates import TRAINED
from models.labs.means import ACTIVATIONS, MEANS, Shift
from models.labs.stage import Settings

Found = tuple[Shift, ...]
Slopes = tuple[Slope, ...]
SMOOTH = 1e-6
WHEN = ("at the start", "after training")


def sentence(result: Found) -> str:
    """The mean of the last layer before and after, by activation."""
    texts = []
    for one in result:
        start, after = (with_quartiles(one.mean_spread, numbers.r2, (when, -1)) for when in (0, 1))
        fates = "" if set(one.fates) == {TRAINED} else f" ({became(one.fates)})"
        texts.append(f"{find(one.key).name} from {start} to {after}{fates}")
    nets = len(result[0].fates)
    return f"The mean of the last hidden layer, over {nets} nets, went: {'; '.join(texts)}."


def right(result: Found) -> int | None:
    """What happens to the mean of ELU in the last layer."""
    for one in result:
        if one.key == "elu":
            start, after = one.mean_spread.median[:, -1]
            return 0 if abs(after) < abs(start) / 2 else 1 if abs(after) < 2 * abs(start) else 2
    return None


def draw(result: Found, settings: Settings) -> None:
    """Layer means at the start and after, and the table with the ratio to the spread."""
    mode = pictures.mode()
    top = max(1.0, *(float(np.nanmax(one.means, initial=0)) for one in result))
    low = min(0.0, *(float(np.nanmin(one.means, initial=0)) for one in result))
    for when, words in enumerate(WHEN):
        pictures.show(_panel(result, when, (low, top), mode, words), f"unbounded_means_{when}")
    st.markdown(_table(result))
    st.caption(
        "Nets of four layers of 64 units on digits, He weights, Adam. The last column of the "
        "table is the median over units of |mean| ÷ standard deviation in the last layer, at the "
        "start and after; *f(Z)* is the mean of the function for a standard normal input."
    )


def _panel(
    result: Found, when: int, ends: tuple[float, float], mode: str, words: str
) -> dict[str, Any]:
    series = []
    for one in result:
        found = one.mean_spread
        layers = range(1, found.median.shape[1] + 1)
        series.append(
            Series(
                find(one.key).name,
                layers,
                found.median[when],
                look(one.key),
                low=found.low[when],
                high=found.high[when],
                points=True,
            )
        )
    axis = Axis("layer", 0.8, len(result[0].means[0]) + 0.2, format="d", ticks=(1, 2, 3, 4))
    heading = f"Mean of each layer, {words}"
    return lines(series, axis, Axis("mean", *ends), mode, heading=heading, height=200)


def _table(result: Found) -> str:
    rows = ["| | mean of f(Z) | mean ÷ spread, last layer |", "|---|---|---|"]
    for one in result:
        ratios = (numbers.r2(float(one.ratio_spread.median[when, -1])) for when in (0, 1))
        gaussian = numbers.loss(round(one.gaussian, 9) + 0.0)
        rows.append(f"| {find(one.key).name} | {gaussian} | {' → '.join(ratios)} |")
    return "\n".join(rows)


MEANS_PART = Part(
    key="means",
    title="Mean shift",
    intro=(
        "ReLU puts out nothing below 0, so its **mean is above 0**, and the next layer is given "
        "inputs that all point one way. ELU goes below 0 to bring the mean back. Does it stay "
        "there when the net learns?"
    ),
    experiment=MEANS,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "activations",
            "Activations",
            ("relu", "elu", "tanh"),
            ACTIVATIONS,
            "many",
            text=lambda key: find(key).name,
        ),
    ),
    prediction=Prediction(
        "while the nets learn, what happens to the mean of ELU’s last layer?",
        ("It goes to 0", "It stays about where it was", "It grows to more than twice"),
        right,
    ),
)


def smooth_sentence(result: Slopes) -> str:
    """The slopes on both sides of 0."""
    texts = [
        f"{name}: {one.left:.3f} left of 0 and {one.right:.3f} right of it"
        for name, one in zip(_names(result), result, strict=True)
    ]
    return f"{'; '.join(texts)}."


def _names(result: Slopes) -> tuple[str, ...]:
    return short_names(tuple(NetChoice((one.choice,)) for one in result))


def draw_smooth(result: Slopes, settings: Settings) -> None:
    """The derivative of each function on both sides of 0."""
    series = [
        Series(name, one.x, one.derivative, look(one.choice.key))
        for name, one in zip(_names(result), result, strict=True)
    ]
    axes = Axis("z", -3, 3), Axis("f′(z)", -0.2, 2.2)
    marks = ((0.0, "0"),)
    pictures.show(lines(series, *axes, pictures.mode(), marks=marks, height=300), "unbounded_slope")
    rows = ["| | left of 0 | right of 0 | jump | PyTorch at 0 |", "|---|---|---|---|---|"]
    for name, one in zip(_names(result), result, strict=True):
        values = (one.left, one.right, one.jump, one.at_zero)
        rows.append(f"| {name} | {' | '.join(f'{value:.4f}' for value in values)} |")
    st.markdown("\n".join(rows))


def smooth_right(result: Slopes) -> int:
    """Whether the slope of ELU jumps, and whether that of SELU does."""
    elu, selu = (
        next(one for one in result if one.choice.key == key).jump > SMOOTH
        for key in ("elu", "selu")
    )
    return 1 if elu else 0 if not selu else 2


def smoother(result: Slopes) -> Verdict:
    """The claim that ELU has smoother gradients."""
    elu = next(one for one in result if one.choice.key == "elu")
    selu = next(one for one in result if one.choice.key == "selu")
    alpha = elu.choice.values["alpha"]
    holds = "yes" if elu.jump < SMOOTH else "no"
    text = (
        f"With α = {numbers.plain(alpha)} ELU’s slope goes from {elu.left:.3f} to {elu.right:.3f} "
        f"at 0; SELU’s jumps from {selu.left:.3f} to {selu.right:.3f}, and PyTorch takes "
        f"{selu.at_zero:.3f} there."
    )
    return Verdict("partly" if holds == "yes" and selu.jump > SMOOTH else holds, text)


SMOOTHER = Claim(
    17,
    "The ELU can help avoid the issue of dead neurons while also having smoother gradients for "
    "negative inputs.",
    "ReLU blog post",
    "The slope of ELU is continuous at 0 only for α = 1. For any other α it jumps there, and so "
    "does that of SELU.",
    "smooth",
    smoother,
)

SMOOTH_PART = Part(
    key="smooth",
    title="Smooth at 0",
    intro=(
        "ReLU has a kink at 0: its slope jumps from 0 to 1. ELU is said to be smoother. Its **α** "
        "says how far down it goes, and with which slope it arrives at 0."
    ),
    experiment=AT_ZERO,
    pictures=draw_smooth,
    sentence=smooth_sentence,
    controls=(Control("alpha", "α of ELU", 1.0, (0.1, 0.5, 1.0, 1.5, 2.0), text=numbers.plain),),
    prediction=Prediction(
        "with α = 1, do the slopes of ELU and of SELU, its scaled relative, jump at 0?",
        ("Neither jumps", "Both jump, or ELU alone", "Only that of SELU jumps"),
        smooth_right,
    ),
)
