"""What an activation costs alone, and in a whole training step."""

from __future__ import annotations

from types import MappingProxyType

import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.faster import cost_chart
from dashboard.labs import pictures
from dashboard.labs.record import Claim, Control, Part, Prediction, Verdict
from dashboard.words import short_name
from models.choices import ActivationChoice
from models.labs.stage import Settings
from models.labs.step_cost import (
    ACTIVATIONS,
    ALONE,
    BATCH,
    ELEMENTS,
    LAYERS,
    STEP_COST,
    WIDTHS,
    StepCost,
)

NAMES = MappingProxyType({key: short_name(ActivationChoice(key)) for key in ACTIVATIONS})
WIDE = str(WIDTHS[-1])
HARDLY, THIRD, CHEAP = 1.1, 1.6, 1.25
LEAST = 1.5

CONTROLS = (
    Control(
        "width",
        "Units in each layer of the net",
        WIDTHS[-1],
        WIDTHS,
        "pills",
        "The wider the net, the more of a step goes into its matrix products.",
        view=True,
    ),
)


def draw(result: StepCost, settings: Settings) -> None:
    """The bars alone, and beside them those of a training step on the same axis."""
    place = str(settings["width"])
    top = max(LEAST, *(_longest(result, each) for each in (ALONE, place)))
    left, right = st.columns(2)
    with left:
        _bars(result, ALONE, top, "The function alone", "faster_alone")
    with right:
        title = f"A whole training step, {settings['width']} units"
        _bars(result, place, top, title, "faster_step")
    st.caption(
        "Time relative to ReLU: median and quartiles over repetitions in which all take turns, on "
        f"one thread of this computer. Alone: {ELEMENTS:,} numbers forward. Step: {LAYERS} layers "
        f"forward and backward, {BATCH} samples. PyTorch’s own functions; others of the same "
        "formula may cost more."
    )


def _longest(result: StepCost, place: str) -> float:
    costs = result.places.get(place, ())
    return 1.1 * max((min(c.relative.upper, 1.5 * c.relative.median) for c in costs), default=0.0)


def _bars(result: StepCost, place: str, top: float, heading: str, key: str) -> None:
    """The bars of a place; a line of text until it is measured."""
    if place not in result.places:
        st.markdown(f"**{heading}**  \nNot measured yet.")
        return
    write = _nanoseconds if place == ALONE else _milliseconds
    costs = [
        (c.activation, NAMES[c.activation], c.relative, write(c.absolute.median))
        for c in result.places[place]
    ]
    pictures.show(cost_chart(costs, top, pictures.mode(), heading), key)


def _nanoseconds(each: float) -> str:
    return f"{each:.2f} ns"


def _milliseconds(microseconds: float) -> str:
    return f"{microseconds / 1000:.2f} ms"


def sentence(result: StepCost) -> str:
    """Sigmoid, tanh and Mish: alone, and in the step of each width that is measured."""
    relu = result.of(ALONE, "relu")
    if relu is None:
        return "Nothing is measured yet."
    alone = ", ".join(f"{NAMES[k]} {_times(result, ALONE, k)}" for k in ("sigmoid", "tanh", "mish"))
    text = (
        f"Alone, a number costs ReLU {relu.absolute.median:.2g} ns; relative to that: {alone} "
        f"({result.repetitions[ALONE]} repetitions). "
    )
    widths = [width for width in WIDTHS if str(width) in result.places]
    if not widths:
        return text.strip()
    units = ", ".join(str(width) for width in widths)
    tanh, mish = (
        ", ".join(_times(result, str(width), key) for width in widths) for key in ("tanh", "mish")
    )
    return f"{text}A whole training step with {units} units a layer: tanh {tanh}; Mish {mish}."


def _times(result: StepCost, place: str, activation: str) -> str:
    share = result.of(place, activation)
    if share is None:
        return numbers.NONE
    low, median, high = (
        f"{v:.2f}" for v in (share.relative.lower, share.relative.median, share.relative.upper)
    )
    return f"{median}× [{low}–{high}]"


