"""The sentences on screen: one function a picture, from the records that the picture shows."""

from __future__ import annotations

from dashboard.words.boundary import decision, misses
from dashboard.words.curves import loss
from dashboard.words.divergence import advice, diverged, stopped_there
from dashboard.words.gaps import gaps
from dashboard.words.gradient_lines import (
    noise,
    noise_detail,
    update_ratio,
    weight_gradient,
    zeros,
    zeros_through_time,
)
from dashboard.words.gradient_path import split
from dashboard.words.gradients import gradient
from dashboard.words.layers import layer, no_layer, output
from dashboard.words.names import formula, full_name, short_name, short_names
from dashboard.words.scores import ACCURACY, R2, Score, score
from dashboard.words.status import (
    curve_key,
    median_seed,
    more_nets,
    numerals,
    outside,
    projected,
    some_histograms,
    some_layers,
    some_samples,
    status,
    surface_key,
)

__all__ = [
    "ACCURACY",
    "R2",
    "Score",
    "advice",
    "curve_key",
    "decision",
    "diverged",
    "formula",
    "full_name",
    "gaps",
    "gradient",
    "layer",
    "loss",
    "median_seed",
    "misses",
    "more_nets",
    "no_layer",
    "noise",
    "noise_detail",
    "numerals",
    "output",
    "outside",
    "projected",
    "score",
    "short_name",
    "short_names",
    "some_histograms",
    "some_layers",
    "some_samples",
    "split",
    "status",
    "stopped_there",
    "surface_key",
    "update_ratio",
    "weight_gradient",
    "zeros",
    "zeros_through_time",
]
