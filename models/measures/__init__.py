"""The table of measures: each takes a `Snapshot` and returns a frozen record.

What depends on something chosen on a page, such as a unit that is switched off, is a question: a
frozen record that is called as a measure is. Records are kept under what was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Any

from models.measures.activations import activations
from models.measures.boundary import boundary
from models.measures.gradient_histograms import gradient_histograms
from models.measures.gradient_noise import gradient_noise
from models.measures.gradient_split import gradient_split
from models.measures.gradients import gradients
from models.measures.loss import loss
from models.measures.preactivations import preactivations
from models.measures.unit_marks import unit_marks
from models.measures.units import units
from models.measures.weights import weights
from models.snapshot import Snapshot

Measure = Callable[[Snapshot], Any]

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        "loss": loss,
        "boundary": boundary,
        "preactivations": preactivations,
        "activations": activations,
        "gradients": gradients,
        "gradient_split": gradient_split,
        "gradient_noise": gradient_noise,
        "gradient_histograms": gradient_histograms,
        "units": units,
        "weights": weights,
        "unit_marks": unit_marks,
    }
)

__all__ = ["MEASURES", "Measure", "measure_of"]


def measure_of(asked: Hashable) -> Measure:
    """The measure with this name, or the question itself.

    Raises
    ------
    ValueError
        For anything else.

    >>> measure_of("loss").__name__
    'loss'
    """
    if isinstance(asked, str) and asked in MEASURES:
        return MEASURES[asked]
    if callable(asked):
        return asked
    raise ValueError(f"a measure must be one of {', '.join(MEASURES)}; got {asked!r}.")
