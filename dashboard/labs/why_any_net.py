"""One net that learned XOR, or did not, seen closely; and the same set-up as a script."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.maps import Map, maps
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
BY_HAND = "Two ReLUs by hand: relu(a + b) − 2 relu(a + b − 1). It is above 1/2 between the lines."


def chosen(found: Corners, settings: Settings) -> CornerNet:
    """The net that is looked at; of fewer seeds than there could be, the last one."""
    runs = found.of(settings["width"])
    return net_of(found, runs.width, min(settings["seed"], len(runs.solved) - 1))


def draw(found: Corners, net: CornerNet, state: str) -> None:
    """The field of a net beside the solution by hand, and its units at the corners."""
    draw_panels(pack(_maps(found, net, state)), key="why_any_net")
    st.markdown(_table(found, net))


def _maps(found: Corners, net: CornerNet, state: str) -> dict[str, object]:
    margin = numbers.loss(net.margin)
    mine = Map(
        f"{net.width} unit{'s' if net.width > 1 else ''}, seed {net.seed}",
        net.field,
        f"{state.capitalize()}. Smallest margin {margin}.",
        look(found.activation),
        output=net.output,
    )
    by_hand = by_hand_field(found.inputs)
    # Between 0 and 1 as it stands: a probability for the colours, and 1/2 is the boundary.
    hand = Map("By hand", np.clip(by_hand, 0, 1), BY_HAND, INK, output=by_hand - 0.5)
    samples = (corners(found.inputs).numpy(), np.array(CLASSES))
    return maps([mine, hand], (net.low, net.high), samples, dot=DOT)


def _table(found: Corners, net: CornerNet) -> str:
    """What each unit puts out at the corners, and what the net says there."""
    names = [f"unit {at + 1}{' (dead)' if dead else ''}" for at, dead in enumerate(net.dead)]
    header = ["corner", "class", *names, "says"]
    rows = [f"| {' | '.join(header)} |", "|" + "---|" * len(header)]
    for at, corner in enumerate(corners(found.inputs).tolist()):
        place = ", ".join(numbers.plain(value) for value in corner)
        units = [f"{value:.2f}".replace("-", "−") for value in net.units[at]]
        says = numbers.share(float(net.probability[at]))
        rows.append(f"| ({place}) | {CLASSES[at]:g} | {' | '.join(units)} | {says} |")
    return "\n".join(rows)


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
