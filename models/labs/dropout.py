"""Is a rectifier like dropout? Its masks while it trains, beside the masks of dropout."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray

from models.config import RunConfig
from models.datasets.digits import FILE
from models.labs.digit_nets import ADAM, digit_run
from models.labs.masks import Bools, Floats, Labels, Pairs, compared, shown_inputs
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.minibatches import minibatches, orders
from models.snapshot import Snapshot, samples

DROPPED = 0.5
STEPS = tuple(step + later for step in (0, 100, 200, 300, 400, 500) for later in (0, 1))
INK = 16.0


@dataclass(frozen=True, eq=False)
class Moment:
    """The masks of the rectifier at one step, compared.

    Parameters
    ----------
    step : int
    kinds : mapping of str to Pairs
        The same input again, one step before, and at step 0; two inputs of one digit, and of two.
    """

    step: int
    kinds: dict[str, Pairs]


@dataclass(frozen=True, eq=False)
class Masks:
    """Masks of nets that train, and of dropout.

    Parameters
    ----------
    relu : tuple of Moment
        At the steps that were reached.
    dropout : mapping of str to Pairs
        The same kinds; no net has a part in them.
    images : ndarray, shape (10, 3, 8, 8)
        For each digit its first image, the second one, and the first of the next digit; ink from 0
        to 1.
    diverged : int
        How many nets did; they have no value.
    """

    relu: tuple[Moment, ...]
    dropout: dict[str, Pairs]
    images: Floats
    diverged: int

    @property
    def last(self) -> Moment:
        """The newest masks."""
        return self.relu[-1]


@dataclass(frozen=True, eq=False)
class _Seen:
    """Masks packed by units, by layer, and the share that a second pass repeats, (K, layers)."""

    packed: tuple[NDArray[np.uint8], ...]
    again: Floats


@torch.no_grad()
def _look(snapshot: Snapshot) -> _Seen:
    first = [h.detach() > 0 for h in snapshot.train.activations]
    trace = snapshot.network.trace(snapshot.spread(snapshot.data.x_train))
    pairs = zip(first, trace.activations, strict=True)
    again = torch.stack([(a == (h > 0)).double().mean((1, 2)) for a, h in pairs], 1).numpy()
    packed = tuple(np.packbits(mask.numpy(), axis=2) for mask in first)
    return _Seen(packed, np.where(snapshot.diverged[:, None], np.nan, again))


def dropout_masks(config: RunConfig, epoch: int) -> list[Bools]:
    """What dropout keeps of every training sample in one epoch: (K, N, units) for each layer.

    Parameters
    ----------
    config : RunConfig
        With dropout.
    epoch : int
    """
    drawn = minibatches(config, samples(config), epoch).masks
    places = orders(config, epoch)[:, :, None]
    found = []
    for layer in zip(*drawn, strict=True):
        kept = torch.cat(layer, 1).numpy() > 0
        mask = np.empty_like(kept)
        np.put_along_axis(mask, places, kept, axis=1)
        found.append(mask)
    return found


@lru_cache(maxsize=2)
def dropout_pairs(config: RunConfig) -> dict[str, Pairs]:
    """Masks of dropout compared; what is a step to the rectifier is an epoch here."""
    labels = samples(config).y_train.numpy()
    now, *others = [dropout_masks(replace(config, dropout=DROPPED), epoch) for epoch in range(4)]
    return compared(dict(zip(("again", "next", "since"), others, strict=True)), now, labels)


def masks_config(settings: Settings) -> RunConfig:
    """The run whose masks are looked at."""
    return digit_run(**ADAM)


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (masks_config(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    return STEPS


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Masks | None:
    (course,) = courses
    if len(course.seen) < 2:
        return None
    data = samples(course.config)
    labels = data.y_train.numpy()
    masks = [_unpacked(seen, course.config) for seen in course.seen]
    moments = []
    for at in range(1, len(masks), 2):
        firsts = {"again": masks[at], "next": masks[at - 1], "since": masks[0]}
        kinds = compared(firsts, masks[at], labels)
        kinds["again"] = replace(kinds["again"], agreement=course.seen[at].again)
        moments.append(Moment(course.steps[at], kinds))
    return Masks(
        relu=tuple(moments),
        dropout=dropout_pairs(course.config),
        images=_images(data.x_train.numpy(), labels),
        diverged=int(course.diverged.sum()),
    )


def _unpacked(seen: _Seen, config: RunConfig) -> list[Bools]:
    layers = zip(seen.packed, config.hidden, strict=True)
    return [np.unpackbits(packed, axis=2, count=units).astype(bool) for packed, units in layers]


def _images(x: NDArray[np.float32], labels: Labels) -> Floats:
    """Ink of the shown images, from 0 to 1: raw digits differ from it by one mean and one scale."""
    with np.load(FILE) as file:
        pixels = file["pixels"].astype(float)
    ink = np.clip((x * pixels.std() + pixels.mean()) / INK, 0, 1)
    shown: Floats = ink[shown_inputs(labels)].reshape(-1, 3, 8, 8)
    return shown


DROPOUT = Trained(_configs, _steps, _look, _gather)
