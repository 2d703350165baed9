"""What becomes of a net's gradient signal on its way back, and which factor makes it so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.measures.gradient_records import GradientSplit

VANISHING, EXPLODING = 1e-2, 1e2


@dataclass(frozen=True)
class Passage:
    """One hidden layer on the way of the signal.

    Parameters
    ----------
    layer : int
        From 0.
    weights, slope : float
        Factors of the signal; NaN behind a 0.
    """

    layer: int
    weights: float
    slope: float

    @property
    def whole(self) -> float:
        """What the layer makes of the signal."""
        return self.weights * self.slope


@dataclass(frozen=True)
class Path:
    """The way of the signal from the output to the first hidden layer.

    Parameters
    ----------
    kind : str
        ``"vanishes"`` where the whole factor is below 1/100, ``"explodes"`` above 100, ``"stops"``
        where it is 0, ``"keeps"`` between; ``"silent"`` where nothing leaves the output, and
        ``"unknown"`` where a number is missing or too large to be written.
    weights, slopes : float
        Product over the layers of each kind of factor; NaN where the signal stops.
    turning : Passage or None
        The layer that decides: where the signal stops; else the one that shrinks it most where it
        becomes smaller as a whole, and the one that enlarges it most where it becomes larger.
    """

    kind: str
    weights: float
    slopes: float
    turning: Passage | None

    @property
    def whole(self) -> float:
        """Signal of the first hidden layer relative to that of the output."""
        return 0.0 if self.kind == "stops" else self.weights * self.slopes


def path(split: GradientSplit, net: int) -> Path | None:
    """The way of one net's signal; None where no layer is hidden.

    >>> one = np.ones((1, 2))
    >>> path(GradientSplit(one, one / 2, one / 10, one), 0).turning
    Passage(layer=0, weights=0.5, slope=0.1)
    """
    weights, slope, signal = (values[net] for values in (split.weights, split.slope, split.signal))
    if not len(signal):
        return None
    if not np.isfinite([split.arrives[net], signal]).all():
        return Path("unknown", np.nan, np.nan, None)
    if split.arrives[net, -1] == 0:
        return Path("silent", np.nan, np.nan, None)
    passages = [Passage(at, float(weights[at]), float(slope[at])) for at in range(len(signal))]
    if not signal.all():
        return Path("stops", np.nan, np.nan, passages[int(np.flatnonzero(signal == 0)[-1])])
    with np.errstate(over="ignore", under="ignore"):
        return _through(passages, float(weights.prod()), float(slope.prod()))


def _through(passages: list[Passage], weights: float, slopes: float) -> Path:
    """The way of a signal that gets through, by the products of its factors."""
    whole = weights * slopes
    if not 0 < whole < np.inf:
        return Path("unknown", np.nan, np.nan, None)
    factors = [passage.whole for passage in passages]
    at = int(np.argmin(factors) if whole < 1 else np.argmax(factors))
    return Path(_kind(whole), weights, slopes, passages[at])


def _kind(whole: float) -> str:
    if whole < VANISHING:
        return "vanishes"
    return "explodes" if whole > EXPLODING else "keeps"
