"""Histograms of a layer through the history, brought to one range."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.measures.binning import SMALLEST
from models.measures.bins import BINS, Binned
from models.readings import Readings

HALF = BINS // 2
COARSEST = 16


@dataclass(frozen=True, eq=False)
class ThroughTime:
    """Counts of one layer at n steps, of the K' nets whose histograms are kept.

    Parameters
    ----------
    steps : ndarray of int, shape (n,)
    limits : ndarray, shape (n,)
        The bins of a step cover [-limit, limit], a power of two.
    counts : ndarray of uint32, shape (n, K', 64)
        None is counted once a net has diverged.
    outside : ndarray of uint32, shape (n, K')
        Finite values beyond the range.
    """

    steps: NDArray[np.int64]
    limits: NDArray[np.float64]
    counts: NDArray[np.uint32]
    outside: NDArray[np.uint32]

    def reach(self, nets: Iterable[int]) -> float:
        """How far from 0 the bins go that some nets ever filled: a power of two.

        A step at which a net fills no more than the two middle bins tells nothing of it: another
        net, which may have been about to diverge, needed a far wider range there.
        """
        filled = self.counts[:, list(nets)].any(1)
        bins = np.where(filled, np.abs(np.arange(BINS) - HALF + 0.5) + 0.5, 0).max(1, initial=0)
        extent = np.where(bins > 1, bins * self.limits / HALF, 0.0).max(initial=SMALLEST)
        return float(2.0 ** np.ceil(np.log2(extent)))

    def resolved(self, limit: float) -> NDArray[np.bool_]:
        """At which steps the bins are fine enough to be shown over [-limit, limit], (n,)."""
        return self.limits <= COARSEST * limit

    def over(self, net: int, limit: float) -> NDArray[np.floating[Any]]:
        """Counts (n, 64) of a net over [-limit, limit].

        Narrower bins are merged, which loses nothing. Of a bin that is wider than the new ones,
        each of those gets its share of the width; a step that is not resolved has no counts.
        """
        found = np.zeros((len(self.steps), BINS))
        for own in set(self.limits[self.resolved(limit)]):
            rows = self.limits == own
            found[rows] = _over(self.counts[rows, net], float(own), limit)
        return found

    def outside_share(self, net: int, limit: float, shown: NDArray[np.floating[Any]]) -> float:
        """Share of a net's values beyond [-limit, limit]; steps that are not resolved are left out.

        Parameters
        ----------
        net : int
        limit : float
        shown : ndarray, shape (m, 64)
            The first rows of ``over(net, limit)``.
        """
        rows = np.flatnonzero(self.resolved(limit)[: len(shown)])
        counted = int(self.counts[rows, net].sum()) + int(self.outside[rows, net].sum())
        return max(0.0, 1 - float(shown.sum()) / counted) if counted else 0.0


def through_time(readings: Readings, layer: int, of: str) -> ThroughTime | None:
    """The histograms of a layer; None where none are kept.

    Parameters
    ----------
    readings : Readings
    layer : int
    of : {"z", "h"}
        Preactivations or activations.
    """
    columns = readings.columns
    found: Binned | None = None if columns is None else getattr(columns.layers[layer], of)
    if found is None:
        return None
    outside = found.below + found.above
    return ThroughTime(readings.steps, np.asarray(found.limit), found.counts, outside)


def _over(counts: NDArray[np.uint32], own: float, limit: float) -> NDArray[np.floating[Any]]:
    """Counts (n, 64) over [-own, own] as counts over [-limit, limit]."""
    if own <= limit:
        nothing = np.zeros(len(counts), np.uint32)
        return Binned(own, counts, nothing, nothing).over(limit).counts.astype(float)
    ratio = own / limit
    centres = (np.arange(BINS) - HALF + 0.5) / ratio
    return counts[:, np.floor(centres).astype(int) + HALF] / ratio
