"""The stacked network: the K nets of a run as one network with a leading axis K.

Weights ``(K, in, out)`` and biases ``(K, 1, out)`` are leaf tensors that share memory with one flat
parameter tensor; their gradients share memory with one flat gradient tensor. One ``baddbmm`` per
layer serves all nets, and one flat update all parameters. The flat tensor runs leaf by leaf, each
leaf contiguous over the nets; a State has one row ``(P,)`` per net.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models import limits
from models.choices import ActivationChoice

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True)
class Group:
    """Neighbouring nets with the same activation in one layer: nets `start` to `stop` - 1."""

    start: int
    stop: int
    choice: ActivationChoice


@dataclass(frozen=True)
class Layer:
    """Where one affine layer stands in the flat parameters of a net.

    Parameters
    ----------
    inputs, outputs : int
        Shape of the weight.
    weight, bias, learnable : slice
        Columns of the flat tensor (K, P).
    groups : tuple of Group
        Activations after it; empty for the output layer.
    """

    inputs: int
    outputs: int
    weight: slice
    bias: slice
    learnable: slice
    groups: tuple[Group, ...]


def layers(config: RunConfig) -> tuple[Layer, ...]:
    """The affine layers of a run: hidden ones, then the output layer."""
    widths = (limits.INPUTS, *config.hidden, limits.OUTPUTS)
    learnable = (*limits.learnable_counts(config), 0)
    found, at = [], 0
    for index, (inputs, outputs) in enumerate(pairwise(widths)):
        weight = slice(at, at + inputs * outputs)
        bias = slice(weight.stop, weight.stop + outputs)
        slopes = slice(bias.stop, bias.stop + learnable[index])
        groups = _groups(config, index) if index < len(config.hidden) else ()
        found.append(Layer(inputs, outputs, weight, bias, slopes, groups))
        at = slopes.stop
    return tuple(found)


def _groups(config: RunConfig, layer: int) -> tuple[Group, ...]:
    groups: list[Group] = []
    for index, net in enumerate(config.nets):
        choice, stop = net.layer(layer), (index + 1) * config.seeds
        if groups and groups[-1].choice == choice:
            groups[-1] = Group(groups[-1].start, stop, choice)
        else:
            groups.append(Group(index * config.seeds, stop, choice))
    return tuple(groups)


@dataclass(frozen=True)
class Trace:
    """One forward pass.

    Parameters
    ----------
    preactivations, activations : list of Tensor, each (K, B, units)
        Of the hidden layers, in order.
    output : Tensor, shape (K, B)
    """

    preactivations: list[Tensor]
    activations: list[Tensor]
    output: Tensor


class Network:
    """The nets of a run with their parameters.

    Parameters
    ----------
    config : RunConfig
    parameters : Tensor, shape (K, P)
        Copied.

    Attributes
    ----------
    flat, gradient : Tensor, shape (K * P,)
        All parameters, used in place: an update of `flat` is an update of the nets.
    weights, biases, learnables : list of Tensor
        Per layer (K, in, out), (K, 1, out) and (K, learnable, 1).
    """

    def __init__(self, config: RunConfig, parameters: Tensor) -> None:
        self.layers = layers(config)
        self.count = config.net_count
        self.flat = self.flattened(parameters)
        self.gradient = torch.zeros_like(self.flat)
        at = 0
        self.weights: list[Tensor] = []
        self.biases: list[Tensor] = []
        self.learnables: list[Tensor] = []
        for layer in self.layers:
            learnable = layer.learnable.stop - layer.learnable.start
            for leaves, rows, width in (
                (self.weights, layer.inputs, layer.outputs),
                (self.biases, 1, layer.outputs),
                (self.learnables, learnable, 1),
            ):
                leaves.append(self._leaf(at, rows, width))
                at += self.count * rows * width
        self._functions = [self._activation(index) for index in range(len(self.layers) - 1)]

    def _leaf(self, at: int, rows: int, width: int) -> Tensor:
        shape = (self.count, rows, width)
        part = slice(at, at + self.count * rows * width)
        leaf = self.flat[part].view(shape).detach().requires_grad_()
        leaf.grad = self.gradient[part].view(shape)
        return leaf

    def _columns(self) -> list[slice]:
        return [part for at in self.layers for part in (at.weight, at.bias, at.learnable)]

    def flattened(self, rows: Tensor) -> Tensor:
        """Values of each net, (..., K, P), in the order of the flat tensor, (..., K * P)."""
        return torch.cat([rows[..., columns].flatten(-2) for columns in self._columns()], -1)

    def rows(self, flat: Tensor) -> Tensor:
        """The reverse of `flattened`: (..., K * P) to (..., K, P)."""
        sizes = [self.count * (columns.stop - columns.start) for columns in self._columns()]
        parts = torch.split(flat, sizes, -1)
        lead = (*flat.shape[:-1], self.count)
        return torch.cat([p.reshape(*lead, p.shape[-1] // self.count) for p in parts], -1)

    def _activation(self, index: int) -> Callable[[Tensor], Tensor]:
        calls = [
            (group.start, group.stop, self._function(index, group))
            for group in self.layers[index].groups
        ]
        if len(calls) == 1:
            return calls[0][2]
        return lambda z: torch.cat([function(z[a:b]) for a, b, function in calls])

    def _function(self, index: int, group: Group) -> Callable[[Tensor], Tensor]:
        entry = group.choice.activation
        fixed = {n: v for n, v in group.choice.values.items() if n not in entry.learnable}
        if not entry.learnable:
            return lambda z: entry.function(z, **fixed)
        learned = self.learnables[index][group.start : group.stop]
        return lambda z: entry.function(
            z,
            **fixed,
            **{name: learned[:, i : i + 1] for i, name in enumerate(entry.learnable)},
        )

    def activate(self, index: int, z: Tensor) -> Tensor:
        """Activation of hidden layer `index` at preactivations `z` (K, B, units)."""
        return self._functions[index](z)

    def forward(self, x: Tensor) -> Tensor:
        """Output (K, B) at inputs `x` (K, B, inputs)."""
        h = x
        for index, function in enumerate(self._functions):
            h = function(torch.baddbmm(self.biases[index], h, self.weights[index]))
        return torch.baddbmm(self.biases[-1], h, self.weights[-1]).squeeze(-1)

    def trace(self, x: Tensor) -> Trace:
        """The same forward pass, with every layer kept."""
        preactivations, activations, h = [], [], x
        for index, function in enumerate(self._functions):
            z = torch.baddbmm(self.biases[index], h, self.weights[index])
            h = function(z)
            preactivations.append(z)
            activations.append(h)
        output = torch.baddbmm(self.biases[-1], h, self.weights[-1]).squeeze(-1)
        return Trace(preactivations, activations, output)
