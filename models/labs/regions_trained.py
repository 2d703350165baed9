"""The regions of nets while they train on samples of the plane."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.config import RunConfig
from models.datasets import DATASETS
from models.labs.regions_cut import Polygons, split
from models.labs.regions_line import Cut, along
from models.labs.regions_merge import linear_regions
from models.labs.regions_net import Net, net_of
from models.labs.regions_pieces import Floats
from models.labs.regions_plane import Regions, levels, regions
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.snapshot import Snapshot

STEPS = (0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 60, 80, 100, 150, 200, 300, 400, 600, 800)
ALL_NETS = (0, 10, 100, 800)
SEEDS = 5
ANGLES = tuple(range(0, 180, 15))
DIAGONAL = ANGLES.index(45)


@dataclass(frozen=True, eq=False)
class Moment:
    """The first net at one step, with its regions as a picture needs them.

    Parameters
    ----------
    net : Net
    shapes : Polygons
        The activation regions, in single precision.
    heights : ndarray of int, shape (P,)
        See `Regions.heights`.
    linear_count : int
        Number of linear regions.
    disagreement : float
        Largest distance of any region's factors from what autograd gives.
    border : ndarray, shape (S, 2, 2)
        The decision boundary: segments from a point to a point.
    cuts : tuple of Cut
        Along a segment through the middle, at each of `ANGLES` degrees.
    """

    net: Net
    shapes: Polygons
    heights: NDArray[np.uint8]
    linear_count: int
    disagreement: float
    border: Floats
    cuts: tuple[Cut, ...]

    @property
    def count(self) -> int:
        """Number of activation regions."""
        return len(self.shapes)


@dataclass(frozen=True, eq=False)
class Look:
    """What is kept of a run at one step; the counts are those of all nets at `ALL_NETS` only.

    Parameters
    ----------
    moment : Moment
    plane, linear, cut : ndarray of int, shape (K,)
        Activation regions and linear regions in the box, and activation regions on the diagonal.
    """

    moment: Moment
    plane: NDArray[np.int64]
    linear: NDArray[np.int64]
    cut: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Plane:
    """The experiment, as far as it has got.

    Parameters
    ----------
    config : RunConfig
    steps : tuple of int
    looks : tuple of Look
        One for each of these steps.
    diverged : ndarray of bool, shape (K,)
        Nets of which the counts are those of their last finite weights.
    """

    config: RunConfig
    steps: tuple[int, ...]
    looks: tuple[Look, ...]
    diverged: NDArray[np.bool_]

    @property
    def done(self) -> bool:
        """Whether the last step is there."""
        return len(self.steps) == len(STEPS)

    def counts(self, name: str) -> tuple[tuple[int, NDArray[np.int64]], ...]:
        """Steps at which all nets were counted, each with one of the counts of `Look`."""
        pairs = zip(self.steps, self.looks, strict=True)
        return tuple((step, getattr(look, name)) for step, look in pairs if step in ALL_NETS)


def box_of(config: RunConfig) -> tuple[float, float]:
    """The part of the plane that pictures show."""
    limit = DATASETS[config.dataset].limit
    return -limit, limit


def config_of(settings: Settings) -> RunConfig:
    """The run of some settings: dataset, hidden ("16-16"), activation and initializer."""
    return RunConfig(
        dataset=settings["dataset"],
        activations=(settings["activation"],),
        hidden=tuple(int(units) for units in settings["hidden"].split("-")),
        initializer=settings["initializer"],
        seeds=SEEDS,
        optimizer="adam",
        learning_rate=0.01,
        batch_size=50,
    )


def _look(snapshot: Snapshot) -> Look:
    box = box_of(snapshot.config)
    everyone = range(snapshot.config.net_count if snapshot.step in ALL_NETS else 1)
    found = [regions(net_of(snapshot, index), box) for index in everyone]
    linear = [linear_regions(one) for one in found]
    return Look(
        _moment(found[0], int(linear[0].max()) + 1),
        np.array([one.count for one in found]),
        np.array([one.max() + 1 for one in linear]),
        np.array([cut_at(one.net, box[1], DIAGONAL).count for one in found]),
    )


def _moment(found: Regions, linear_count: int) -> Moment:
    return Moment(
        found.net,
        _compact(found.shapes),
        found.heights.astype(np.uint8),
        linear_count,
        float(found.disagreement.max()),
        border(found),
        tuple(cut_at(found.net, found.box[1], number) for number in range(len(ANGLES))),
    )


def _compact(shapes: Polygons) -> Polygons:
    """The same polygons in less memory, for a picture."""
    vertices = shapes.vertices.astype(np.float32)
    return Polygons(vertices, shapes.starts.astype(np.int32), shapes.lines.astype(np.int16))


def cut_at(net: Net, limit: float, number: int) -> Cut:
    """The net along the segment through the middle at an angle of `ANGLES`, `limit` both ways."""
    turn = math.radians(ANGLES[number])
    x, y = limit * math.cos(turn), limit * math.sin(turn)
    return along(net, (-x, -y), (x, y))


def border(found: Regions) -> Floats:
    """Where the only output is 0: a segment in each region that it crosses, (S, 2, 2)."""
    line = len(found.net.lines) + 1
    shapes, _, above = split(found.shapes, levels(found), line)
    edges = (shapes.lines == line) & above[shapes.owner]
    return np.stack([shapes.vertices[edges], shapes.vertices[shapes.after[edges]]], axis=1)


def _gather(_: Settings, courses: tuple[Course, ...]) -> Plane | None:
    (course,) = courses
    if not course.seen:
        return None
    return Plane(course.config, course.steps, course.seen, course.diverged)


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (config_of(settings),)


def _steps(_: Any) -> tuple[int, ...]:
    return STEPS


TRAINED = Trained(_configs, _steps, _look, _gather)
"""Train nets of one kind from `SEEDS` seeds, and look at their regions at `STEPS`."""