def right(result: StepCost) -> int | None:
    """Which guess the step of the widest net shows for tanh."""
    share = result.of(WIDE, "tanh")
    if share is None:
        return None
    ratio = share.relative.median
    return 0 if ratio < HARDLY else 1 if ratio < THIRD else 2


def verdict(result: StepCost) -> Verdict:
    """Alone and in the step of the widest net, against sigmoid and tanh."""
    found = {
        (place, key): result.of(place, key)
        for place in (ALONE, WIDE)
        for key in ("sigmoid", "tanh")
    }
    ratios = {at: share.relative.median for at, share in found.items() if share is not None}
    alone = max(ratio for (place, _), ratio in ratios.items() if place == ALONE)
    wide = max(ratio for (place, _), ratio in ratios.items() if place == WIDE)
    holds = "no" if alone < CHEAP else "partly" if wide < CHEAP else "yes"
    parts = (
        f"{where} sigmoid takes {_times(result, place, 'sigmoid')} and tanh "
        f"{_times(result, place, 'tanh')} the time of ReLU"
        for where, place in (
            ("Alone,", ALONE),
            (f"in a training step of a net with {WIDE} units a layer,", WIDE),
        )
    )
    return Verdict(holds, f"{'; '.join(parts)}.")


def _dearer(result: StepCost, place: str) -> float:
    """How many times the time of ReLU the dearer one of sigmoid and tanh takes."""
    both = (result.of(place, key) for key in ("sigmoid", "tanh"))
    return max(share.relative.median for share in both if share is not None)


CHEAPER = Claim(
    12,
    "much less computationally expensive than some other activation functions like sigmoid or tanh",
    "ReLU blog post",
    "Alone it is the cheapest, by a factor that depends on the library and the machine. In a "
    "training step of a wide net almost all of the time goes into matrix products, and the "
    "difference is lost in them.",
    "cost",
    verdict,
)

SCRIPT = '''\
import time

import torch
from torch import nn

WIDTH = {width}
torch.set_num_threads(1)
x, y = torch.randn({batch}, WIDTH), torch.arange({batch}) % 10


def step(activation):
    """Seconds of one forward and backward pass."""
    start = time.perf_counter()
    nn.functional.cross_entropy(nets[activation](x), y).backward()
    return time.perf_counter() - start


nets = {{
    activation: nn.Sequential(
        nn.Linear(WIDTH, WIDTH), activation(), nn.Linear(WIDTH, WIDTH), activation(),
        nn.Linear(WIDTH, 10),
    )
    for activation in (nn.ReLU, nn.Sigmoid, nn.Tanh, nn.GELU, nn.Mish)
}}
# All take turns, so that what else the machine does falls on each of them.
times = [{{activation: step(activation) for activation in nets}} for _ in range(23)][3:]
for activation in nets:
    ratios = torch.tensor([t[activation] / t[nn.ReLU] for t in times])
    print(f"{{activation.__name__:8}} {{ratios.median():.2f}} times ReLU")
'''


def script(settings: Settings) -> str:
    """The training step of one width, timed in plain PyTorch."""
    return SCRIPT.format(width=settings["width"], batch=BATCH)


COST = Part(
    key="cost",
    title="Cost",
    intro="ReLU is only a comparison, tanh needs an exponential. How much does that matter? First "
    "the functions are timed alone, then whole **training steps** of nets that use them.",
    experiment=STEP_COST,
    pictures=draw,
    sentence=sentence,
    controls=CONTROLS,
    prediction=Prediction(
        "in a net with 512 units a layer, how much longer is a training step with tanh than with "
        "ReLU?",
        ("Hardly: under 10 %", "Up to 60 %", "More"),
        right,
    ),
    pytorch=script,
    lasting=False,
)
