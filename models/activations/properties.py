"""Properties of an activation, all of them derived from its function."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from models.activations import moments
from models.activations.extent import infimum, supremum, top
from models.activations.sampled import Sampled, largest, sample, values
from models.activations.shape import Floats, evaluate, shape
from models.activations.smoothness import smoothness
from models.choices import ActivationChoice

ZERO_CENTRED = 0.01
ROUNDING = 1e-13

Monotone = Literal["increasing", "decreasing", "no", "constant"]
Parity = Literal["odd", "even", "neither"]


@dataclass(frozen=True)
class Properties:
    """What can be said of an activation; Z is a standard normal preactivation.

    Learned hyperparameters stand at their start. Where training uses a surrogate, "slope" is the
    surrogate; f' is the derivative itself everywhere else.

    Parameters
    ----------
    low, high : float
        Infimum and supremum of f, infinite where it has no bound.
    low_reached, high_reached : bool
        Whether f takes these values somewhere.
    monotone : {"increasing", "decreasing", "no", "constant"}
        An increasing function may stay level in parts.
    parity : {"odd", "even", "neither"}
    zero_centred : bool
        Whether |E f(Z)| is below 0.01.
    limit_left, limit_right : float
        Limit of f at minus and plus infinity, NaN where there is none.
    saturates_left, saturates_right : bool
        Whether f is flat on its way to a finite limit there, see
        `models.activations.shape.Shape`: ReLU, which is constant on its left, does not saturate.
    lipschitz : float
        Smallest Lipschitz constant: the supremum of |f'|; infinite where f' has no bound, or f
        jumps.
    smoothness : str
        "discontinuous", "C0", "C1", ... or "C∞": the continuous derivatives, see `smoothness`.
    zero_output_share, zero_slope_share : float
        Probability that f(Z) is exactly 0, and that the slope at Z is.
    mean, variance : float
        Of f(Z); NaN where f(Z) has no finite second moment.
    gain : float
        1 / sqrt(E f(Z)^2); NaN where that is 0 or not finite.
    chi1 : float
        gain^2 times the mean square of the slope at Z: the factor from layer to layer by which
        squared gradients grow, in wide layers that keep the preactivations' second moment at 1
        (Poole et al. 2016; Schoenholz et al. 2017). NaN without a gain.
    learnable : bool
        Whether a hyperparameter is trained with the weights.
    periodic : bool
        Whether f is bounded and has no limit at minus or plus infinity, so that it never stops
        going up and down.
    """

    low: float
    high: float
    low_reached: bool
    high_reached: bool
    monotone: Monotone
    parity: Parity
    zero_centred: bool
    limit_left: float
    limit_right: float
    saturates_left: bool
    saturates_right: bool
    lipschitz: float
    smoothness: str
    zero_output_share: float
    zero_slope_share: float
    mean: float
    variance: float
    gain: float
    chi1: float
    learnable: bool
    periodic: bool

    @property
    def bounded(self) -> bool:
        """Whether f has both a lower and an upper bound."""
        return math.isfinite(self.low) and math.isfinite(self.high)


@lru_cache(maxsize=1024)
def properties(choice: ActivationChoice) -> Properties:
    """All properties of an activation with its hyperparameters.

    A formula that is nowhere a number has none of them, and bounds that are NaN.

    >>> found = properties(ActivationChoice("relu"))
    >>> found.low, found.high, found.low_reached, found.monotone, found.zero_output_share
    (0.0, inf, True, 'increasing', 0.5)
    """
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        return _derived(choice)


def _derived(choice: ActivationChoice) -> Properties:
    """The properties, from values that may be infinite, or no numbers in places."""
    sampled = sample(choice)
    if np.isnan(sampled.value).all():
        return _NOWHERE
    low, low_reached = infimum(choice, sampled)
    high, high_reached = supremum(choice, sampled)
    left, right = sampled.limits
    smooth = smoothness(choice)
    mean, variance, gain, chi1 = _statistics(choice)
    return Properties(
        low=low,
        high=high,
        low_reached=low_reached,
        high_reached=high_reached,
        monotone=_monotone(sampled),
        parity=_parity(choice, sampled),
        zero_centred=abs(mean) < ZERO_CENTRED,
        limit_left=left,
        limit_right=right,
        saturates_left=shape(choice).saturates_left,
        saturates_right=shape(choice).saturates_right,
        lipschitz=math.inf if smooth == "discontinuous" else _steepest(choice, sampled),
        smoothness=smooth,
        zero_output_share=_share([(p.share, p.value) for p in sampled.pieces]),
        zero_slope_share=_share([(p.share, p.slope) for p in sampled.pieces]),
        mean=mean,
        variance=variance,
        gain=gain,
        chi1=chi1,
        learnable=bool(choice.activation.learnable),
        periodic=math.isfinite(high - low) and _goes_on(sampled),
    )


_NOWHERE = Properties(
    low=math.nan,
    high=math.nan,
    low_reached=False,
    high_reached=False,
    monotone="no",
    parity="neither",
    zero_centred=False,
    limit_left=math.nan,
    limit_right=math.nan,
    saturates_left=False,
    saturates_right=False,
    lipschitz=math.nan,
    smoothness="discontinuous",
    zero_output_share=0.0,
    zero_slope_share=0.0,
    mean=math.nan,
    variance=math.nan,
    gain=math.nan,
    chi1=math.nan,
    learnable=False,
    periodic=False,
)


def _monotone(sampled: Sampled) -> Monotone:
    """Whether the values only rise or only fall from sample to sample, limits included."""
    left, right = ([limit] if math.isfinite(limit) else [] for limit in sampled.limits)
    value = np.concatenate([left, sampled.value, right])
    with np.errstate(over="ignore", invalid="ignore"):
        change, size = np.diff(value), np.maximum(np.abs(value[:-1]), np.abs(value[1:]))
        allowed = ROUNDING * (size + min(1.0, largest(np.abs(value))))
        rises, falls = bool((change > allowed).any()), bool((change < -allowed).any())
    if rises:
        return "no" if falls else "increasing"
    return "decreasing" if falls else "constant"


def _parity(choice: ActivationChoice, sampled: Sampled) -> Parity:
    """By comparing f(-z) with f(z); what is 0 everywhere counts as even."""
    mirrored = values(choice, -sampled.z)
    with np.errstate(over="ignore"):
        even, odd = (
            np.allclose(mirrored, sign * sampled.value, rtol=1e-9, atol=1e-12, equal_nan=True)
            for sign in (1, -1)
        )
    return "even" if even else "odd" if odd else "neither"


def _steepest(choice: ActivationChoice, sampled: Sampled) -> float:
    """Supremum of |f'|; infinite where it still grows beyond a million."""
    size, far = np.abs(sampled.slope), largest(np.abs(sampled.far_slope))
    if far == -math.inf and np.isinf(sampled.far_value).any():  # too large to have a slope there
        return math.inf
    if np.isnan(size).all():
        return math.nan
    at = int(np.nanargmax(size))
    if far > 1.01 * size[at] or math.isinf(size[at]):
        return math.inf
    low, high = sampled.z[max(at - 1, 0)], sampled.z[min(at + 1, len(size) - 1)]
    return max(far, float(size[at]), top(lambda z: np.abs(evaluate(choice, z)[1]), low, high))


def _share(pieces: list[tuple[float, Floats]]) -> float:
    """Probability of the pieces on which something is exactly 0."""
    return math.fsum(share for share, numbers in pieces if (numbers == 0).all())


def _goes_on(sampled: Sampled) -> bool:
    """Whether f has numbers far out, but no limit there."""
    far = sampled.far_value
    return any(
        math.isnan(limit) and np.isfinite(side).all()
        for limit, side in zip(sampled.limits, far, strict=True)
    )


def _statistics(choice: ActivationChoice) -> tuple[float, float, float, float]:
    """Mean and variance of f(Z), gain and chi_1; each NaN where it is not there."""
    try:
        mean, second = moments.mean(choice), moments.second_moment(choice)
    except ValueError:  # f(Z) has no finite second moment
        return math.nan, math.nan, math.nan, math.nan
    variance = max(0.0, second - mean**2)
    if second == 0:
        return mean, variance, math.nan, math.nan
    z, weights = moments.rule(moments.kinks(choice))
    slope = evaluate(choice, z)[1] * np.exp(-(z**2) / 4)
    squared = moments.weighted(weights, slope**2) / math.sqrt(2 * math.pi)
    return mean, variance, 1 / math.sqrt(second), squared / second
