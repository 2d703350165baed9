"""What infinitely wide random nets do to signals, forward and back, layer by layer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models.activations.propagation import scaled_moments, slope_moment
from models.activations.shape import Floats
from models.choices import ActivationChoice


@dataclass(frozen=True, eq=False)
class WideNet:
    """Moments in the layers of an infinitely wide random net, each ndarray of shape (depth,).

    Parameters
    ----------
    second_moment : ndarray
        Mean square of the preactivations z, whose mean is 0.
    mean, variance : ndarray
        Of the activations f(z), over units and random weights.
    factor : ndarray
        Of each layer, inputs times variance of the weights times E f'(z)^2: by which the mean
        square of dL/dz grows on its way back into that layer. It is called chi.
    signal : ndarray
        Mean square of dL/dz, where dL/dh of the last layer is standard normal.
    """

    second_moment: Floats
    mean: Floats
    variance: Floats
    factor: Floats
    signal: Floats

    def growth(self, first: int, last: int) -> float:
        """Factor of the mean square of dL/dz for each layer back from `last` to `first`, from 1.

        It is the geometric mean of the factors on the way.
        """
        with np.errstate(divide="ignore"):
            return float(np.exp(np.log(self.factor[first - 1 : last - 1]).mean()))


@lru_cache(maxsize=256)
def wide_net(
    choice: ActivationChoice,
    depth: int,
    scale: float,
    bias: float = 0.0,
) -> WideNet:
    """Follow a signal from standard normal inputs through layers that are all as wide.

    The recursion is ``q -> s E f(sqrt(q) Z)^2 + Var b`` (Poole et al. 2016, Schoenholz et al.
    2017), where Z is standard normal.

    Parameters
    ----------
    choice : ActivationChoice
    depth : int
    scale : float
        s, the inputs of a layer times the variance of its weights.
    bias : float
        Var b, the variance of the biases.

    Examples
    --------
    >>> he = wide_net(ActivationChoice("relu"), depth=3, scale=2.0)
    >>> he.second_moment.round(9).tolist(), he.factor.round(9).tolist()
    ([2.0, 2.0, 2.0], [1.0, 1.0, 1.0])
    """
    rows, received = [], 1.0
    for _ in range(depth):
        moment = scale * received + bias
        mean, received = scaled_moments(choice, moment)
        rows.append((moment, mean, received - mean**2, slope_moment(choice, moment)))
    second, mean_, variance, slope = np.array(rows).T
    back = np.concatenate([scale * slope[:-1], slope[-1:]])
    signal = np.cumprod(back[::-1])[::-1]
    return WideNet(second, mean_, np.maximum(variance, 0.0), scale * slope, signal)


def matched_factor(choice: ActivationChoice) -> float:
    """The factor chi of standard normal preactivations between weights that keep them so.

    >>> round(matched_factor(ActivationChoice("relu")), 9)
    1.0
    """
    return slope_moment(choice, 1.0) / scaled_moments(choice, 1.0)[1]
