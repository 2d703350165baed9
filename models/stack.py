"""The parameters of the K nets of a run, as leaf tensors with a leading axis K.

Weights ``(K, in, out)`` and biases ``(K, 1, out)`` are leaf tensors that share memory with one flat
parameter tensor; their gradients share memory with one flat gradient tensor. One flat update serves
all parameters. The flat tensor runs leaf by leaf, each leaf contiguous over the nets; a State has
one row ``(P,)`` per net.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models.layer_functions import layer_function
from models.layout import Layer, layers

if TYPE_CHECKING:
    from models.kinds import AnyConfig


@dataclass(frozen=True)
class Trace:
    """One forward pass.

    Parameters
    ----------
    sums : list of Tensor, each (K, B, units)
        Weighted inputs plus bias, of the hidden layers in order. A convolution has a row for each
        place of each sample, and its channels are the units.
    preactivations, activations : list of Tensor, each (K, B, units)
        What the activation is applied to, which differs from `sums` where batch normalization
        stands before it, and its result.
    inputs : list of Tensor, each (K, B, inputs)
        What each affine layer is given, the output layer included.
    output : Tensor, shape (K, B), or (K, B, C) of C classes
    """

    output: Tensor
    sums: list[Tensor] = field(default_factory=list)
    preactivations: list[Tensor] = field(default_factory=list)
    activations: list[Tensor] = field(default_factory=list)
    inputs: list[Tensor] = field(default_factory=list)


class Stack(ABC):
    """The nets of a run with their parameters; each kind says how they compute.

    Parameters
    ----------
    config : RunConfig, ImageConfig or PolicyConfig
    parameters : Tensor, shape (K, P)
        Copied.
    buffers : Tensor, shape (K, B)
        Running means and variances of batch normalization; copied.

    Attributes
    ----------
    flat, gradient : Tensor, shape (K * P,)
        All parameters, used in place: an update of `flat` is an update of the nets.
    buffers : Tensor, shape (K, B)
        Changed by every forward pass in training.
    weights, biases, scales, shifts, learnables : list of Tensor
        Per layer (K, in, out), then (K, 1, out) each, and (K, learnable, shared).
    """

    def __init__(self, config: AnyConfig, parameters: Tensor, buffers: Tensor) -> None:
        self.layers = layers(config)
        self.count = config.net_count
        self.outputs = config.outputs
        self.normalization = config.normalization
        self.buffers = buffers.clone()
        self.flat = self.flattened(parameters)
        self.gradient = torch.zeros_like(self.flat)
        self.weights: list[Tensor] = []
        self.biases: list[Tensor] = []
        self.scales: list[Tensor] = []
        self.shifts: list[Tensor] = []
        self.learnables: list[Tensor] = []
        self._make_leaves()
        hidden = zip(self.layers[:-1], self.learnables, strict=False)
        self._functions = [layer_function(layer, learned) for layer, learned in hidden]

    @abstractmethod
    def train(self, x: Tensor, masks: Sequence[Tensor] = ()) -> tuple[Tensor, list[Tensor]]:
        """Output (K, B, C), C = 1 included, and the sums of the hidden layers, while training.

        Parameters
        ----------
        x : Tensor, shape (K, B, inputs)
        masks : sequence of Tensor, each (K, B, units)
            Factors of dropout for the hidden layers, if there is dropout, then the noise of each
            noisy layer, (seeds, B, units); empty: neither.
        """

    @abstractmethod
    def forward(self, x: Tensor, off: Sequence[Tensor] = ()) -> Tensor:
        """Output (K, B), or (K, B, C), at inputs `x` (K, B, inputs), as the nets are used.

        Units of the hidden layers that are `off`, bool (units,) for each layer, pass 0 on.
        """

    @abstractmethod
    def trace(self, x: Tensor) -> Trace:
        """The same forward pass, with every layer kept."""

    def _make_leaves(self) -> None:
        at = 0
        kinds = (self.weights, self.biases, self.scales, self.shifts, self.learnables)
        for layer in self.layers:
            widths = (layer.outputs,) * 4 + (layer.shared,)
            for kind, columns, width in zip(kinds, _columns(layer), widths, strict=True):
                rows = (columns.stop - columns.start) // width
                kind.append(self._leaf(at, rows, width))
                at += self.count * rows * width

    def _leaf(self, at: int, rows: int, width: int) -> Tensor:
        shape = (self.count, rows, width)
        part = slice(at, at + self.count * rows * width)
        leaf = self.flat[part].view(shape).detach().requires_grad_()
        leaf.grad = self.gradient[part].view(shape)
        return leaf

    def flattened(self, rows: Tensor) -> Tensor:
        """Values of each net, (..., K, P), in the order of the flat tensor, (..., K * P)."""
        parts = [part for layer in self.layers for part in _columns(layer)]
        return torch.cat([rows[..., columns].flatten(-2) for columns in parts], -1)

    def rows(self, flat: Tensor) -> Tensor:
        """The reverse of `flattened`: (..., K * P) to (..., K, P)."""
        columns = [part for layer in self.layers for part in _columns(layer)]
        sizes = [self.count * (part.stop - part.start) for part in columns]
        parts = torch.split(flat, sizes, -1)
        lead = (*flat.shape[:-1], self.count)
        return torch.cat([p.reshape(*lead, p.shape[-1] // self.count) for p in parts], -1)

    def activate(self, index: int, z: Tensor) -> Tensor:
        """Activation of hidden layer `index` at preactivations `z` (K, B, units)."""
        return self._functions[index](z)

    def _affine(self, index: int, h: Tensor) -> Tensor:
        return torch.baddbmm(self.biases[index], h, self.weights[index])

    def _output(self, h: Tensor) -> Tensor:
        output = self._affine(-1, h)
        return output.squeeze(-1) if self.outputs == 1 else output


def _columns(layer: Layer) -> tuple[slice, ...]:
    return (layer.weight, layer.bias, layer.scale, layer.shift, layer.learnable)
