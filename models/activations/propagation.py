"""How normal preactivations come out of an activation: once, and again and again."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch

from models import draws
from models.activations import moments
from models.activations.sampled import Piece, sample, values
from models.activations.shape import Floats, evaluate
from models.choices import ActivationChoice

STRATA = 200_000
TAIL = 0.0005
RESOLUTION = 1 / 16
BATCH = 128
VANISHED = 1e-100  # smaller second moments come from the tails alone


@dataclass(frozen=True)
class Mass:
    """A single value that f(Z) takes with positive probability: 0 for ReLU, half of the time."""

    value: float
    share: float


@dataclass(frozen=True, eq=False)
class Density:
    """Distribution of f(Z) for a standard normal preactivation Z.

    The shares of the masses, of the bins (height times width) and `outside` add up to 1.

    Parameters
    ----------
    masses : tuple of Mass
        By value.
    edges : ndarray, shape (bins + 1,)
        Of the histogram of what is in no mass; it leaves out the outermost 0.05 % on each side.
        Empty where all of f(Z) is in masses.
    height : ndarray, shape (bins,)
        Density in each bin.
    outside : float
        Probability beyond the edges.
    """

    masses: tuple[Mass, ...]
    edges: Floats
    height: Floats
    outside: float


@dataclass(frozen=True, eq=False)
class Depths:
    """Second moments of the preactivations of a deep net at step 0, layer by layer.

    Parameters
    ----------
    layer : ndarray, shape (depth,)
        From 1. The preactivations of layer 1 are standard normal.
    second_moment : ndarray, shape (depth,)
        Mean square of the preactivations in infinitely wide layers, whose mean is 0; infinite
        from where it overflows.
    output_mean : ndarray, shape (depth,)
        Mean of f at these preactivations; NaN where the second moment is infinite.
    simulated, simulated_mean : ndarray, shape (depth,)
        Mean square and mean of the preactivations of one random net of finite width.
    width : int
        Units of each layer of that net.
    """

    layer: Floats
    second_moment: Floats
    output_mean: Floats
    simulated: Floats
    simulated_mean: Floats
    width: int


@lru_cache(maxsize=256)
def density(choice: ActivationChoice, bins: int = 80) -> Density:
    """Distribution of f(Z), from 200,000 equally likely values of Z; nothing is random.

    Raises
    ------
    ValueError
        When f is not a number at some of them.

    >>> density(ActivationChoice("relu")).masses
    (Mass(value=0.0, share=0.5),)
    """
    pieces = sample(choice).pieces
    flat = [piece for piece in pieces if piece.constant]
    z = _strata()
    inside = np.any([(z > piece.low) & (z < piece.high) for piece in flat], axis=0)
    value = values(choice, z[~inside] if flat else z)
    if not np.isfinite(value).all():
        raise ValueError(f"{choice.name} is not a number at all preactivations.")
    rest = 1 - math.fsum(piece.share for piece in flat)
    if not value.size:
        return Density(_masses(flat), np.empty(0), np.empty(0), rest)
    low, high = np.quantile(value, [TAIL, 1 - TAIL])
    count, edges = np.histogram(value, bins, (low, high))
    height = count / len(value) * rest / np.diff(edges)
    return Density(_masses(flat), edges, height, rest * (1 - count.sum() / len(value)))


@lru_cache(maxsize=1)
def _strata() -> Floats:
    """Equally likely values of Z, sorted."""
    share = (torch.arange(STRATA, dtype=torch.float64) + 0.5) / STRATA
    found: Floats = torch.special.ndtri(share).numpy()
    return found


def _masses(flat: list[Piece]) -> tuple[Mass, ...]:
    shares: dict[float, float] = {}
    for piece in flat:
        value = float(piece.value[0])
        shares[value] = shares.get(value, 0.0) + piece.share
    return tuple(Mass(value + 0.0, share) for value, share in sorted(shares.items()))


@lru_cache(maxsize=256)
def depths(
    choice: ActivationChoice,
    depth: int = 20,
    width: int = 128,
    gain: bool = False,
    seed: int = 0,
) -> Depths:
    """What repeated layers ``z -> W f(z)`` make of standard normal preactivations.

    The weights are independent and normal with variance 1 / fan_in, or gain^2 / fan_in; there are
    no biases. In infinitely wide layers the preactivations stay normal, and their second moments
    follow ``q -> s E f(sqrt(q) Z)^2`` with s = 1 or gain^2 (Poole et al. 2016).

    Parameters
    ----------
    gain : bool
        Whether the weights are matched to the activation, see `models.activations.moments.gain`.
    seed : int
        Of the weights of the simulated net.

    Raises
    ------
    ValueError
        When the weights shall be matched to an activation without a gain.
    """
    scale = moments.gain(choice) ** 2 if gain else 1.0
    second, output = _infinitely_wide(choice, depth, scale)
    simulated, mean = _simulate(choice, depth, width, scale, seed)
    return Depths(np.arange(1.0, depth + 1), second, output, simulated, mean, width)


def _infinitely_wide(choice: ActivationChoice, depth: int, scale: float) -> tuple[Floats, Floats]:
    second, output = np.full(depth, math.inf), np.full(depth, math.nan)
    moment = 1.0
    for layer in range(depth):
        if not math.isfinite(moment):
            break
        second[layer] = moment
        output[layer], square = scaled_moments(choice, moment)
        moment = scale * square
    return second, output


def scaled_moments(choice: ActivationChoice, variance: float) -> tuple[float, float]:
    """E f(X) and E f(X)^2 of a normal X with mean 0; NaN and infinity where they overflow.

    Around 0 the panels of the quadrature are as fine for f as those for a standard normal are,
    however large the variance.
    """
    z, weights = _nodes(choice, variance)
    value, root = values(choice, math.sqrt(variance) * z), np.exp(-(z**2) / 4)
    density = 1 / math.sqrt(2 * math.pi)
    with np.errstate(over="ignore", invalid="ignore"):
        first, squares = value * root, (value * root) ** 2
        total = moments.weighted(weights, squares) * density
    ends = max(squares[0], squares[-1])
    if not math.isfinite(total) or ends > moments.NEGLIGIBLE * max(total, VANISHED):
        return math.nan, math.inf
    return moments.weighted(weights, first * root) * density, total


def slope_moment(choice: ActivationChoice, variance: float) -> float:
    """E f'(X)^2 of a normal X with mean 0, with the derivative that trains.

    Times the inputs of a layer and the variance of its weights, it is the factor chi by which the
    mean square of dL/dz grows from one layer back to the layer before it (Poole et al. 2016).

    >>> round(2 * slope_moment(ActivationChoice("relu"), 7.0), 12)
    1.0
    """
    z, weights = _nodes(choice, variance)
    _, slope = evaluate(choice, math.sqrt(variance) * z)
    with np.errstate(over="ignore", invalid="ignore"):
        squares = (slope * np.exp(-(z**2) / 4)) ** 2
    return moments.weighted(weights, squares) / math.sqrt(2 * math.pi)


def _nodes(choice: ActivationChoice, variance: float) -> tuple[Floats, Floats]:
    """Nodes and weights of the quadrature over Z, where f is taken at Z times a spread."""
    spread = math.sqrt(variance)
    breaks = [kink / spread for kink in moments.kinks(choice)] if spread else []
    if spread > 1:
        steps = max(2, math.ceil(math.log2(spread * moments.LIMIT / RESOLUTION)))
        fine = np.geomspace(RESOLUTION / spread, moments.LIMIT, steps)
        breaks += [0.0, *fine, *-fine]
    return moments.rule(breaks)


def _simulate(
    choice: ActivationChoice, depth: int, width: int, scale: float, seed: int
) -> tuple[Floats, Floats]:
    """Mean square and mean of the preactivations of one random net, over units and 128 samples."""
    second, mean = np.full(depth, math.inf), np.full(depth, math.nan)
    z = draws.generator(draws.DATA, seed).standard_normal((width, BATCH))
    with np.errstate(over="ignore", invalid="ignore"):
        for layer in range(depth):
            if not np.isfinite(z).all():
                break
            second[layer], mean[layer] = np.mean(z**2), np.mean(z)
            weight = draws.generator(draws.WEIGHTS, seed, layer).standard_normal((width, width))
            z = weight * math.sqrt(scale / width) @ values(choice, z)
    return second, mean
