"""The sentences of the Activations page, from the records that its pictures show."""

from __future__ import annotations

import math

from dashboard import numbers

DEAD_AND_INACTIVE = (
    "Dead: slope 0 and the same output on every training sample. Inactive: the activation is "
    "exactly 0 on one sample, which elsewhere is often called dead as well."
)


def outputs(zero_share: float, mean: float) -> str:
    """What a layer's activations are now.

    >>> outputs(0.0, -0.25)
    'No activation is exactly 0; mean −0.25.'
    """
    some = f"{numbers.share(zero_share)} are exactly 0"
    return f"{some if zero_share else 'No activation is exactly 0'}; mean {numbers.gradient(mean)}."


def spread(std: float, mean: float, aimed: float, initializer: str) -> str:
    """How the preactivations of a layer are spread, and what was aimed at; NaN for nothing.

    >>> spread(1.4, -0.31, 1.4142, "He normal")
    'Std 1.4, mean −0.31; He normal aims at std 1.4.'
    """
    now = f"Std {numbers.gradient(std)}, mean {numbers.gradient(mean)}"
    if math.isnan(aimed):
        return f"{now}."
    return f"{now}; {initializer} aims at std {numbers.gradient(aimed)}."


def changed_spread(
    first: float, first_step: int, last: float, outside: float, blank: int = 0
) -> str:
    """How the spread has changed, and what the picture leaves out.

    Parameters
    ----------
    first, last : float
        Standard deviation at `first_step` and now.
    outside : float
        Share of the values beyond the picture.
    blank : int
        Readings whose bins are too coarse for it, because another net needed a far wider range.

    Examples
    --------
    >>> changed_spread(1.0, 0, 3.4, 0.004).replace(numbers.NARROW_SPACE, " ")
    'Std 1.0 at step 0, 3.4 now; <1 % outside.'
    """
    now = f"Std {numbers.gradient(first)} at step {numbers.step(first_step)}"
    beyond = f"; {numbers.share(outside)} outside" if outside else ""
    some = f"{numbers.step(blank)} {'reading' if blank == 1 else 'readings'} blank"
    coarse = f"; {some}: bins made for another net" if blank else ""
    return f"{now}, {numbers.gradient(last)} now{beyond}{coarse}."


def shares(dead: int, units: int, inactive: float, saturated: float, saturates: bool) -> str:
    """How many units are dead, and how many are inactive on one sample.

    Parameters
    ----------
    dead, units : int
    inactive : float
        Mean share of the units that are inactive on one sample.
    saturated : float
        Share of the values that are saturated.
    saturates : bool
        Whether the activation can saturate.

    Examples
    --------
    >>> shares(2, 8, 0.6125, 0.0, False)
    '2 of 8 dead; on one input 4.9 of 8 inactive.'
    """
    gone = f"{dead} of {units} dead" if dead else "No unit dead"
    if saturates and not inactive:
        return f"{gone}; {numbers.share(saturated)} of values saturated."
    if not inactive:
        return "No unit is dead, inactive or saturated." if not dead else f"{gone}."
    mean = f"{inactive * units:.1f}"
    mean = mean if 0 < float(mean) < units or inactive in (0, 1) else f"{inactive * units:.2g}"
    return f"{gone}; on one input {mean} of {units} inactive."


def not_kept(nets: int) -> str:
    """Why a net has no picture through time.

    >>> not_kept(6)
    'Histograms through time are kept for the first 6 nets.'
    """
    if nets == 0:
        return "With so many layers no histograms are kept through time."
    which = "net" if nets == 1 else f"{nets} nets"
    return f"Histograms through time are kept for the first {which}."
