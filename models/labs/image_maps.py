"""What each layer of a net of convolutions makes of one image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import torch
from numpy.typing import NDArray

from models.devices import DTYPES, one_thread
from models.kinds import kind_of
from models.kinds.digits import DARKEST, digits
from models.kinds.image_config import SIDE, TRAIN, ImageConfig
from models.labs.image_race import Look, config_of, look
from models.labs.spread import Quartiles, of_those_with_one
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot

STEPS, SEEDS = 150, 3
LOOKS = 5


@dataclass(frozen=True, eq=False)
class Maps:
    """Nets of one activation, as far as they have got.

    Parameters
    ----------
    config : ImageConfig
    step : int
    parameters : ndarray, shape (K, P)
    look : Look
        What they do with all test images.
    dead_channels : tuple of ndarray of bool, each (C,)
        Channels of the first net that are 0 at every pixel of every test image, per layer.
    """

    config: ImageConfig
    step: int
    parameters: Floats
    look: Look
    dead_channels: tuple[Bools, ...]

    @property
    def zeros(self) -> Quartiles:
        """Share of pixels that are exactly 0 in each layer, (L,), over the nets."""
        return of_those_with_one(self.look.zero_share)

    @property
    def dead(self) -> Quartiles:
        """Share of channels in each layer, (L,), that are 0 on all test images, over the nets."""
        return of_those_with_one(self.look.dead)


@dataclass(frozen=True, eq=False)
class Response:
    """What the first net makes of one image.

    Parameters
    ----------
    ink : ndarray, shape (8, 8)
        Of the image, 0 to 16.
    maps : tuple of ndarray, each (C, 8, 8)
        Activations of each convolution.
    probability : ndarray, shape (10,)
        Of each digit.
    zero_share : tuple of float
        Share of the pixels of each layer that are exactly 0.
    """

    ink: Floats
    maps: tuple[Floats, ...]
    probability: Floats
    zero_share: tuple[float, ...]

    @property
    def answer(self) -> int:
        """The digit that the net takes it for."""
        return int(self.probability.argmax())


@torch.no_grad()
def _look(snapshot: Snapshot) -> tuple[Floats, Look, tuple[Bools, ...]]:
    network = snapshot.network
    trace = network.trace(snapshot.spread(snapshot.data.x_test))
    dead = tuple((values[0] == 0).all(0).numpy() for values in trace.activations)
    return network.rows(network.flat).numpy().copy(), look(snapshot), dead


def _config(settings: Settings) -> ImageConfig:
    seeds = settings.get("seeds", SEEDS)
    chosen = {**settings, "activations": (settings["activation"],), "seeds": seeds}
    return config_of(chosen)


def _configs(settings: Settings) -> Sequence[ImageConfig]:
    return (_config(settings),)


def _steps(settings: Settings) -> Sequence[int]:
    last = settings.get("steps", STEPS)
    return sorted({round(last * part / LOOKS) for part in range(LOOKS + 1)})


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Maps | None:
    (course,) = courses
    if not course.seen:
        return None
    return Maps(_config(settings), course.steps[-1], *course.seen[-1])


MAPS = Trained(_configs, _steps, _look, _gather)


@torch.no_grad()
def respond(maps: Maps, ink: Floats) -> Response:
    """What the first net makes of an image.

    Parameters
    ----------
    maps : Maps
    ink : ndarray, shape (8, 8)
        From 0 to 16.
    """
    one = replace(maps.config, seeds=1)
    dtype = DTYPES[one.dtype].dtype
    parameters = torch.tensor(maps.parameters[:1])
    with one_thread():
        network = kind_of(one).network(one, parameters, torch.empty((1, 0)))
        x = torch.tensor(digits().scaled(ink.ravel()), dtype=dtype).view(1, 1, -1)
        trace = network.trace(x)
        probability = trace.output[0, 0].softmax(-1).double().numpy()
    found = tuple(
        values[0].T.reshape(-1, SIDE, SIDE).double().numpy() for values in trace.activations
    )
    return Response(ink, found, probability, tuple(float((part == 0).mean()) for part in found))


@cache
def examples() -> Floats:
    """The first test image of each digit as ink from 0 to 16, shape (10, 8, 8)."""
    found = digits()
    test_y, test_x = found.y[TRAIN:], found.x[TRAIN:]
    rows = [int(np.flatnonzero(test_y == digit)[0]) for digit in range(10)]
    ink: Floats = (test_x[rows] * found.std + found.mean) * DARKEST
    return ink.round().reshape(10, SIDE, SIDE)


def ink_of(drawing: NDArray[np.bool_]) -> Floats:
    """A drawing of 32 by 32 dots as the images of the data set were made, ink (8, 8).

    The drawing is moved to the middle and scaled until it is 32 dots high or wide; each pixel is
    then the number of dots in a block of 4 by 4, as in Alpaydin & Kaynak 1998. Nothing drawn is no
    ink.

    Parameters
    ----------
    drawing : ndarray of bool, shape (32, 32)

    Examples
    --------
    >>> dots = np.zeros((32, 32), bool)
    >>> dots[8:24, 12:20] = True
    >>> ink_of(dots)[0].tolist()
    [0.0, 0.0, 16.0, 16.0, 16.0, 16.0, 0.0, 0.0]
    """
    side = len(drawing)
    rows, columns = (np.flatnonzero(drawing.any(axis)) for axis in (1, 0))
    if not len(rows):
        return np.zeros((SIDE, SIDE))
    height, width = rows[-1] - rows[0] + 1, columns[-1] - columns[0] + 1
    longest = max(height, width)
    at = (np.arange(side) + 0.5) / side - 0.5
    y = np.floor(rows[0] + height / 2 + at * longest).astype(int)
    x = np.floor(columns[0] + width / 2 + at * longest).astype(int)
    wide = np.pad(drawing, side)
    scaled = wide[np.ix_(y + side, x + side)]
    block = side // SIDE
    ink: Floats = scaled.reshape(SIDE, block, SIDE, block).sum((1, 3)).astype(float)
    return ink
