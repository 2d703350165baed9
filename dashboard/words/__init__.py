"""The sentences on screen: one function a picture, from the records that the picture shows."""

from __future__ import annotations

from dashboard.words.boundary import decision
from dashboard.words.curves import accuracy, loss
from dashboard.words.divergence import advice, diverged, stopped_there
from dashboard.words.gradients import gradient
from dashboard.words.layers import layer, output
from dashboard.words.names import formula, full_name, short_name, short_names
from dashboard.words.status import (
    median_seed,
    more_nets,
    outside,
    some_layers,
    some_samples,
    status,
)

__all__ = [
    "accuracy",
    "advice",
    "decision",
    "diverged",
    "formula",
    "full_name",
    "gradient",
    "layer",
    "loss",
    "median_seed",
    "more_nets",
    "output",
    "outside",
    "short_name",
    "short_names",
    "some_layers",
    "some_samples",
    "status",
    "stopped_there",
]
