"""The runs on handwritten digits that several experiments share."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from models.config import RunConfig

SAMPLES = 1740
SEEDS = 10
CLASSES = 10
PIXELS = ("raw", "centred")
ADAM: Mapping[str, Any] = MappingProxyType({"optimizer": "adam", "learning_rate": 0.003})
_DATASETS = MappingProxyType({"raw": "digits_uncentred", "centred": "digits"})


def digit_run(pixels: str = "raw", **changed: Any) -> RunConfig:
    """A run of 64-64-64-10 nets on 1,392 digits, with PyTorch's first weights.

    Parameters
    ----------
    pixels : {"raw", "centred"}
        One mean taken off all pixels, or the mean of each.
    **changed
        Fields of `RunConfig` that differ.

    Examples
    --------
    >>> digit_run(seeds=3, learning_rate=1.0).train_count
    1392
    """
    fields: dict[str, Any] = {
        "dataset": _DATASETS[pixels],
        "samples": SAMPLES,
        "noise": 0.0,
        "train_share": 0.8,
        "batch_size": 128,
        "activations": ("relu",),
        "hidden": (64, 64),
        "initializer": "pytorch",
        "loss": "softmax_cross_entropy",
        "learning_rate": 0.1,
        "seeds": SEEDS,
    }
    return RunConfig(**{**fields, **changed})
