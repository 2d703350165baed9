"""The nets that several labs train on the handwritten digits."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from models.config import RunConfig

SAMPLES, TRAINING = 1748, 1400
CLASSES = 10
SEEDS = 10
PIXELS = ("raw", "centred")
_DATASETS = MappingProxyType({"raw": "digits_uncentred", "centred": "digits"})


def on_digits(pixels: str = "raw", **changes: Any) -> RunConfig:
    """Nets of 64-64-64-10 units on 1,400 training images, ten seeds, Adam at 0.003.

    All images are used that leave as many of each digit; the rest of them are the test set.

    Parameters
    ----------
    pixels : {"raw", "centred"}
        Whether one mean is taken off all pixels, or the mean of each.
    changes
        Fields of the run that shall differ.

    Examples
    --------
    >>> config = on_digits(seeds=2)
    >>> config.train_count, config.hidden, config.net_count
    (1400, (64, 64), 2)
    """
    fields: dict[str, Any] = {
        "dataset": _DATASETS[pixels],
        "samples": SAMPLES,
        "noise": 0.0,
        "train_share": TRAINING / SAMPLES,
        "batch_size": 128,
        "activations": ("relu",),
        "hidden": (64, 64),
        "initializer": "pytorch",
        "loss": "softmax_cross_entropy",
        "optimizer": "adam",
        "learning_rate": 0.003,
        "seeds": SEEDS,
    }
    return RunConfig(**(fields | changes))
