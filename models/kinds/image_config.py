"""`ImageConfig`: convolutions over the handwritten digits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import ClassVar

from models.composite import Widths
from models.datasets.digits import AVAILABLE
from models.fields import Choice, Field, Integer
from models.initializers import INITIALIZERS
from models.kinds.training_config import TrainingConfig

SIDE = 8
CLASSES = len(AVAILABLE)
TRAIN = 1400
PATCH = 9
POOL = 2
POOLINGS: Mapping[str, str] = MappingProxyType({"average": "Average", "max": "Largest value"})

# Glorot's and the orthogonal weights depend on how many outputs a layer has, which for a
# convolution can be counted in more than one way.
_BY_INPUTS = MappingProxyType(
    {
        key: entry
        for key, entry in INITIALIZERS.items()
        if not key.startswith("glorot") and key != "orthogonal"
    }
)


@dataclass(frozen=True, kw_only=True)
class ImageConfig(TrainingConfig):
    """Nets of convolutions, 3 by 3 pixels each, then a pool of 2 by 2 and one affine layer.

    Each convolution is followed by the activation, and zeros stand around the image, so that it
    stays 8 by 8 up to the pool. The data are `models.kinds.digits.samples`.

    Examples
    --------
    >>> ImageConfig(activations=("relu",), seeds=10).net_count
    10
    >>> ImageConfig().affine
    ((9, 8), (72, 16), (256, 10))
    """

    OWN: ClassVar[Mapping[str, Field]] = MappingProxyType(
        {
            "channels": Widths("Channels", "hidden"),
            "pool": Choice("Pool", "hidden", table=POOLINGS),
            "batch_size": Integer("Batch size", "batch_size", low=1, high=TRAIN),
            "initializer": Choice("Initializer", "initializer", table=_BY_INPUTS),
        }
    )
    kind: ClassVar[str] = "images"
    loss: ClassVar[str] = "softmax_cross_entropy"

    channels: tuple[int, ...] = (8, 16)
    pool: str = "average"
    batch_size: int = 64

    @property
    def hidden(self) -> tuple[int, ...]:
        """Channels of each convolution."""
        return self.channels

    @property
    def outputs(self) -> int:
        """One for each digit."""
        return CLASSES

    @property
    def affine(self) -> tuple[tuple[int, int], ...]:
        """Each convolution as the affine map of one patch, then the output layer."""
        patches = tuple((PATCH * i, o) for i, o in pairwise((1, *self.channels)))
        return (*patches, ((1, *self.channels)[-1] * (SIDE // POOL) ** 2, CLASSES))

    @property
    def preactivations(self) -> int:
        """Preactivations of one image in one net, its outputs included."""
        return SIDE**2 * sum(self.channels) + CLASSES

    @property
    def train_count(self) -> int:
        """Images in the training set."""
        return TRAIN
