"""What a layer of rectifiers throws away: how often its inputs can be had back.

A layer of random weights W (m, n) without biases is given Gaussian inputs x. The units that put
out 0 say nothing more of x than a sign, so x is recoverable from relu(W x) where the rows of the
others have rank n. With m rows and independent signs that happens as often as m coins show n heads
(Puthawala et al. 2022 treat the question for all inputs at once, which takes more rows).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import comb, pi
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from models import draws
from models.devices import one_thread
from models.labs.stage import Piecewise, Settings

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

INPUTS, MATRICES, POINTS = 16, 20, 100
RATIOS = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25, 2.5, 3.0, 3.5, 4.0)
PLANE, CLOUD, DRAWS = 2, 280, 5
PLANE_RATIOS = tuple(half / 2 for half in range(2, 9))
RANK = 1e-9


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points of the plane that go through one layer: of five, the one with the most usual share.

    Parameters
    ----------
    ratio : float
        Units per input.
    weights : ndarray, shape (units, 2)
    points : ndarray, shape (280, 2)
    recoverable : ndarray of bool, shape (280,)
    back : ndarray, shape (280, 2)
        What comes back: the shortest point with the same active units and activations.
    """

    ratio: float
    weights: Floats
    points: Floats
    recoverable: Bools
    back: Floats


@dataclass(frozen=True, eq=False)
class Width:
    """Layers of one width, 16 inputs each.

    Parameters
    ----------
    ratio : float
        Units per input.
    share : ndarray, shape (20,)
        Share of 100 points that are recoverable, for each matrix.
    expected : float
        The same if units were coins.
    error : float
        Largest error of what comes back of recoverable points, relative to their length; NaN where
        there are none.
    explained : ndarray, shape (20,)
        Share of the variance of x that the best affine read-out of the activations explains.
    """

    ratio: float
    share: Floats
    expected: float
    error: float
    explained: Floats


@dataclass(frozen=True, eq=False)
class Recovery:
    """How much can be had back, by width.

    Parameters
    ----------
    pairs : bool
        Whether units come in pairs w and -w.
    clouds : tuple of Cloud
    widths : tuple of Width
        As far as they are measured.
    """

    pairs: bool
    clouds: tuple[Cloud, ...]
    widths: tuple[Width, ...]

    def at(self, ratio: float) -> Width | None:
        """The layers of a width; None where they are not measured yet."""
        return next((width for width in self.widths if width.ratio == ratio), None)

    def cloud(self, ratio: float) -> Cloud:
        """The plane under a layer of a width."""
        return next(cloud for cloud in self.clouds if cloud.ratio == ratio)


def expected_share(units: int, inputs: int, pairs: bool = False) -> float:
    """Probability that enough units are active, if each is so with one half.

    Of a pair w, -w exactly one unit is active; of an odd number the last one stands alone.

    >>> round(expected_share(32, 16), 3), expected_share(32, 16, pairs=True)
    (0.57, 1.0)
    """
    sure, free = (units // 2, units % 2) if pairs else (0, units)
    heads = sum(comb(free, count) for count in range(max(0, inputs - sure), free + 1))
    return heads / (1 << free)


def layer(inputs: int, units: int, key: int, pairs: bool = False) -> Floats:
    """Weights (units, inputs): Gaussian rows, or rows each followed by its negative."""
    rows = draws.generator(draws.WEIGHTS, key, inputs).standard_normal((units, inputs))
    if pairs:
        rows = np.stack([rows, -rows], axis=1).reshape(-1, inputs)[:units]
    return rows


def give_back(weights: Floats, points: Floats) -> tuple[Bools, Floats]:
    """Which points the activations determine, and what comes back of all of them.

    Parameters
    ----------
    weights : ndarray, shape (units, n)
    points : ndarray, shape (N, n)

    Returns
    -------
    recoverable : ndarray of bool, shape (N,)
        Whether the active rows have rank n.
    back : ndarray, shape (N, n)
        Least squares on the active rows; the shortest solution where there are many.
    """
    z = torch.from_numpy(points @ weights.T)
    rows = torch.from_numpy(weights) * (z > 0).unsqueeze(2)
    with one_thread():
        found = torch.linalg.lstsq(rows, torch.relu(z).unsqueeze(2), rcond=RANK, driver="gelsy")
    return (found.rank == points.shape[1]).numpy(), found.solution[:, : points.shape[1], 0].numpy()


def explained_share(weights: Floats) -> float:
    """Share of the variance of x ~ N(0, I) that the best affine map of relu(W x) explains.

    Covariances of rectified Gaussians are known in closed form (Cho & Saul 2009).
    """
    lengths = np.linalg.norm(weights, axis=1)
    scale = np.outer(lengths, lengths) / (2 * pi)
    cosine = np.clip(weights @ weights.T / np.outer(lengths, lengths), -1, 1)
    angle = np.arccos(cosine)
    second = scale * (np.sqrt(1 - cosine**2) + (pi - angle) * cosine)
    covariance = second - scale
    # Pairs of units can say the same thing twice: then any one of the best maps will do.
    solved = np.linalg.lstsq(covariance, weights / 2, rcond=RANK)[0]
    return float((solved * weights / 2).sum() / weights.shape[1])


def _measure(settings: Settings, piece: Any) -> Width | tuple[Cloud, ...]:
    pairs = bool(settings["pairs"])
    if piece is None:
        return tuple(_cloud(ratio, pairs) for ratio in PLANE_RATIOS)
    units = round(piece * INPUTS)
    found = [_layer(units, key, pairs) for key in range(MATRICES)]
    shares, errors, explained = (np.array(column) for column in zip(*found, strict=True))
    known = errors[np.isfinite(errors)]
    return Width(
        ratio=piece,
        share=shares,
        expected=expected_share(units, INPUTS, pairs),
        error=float(known.max()) if len(known) else float("nan"),
        explained=explained,
    )


def _layer(units: int, key: int, pairs: bool) -> tuple[float, float, float]:
    """Share, largest relative error and explained variance of one matrix."""
    weights = layer(INPUTS, units, key, pairs)
    points = draws.generator(draws.DATA, key, INPUTS).standard_normal((POINTS, INPUTS))
    recoverable, back = give_back(weights, points)
    errors = np.linalg.norm(back - points, axis=1) / np.linalg.norm(points, axis=1)
    worst = float(errors[recoverable].max()) if recoverable.any() else float("nan")
    return float(recoverable.mean()), worst, explained_share(weights)


def _cloud(ratio: float, pairs: bool) -> Cloud:
    """The plane under the layer, of a few, whose share is nearest to the expected one."""
    units = round(ratio * PLANE)
    points = draws.generator(draws.DATA, 0, PLANE).standard_normal((CLOUD, PLANE))
    layers = [layer(PLANE, units, key, pairs) for key in range(DRAWS)]
    clouds = [Cloud(ratio, rows, points, *give_back(rows, points)) for rows in layers]
    expected = expected_share(units, PLANE, pairs)
    return min(clouds, key=lambda cloud: abs(float(cloud.recoverable.mean()) - expected))


def _gather(settings: Settings, values: tuple[Any, ...]) -> Recovery:
    clouds, *widths = values
    return Recovery(bool(settings["pairs"]), clouds, tuple(widths))


def _pieces(settings: Settings) -> tuple[float | None, ...]:
    return (None, *RATIOS)


RECOVER = Piecewise(_pieces, _measure, _gather)
