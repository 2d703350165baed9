"""Depth, first part: signals that go forward through a deep net, and errors that come back."""

from __future__ import annotations

import numpy as np
import streamlit as st

from dashboard import theme
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.layer_bars import histograms
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.trails import Trail, paths
from dashboard.labs import pictures
from dashboard.labs.depth_looks import (
    Z_AXIS,
    banded,
    bars_of,
    decades,
    layers_axis,
    median,
    number,
)
from dashboard.labs.depth_scripts import signal_script
from dashboard.labs.record import Control, Part, Prediction
from models.activations import ACTIVATIONS
from models.activations.shape import Floats
from models.initializers import INITIALIZERS
from models.labs.band import Band
from models.labs.signal import EXPERIMENT, Line, Signals
from models.labs.stage import Settings

CHOICES = ("identity", "relu", "leaky_relu", "tanh", "sigmoid", "elu", "selu", "gelu", "silu")
WEIGHTS = ("he_normal", "lecun_normal", "pytorch", "matched", "orthogonal")
HEIGHT = 260
PER_ROW = 3
KEPT = 10.0

INTRO = """A random net, not trained. **Forward**, numbers go in at layer 1 and come out at the
last layer. **Back**, an error signal starts at the last layer and goes back to layer 1: it is what
each layer learns from. Each layer multiplies it by some factor; thirty factors of one half leave a
billionth."""


def kept(line: Line) -> bool:
    """Whether layer 1 gets within a factor of ten of what the last layer gets."""
    return bool(1 / KEPT <= float(line.reached.median) <= KEPT)


def right(found: Signals) -> int:
    """All of the nets keep the error signal, some, or none."""
    count = sum(map(kept, found.lines))
    return 0 if count == len(found.lines) else 1 if count else 2


def sentence(found: Signals) -> str:
    """How much of the error signal reaches layer 1, measured and by theory."""
    parts = [
        f"{line.choice.name} {median(line.reached)} (theory {number(line.theory_reached)})"
        for line in found.lines
    ]
    return (
        f"Of the error signal ∂L/∂z at layer {found.depth}, layer 1 gets this multiple: "
        f"{'; '.join(parts)}. Medians [quartiles] of {_seeds(found.seeds)}, "
        f"{INITIALIZERS[found.initializer].name} weights."
    )


def _seeds(count: int) -> str:
    return f"{count} seeds" if count > 1 else "1 seed"


def draw(found: Signals, settings: Settings) -> None:
    """Backward above forward, then the histograms of some layers."""
    mode = pictures.mode()
    left, right_ = st.columns(2)
    with left:
        theory = [np.sqrt(line.theory.signal) for line in found.lines]
        _by_layer(found, "signal", theory, ("Back: the error signal", "RMS of ∂L/∂z"), mode)
        st.caption("Dots are measured, with quartiles; thin lines are the theory of wide nets.")
    with right_:
        words = ("Back: the gradient of the weights", "RMS of ∂L/∂W")
        _by_layer(found, "weight_gradient", None, words, mode)
        st.caption(_blind(found))
    left, right_ = st.columns(2)
    with left:
        theory = [line.theory.second_moment for line in found.lines]
        words = ("Forward: the size of z", "mean square of z")
        _by_layer(found, "second_moment", theory, words, mode)
    with right_:
        _paths(found, mode)
        st.caption("From layer 1, the ring, to the last layer, the large dot.")
    _histograms(found, mode)


def _by_layer(
    found: Signals, name: str, theory: list[Floats] | None, words: tuple[str, str], mode: str
) -> None:
    """One figure of every net, layer by layer on a log axis."""
    layers = np.arange(1, found.depth + 1)
    series: list[Series] = []
    reach: list[Floats] = []
    for index, line in enumerate(found.lines):
        measured: Band = getattr(line, name)
        look = theme.look(line.choice.key)
        if theory is not None:
            expected = f"{line.choice.name}, theory"
            series.append(Series(expected, layers, theory[index], look, width=1, label=""))
        width = 1.5 if theory is None else 0
        series.append(banded(line.choice.name, layers, measured, look, points=True, width=width))
        reach += [measured.low, measured.high]
    heading, title = words
    axis = decades(title, reach)
    chart = lines(series, layers_axis(found.depth), axis, mode, height=HEIGHT, heading=heading)
    pictures.show(chart, f"depth_{name}")


