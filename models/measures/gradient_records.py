"""What the measures of gradients return. K nets, L hidden layers."""

from __future__ import annotations

from dataclasses import dataclass

from models.measures.bins import LogBins
from models.measures.records import Floats


@dataclass(frozen=True, eq=False)
class GradientSplit:
    """The gradient signal of each hidden layer as a product; each (K, L), NaN for a diverged net.

    ``signal = arrives * weights * slope``, all over the whole training set, with L per sample. A
    factor is NaN where it has nothing to multiply: behind a gradient that is 0 already.

    Parameters
    ----------
    arrives : ndarray
        RMS of dL/dz of the next layer, which is the output for the last hidden one.
    weights : ndarray
        RMS of dL/dh over `arrives`: what stands between the activation of the layer and the next
        layer's z, which is its weights, and batch normalization where there is any.
    slope : ndarray
        `signal` over RMS of dL/dh: what the derivative of the activation lets through.
    signal : ndarray
        RMS of dL/dz of the layer itself.
    """

    arrives: Floats
    weights: Floats
    slope: Floats
    signal: Floats


@dataclass(frozen=True, eq=False)
class GradientNoise:
    """How far the gradients of minibatches are from the gradient of the whole training set.

    Parameters
    ----------
    ratio : ndarray, shape (K, L + 1)
        sqrt(mean over minibatches of ||g_batch - g||^2) / ||g|| of each weight matrix, Frobenius
        norms; 0 where a minibatch is the whole set, NaN for a diverged net and where g is 0.
    minibatches : int
        How many were compared: the first ones of the epoch.
    epoch_minibatches : int
        How many the epoch has.
    """

    ratio: Floats
    minibatches: int
    epoch_minibatches: int


@dataclass(frozen=True)
class GradientHistograms:
    """Sizes of single gradients, per layer, the output layer last; no counts of a diverged net.

    Parameters
    ----------
    signals : tuple of LogBins
        |dL/dz| of every sample and unit, with L per sample.
    weights : tuple of LogBins
        |dL/dW| of every weight.
    """

    signals: tuple[LogBins, ...]
    weights: tuple[LogBins, ...]
