"""Activations: the record, the table, and the table by key.

>>> import torch
>>> ACTIVATIONS["relu"].function(torch.tensor([-1.0, 2.0]))
tensor([0., 2.])
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.activations.record import FAMILIES, Activation
from models.activations.table import ENTRIES

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({entry.key: entry for entry in ENTRIES})

__all__ = ["ACTIVATIONS", "FAMILIES", "Activation"]
