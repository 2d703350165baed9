"""The sentences on screen: one function a picture, from the records that the picture shows."""

from __future__ import annotations

from dashboard.words.activations import (
    DEAD_AND_INACTIVE,
    changed_spread,
    not_kept,
    outputs,
    shares,
    spread,
)
from dashboard.words.autopsy import (
    cause,
    counted,
    dated,
    looks,
    losses,
    moved,
    signed,
    survivors,
    unit_name,
    verdict,
)
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
from dashboard.words.moments import moments
from dashboard.words.names import formula, full_name, short_name, short_names
from dashboard.words.own import class_key, short
from dashboard.words.race import race_method, race_note, race_verdict
from dashboard.words.rates import best_rate, rates_note
from dashboard.words.scores import ACCURACY, R2, Score, score
from dashboard.words.status import (
    curve_key,
    median_seed,
    more_nets,
    numerals,
    on_the_way,
    outside,
    projected,
    some_histograms,
    some_layers,
    some_samples,
    status,
    surface_key,
)
from dashboard.words.units import (
    chosen_seed,
    layer_window,
    not_there,
    off_list,
    off_names,
    some_units,
    unit,
    unit_place,
    units,
    units_key,
    without,
)

__all__ = [
    "ACCURACY",
    "DEAD_AND_INACTIVE",
    "R2",
    "Score",
    "advice",
    "best_rate",
    "cause",
    "changed_spread",
    "chosen_seed",
    "class_key",
    "counted",
    "curve_key",
    "dated",
    "decision",
    "diverged",
    "formula",
    "full_name",
    "gaps",
    "gradient",
    "layer",
    "layer_window",
    "looks",
    "loss",
    "losses",
    "median_seed",
    "misses",
    "moments",
    "more_nets",
    "moved",
    "no_layer",
    "noise",
    "noise_detail",
    "not_kept",
    "not_there",
    "numerals",
    "off_list",
    "off_names",
    "on_the_way",
    "output",
    "outputs",
    "outside",
    "projected",
    "race_method",
    "race_note",
    "race_verdict",
    "rates_note",
    "score",
    "shares",
    "short",
    "short_name",
    "short_names",
    "signed",
    "some_histograms",
    "some_layers",
    "some_samples",
    "some_units",
    "split",
    "spread",
    "status",
    "stopped_there",
    "surface_key",
    "survivors",
    "unit",
    "unit_name",
    "unit_place",
    "units",
    "units_key",
    "update_ratio",
    "verdict",
    "weight_gradient",
    "without",
    "zeros",
    "zeros_through_time",
]
