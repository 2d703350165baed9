"""A curve that nets have learned near 0, looked at far away."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from models.config import RunConfig
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.arrays import to_array
from models.measures.records import Bools, Floats
from models.snapshot import Snapshot, as_inputs

ACTIVATIONS = ("relu", "elu", "gelu", "tanh", "sigmoid", "sine")
ZOOMS = (3.0, 10.0, 30.0, 100.0, 300.0, 1000.0)
POINTS = 121
STEPS = 1500
SEEDS = 6
NEAR, FAR, FARTHEST = 10.0, 1e3, 1e4


@dataclass(frozen=True, eq=False)
class Seen:
    """All nets at one step; K nets, by activation and then by seed.

    Parameters
    ----------
    step : int
    curves : ndarray, shape (zooms, K, 121)
        Outputs at evenly spaced points from -zoom to zoom, for each of `ZOOMS`.
    ahead : ndarray, shape (K, 91)
        Outputs at 10, 11, ..., 100.
    far, farthest : ndarray, shape (K,)
        Outputs at 1,000 and at 10,000.
    diverged : ndarray of bool, shape (K,)
    """

    step: int
    curves: Floats
    ahead: Floats
    far: Floats
    farthest: Floats
    diverged: Bools


@dataclass(frozen=True, eq=False)
class Fitted:
    """What the nets of one activation say far away; K nets, infinite for one that diverged.

    Parameters
    ----------
    key : str
        Of the activation.
    config : RunConfig
        Of the nets of all activations.
    step : int
    curves : ndarray, shape (zooms, K, 121)
    size : ndarray, shape (K,)
        |f(1000)|.
    growth : ndarray, shape (K,)
        f(10000) / f(1000): 10 for a straight line through the origin, 1 for a constant.
    moved : ndarray, shape (K,)
        Largest minus smallest output from 10 to 100.
    straight : ndarray, shape (K,)
        Share of the variance of f on 10 to 100 that a straight line explains.
    """

    key: str
    config: RunConfig
    step: int
    curves: Floats
    size: Floats
    growth: Floats
    moved: Floats
    straight: Floats

    @property
    def size_spread(self) -> Quartiles:
        """Of |f(1000)|."""
        return of_all(self.size, np.inf)

    @property
    def growth_spread(self) -> Quartiles:
        """Of f(10000) / f(1000)."""
        return of_all(self.growth, np.inf)

    @property
    def moved_spread(self) -> Quartiles:
        """Of how far the output moves from 10 to 100."""
        return of_all(self.moved, np.inf)

    def curve_spread(self, zoom: float) -> Quartiles:
        """Outputs from -zoom to zoom, (121,)."""
        return of_all(self.curves[ZOOMS.index(zoom)].T, np.inf)


def run(settings: Settings) -> RunConfig:
    """1-64-64-1 nets fitted to sin x from -3 to 3, by full batches of 64 points."""
    return RunConfig(
        dataset="sine",
        samples=128,
        noise=0.0,
        batch_size=64,
        features=("x",),
        activations=settings["activations"],
        hidden=(64, 64),
        initializer="pytorch",
        loss="mse",
        optimizer="adam",
        learning_rate=0.003,
        seeds=settings.get("seeds", SEEDS),
    )


def points(zoom: float) -> Floats:
    """Where a curve is drawn, (121,)."""
    return np.linspace(-zoom, zoom, POINTS)


@torch.no_grad()
def look(snapshot: Snapshot) -> Seen:
    """The outputs near and far."""

    def outputs(x: Floats) -> Floats:
        column = torch.from_numpy(x)[:, None]
        given = as_inputs(snapshot.config, column)
        return to_array(snapshot.network.forward(snapshot.spread(given)))

    return Seen(
        snapshot.step,
        np.array([outputs(points(zoom)) for zoom in ZOOMS]),
        outputs(np.arange(NEAR, 101.0)),
        outputs(np.array([FAR]))[:, 0],
        outputs(np.array([FARTHEST]))[:, 0],
        snapshot.diverged.copy(),
    )


def straightness(values: Floats) -> Floats:
    """Share of the variance of each row (K, n) that a straight line explains; 1 for a constant.

    >>> straightness(np.array([[1.0, 2.0, 3.0], [2.0, 2.0, 2.0]])).tolist()
    [1.0, 1.0]
    """
    x = np.linspace(-1, 1, values.shape[1])
    centred = values - values.mean(1, keepdims=True)
    whole = (centred**2).sum(1)
    explained = (centred * x).sum(1) ** 2 / (x**2).sum()
    return np.where(whole > 0, explained / np.where(whole > 0, whole, 1), 1.0)


def of_nets(key: str, config: RunConfig, seen: Seen, nets: slice) -> Fitted:
    """The record of some nets of a run, those of one activation."""
    lost = seen.diverged[nets]

    def or_infinite(values: Floats) -> Floats:
        return np.where(lost, np.inf, values)

    far, ahead = seen.far[nets], seen.ahead[nets]
    return Fitted(
        key,
        config,
        seen.step,
        np.where(lost[:, None], np.inf, seen.curves[:, nets]),
        or_infinite(np.abs(far)),
        or_infinite(seen.farthest[nets] / far),
        or_infinite(np.ptp(ahead, axis=1)),
        np.where(lost, 0.0, straightness(ahead)),
    )


def _runs(settings: Settings) -> tuple[RunConfig, ...]:
    return (run(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    end = settings.get("steps", STEPS)
    return (0, end // 10, end // 3, end)


def _gather(settings: Settings, courses: tuple[Course, ...]) -> tuple[Fitted, ...] | None:
    (course,) = courses
    if not course.seen:
        return None
    config, each = course.config, course.config.seeds
    return tuple(
        of_nets(str(net), config, course.seen[-1], slice(index * each, (index + 1) * each))
        for index, net in enumerate(config.nets)
    )


FAR_AWAY = Trained(_runs, _steps, look, _gather)
"""The experiment: nets of some activations fitted to a sine, and looked at far away."""
