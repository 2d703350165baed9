"""Questions about single units of one net.

Each is called with a `Snapshot`, as a measure is. A run may be changed while a question about its
old nets is on the way: what the net does not have is answered with None.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from models.datasets.keeping import kept
from models.measures.boundary import LINE, RESOLUTION, boundary_of, places
from models.measures.loss import loss_of
from models.measures.one_net import alone
from models.measures.preactivations import layer_statistics
from models.measures.records import Floats
from models.measures.unit_records import (
    Ablation,
    Drawn,
    FocusedUnit,
    ForwardPasses,
    UnitPictures,
)
from models.measures.units import LINE as SMALL_LINE
from models.measures.units import RESOLUTION as SMALL
from models.snapshot import Snapshot

if TYPE_CHECKING:
    from models.config import RunConfig

SAMPLES = 400
LARGEST_SCALE = 2.0**40
SMALLEST_POWER = -40
WITHIN = 0.9


def exist(config: RunConfig, net: int, drawn: Drawn) -> bool:
    """Whether a run has this net and these units."""
    hidden = config.hidden
    return 0 <= net < config.net_count and all(
        0 <= layer < len(hidden) and all(0 <= unit < hidden[layer] for unit in units)
        for layer, units in drawn
    )


@dataclass(frozen=True)
class Pictures:
    """The activations of some units over the plane, small.

    Parameters
    ----------
    net : int
    drawn : tuple of (layer, units)
    """

    net: int
    drawn: Drawn

    @torch.no_grad()
    def __call__(self, snapshot: Snapshot) -> UnitPictures | None:
        """On a 32 x 32 grid, or at 129 points of a line."""
        if not exist(snapshot.config, self.net, self.drawn):
            return None
        single = alone(snapshot, self.net)
        points, shape = places(single.config, SMALL, SMALL_LINE)
        activations = single.network.trace(single.spread(points)).activations
        found = tuple(
            activations[layer][0][:, list(units)].T.reshape(-1, *shape).cpu().numpy()
            for layer, units in self.drawn
        )
        line = len(shape) == 1
        return UnitPictures(self.drawn, found, tuple(scale_of(h, line=line) for h in found))


@dataclass(frozen=True)
class Focus:
    """One unit, large: its picture, preactivations, shares and weights."""

    net: int
    layer: int
    unit: int

    @torch.no_grad()
    def __call__(self, snapshot: Snapshot) -> FocusedUnit | None:
        """On a 64 x 64 grid, or at 257 points of a line; statistics of the training samples."""
        if not exist(snapshot.config, self.net, ((self.layer, (self.unit,)),)):
            return None
        single = alone(snapshot, self.net)
        points, shape = places(single.config, RESOLUTION, LINE)
        h = single.network.trace(single.spread(points)).activations[self.layer]
        picture: Floats = h[0, :, self.unit].reshape(shape).cpu().numpy()
        one, (weights, biases) = slice(self.unit, self.unit + 1), _affine(single)
        return FocusedUnit(
            picture,
            scale_of(picture, line=len(shape) == 1),
            layer_statistics(single, self.layer, one),
            weights[self.layer][:, self.unit],
            weights[self.layer + 1][self.unit],
            float(biases[self.layer][self.unit]),
        )


@dataclass(frozen=True)
class Without:
    """The net with some units switched off: 0 is what they pass on, whatever comes in.

    Parameters
    ----------
    net : int
    off : tuple of (layer, unit)
        Empty for the net as it is.
    """

    net: int
    off: tuple[tuple[int, int], ...] = ()

    @torch.no_grad()
    def __call__(self, snapshot: Snapshot) -> Ablation | None:
        """Loss on all samples, and the output over the plane.

        With batch normalization after the activation, its result is what is set to 0.
        """
        drawn = tuple((layer, (unit,)) for layer, unit in self.off)
        if not exist(snapshot.config, self.net, drawn):
            return None
        single = alone(snapshot, self.net)
        off = self._masks(single)
        points, _ = places(single.config, RESOLUTION, LINE)
        grid, train, test = (
            single.network.forward(single.spread(x), off)
            for x in (points, single.data.x_train, single.data.x_test)
        )
        return Ablation(loss_of(single, train, test), boundary_of(single, grid))

    def _masks(self, single: Snapshot) -> list[Tensor]:
        device = single.data.x_train.device
        masks = [torch.zeros(width, dtype=torch.bool) for width in single.config.hidden]
        for layer, unit in self.off:
            masks[layer][unit] = True
        return [mask.to(device) for mask in masks]


@dataclass(frozen=True)
class Passes:
    """The forward passes of the samples that pictures draw: at most 400 of each set.

    Parameters
    ----------
    net : int
    drawn : tuple of (layer, units)
        The units whose numbers are kept.
    """

    net: int
    drawn: Drawn

    @torch.no_grad()
    def __call__(self, snapshot: Snapshot) -> ForwardPasses | None:
        """Training samples first, then test samples, each in their order."""
        if not exist(snapshot.config, self.net, self.drawn):
            return None
        single = alone(snapshot, self.net)
        parts = single.data.x_train[:SAMPLES], single.data.x_test[:SAMPLES]
        trace = single.network.trace(single.spread(torch.cat(parts)))
        z, h = (
            tuple(found[layer][0][:, list(units)].cpu().numpy() for layer, units in self.drawn)
            for found in (trace.preactivations, trace.activations)
        )
        output = trace.output[0].view(len(trace.output[0]), -1).cpu().numpy()
        return ForwardPasses(len(parts[0]), z, h, output)


@kept(maxsize=8)
def input_pictures(config: RunConfig) -> UnitPictures:
    """The inputs of the nets over the plane, as one layer of units; its scale is theirs."""
    points, shape = places(config, SMALL, SMALL_LINE)
    found = points.T.reshape(-1, *shape).cpu().numpy()
    return UnitPictures(
        ((0, tuple(range(len(found)))),), (found,), (scale_of(found, line=len(shape) == 1),)
    )


def scale_of(values: Floats, *, line: bool = False) -> float:
    """A power of two for the colours, or along a line the height, of pictures.

    Along a line no finite value exceeds it in size. Over a plane nine tenths of those that are not
    0 do not: the corners, far from any sample, would leave the rest pale. It is 1 where all are 0.

    >>> scale_of(np.array([0.3, -2.5, np.inf]), line=True), scale_of(np.zeros((2, 2)))
    (4.0, 1.0)
    """
    size = np.abs(values[np.isfinite(values) & (values != 0)], dtype=float)
    if not size.size:
        return 1.0
    most = float(size.max() if line else np.quantile(size, WITHIN))
    return power_of_two(most)


def power_of_two(size: float) -> float:
    """The smallest power of two that is not below a positive size.

    >>> power_of_two(0.3), power_of_two(4.0)
    (0.5, 4.0)
    """
    return min(2.0 ** max(math.ceil(math.log2(size)), SMALLEST_POWER), LARGEST_SCALE)


def _affine(single: Snapshot) -> tuple[list[Floats], list[Floats]]:
    """Weights (in, out) and biases (out,) of the only net, layer by layer."""
    network = single.network
    weights = [weight[0].detach().cpu().numpy() for weight in network.weights]
    return weights, [bias[0, 0].detach().cpu().numpy() for bias in network.biases]
