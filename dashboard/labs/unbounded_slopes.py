"""What slope below 0 the data want: two parts of the lab."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import became, with_quartiles
from dashboard.theme import HUES, Look, look
from models.labs.fates import DIVERGED
from models.labs.one_unit import ONE_UNIT, STEPS, TARGETS, OneUnit
from models.labs.slopes import SLOPES, Slopes, run
from models.labs.stage import Settings

RULES = MappingProxyType(
    {"adam": "Adam, 0.003", "sgd": "SGD, 0.1", "decay": "Adam with weight decay"}
)
GREY = Look("#8A8F98", "#7E848E")


def sentence(result: Slopes) -> str:
    """The learned slopes layer by layer."""
    text = "Before the first step."
    if result.steps[-1]:
        text = f"After {result.steps[-1]} steps {became(result.fates)}."
    if set(result.fates) == {DIVERGED}:
        return text
    found = result.spread
    texts = [
        f"{with_quartiles(found, numbers.r2, (-1, layer))} in layer {layer + 1}"
        for layer in range(result.slopes.shape[1])
    ]
    return f"{text} The slopes below 0, medians with quartiles over the nets: {', '.join(texts)}."


def right(result: Slopes) -> int | None:
    """What the mean slope of the layers is like."""
    if set(result.fates) == {DIVERGED}:
        return None
    mean = float(result.spread.median[-1].mean())
    return 0 if abs(mean) < 0.1 else 1 if mean < 1 else 2


def draw(result: Slopes, settings: Settings) -> None:
    """Slopes over the steps, a line for each layer, faint ones for each net."""
    found = result.spread
    series = [
        Series(
            f"layer {layer + 1}",
            result.steps,
            found.median[:, layer],
            HUES[layer].look,
            runs=result.slopes[:, layer].T,
        )
        for layer in range(result.slopes.shape[1])
    ]
    rules = ((0.0, "ReLU: 0"), (1.0, "no bend: 1"))
    axes = Axis("step", 0, max(result.steps[-1], 1)), Axis("slope below 0")
    pictures.show(
        lines(series, *axes, pictures.mode(), rules=rules, height=300), "unbounded_slopes"
    )
    st.caption(
        "Thick lines are medians over the nets, faint ones single nets. The slope of each layer is "
        "trained with its weights; only *weight decay* pulls it, as it pulls everything, to 0."
    )


SLOPES_PART = Part(
    key="slopes",
    title="Learned slopes",
    intro=(
        "ReLU has slope 0 below 0, Leaky ReLU a small one that somebody chose. **PReLU** learns "
        "it: one number for each layer. Which slope do the data want?"
    ),
    experiment=SLOPES,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "rule",
            "Optimizer",
            "sgd",
            tuple(RULES),
            "pills",
            text=RULES.get,
            help="Name and learning rate. The weight decay is that of AdamW, 1, on all parameters.",
        ),
        Control("layers", "Layers", 2, (2, 4, 6), "pills"),
        Control("start", "Slope at the start", 0.25, (0.0, 0.25, 0.5, 1.0), text=numbers.plain),
    ),
    prediction=Prediction(
        "slopes start at 0.25 and plain SGD trains them on digits. Where do they end?",
        ("Near 0, as in ReLU", "Between 0 and 1", "Above 1"),
        right,
    ),
    playground=run,
)


def unit_sentence(result: OneUnit) -> str:
    """The slope found and the best one."""
    return (
        f"From 0.25, {STEPS} steps lead to a slope of {result.slopes[-1]:.4f}; the smallest "
        f"squared error has {result.best:.4f}, by the formula of least squares."
    ).replace("-", "−")


def unit_right(result: OneUnit) -> int:
    """The slope of the curve."""
    return min(range(3), key=lambda index: abs((-1, 0, 1)[index] - result.best))


def draw_unit(result: OneUnit, settings: Settings) -> None:
    """The curve with the fitted unit, and the slope on its way."""
    hue = look("prelu")
    solid, mode = Look(hue.light, hue.dark), pictures.mode()
    wanted = Series(result.target, result.x, result.wanted, GREY, width=7)
    fitted = Series("the unit", result.x, result.fitted, solid)
    heading = "The curve and the unit"
    pictures.show(_panel([wanted, fitted], ("x", ""), heading, mode), "unbounded_fit")
    path = Series("slope", range(len(result.slopes)), result.slopes, solid, points=True)
    rules = ((result.best, "least squares"),)
    heading = "The slope while it learns"
    pictures.show(_panel([path], ("step", ""), heading, mode, rules), "unbounded_path")


def _panel(
    series: list[Series],
    titles: tuple[str, str],
    heading: str,
    mode: str,
    rules: tuple[tuple[float, str], ...] = (),
) -> dict[str, Any]:
    axes = Axis(titles[0]), Axis(titles[1])
    return lines(series, *axes, mode, heading=heading, rules=rules, height=200)


UNIT_PART = Part(
    key="unit",
    title="One unit",
    intro=(
        "The smallest case: one unit that puts out x above 0 and *a x* below, and learns *a* alone "
        "from a curve. Here the right answer is known."
    ),
    experiment=ONE_UNIT,
    pictures=draw_unit,
    sentence=unit_sentence,
    controls=(Control("target", "Curve", "|x|", tuple(TARGETS), "pills"),),
    prediction=Prediction(
        "the curve is |x|. Which slope below 0 does the unit find?", ("−1", "0", "1"), unit_right
    ),
)
