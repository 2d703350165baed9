"""One net that learned XOR, or did not, seen closely; and the same set-up as a script."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.maps import Map, maps
from dashboard.labs import pictures
from dashboard.panels.component import draw as draw_panels
from dashboard.panels.payload import pack
from dashboard.theme import INK, look
from models.activations import ACTIVATIONS
from models.choices import ActivationChoice
from models.export import pytorch_line
from models.labs.corners import (
    CLASSES,
    LOWEST,
    RATE,
    SEEDS,
    STEPS,
    CornerNet,
    Corners,
    by_hand_field,
    corners,
    net_of,
)
from models.labs.stage import Settings

DOT = 2.2
COLOURS = ("orange", "blue")


def chosen(found: Corners, settings: Settings) -> CornerNet:
    """The net that is looked at; of fewer seeds than there could be, the last one."""
    runs = found.of(settings["width"])
    return net_of(found, runs.width, min(settings["seed"], len(runs.solved) - 1))


def draw(found: Corners, net: CornerNet, state: str) -> None:
    """The field of a net beside the solution by hand, and its units at the corners."""
    draw_panels(pack(_maps(found, net, state)), key="why_any_net")
    pictures.maps_note(net.low, net.high)
    st.markdown(_table(found, net))


def by_hand_words(inputs: str) -> str:
    """How two ReLUs do it, in the inputs x and y of the picture."""
    low = LOWEST[inputs]
    if low == 0:
        return "Two ReLUs by hand: relu(x + y) − 2 relu(x + y − 1). Above 1/2 it says blue."
    a, b = (f"({name} + {numbers.plain(-low)})/{numbers.plain(1 - low)}" for name in "xy")
    return (
        f"Two ReLUs by hand: relu(a + b) − 2 relu(a + b − 1) with a = {a}, b = {b}. Above 1/2 it "
        "says blue."
    )


def _maps(found: Corners, net: CornerNet, state: str) -> dict[str, object]:
    worst = numbers.share(1 / (1 + math.exp(-net.margin)))
    mine = Map(
        f"{net.width} unit{'s' if net.width > 1 else ''}, seed {net.seed}",
        net.field,
        f"{state.capitalize()}. At its worst corner the right colour gets {worst}.",
        look(found.activation),
        output=net.output,
    )
    by_hand, words = by_hand_field(found.inputs), by_hand_words(found.inputs)
    # Between 0 and 1 as it stands: a probability for the colours, and 1/2 is the boundary.
    hand = Map("By hand", np.clip(by_hand, 0, 1), words, INK, output=by_hand - 0.5)
    samples = (corners(found.inputs).numpy(), np.array(CLASSES))
    return maps([mine, hand], (net.low, net.high), samples, dot=DOT)


def _table(found: Corners, net: CornerNet) -> str:
    """What each unit puts out at the corners, and what the net says there: a column a corner."""
    places = corners(found.inputs).tolist()
    names = [f"unit {at + 1}{' (dead)' if dead else ''}" for at, dead in enumerate(net.dead)]
    rows = [
        ["corner", *(f"({', '.join(map(numbers.plain, corner))})" for corner in places)],
        ["---"] * (1 + len(places)),
        ["its colour", *(COLOURS[int(one)] for one in CLASSES)],
        *([name, *map(_put_out, out)] for name, out in zip(names, net.units.T, strict=True)),
        ["chance given to blue", *(numbers.share(float(one)) for one in net.probability)],
    ]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _put_out(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def script(settings: Settings) -> str:
    """Nets of one width as plain PyTorch."""
    choice = ActivationChoice(settings["activation"])
    entry, low = ACTIVATIONS[choice.key], LOWEST[settings["inputs"]]
    module = f"{entry.module}\n\n" if entry.module else ""
    return f"""\
import torch
import torch.nn.functional as F
from torch import nn

{module}x = torch.tensor([[{low}, {low}], [1.0, 1.0], [{low}, 1.0], [1.0, {low}]])
y = torch.tensor([[0.0], [0.0], [1.0], [1.0]])
solved = 0
for seed in range({SEEDS}):
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Linear(2, 2), {pytorch_line(choice)}, nn.Linear(2, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr={RATE})
    for _ in range({STEPS}):
        optimizer.zero_grad()
        F.binary_cross_entropy_with_logits(net(x), y).backward()
        optimizer.step()
    solved += int(((net(x) > 0) == (y > 0.5)).all())
print(solved, "of {SEEDS} nets with two units solve XOR")
"""
