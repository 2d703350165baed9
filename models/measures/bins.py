"""Counts over bins, as records keep them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

BINS, LOG_BINS = 64, 40
LOWEST, HIGHEST = -12.0, 4.0


@dataclass(frozen=True, eq=False)
class Histogram:
    """Counts over equal bins, with all that lies outside.

    Parameters
    ----------
    edges : ndarray, shape (bins + 1,)
        Symmetric around 0.
    counts : ndarray, shape (K, bins)
    below, above, not_finite : ndarray, shape (K,)
    """

    edges: NDArray[np.floating[Any]]
    counts: NDArray[np.int64]
    below: NDArray[np.int64]
    above: NDArray[np.int64]
    not_finite: NDArray[np.int64]

    @property
    def limit(self) -> float:
        """The histogram covers [-limit, limit]."""
        return float(self.edges[-1])

    def over(self, limit: float, bins: int) -> Histogram:
        """The same values over [-limit, limit] in `bins` bins: bins are merged, nothing is lost.

        Raises
        ------
        ValueError
            When the new bins are not unions of the old ones.
        """
        width = self.edges[1] - self.edges[0]
        total = round(2 * limit / width)
        outside, odd = divmod(len(self.edges) - 1 - total, 2)
        if odd or total == 0 or total % bins or not np.isclose(total * width, 2 * limit):
            rule = (
                f"bins must be unions of bins of width {width:g}, equally many on both sides of 0"
            )
            raise ValueError(f"{rule}; got {bins} over [-{limit:g}, {limit:g}].")
        counts, below, above = self.counts, self.below, self.above
        if outside >= 0:
            inner = counts[:, outside : outside + total]
            below = below + counts[:, :outside].sum(1)
            above = above + counts[:, outside + total :].sum(1)
        else:
            inner = np.pad(counts, ((0, 0), (-outside, -outside)))
        merged = inner.reshape(len(counts), bins, -1).sum(2)
        edges = np.linspace(-limit, limit, bins + 1)
        return Histogram(edges, merged, below, above, self.not_finite)


@dataclass(frozen=True, eq=False)
class Binned:
    """Counts over 64 equal bins of [-limit, limit], small enough to keep many of them.

    Parameters
    ----------
    limit : float
        A power of two, so that two of them have a range over which both can be merged exactly.
    counts : ndarray of uint32, shape (K, 64)
        Bins include their lower edge, and the last one `limit` too.
    below, above : ndarray of uint32, shape (K,)
        Finite values outside.
    """

    limit: float
    counts: NDArray[np.uint32]
    below: NDArray[np.uint32]
    above: NDArray[np.uint32]

    def over(self, limit: float) -> Binned:
        """The same counts over a larger range: neighbouring bins are merged, nothing is lost.

        Raises
        ------
        ValueError
            When `limit` is not that of this histogram times a power of two, 1 included.

        >>> one = np.ones(1, np.uint32)
        >>> narrow = Binned(1.0, np.ones((1, 64), np.uint32), one, one)
        >>> narrow.over(16.0).counts[0, 28:36].tolist()
        [0, 0, 16, 16, 16, 16, 0, 0]
        """
        share, times = np.frexp(limit / self.limit)
        if share != 0.5 or times < 1:
            raise ValueError(
                f"limit must be {self.limit:g} times a power of two, at least 1; got {limit:g}."
            )
        places = (np.arange(BINS) - BINS // 2 >> int(times) - 1) + BINS // 2
        counts = np.zeros_like(self.counts)
        np.add.at(counts.T, places, self.counts.T)
        return Binned(limit, counts, self.below, self.above)


@dataclass(frozen=True, eq=False)
class LogBins:
    """Counts of sizes over 40 bins, equally wide in log10, of [1e-12, 1e4).

    Parameters
    ----------
    counts : ndarray of uint32, shape (K, 40)
        What is smaller or larger is counted in the first or last bin.
    zeros : ndarray of uint32, shape (K,)
        Values that are exactly 0, which no bin holds.
    """

    counts: NDArray[np.uint32]
    zeros: NDArray[np.uint32]
