"""Rectifiers beside dropout: the last part of the lab."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, bars
from dashboard.charts.labs.wasteful import Block, masks
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import HUES, INK, Look
from models.labs.dropout import DROPOUT, STEPS, Masks, masks_config
from models.labs.masks import KINDS, Pairs
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings

RELU, DROPPED, CHANCE = HUES[0].look, HUES[2].look, Look(INK.light, INK.dark, (3, 3))
TEXTS = MappingProxyType(
    {
        "again": "the same image again",
        "next": "one step later",
        "since": "start and now",
        "same": "two images of one digit",
        "other": "two different digits",
    }
)
RANDOM = 0.1


def _over_nets(values: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Quartiles:
    """Quartiles over the nets, by layer; a net that diverged counts as agreeing with nothing."""
    return of_all(values.T, worst=0.0)


def _agreement(pairs: Pairs, layer: int = 0) -> str:
    return with_quartiles(_over_nets(pairs.agreement), numbers.accuracy, (layer,))


def sentence(result: Masks) -> str:
    """How far the masks of the first layer agree, beside what chance would do."""
    now, dropout = result.last, result.dropout
    same, other = now.kinds["same"], now.kinds["other"]
    chance = with_quartiles(_over_nets(same.chance), numbers.accuracy, (0,))
    diverged = f" {result.diverged} nets diverged." if result.diverged else ""
    return (
        f"At step {now.step:,}, the same image switches {_agreement(now.kinds['again'])} of layer "
        f"1’s ReLU units the same way twice, and {_agreement(dropout['again'])} of the units under "
        f"dropout. Two images of one digit agree in {_agreement(same)}, of two digits in "
        f"{_agreement(other)}; chance gives {chance} (median and quartiles of "
        f"{len(same.agreement)} nets).{diverged}"
    )


def right(result: Masks) -> int | None:
    """Which guess a second pass of the same image shows."""
    share = float(np.median(result.last.kinds["again"].agreement[:, 0]))
    return 0 if share < 0.5 + RANDOM else 1 if share < 1 else 2


def verdict(result: Masks) -> Verdict:
    """Whether the two masks behave alike when an image comes again."""
    relu, dropout = result.last.kinds["again"], result.dropout["again"]
    alike = abs(float(np.median(relu.agreement) - np.median(dropout.agreement))) < RANDOM
    text = (
        f"Given an image twice, ReLU repeats {_agreement(relu)} of its mask and dropout "
        f"{_agreement(dropout)}, which is what chance gives. The image decides the one, "
        "nothing but chance the other."
    )
    return Verdict("yes" if alike else "no", text)


def draw(result: Masks, settings: Settings) -> None:
    """Two masks of ReLU and of dropout, the meter, and the masks through training."""
    mode, kind, digit = pictures.mode(), settings["compare"], settings["digit"]
    left, beside = st.columns([1, 1], gap="medium")
    with left:
        blocks = _blocks(result, kind, digit)
        pictures.show(masks(blocks, mode), "wasteful_masks")
        st.caption(
            "Each square is one of the 64 units of layer 1: strong where it is on. The third "
            "field marks where the two masks differ."
        )
    with beside:
        pictures.show(_meter(result, kind, mode), "wasteful_agreement")
        pictures.show(_course(result, mode), "wasteful_masks_course")
    st.caption(
        "**Agreement:** share of the units that are on in both or off in both, over all training "
        "images. **Chance:** what masks would have that are on as often, unit by unit, but know "
        "nothing of each other. Units that are seldom off agree often by chance alone, so only "
        "what lies above that says something."
    )


def _blocks(result: Masks, kind: str, digit: int) -> list[Block]:
    images = result.images[digit]
    second = images[{"same": 1, "other": 2}.get(kind, 0)]
    relu, dropout = result.last.kinds[kind].shown[digit], result.dropout[kind].shown[digit]
    return [
        Block("Image", images[0].ravel(), second.ravel(), INK, differ=False),
        Block("ReLU", *relu, RELU),
        Block("Dropout", *dropout, DROPPED),
    ]


def _meter(result: Masks, kind: str, mode: str) -> dict[str, object]:
    relu, dropout = result.last.kinds[kind], result.dropout[kind]
    found = []
    for layer in range(2):
        for name, values, look in (
            (f"ReLU, layer {layer + 1}", relu.agreement, RELU),
            (f"by chance, layer {layer + 1}", relu.chance, INK),
        ):
            found.append(_bar(name, values, layer, look))
    found.append(_bar("dropout", dropout.agreement, 0, DROPPED))
    found.append(_bar("by chance", dropout.chance, 0, INK))
    axis = Axis("agreement", 0, 1, format="%")
    return bars(found, axis, mode, heading="Agreement")


def _bar(
    name: str, values: np.ndarray[tuple[int, int], np.dtype[np.float64]], layer: int, look: Look
) -> Bar:
    shares = _over_nets(values)
    low, value, high = (float(part[layer]) for part in (shares.low, shares.median, shares.high))
    return Bar(name, value, numbers.accuracy(value), look, low, high)


def _course(result: Masks, mode: str) -> dict[str, object]:
    steps = [moment.step for moment in result.relu]
    series = []
    for kind, name, dash in (("same", "one digit", ()), ("other", "two digits", (6, 3))):
        look = Look(RELU.light, RELU.dark, dash)
        series.append(_series(name, steps, [m.kinds[kind].agreement for m in result.relu], look))
    chance = [m.kinds["same"].chance for m in result.relu]
    series.append(_series("chance", steps, chance, CHANCE))
    return lines(
        series,
        Axis("steps", 0, STEPS[-1]),
        Axis("agreement", 0.4, 1, format="%"),
        mode,
        height=170,
        heading="Two images, layer 1",
    )


def _series(
    name: str,
    steps: list[int],
    values: list[np.ndarray[tuple[int, int], np.dtype[np.float64]]],
    look: Look,
) -> Series:
    found = of_all(np.stack([rows[:, 0] for rows in values]), worst=0.0)
    return Series(name, steps, found.median, look, found.low, found.high)


PART = Part(
    key="dropout",
    title="Like dropout?",
    intro=(
        "**Dropout** switches off half of the units at random in each step of training, anew each "
        "time. ReLU units are off wherever their input is negative. Both leave a **mask**: which "
        "units are on. Ten nets learn to read digits; we compare the masks."
    ),
    experiment=DROPOUT,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "compare",
            "Compare",
            "again",
            KINDS,
            "select",
            text=TEXTS.__getitem__,
            help="For dropout, a step later is an epoch later: each image comes once in an epoch.",
            view=True,
        ),
        Control("digit", "Digit", 3, tuple(range(10)), view=True),
    ),
    prediction=Prediction(
        "the same image passes the same ReLU net twice. How many units are on or off as before?",
        ("About half", "Most of them", "All of them"),
        right,
    ),
    playground=masks_config,
)

CLAIM = Claim(
    16,
    "It reminds me dropout regularization when we ignore some connections completely to get rid of "
    "the noise",
    "thread: is it wasteful?",
    "What ReLU switches off is a function of the input, the same each time; what dropout switches "
    "off is random, whatever the input.",
    "dropout",
    verdict,
)
