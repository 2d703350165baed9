"""Where on the plane each of several classes wins, and by how much: what pictures draw of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.measures.records import Floats


@dataclass(frozen=True, eq=False)
class Regions:
    """The regions of one net's classes.

    Parameters
    ----------
    winner : ndarray of int, shape (R, R)
        The class with the largest output; the first of several.
    share : ndarray, shape (R, R)
        Probability of the winner, within [1 / C, 1]; 1 / C where it is missing.
    margin : ndarray, shape (R, R)
        How far the largest output lies above the second largest: 0 on the borders between
        classes, infinite where outputs overflow.
    """

    winner: NDArray[np.int64]
    share: Floats
    margin: Floats


def regions(output: Floats, probability: Floats) -> Regions:
    """The regions of outputs (C, R, R) with their probabilities (C, R, R).

    A missing output loses against every other one.

    >>> output = np.array([3.0, 1.0, 2.5]).reshape(3, 1, 1)
    >>> found = regions(output, np.array([0.6, 0.1, 0.3]).reshape(3, 1, 1))
    >>> found.winner.item(), found.share.item(), found.margin.item()
    (0, 0.6, 0.5)
    """
    filled = np.where(np.isnan(output), -np.inf, output.astype(np.float64))
    winner = filled.argmax(0)
    second, first = np.partition(filled, -2, axis=0)[-2:]
    share = np.take_along_axis(probability, winner[None], axis=0)[0]
    least = 1 / len(output)
    margin = np.subtract(first, second, out=np.zeros(first.shape), where=first != second)
    return Regions(winner, np.clip(np.where(np.isnan(share), least, share), least, 1), margin)
