"""The one table of datasets."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.datasets.curves import CURVES
from models.datasets.digits import DIGITS, UNCENTRED
from models.datasets.plane import PLANES
from models.datasets.record import Dataset
from models.datasets.surfaces import SURFACES

DATASETS: Mapping[str, Dataset] = MappingProxyType(
    {entry.key: entry for entry in (*PLANES, *SURFACES, *CURVES, DIGITS, UNCENTRED)}
)
