"""How a unit has changed over the States that were kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from models.devices import one_thread
from models.measures.one_net import kept
from models.measures.records import Floats

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.state import State


@dataclass(frozen=True, eq=False)
class UnitHistory:
    """One unit over the kept States; each (n,).

    Parameters
    ----------
    steps : ndarray of int
    active_share : ndarray
        Share of training samples on which its activation is not exactly 0.
    bias : ndarray
    incoming, outgoing : ndarray
        Euclidean norm of its weights from the layer before and to the next one.
    """

    steps: NDArray[np.int64]
    active_share: Floats
    bias: Floats
    incoming: Floats
    outgoing: Floats


def unit_history(
    config: RunConfig, states: Iterable[State], net: int, layer: int, unit: int
) -> UnitHistory:
    """Measure a unit in each of some States, in their order.

    Raises
    ------
    IndexError
        When the net has no such unit.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> from models.state import begin
    >>> unit_history(RunConfig(), [begin(RunConfig())], 0, 1, 7).bias.tolist()
    [0.0]
    """
    states = tuple(states)
    with one_thread(), torch.no_grad():
        rows = [
            (
                float((single.train.activations[layer][..., unit] != 0).double().mean()),
                float(single.network.biases[layer][..., unit]),
                float(torch.linalg.vector_norm(single.network.weights[layer][..., unit])),
                float(torch.linalg.vector_norm(single.network.weights[layer + 1][:, unit])),
            )
            for single in kept(config, states, net)
        ]
    columns = np.array(rows, dtype=float).reshape(-1, 4).T
    steps = np.array([state.step for state in states], dtype=np.int64)
    return UnitHistory(steps, *columns)
