"""Controls of the training: loss, optimizer, schedule, penalties, stops and seeds."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.controls.control import Control
from dashboard.controls.entries import entry
from dashboard.controls.fields import choice, number
from models.config import RunConfig
from models.losses import LOSSES


def more(config: RunConfig) -> Iterator[Control]:
    """How the nets are trained; of the losses those that suit the task."""
    suited = [key for key, loss in LOSSES.items() if config.task in loss.tasks]
    yield choice("loss", config, options=suited)
    yield from entry("optimizer", config)
    yield from entry("schedule", config)
    for name in ("clip_norm", "l1", "l2", "stop_step", "stop_loss", "seed", "seeds"):
        yield number(name, config)
