"""Initializers: what the weights and biases of a layer are at step 0.

The raw numbers are drawn by seed and layer alone, so all nets of a seed share them; an initializer
says what becomes of them.

>>> INITIALIZERS["he_normal"].distribution
'normal'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.initializers.draw import draw_layer, matched_to
from models.initializers.record import Affine, Initializer
from models.initializers.table import ENTRIES

INITIALIZERS: Mapping[str, Initializer] = MappingProxyType({entry.key: entry for entry in ENTRIES})

__all__ = ["INITIALIZERS", "Affine", "Initializer", "draw_layer", "matched_to"]
