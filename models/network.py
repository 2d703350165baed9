"""The stacked network: the K nets of a run as one network with a leading axis K.

Weights ``(K, in, out)`` and biases ``(K, 1, out)`` are leaf tensors that share memory with one flat
parameter tensor ``(K, P)``; their gradients share memory with one flat gradient tensor. One
``baddbmm`` per layer serves all nets, and one flat update all parameters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
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
    for index, (inputs, outputs) in enumerate(zip(widths, widths[1:], strict=False)):
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
        Used in place: an update of this tensor is an update of the nets.
    """

    def __init__(self, config: RunConfig, parameters: Tensor) -> None:
        self.layers = layers(config)
        self.flat = parameters
        self.gradient = torch.zeros_like(parameters)
        self.weights = [self._leaf(at.weight, at.inputs, at.outputs) for at in self.layers]
        self.biases = [self._leaf(at.bias, 1, at.outputs) for at in self.layers]
        self.learnables = [
            self._leaf(at.learnable, at.learnable.stop - at.learnable.start, 1)
            for at in self.layers
        ]
        self._functions = [self._activation(index) for index in range(len(self.layers) - 1)]

    def _leaf(self, columns: slice, rows: int, width: int) -> Tensor:
        shape = (len(self.flat), rows, width)
        leaf = self.flat[:, columns].view(shape).detach().requires_grad_()
        leaf.grad = self.gradient[:, columns].view(shape)
        return leaf

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
