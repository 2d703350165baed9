"""What measures and questions say of single units: frozen records of NumPy arrays.

K nets; layers and units are counted from 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.measures.reading import SATURATED
from models.measures.records import (
    Bools,
    DecisionBoundary,
    Floats,
    LayerStatistics,
    LossRecord,
)

Drawn = tuple[tuple[int, tuple[int, ...]], ...]
NO_DUPLICATE = -1


@dataclass(frozen=True, eq=False)
class LayerWeights:
    """The affine part of one layer: what a unit is given is ``inputs @ weight + bias``.

    Parameters
    ----------
    weight : ndarray, shape (K, in, out)
    bias : ndarray, shape (K, out)
        Of the layer itself; the shift of batch normalization is not in it.
    """

    weight: Floats
    bias: Floats


@dataclass(frozen=True)
class Weights:
    """One `LayerWeights` per hidden layer, then that of the output."""

    layers: tuple[LayerWeights, ...]


@dataclass(frozen=True, eq=False)
class LayerMarks:
    """What is remarkable about the units of one hidden layer, on the whole training set.

    Parameters
    ----------
    dead : ndarray of bool, shape (K, units)
        Derivative 0 and activation constant on every training sample.
    active_share, saturated_share : ndarray, shape (K, units)
        Share of samples on which the activation is not exactly 0, and on which the unit is flat on
        a saturating side.
    duplicate_of : ndarray of int, shape (K, units)
        The first other unit of the layer whose activations are a multiple of this unit's, by any
        factor but 0, on all training samples; `NO_DUPLICATE` for none, and for constant units.
    """

    dead: Bools
    active_share: Floats
    saturated_share: Floats
    duplicate_of: NDArray[np.int64]

    @property
    def saturated(self) -> Bools:
        """Units that are saturated on at least 90 % of the samples, (K, units)."""
        found: Bools = self.saturated_share >= SATURATED
        return found


@dataclass(frozen=True)
class UnitMarks:
    """One `LayerMarks` per hidden layer."""

    layers: tuple[LayerMarks, ...]


@dataclass(frozen=True)
class UnitPictures:
    """The activations of some units of one net over the plane, or along the line.

    Parameters
    ----------
    drawn : tuple of (layer, units)
    layers : tuple of ndarray, each (units, R, R) or (units, R)
        In the order of `drawn`; row 0 at the lowest y.
    scales : tuple of float
        Per layer the power of two at which the colours of its pictures end, or the height of a
        line; see `models.measures.unit_questions.scale_of`.
    """

    drawn: Drawn
    layers: tuple[Floats, ...]
    scales: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class FocusedUnit:
    """One unit of one net, large.

    Parameters
    ----------
    picture : ndarray, shape (R, R) or (R,)
        Its activation over the plane, or along the line.
    scale : float
        The power of two at which its colours end, or the height of a line.
    statistics : LayerStatistics
        Of this unit alone: K = 1 and one unit.
    incoming, outgoing : ndarray, shape (in,) and (out,)
        Its weights from the layer before and to the next one.
    bias : float
    """

    picture: Floats
    scale: float
    statistics: LayerStatistics
    incoming: Floats
    outgoing: Floats
    bias: float

    @property
    def active_share(self) -> float:
        """Share of training samples on which the activation is not exactly 0."""
        return 1 - float(self.statistics.zero_share[0, 0])

    @property
    def saturated_share(self) -> float:
        """Share of training samples on which the unit is saturated."""
        return float(self.statistics.saturated_share[0, 0])

    @property
    def dead(self) -> bool:
        """Whether the unit is dead on the training samples."""
        return bool(self.statistics.dead[0, 0])


@dataclass(frozen=True)
class Ablation:
    """One net with some of its units switched off; K = 1.

    Parameters
    ----------
    loss : LossRecord
    boundary : DecisionBoundary
    """

    loss: LossRecord
    boundary: DecisionBoundary


@dataclass(frozen=True)
class ForwardPasses:
    """The forward pass of single samples through one net.

    Parameters
    ----------
    train : int
        How many of the samples are training samples; the others are test samples.
    preactivations, activations : tuple of ndarray, each (samples, units)
        Of the drawn units, in the order of the question.
    output : ndarray, shape (samples, C)
        C is 1 unless there are several classes.
    """

    train: int
    preactivations: tuple[Floats, ...]
    activations: tuple[Floats, ...]
    output: Floats
