"""Depth, fourth part: SELU's fixed point, what breaks it, and batch normalization beside it."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import streamlit as st

from dashboard import theme
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.trails import Trail, paths
from dashboard.labs import pictures
from dashboard.labs.depth_looks import banded, dashed, decades, layers_axis, median, number, signed
from dashboard.labs.depth_scripts import selu_script
from dashboard.labs.record import Control, Part, Prediction
from dashboard.theme import Look
from models.labs.normalizing import EXPERIMENT, OTHERS, YOURS, Path, Paths
from models.labs.stage import Settings

HEIGHT = 320
WEIGHTS = MappingProxyType(
    {
        "lecun": "LeCun normal",
        "he": "He normal",
        "pytorch": "PyTorch default",
        "pytorch_no_bias": "PyTorch default, no biases",
        "calculate_gain": "LeCun × calculate_gain",
    }
)
DROPOUTS = MappingProxyType({"none": "None", "dropout": "0.1", "alpha": "0.1, alpha"})

INTRO = """SELU promises values of **mean 0 and variance 1** in every layer, without batch
normalization. Where the values of a layer stand now is a point in the plane of mean and variance,
and each layer moves it. Change what the promise depends on, and see where the path leads."""


def yours(found: Paths) -> Path:
    """The path of the settings."""
    return found.paths[0]


def right(found: Paths) -> int:
    """The variance of the last layer: near 1, well below, or well above."""
    last = float(yours(found).variance.median[-1])
    return 0 if 0.5 <= last <= 2 else 1 if last < 0.5 else 2


def sentence(found: Paths) -> str:
    """Variance of the first and the last layer, and that of the others."""
    path = yours(found)
    others = "; ".join(
        f"{other.recipe.name} {median(other.variance[-1])}" for other in found.paths[1:]
    )
    return (
        f"{YOURS}: variance {median(path.variance[0])} after layer 1 and "
        f"{median(path.variance[-1])} after layer {found.depth}, mean "
        f"{signed(float(path.mean.median[-1]))}. After layer {found.depth} also: {others}. "
        f"Medians [quartiles] of {found.seeds} random nets."
    )


def looks(found: Paths) -> list[Look]:
    """The hue of each activation; another dash for each further net with it."""
    seen: dict[str, int] = {}
    chosen = []
    for path in found.paths:
        key = path.recipe.activation
        chosen.append(dashed(theme.look(key), seen.get(key, 0)))
        seen[key] = seen.get(key, 0) + 1
    return chosen


def draw(found: Paths, settings: Settings) -> None:
    """The paths, and the variance layer by layer with the theory."""
    mode = pictures.mode()
    variances = [path.variance.median for path in found.paths]
    axis = decades("variance", variances)
    left, right_ = st.columns(2)
    with left:
        trails = [
            Trail(path.recipe.name, look, path.mean.median, path.variance.median)
            for path, look in zip(found.paths, looks(found), strict=True)
        ]
        goal = (0.0, 1.0)
        heading = "From layer 1 (ring) to the last (dot)"
        mean = _mean_axis(found)
        chart = paths(trails, mean, axis, mode, height=HEIGHT, heading=heading, goal=goal)
        pictures.show(chart, "depth_selu_paths")
    with right_:
        pictures.show(_variances(found, axis, mode), "depth_selu_variance")
    units = number(float(yours(found).unit_spread.median[-1]))
    st.caption(
        "All values of a layer pooled, after dropout. Single units of your SELU net have means of "
        f"their own: their standard deviation is {units} in layer {found.depth}. Dots are "
        "measured, with quartiles; thin lines are the theory of wide nets."
    )


def _mean_axis(found: Paths) -> Axis:
    """Around all means and 0, with room at both sides."""
    means = np.concatenate([[0.0], *(path.mean.median for path in found.paths)])
    means = means[np.isfinite(means)]
    low, high = float(means.min()), float(means.max())
    span = max(0.2, high - low)
    return Axis("mean", low - 0.2 * span, high + 0.15 * span)


def _variances(found: Paths, axis: Axis, mode: str) -> dict[str, object]:
    layers = np.arange(1, found.depth + 1)
    series = []
    for path, look in zip(found.paths, looks(found), strict=True):
        name = path.recipe.name
        theory = Series(f"{name}, theory", layers, path.theory_variance, look, width=1, label="")
        series += [theory, banded(name, layers, path.variance, look, points=True, width=0)]
    place = layers_axis(found.depth)
    return lines(series, place, axis, mode, height=HEIGHT, heading="Variance, layer by layer")


def _other(key: str) -> str:
    return OTHERS[key].name


PART = Part(
    key="selu",
    title="SELU",
    intro=INTRO,
    experiment=EXPERIMENT,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "weights",
            "First weights",
            "lecun",
            tuple(WEIGHTS),
            "select",
            'SELU needs LeCun normal. calculate_gain("selu") is 0.75.',
            WEIGHTS.__getitem__,
        ),
        Control(
            "dropout",
            "Dropout",
            "none",
            tuple(DROPOUTS),
            "pills",
            "Alpha dropout was made for SELU: it keeps mean and variance.",
            DROPOUTS.__getitem__,
        ),
        Control(
            "shifted",
            "Inputs 3x + 1",
            True,
            widget="toggle",
            help="Instead of x with mean 0 and variance 1.",
        ),
        Control("depth", "Layers", 32, tuple(range(1, 51))),
        Control("seeds", "Seeds", 10, (3, 10), "pills"),
        Control(
            "others",
            "Beside it",
            ("recipe", "relu_bn", "relu_he"),
            tuple(OTHERS),
            "many",
            text=_other,
        ),
    ),
    prediction=Prediction(
        "the inputs of a SELU net are three times too wide, and shifted. After 32 layers, where is "
        "the variance of its values?",
        ("Near 1", "Well below", "Well above"),
        right,
    ),
    pytorch=selu_script,
)
