"""What measures return: frozen records of NumPy arrays. K nets, L hidden layers, N samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.measures.bins import Binned, Histogram, LogBins

Floats = NDArray[np.floating[Any]]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class LossRecord:
    """Loss without penalties and how good the outputs are, on all samples; each (K,).

    Parameters
    ----------
    train_loss, test_loss : ndarray
    train_accuracy, test_accuracy : ndarray
        Share of samples classified correctly; NaN where the target is a number.
    train_r2, test_r2 : ndarray
        Share of the targets' variance that the outputs explain, 1 - (sum of squared errors) / (sum
        of squared distances from the targets' mean); NaN where there are classes.
    train_rmse, test_rmse : ndarray
        Root of the mean squared error; NaN where there are classes.
    """

    train_loss: Floats
    test_loss: Floats
    train_accuracy: Floats
    test_accuracy: Floats
    train_r2: Floats
    test_r2: Floats
    train_rmse: Floats
    test_rmse: Floats


@dataclass(frozen=True, eq=False)
class DecisionBoundary:
    """Output of each net on a grid over the plane, or along a line.

    Parameters
    ----------
    output : ndarray, shape (K, R, R), (K, C, R, R) or (K, R)
        Row 0 at the lowest y, column 0 at the lowest x. With several classes one field per class;
        where samples have one coordinate, one value per point of the line.
    probability : ndarray or None
        Of the shape of `output`, within [0, 1]: share of class 1, or of each of several classes.
        None where the target is a number.
    threshold : float
        The boundary is where the output has this value; NaN unless there are two classes.
    limit : float
        The plane is [-limit, limit] on both axes; grid points include the edges.
    """

    output: Floats
    probability: Floats | None
    threshold: float
    limit: float


@dataclass(frozen=True, eq=False)
class LayerStatistics:
    """One hidden layer on the whole training set.

    Parameters
    ----------
    histogram : Histogram
        Of all preactivations of the layer.
    mean, std : ndarray, shape (K,)
        Of all preactivations.
    central : ndarray, shape (K, 2)
        5th and 95th percentile of all preactivations.
    dead, effectively_dead : ndarray of bool, shape (K, units)
        Dead: derivative 0 and activation constant on every training sample. Effectively dead:
        largest absolute activation below 1e-6.
    zero_share, saturated_share : ndarray, shape (K, units)
        Share of samples on which the activation is exactly 0, and on which the unit is flat on a
        saturating side.
    flat_left, flat_right : ndarray, shape (K,)
        Share of all values that are flat, left and right of the steepest point; NaN where the
        activation has no flat part on that side.
    learned : ndarray, shape (K, learnable, n)
        Learned hyperparameters of the layer: n = 1 where the layer shares them, else one per unit.
        NaN where a net has none.
    """

    histogram: Histogram
    mean: Floats
    std: Floats
    central: Floats
    dead: Bools
    effectively_dead: Bools
    zero_share: Floats
    saturated_share: Floats
    flat_left: Floats
    flat_right: Floats
    learned: Floats

    @property
    def inactive_share(self) -> Floats:
        """Share of samples on which a unit is inactive: its activation is exactly 0."""
        return self.zero_share


@dataclass(frozen=True, eq=False)
class OutputStatistics:
    """The net's output on the whole training set.

    Parameters
    ----------
    histogram : Histogram
    central : ndarray, shape (K, 2)
        5th and 95th percentile.
    """

    histogram: Histogram
    central: Floats


@dataclass(frozen=True)
class Preactivations:
    """One `LayerStatistics` per hidden layer, and the output."""

    layers: tuple[LayerStatistics, ...]
    output: OutputStatistics


@dataclass(frozen=True, eq=False)
class Gradients:
    """Gradients of the loss without penalties over the whole training set; layers + output.

    Parameters
    ----------
    weight_norm : ndarray, shape (K, L + 1)
        Frobenius norm of dL/dW.
    signal_rms : ndarray, shape (K, L + 1)
        sqrt(mean (dL/dz)^2) over samples and units, L per sample.
    """

    weight_norm: Floats
    signal_rms: Floats


@dataclass(frozen=True)
class Units:
    """Activation of every hidden unit over the plane: one array (K, units, R, R) per layer.

    Where samples have one coordinate, (K, units, R) along the line.
    """

    layers: tuple[Floats, ...]
    limit: float


@dataclass(frozen=True, eq=False)
class LayerReading:
    """One hidden layer at one point of the history, on all training samples.

    A net that has diverged has NaN, no saturated unit, and no counts.

    Parameters
    ----------
    z_mean, z_std, h_mean, h_std : ndarray, shape (K,)
        Of all preactivations and of all activations.
    zero_share, saturated_share : ndarray, shape (K,)
        Share of all values: activations that are exactly 0, and samples on which a unit is
        saturated as in `LayerStatistics`.
    saturated : ndarray of bool, shape (K, units)
        Units saturated on at least `reading.SATURATED` of the samples.
    z, h : Binned or None
        Of the preactivations and activations of the first `reading_bins.histogram_nets` nets.
    """

    z_mean: Floats
    z_std: Floats
    h_mean: Floats
    h_std: Floats
    zero_share: Floats
    saturated_share: Floats
    saturated: Bools
    z: Binned | None
    h: Binned | None


@dataclass(frozen=True, eq=False)
class Reading:
    """One point of the history, on the grid of steps.

    Parameters
    ----------
    step : int
    loss : LossRecord
    signal_rms : ndarray, shape (K, L + 1)
    dead : tuple of ndarray of bool, each (K, units)
    reach : ndarray, shape (K, L)
        How far from 0 a picture of a layer's preactivations must go to show 99 % of the finite
        ones; 0 for a net that has diverged.
    diverged : ndarray of bool, shape (K,)
    layers : tuple of LayerReading
        One per hidden layer.
    weight_norm : ndarray, shape (K, L + 1)
        Frobenius norm of dL/dW over the whole training set; NaN for a net that has diverged.
    update_ratio : ndarray, shape (K, L + 1)
        ||W_t - W_(t-1)|| / ||W_(t-1)|| (Frobenius) of the optimizer step that led here; NaN where
        none did, and for a net that has diverged.
    signal_bins, weight_gradient_bins : tuple of LogBins, or None
        Per layer, the output layer last: sizes of dL/dz (L per sample) and of dL/dW.
    """

    step: int
    loss: LossRecord
    signal_rms: Floats
    dead: tuple[Bools, ...]
    reach: Floats
    diverged: Bools
    layers: tuple[LayerReading, ...]
    weight_norm: Floats
    update_ratio: Floats
    signal_bins: tuple[LogBins, ...] | None
    weight_gradient_bins: tuple[LogBins, ...] | None
