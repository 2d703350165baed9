"""Small pictures of one net of each activation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from models.measures.boundary import boundary_of, places
from models.measures.loss import loss
from models.measures.records import DecisionBoundary
from models.snapshot import Snapshot
from models.summaries import median_nets

RESOLUTION, LINE = 32, 129


@dataclass(frozen=True)
class SmallFields:
    """Output of one net of each activation.

    Parameters
    ----------
    nets : tuple of int, length A
        Which of the K nets.
    boundary : DecisionBoundary
        Of these nets, in their order.
    """

    nets: tuple[int, ...]
    boundary: DecisionBoundary


@dataclass(frozen=True)
class RaceFields:
    """Which net of each activation has a picture.

    Parameters
    ----------
    seed : int or None
        The one with this seed; None, or a seed that the run does not have, for the one with the
        median test loss.
    """

    seed: int | None = None

    @torch.no_grad()
    def __call__(self, snapshot: Snapshot) -> SmallFields:
        """On a 32 x 32 grid, or at 129 points of a line."""
        config, nets = snapshot.config, self._nets(snapshot)
        points, shape = places(config, RESOLUTION, LINE)
        output = snapshot.network.forward(snapshot.spread(points))[list(nets)]
        return SmallFields(nets, boundary_of(snapshot, output, shape))

    def _nets(self, snapshot: Snapshot) -> tuple[int, ...]:
        config = snapshot.config
        if self.seed is not None and config.seed <= self.seed < config.seed + config.seeds:
            at = self.seed - config.seed
            return tuple(range(at, config.net_count, config.seeds))
        losses = np.where(snapshot.diverged, np.nan, loss(snapshot).test_loss)
        return median_nets(losses, config.seeds)
