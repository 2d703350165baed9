"""The one table of datasets."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.datasets.functions import SURFACES
from models.datasets.plane import PLANES
from models.datasets.record import Dataset

DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {entry.key: entry for entry in (*PLANES, *SURFACES)}
)