def _blind(found: Signals) -> str:
    """What the weights' gradients hide: the net where both pictures differ most."""
    line = max(found.lines, key=lambda line: _gap(line))
    gap = (
        f"For {line.choice.name}, layer 1 has {number(float(line.weight_reached.median))} times "
        f"the last layer’s here, and {number(float(line.reached.median))} times in the picture of "
        "∂L/∂z."
    )
    return (
        f"∂L/∂W is a product of what comes forward and what comes back. {gap} It can hide a loss: "
        "with LeCun’s weights, ReLU’s line is level here, while both signals vanish."
    )


def _gap(line: Line) -> float:
    """How many powers of ten lie between both ratios."""
    both = float(line.weight_reached.median), float(line.reached.median)
    if min(both) <= 0:
        return 0.0
    return abs(float(np.log10(both[0] / both[1])))


def _paths(found: Signals, mode: str) -> None:
    trails = [
        Trail(
            line.choice.name,
            theme.look(line.choice.key),
            line.mean.median,
            line.variance.median,
        )
        for line in found.lines
    ]
    y = decades("variance of f(z)", [line.variance.median for line in found.lines])
    chart = paths(
        trails,
        Axis("mean of f(z)"),
        y,
        mode,
        height=HEIGHT,
        heading="Forward: what f makes of it",
    )
    pictures.show(chart, "depth_paths")


def _histograms(found: Signals, mode: str) -> None:
    """Three nets beside each other, then the next three."""
    for start in range(0, len(CHOICES), PER_ROW):
        row = found.lines[start : start + PER_ROW]
        for place, line in zip(st.columns(PER_ROW) if row else (), row, strict=False):
            with place:
                chart = histograms(
                    bars_of(found.shown, line.bars),
                    Z_AXIS,
                    theme.look(line.choice.key),
                    "flat",
                    mode,
                    f"{line.choice.name}: z",
                )
                pictures.show(chart, f"depth_bars_{line.choice.key}")
    st.caption(
        "Preactivations z of some layers, over all seeds. Grey: flat, the slope of the function is "
        "below 5 % of its largest there. ◂ and ▸: the share beyond −4 and 4."
    )


def _name(key: str) -> str:
    return ACTIVATIONS[key].name


def _weights(key: str) -> str:
    return INITIALIZERS[key].name


PART = Part(
    key="signal",
    title="Forward and back",
    intro=INTRO,
    experiment=EXPERIMENT,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control("depth", "Layers", 30, tuple(range(1, 51)), help="How many, one after the other."),
        Control(
            "activations", "Activations", ("relu", "tanh", "sigmoid"), CHOICES, "many", text=_name
        ),
        Control(
            "initializer",
            "First weights",
            "he_normal",
            WEIGHTS,
            "select",
            "How the weights are drawn. Matched: as wide as each activation needs.",
            _weights,
        ),
        Control(
            "width",
            "Units in each layer",
            256,
            (32, 64, 128, 256),
            "slider",
            "The theory is that of infinitely many.",
        ),
        Control("seeds", "Seeds", 10, (3, 10, 30), "pills", "How many random nets."),
    ),
    prediction=Prediction(
        "thirty layers of ReLU, of tanh and of sigmoid, with the weights that were made for ReLU "
        "(He). Which nets keep the error signal at layer 1 within a factor of ten of the last "
        "layer’s?",
        ("All of them", "Some of them", "None"),
        right,
    ),
    pytorch=signal_script,
)
