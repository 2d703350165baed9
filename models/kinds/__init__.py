"""Kinds of network: the dense nets of a run, convolutions over images, policies that act.

All train by `models.training.advance`: flat parameters (K, P), the same initializers, optimizers,
watch for overflow and budgets, the same State and its bytes.

>>> from models.config import RunConfig
>>> kind_of(RunConfig()).key
'dense'
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from models.kinds.dense import DENSE
from models.kinds.images import IMAGES
from models.kinds.policy import POLICY
from models.kinds.record import Kind

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.kinds.training_config import TrainingConfig

    AnyConfig = RunConfig | TrainingConfig

KINDS: Mapping[str, Kind] = MappingProxyType(
    {entry.key: entry for entry in (DENSE, IMAGES, POLICY)}
)

__all__ = ["KINDS", "Kind", "kind_of"]


def kind_of(config: AnyConfig) -> Kind:
    """The kind of network that a configuration is of."""
    return KINDS[config.kind]
