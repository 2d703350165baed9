"""The first part of the lab about hinges: build a curve with your own hands."""

from __future__ import annotations

import math
from dataclasses import replace

from dashboard import numbers
from dashboard.charts.labs.hinges import EVEN, build_view
from dashboard.labs import reports
from dashboard.labs.record import Control, Part, Prediction
from dashboard.markdown import plain
from dashboard.panels.component import draw
from dashboard.panels.payload import pack
from models.config import RunConfig
from models.datasets.typed import DEFAULT
from models.labs.fitted import config_of
from models.labs.hinges import Built, Error, as_formula, build, read_knots, through
from models.labs.lines import DRAWN, TARGETS, TYPED, chosen, line, wrong_formula, wrong_heights
from models.labs.stage import AtOnce, Settings

PIECES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32)
SHORT = 8
NOTHING = 1e-9
CURVES = (*TARGETS, TYPED, DRAWN)


def pictures(built: Built, settings: Settings) -> None:
    """The hinges, with knots to drag and a pen."""
    reports.follow()
    given = {name: settings[name] for name in ("knots", "drawn")}
    listeners = reports.listeners("hinges", "hinges.build", {"knots": _moved, "drawn": _drawn})
    draw(pack(build_view(built, given)), "hinges", **listeners)


def _moved(text: str) -> dict[str, str]:
    return {"knots": "" if text == EVEN else text}


def _drawn(text: str) -> dict[str, str]:
    return {"target": DRAWN, "drawn": text, "knots": ""}


def sentence(built: Built) -> str:
    """How near the hinges come, and what others would do."""
    count, error = built.hinges.count, built.error
    whole = "a single hinge" if count == 1 else f"the sum of {count} hinges"
    at = numbers.tick(round(error.at, 2))
    found = (
        f"{whole[0].upper()}{whole[1:]} meets {plain(built.target)} exactly."
        if error.largest < NOTHING
        else f"The largest gap between the curve and {whole} is {gap(error)}, at x = {at}."
    )
    others = [(built.doubled, f"{2 * count} evenly spaced hinges")]
    if built.moved:
        others.insert(0, (built.even, _evenly(count)))
    others.append((built.steps, _stairs(count)))
    texts = [f"{gap(one)} with {name}" for one, name in others]
    return f"{found} The gap would be {', '.join(texts[:-1])} and {texts[-1]}."


def gap(error: Error) -> str:
    """The largest gap in words; what is only rounding is 0."""
    return "0" if error.largest < NOTHING else numbers.loss(error.largest)


def curve_name(key: str) -> str:
    """A curve as the control offers it."""
    if key in TARGETS:
        return TARGETS[key].name
    return "your formula" if key == TYPED else "your drawing"


def _evenly(count: int) -> str:
    return "a single hinge on the curve" if count == 1 else f"{count} evenly spaced hinges"


def _stairs(count: int) -> str:
    if count == 1:
        return "a single flat stair"
    return f"a staircase of {count} flat stairs"


def quarter(built: Built) -> int | None:
    """Which choice the ratio of both errors is nearest to; None where no error is left."""
    if built.doubled.largest < NOTHING:
        return None
    halvings = math.log2(built.even.largest / built.doubled.largest)
    return int(min(max(round(halvings), 0), 2))


def playground(settings: Settings) -> RunConfig:
    """A ReLU net of as many units that learns the same curve."""
    target = chosen(settings)
    curve = target.formula or as_formula(through(target, line(SHORT + 1)))
    network = {"activation": "relu", "units": settings["pieces"], "learning_rate": 0.01}
    return replace(config_of(network | {"seeds": 1}), curve=curve)


def pytorch(settings: Settings) -> str:
    """The sum of hinges as a net whose weights are set by hand."""
    hinges = build(settings).hinges
    knots, heights = (
        ", ".join(f"{value:.4f}" for value in values) for values in (hinges.knots, hinges.heights)
    )
    return f"""import torch
from torch import nn

knots = torch.tensor([{knots}])
heights = torch.tensor([{heights}])

slopes = heights.diff() / knots.diff()
net = nn.Sequential(nn.Linear(1, {hinges.count}), nn.ReLU(), nn.Linear({hinges.count}, 1))
with torch.no_grad():
    net[0].weight.fill_(1)
    net[0].bias.copy_(-knots[:-1])  # unit i begins at knot i
    net[2].weight.copy_(slopes.diff(prepend=torch.zeros(1))[None])  # and changes the slope
    net[2].bias.copy_(heights[:1])

print(net(knots[:, None]).flatten())  # the heights
"""


def _wrong_knots(text: str) -> str:
    known = not text or read_knots(text) is not None
    return "" if known else "Knots ascend from -3 to 3."


PART = Part(
    key="build",
    title="Build a curve",
    intro="A **hinge** is what one ReLU unit makes: flat up to its kink, then a straight slope. "
    "Add up some hinges and you get a line with bends. **Knots** are the dots where its pieces "
    "begin and end; a hinge starts at each knot but the last. **Drag the knots**, draw a curve of "
    "your own, or add the hinges one by one and watch the sum grow.",
    experiment=AtOnce(build),
    pictures=pictures,
    sentence=sentence,
    controls=(
        Control("target", "Curve", "wave", CURVES, "select", text=curve_name),
        Control(
            "formula",
            "f(x) =",
            DEFAULT,
            widget="text",
            help="In x, from -3 to 3: numbers, + - * / ^ and functions such as sin, abs or exp.",
            check=wrong_formula,
            when=lambda settings: bool(settings["target"] == TYPED),
        ),
        Control("pieces", "Hinges", 8, PIECES),
        Control(
            "on_curve",
            "Knots stay on the curve",
            True,
            widget="toggle",
            help="Switch it off to move knots up and down as well.",
        ),
        Control("knots", "Knots", "", widget="picture", check=_wrong_knots),
        Control("drawn", "Drawing", "", widget="picture", check=wrong_heights),
    ),
    prediction=Prediction(
        "Take twice as many hinges, evenly spaced. How large is the largest gap between their sum "
        "and the curve then?",
        ("About the same", "About half", "About a quarter"),
        quarter,
    ),
    playground=playground,
    pytorch=pytorch,
)
