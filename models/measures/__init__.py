"""The table of measures: each takes a `Snapshot` and returns a frozen record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from models.measures.boundary import boundary
from models.measures.gradients import gradients
from models.measures.loss import loss
from models.measures.preactivations import preactivations
from models.measures.units import units
from models.snapshot import Snapshot

Measure = Callable[[Snapshot], Any]

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {measure.__name__: measure for measure in (loss, boundary, preactivations, gradients, units)}
)

__all__ = ["MEASURES", "Measure"]
