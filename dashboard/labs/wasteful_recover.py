"""What a layer of rectifiers loses: the first part of the lab."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.wasteful import cloud
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import HUES, INK, Look
from models.labs.recover import INPUTS, PLANE_RATIOS, RATIOS, RECOVER, Recovery
from models.labs.spread import of_all
from models.labs.stage import Settings

DOUBLE = 2.0
MOST, ALL = 0.4, 0.8
EXPECTED = Look(INK.light, INK.dark, (3, 3))

SCRIPT = """\
import torch

inputs, units, pairs = {inputs}, {units}, {pairs}
generator = torch.Generator().manual_seed(0)


def normal(*shape):
    return torch.randn(*shape, generator=generator, dtype=torch.float64)


kept, points = 0, 2000
for _ in range(points):
    weights = normal(units, inputs)
    if pairs:
        rows = weights[: -(-units // 2)]
        weights = torch.stack([rows, -rows], 1).flatten(0, 1)[:units]
    x = normal(inputs)
    h = torch.relu(weights @ x)
    active = weights[h > 0]
    if len(active) and torch.linalg.matrix_rank(active) == inputs:
        back = torch.linalg.lstsq(active, h[h > 0]).solution
        assert torch.allclose(back, x)
        kept += 1
print(f"{{kept / points:.1%}} of the points are recoverable.")
"""


def _share(values: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    """Median and quartiles over the matrices."""
    return with_quartiles(of_all(values, worst=-np.inf), numbers.accuracy)


def sentence(result: Recovery) -> str:
    """What is recoverable with as many units as inputs, and with twice as many."""
    measured = [
        f"{_share(width.share)} with {width.ratio:g} units per input"
        for ratio in (1.0, DOUBLE, 4.0)
        if (width := result.at(ratio)) is not None
    ]
    if not measured:
        return "The first widths are being measured."
    last = result.widths[-1]
    errors = [width.error for width in result.widths if np.isfinite(width.error)]
    exact = ""
    if errors:
        worst = numbers.gradient(max(errors))
        exact = f" Nothing that is recoverable comes back wrong by more than {worst} of its length."
    kind = "pairs of units" if result.pairs else "random units"
    return (
        f"Of {INPUTS} inputs, {kind} keep {', '.join(measured)} (median and quartiles of "
        f"{len(last.share)} layers, 100 points each).{exact}"
    )


def right(result: Recovery) -> int | None:
    """Which guess the layers of twice as many units as inputs show."""
    width = result.at(DOUBLE)
    if width is None or result.pairs:
        return None
    share = float(width.share.mean())
    return 0 if share < MOST / 4 else 1 if share < ALL else 2


def draw(result: Recovery, settings: Settings) -> None:
    """The plane before and after the layer, and the share by width."""
    mode, ratio = pictures.mode(), settings["ratio"]
    found = result.cloud(ratio)
    before, after = st.columns(2, gap="medium")
    with before:
        pictures.show(cloud(found, False, mode), "wasteful_in")
    with after:
        pictures.show(cloud(found, True, mode), "wasteful_back")
    kept = numbers.share(float(found.recoverable.mean()))
    st.caption(
        f"A layer of {len(found.weights)} units with 2 inputs, so that it can be drawn: {kept} of "
        f"{len(found.points)} points are recoverable. On a line, one unit is just at 0. A lost "
        "point is drawn at the shortest point with the same activations: on a line through the "
        "middle where one unit is active, in the middle where none is."
    )
    _curve(result, ratio, mode)


def _curve(result: Recovery, ratio: float, mode: str) -> None:
    if not result.widths:
        return
    x = [width.ratio for width in result.widths]
    shares = of_all(np.stack([width.share for width in result.widths]), worst=-np.inf)
    linear = of_all(np.stack([width.explained for width in result.widths]), worst=-np.inf)
    series = [
        Series("coins", x, [width.expected for width in result.widths], EXPECTED, width=1.5),
        Series("measured", x, shares.median, HUES[0].look, shares.low, shares.high, points=True),
        Series("linear", x, linear.median, HUES[1].look, linear.low, linear.high),
    ]
    chart = lines(
        series,
        Axis("units per input", min(RATIOS), max(RATIOS)),
        Axis("share", 0, 1, format="%"),
        mode,
        heading="Share that comes back",
        marks=((ratio, "chosen"),),
    )
    pictures.show(chart, "wasteful_widths")
    st.caption(
        "**measured:** share of points that are recoverable; the band has half of the layers. "
        "**coins:** how often as many coins as units show at least 16 heads. **linear:** share of "
        "the variance of the inputs that the best linear map of the activations explains: no "
        "point is exact there, but little is missing."
    )


def script(settings: Settings) -> str:
    """The same experiment in plain PyTorch."""
    units = round(settings["ratio"] * INPUTS)
    return SCRIPT.format(inputs=INPUTS, units=units, pairs=settings["pairs"])


PART = Part(
    key="recover",
    title="What is lost",
    intro=(
        "A layer puts out max(0, z): whatever is negative becomes 0, and is gone. But the next "
        "layer sees **all** units. If enough of them are above 0, the inputs can be worked out "
        "from those alone, exactly. How many units does that take?"
    ),
    experiment=RECOVER,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "ratio",
            "Units per input",
            DOUBLE,
            PLANE_RATIOS,
            text=lambda ratio: f"{ratio:g}",
            help="How wide the layer is.",
            view=True,
        ),
        Control(
            "pairs",
            "In pairs w and −w",
            False,
            widget="toggle",
            help="Of two units with opposite weights, one is always above 0: relu(z) − relu(−z) "
            "is z again. The number of units stays the same.",
        ),
    ),
    prediction=Prediction(
        "a layer has 16 inputs and 32 ReLU units with random weights. For how many inputs can "
        "you work out all 16 numbers from what the layer puts out?",
        ("Almost none", "About half", "Almost all"),
        right,
    ),
    pytorch=script,
)
