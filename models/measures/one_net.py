"""One net of a run by itself, so that a question about it costs no more than it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models.layout import layers
from models.network import Network
from models.snapshot import Snapshot, samples

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models.config import RunConfig
    from models.state import State


def alone(snapshot: Snapshot, net: int) -> Snapshot:
    """The net as the only one of a run, on the same data."""
    config, network = snapshot.config, snapshot.network
    row, single = network.rows(network.flat.detach())[net], only(config, net)
    alone = Network(single, _row(config, single, row), network.buffers[net : net + 1])
    gone = snapshot.diverged[net : net + 1]
    return Snapshot(single, alone, snapshot.data, gone, snapshot.step)


def kept(config: RunConfig, states: Iterable[State], net: int) -> Iterator[Snapshot]:
    """The net alone as it was in each of some States; computed on the CPU."""
    config = replace(config, device="cpu")
    data, single = samples(config), only(config, net)
    for state in states:
        row, buffers = torch.tensor(state.parameters[net]), torch.tensor(state.buffers[net])
        network = Network(single, _row(config, single, row), buffers.unsqueeze(0))
        yield Snapshot(single, network, data, state.diverged[net : net + 1], state.step)


def only(config: RunConfig, net: int) -> RunConfig:
    """The configuration with this net only."""
    return replace(config, activations=(config.nets[net // config.seeds],), seeds=1)


def _row(config: RunConfig, single: RunConfig, row: Tensor) -> Tensor:
    """Parameters (1, P') of the net alone, which lacks the columns of what only others learn."""
    pairs = zip(layers(config), layers(single), strict=True)
    parts = [
        row[among.whole.start : among.whole.start + alone.whole.stop - alone.whole.start]
        for among, alone in pairs
    ]
    return torch.cat(parts).unsqueeze(0)
