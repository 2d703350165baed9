"""Optimizers: one flat update over the parameters of all nets, as in torch.optim.

>>> OPTIMIZERS["adam"].moments
2
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.optimizers.record import Optimizer
from models.optimizers.table import ENTRIES

OPTIMIZERS: Mapping[str, Optimizer] = MappingProxyType({entry.key: entry for entry in ENTRIES})

__all__ = ["OPTIMIZERS", "Optimizer"]
