"""Activations: the record, the table by key, and the formulas that people type beside it.

>>> import torch
>>> ACTIVATIONS["relu"].function(torch.tensor([-1.0, 2.0]))
tensor([0., 2.])
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from models.activations.record import FAMILIES, TYPED, Activation
from models.activations.table import ENTRIES
from models.activations.typed import typed
from models.formula.keys import PREFIX

ACTIVATIONS: Mapping[str, Activation] = MappingProxyType({entry.key: entry for entry in ENTRIES})

__all__ = ["ACTIVATIONS", "FAMILIES", "TYPED", "Activation", "find"]


def find(key: str) -> Activation:
    """The activation of a key, of the table or of a formula.

    Raises
    ------
    ValueError
        For any other key.

    >>> find("relu").name, find("own_x_e2").name
    ('ReLU', 'x^2')
    """
    if key in ACTIVATIONS:
        return ACTIVATIONS[key]
    if key.startswith(PREFIX):
        return typed(key)
    raise ValueError(f"an activation must be one of {', '.join(ACTIVATIONS)}; got {key!r}.")
