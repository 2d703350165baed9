"""The one table of activations, by family. A new activation is one entry in one of its files."""

from __future__ import annotations

from models.activations.presets import expanded
from models.activations.table import (
    odd,
    periodic,
    polynomial,
    rectifier,
    rectifier_smooth,
    self_gated,
    sigmoidal,
    threshold,
)

_WRITTEN = (
    *threshold.ENTRIES,
    *sigmoidal.ENTRIES,
    *odd.ENTRIES,
    *rectifier.ENTRIES,
    *rectifier_smooth.ENTRIES,
    *self_gated.ENTRIES,
    *periodic.ENTRIES,
    *polynomial.ENTRIES,
)
ENTRIES = (*_WRITTEN, *expanded(_WRITTEN))
