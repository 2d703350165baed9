"""What makes up for another floor: shifted biases, and one thing more."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis, Spec
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.maps import Map, maps
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.panels.component import draw as draw_panels
from dashboard.panels.payload import pack
from dashboard.theme import INK, look
from models.datasets import DATASETS, make_data
from models.labs.floors import FLOORS
from models.labs.floors_undone import Undone, Variant, undo
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings

SAME, APART = range(2)
ROUNDING = 1e-9
LOWEST, TALLEST = 1.2, 3.0
BUTTONS = MappingProxyType(
    {
        "swapped": "1 Only swap the floor",
        "shifted": "2 Shift the biases",
        "centred": "3 Also subtract c",
    }
)
DONE = MappingProxyType(
    {
        "swapped": "The weights and biases of the ReLU net, with max(c, z) in its place.",
        "shifted": "Each unit’s bias is raised by c, so z meets the corner where it did before. "
        "Now every unit puts out c more; the biases of the next units take that away again.",
        "centred": "The units put out max(c, z) − c: the corner is moved, but nothing is raised.",
    }
)


def ends(variant: Variant) -> Quartiles:
    """Loss at the last step, over the seeds."""
    return of_all(variant.losses[-1], np.inf)


def sentence(found: Undone) -> str:
    """Outputs before, losses after, and what subtracting c changes."""
    if found.floor == 0:
        return "Floor 0 is ReLU itself, so there is nothing to make up for. Choose another floor."
    relu, shifted, centred = (found.variant(key) for key in ("relu", "shifted", "centred"))
    same = f"With shifted biases both nets give the same answers ({_off(shifted.difference)})."
    if not found.step:
        return same
    nets = found.config.seeds
    count = f"{numbers.step(found.step)} step{'s' if found.step > 1 else ''}"
    middle = f" (the middle one of {nets} nets)" if nets > 1 else ""
    alike = "exactly alike" if centred.apart <= ROUNDING else "apart"
    return (
        f"{same} Then both start again untrained, saying the same, and learn for {count}: floor "
        f"{numbers.plain(found.floor)} ends {_end(shifted)}, ReLU {_end(relu)}{middle}. With c "
        f"subtracted too, both learn {alike} ({_off(centred.apart, 'losses')})."
    )


def _off(difference: float, what: str = "answers") -> str:
    """How far two nets are apart, and whether that is rounding."""
    if difference == 0:
        return f"their {what} do not differ at all"
    rounding = ", only rounding" if difference <= ROUNDING else ""
    return f"their {what} differ by at most {numbers.gradient(difference)}{rounding}"


def _end(variant: Variant) -> str:
    last = float(ends(variant).median)
    return f"at a loss of {numbers.loss(last)}" if np.isfinite(last) else "beyond all bounds"


def right(found: Undone) -> int:
    """Whether nets that say the same go on to say the same."""
    return APART if found.variant("shifted").apart > ROUNDING else SAME


def draw(found: Undone, settings: Settings) -> None:
    """The two decision fields, and the losses of both."""
    variant = found.variant(settings["made"])
    st.caption(DONE[variant.key])
    draw_panels(pack(_maps(found, variant)), key="why_zero_undo_maps")
    limit = DATASETS[found.config.dataset].limit
    pictures.maps_note(-limit, limit, found.config.seeds)
    pictures.show(_losses(found, variant), "why_zero_undo_loss")
    st.caption(_key(found, variant))


def _key(found: Undone, variant: Variant) -> str:
    """What the lines are, and how far they go where they leave the picture."""
    text = f"Thick: the middle one of {found.config.seeds} nets. Pale: each of them."
    most = float(np.nan_to_num(variant.losses, nan=np.inf).max(initial=0.0))
    if most <= _top(found):
        return text
    away = f"rises to {numbers.loss(most)}" if np.isfinite(most) else "grows beyond all bounds"
    return f"{text} {_name(found, variant)} leaves the picture: its loss {away}."


def _top(found: Undone) -> float:
    """Where the axis of the losses ends."""
    firsts = (np.median(one.losses[:1]) * 1.1 for one in found.variants)
    return min(float(np.nanmax([LOWEST, *firsts])), TALLEST)


def _maps(found: Undone, variant: Variant) -> dict[str, Any]:
    data = make_data(found.config)
    limit = DATASETS[found.config.dataset].limit
    away = numbers.gradient(variant.difference)
    pictured = [
        Map(
            "The ReLU net",
            found.variant("relu").field,
            f"After {numbers.step(found.seen)} steps of training.",
            look("relu"),
        ),
        Map(
            _name(found, variant),
            variant.field,
            f"Its outputs differ from ReLU’s by up to {away}.",
            INK,
        ),
    ]
    return maps(pictured, (-limit, limit), (data.x_train, data.y_train))


def _name(found: Undone, variant: Variant) -> str:
    floor = numbers.plain(found.floor)
    if variant.key != "centred":
        return f"max({floor}, z)"
    return f"max({floor}, z) {'+' if found.floor < 0 else '−'} {numbers.plain(abs(found.floor))}"


def _losses(found: Undone, variant: Variant) -> Spec:
    steps = np.arange(found.step)
    series = [
        Series(
            name,
            steps,
            of_all(one.losses, np.inf).median,
            hue,
            runs=one.losses.T,
            width=width,
        )
        for name, one, hue, width in (
            ("ReLU", found.variant("relu"), look("relu"), 4),
            (_name(found, variant), variant, INK, 2),
        )
    ]
    y = Axis("loss", 0, _top(found))
    heading = "Both trained from the beginning, as the same untrained net"
    x = Axis("steps of training", 0, max(1, found.step))
    return lines(series, x, y, pictures.mode(), heading=heading)


def script(settings: Settings) -> str:
    """A net with another floor made out of a ReLU net, as plain PyTorch."""
    return f"""\
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
c = {settings["floor"]}


def net(activation):
    layers = [nn.Linear(2, 32), activation, nn.Linear(32, 32), activation, nn.Linear(32, 1)]
    return nn.Sequential(*layers)


relu, floor = net(nn.ReLU()), net(nn.Threshold(c, c))
floor.load_state_dict(relu.state_dict())
with torch.no_grad():
    floor[0].bias += c
    floor[2].bias += c - c * floor[2].weight.sum(1)
    floor[4].bias -= c * floor[4].weight.sum(1)
x = torch.randn(1000, 2)
difference = (relu(x) - floor(x)).abs().max().item()
print(difference)
"""


UNDO = Part(
    key="undo",
    title="Make up for it",
    intro="A unit multiplies each input by a number (a **weight**), adds one more (its **bias**), "
    "and gets z. So another floor can be made up for: shift the biases. Take a trained ReLU net, "
    "swap its floor, and press the buttons one after the other. The fields show what both nets say "
    "of each point; the lines below show how the two learn if they begin as the same net.",
    experiment=undo,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control("floor", "Floor c of max(c, z)", -1.0, FLOORS, text=numbers.plain),
        Control(
            "made",
            "Make a net with this floor out of the ReLU net",
            "swapped",
            tuple(BUTTONS),
            "pills",
            text=BUTTONS.__getitem__,
            view=True,
        ),
    ),
    prediction=Prediction(
        "Two nets say exactly the same of every point: one with floor 0, and one with floor −1 and "
        "shifted biases. Both are trained on the same samples. Will they stay the same?",
        ("Yes, step by step", "No, they drift apart"),
        right,
    ),
    pytorch=script,
)
