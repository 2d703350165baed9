"""The stacked network: the K nets of a run as one network with a leading axis K.

Weights ``(K, in, out)`` and biases ``(K, 1, out)`` are leaf tensors that share memory with one flat
parameter tensor; their gradients share memory with one flat gradient tensor. One ``baddbmm`` per
layer serves all nets, and one flat update all parameters. The flat tensor runs leaf by leaf, each
leaf contiguous over the nets; a State has one row ``(P,)`` per net.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from models import normalization
from models.layer_functions import layer_function
from models.layout import Layer, layers
from models.noise import noisy_layers

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True)
class Trace:
    """One forward pass.

    Parameters
    ----------
    sums : list of Tensor, each (K, B, units)
        Weighted inputs plus bias, of the hidden layers in order.
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


class Network:
    """The nets of a run with their parameters.

    Parameters
    ----------
    config : RunConfig
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

    def __init__(self, config: RunConfig, parameters: Tensor, buffers: Tensor) -> None:
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
        self._dropped = len(config.hidden) if config.dropout else 0
        self._noisy = noisy_layers(config)

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

    def _normalized(self, index: int, values: Tensor, training: bool) -> Tensor:
        """Batch normalization of a layer's values (K, B, units), each unit of each net apart."""
        layer = self.layers[index]
        found: Tensor = functional.batch_norm(
            values.transpose(0, 1).flatten(1),
            mean := self._copied(layer.mean),
            variance := self._copied(layer.variance),
            self.scales[index].flatten(),
            self.shifts[index].flatten(),
            training,
            normalization.MOMENTUM,
            normalization.EPS,
        )
        if training:
            self.buffers[:, layer.mean] = mean.view(self.count, -1)
            self.buffers[:, layer.variance] = variance.view(self.count, -1)
        return found.view(len(found), self.count, -1).transpose(0, 1)

    def _copied(self, columns: slice) -> Tensor:
        """Some buffers of all nets, one after the other; of a single net no view of them either."""
        return self.buffers[:, columns].clone(memory_format=torch.contiguous_format).flatten()

    def _after(
        self, index: int, sums: Tensor, training: bool, noise: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Preactivation, activation and what the next layer gets, before dropout."""
        before = self.normalization == "before"
        z = self._normalized(index, sums, training) if before else sums
        function = self._functions[index]
        if noise is not None:
            function = layer_function(self.layers[index], self.learnables[index], noise)
        h = function(z)
        after = self.normalization == "after"
        return z, h, self._normalized(index, h, training) if after else h

    def _affine(self, index: int, h: Tensor) -> Tensor:
        return torch.baddbmm(self.biases[index], h, self.weights[index])

    def _output(self, h: Tensor) -> Tensor:
        output = self._affine(-1, h)
        return output.squeeze(-1) if self.outputs == 1 else output

    def train(self, x: Tensor, masks: Sequence[Tensor] = ()) -> tuple[Tensor, list[Tensor]]:
        """Output (K, B, C), C = 1 included, and the sums of the hidden layers, while training.

        Parameters
        ----------
        x : Tensor, shape (K, B, inputs)
        masks : sequence of Tensor, each (K, B, units)
            Factors of dropout for the hidden layers, if there is dropout, then the noise of each
            noisy layer, (seeds, B, units); empty: neither.
        """
        h, sums = x, []
        factors = masks[: self._dropped]
        noise = dict(zip(self._noisy, masks[self._dropped :], strict=False))
        for index in range(len(self._functions)):
            sums.append(self._affine(index, h))
            h = self._after(index, sums[-1], True, noise.get(index))[2]
            if factors:
                h = h * factors[index]
        return self._affine(-1, h), sums

    def forward(self, x: Tensor, off: Sequence[Tensor] = ()) -> Tensor:
        """Output (K, B), or (K, B, C), at inputs `x` (K, B, inputs), as the nets are used.

        Units of the hidden layers that are `off`, bool (units,) for each layer, pass 0 on.
        """
        h = x
        for index in range(len(self._functions)):
            h = self._after(index, self._affine(index, h), training=False)[2]
            if off:
                h = h.masked_fill(off[index], 0)
        return self._output(h)

    def trace(self, x: Tensor) -> Trace:
        """The same forward pass, with every layer kept."""
        sums, preactivations, activations, inputs = [], [], [], [x]
        for index in range(len(self._functions)):
            sums.append(self._affine(index, inputs[-1]))
            z, activation, h = self._after(index, sums[-1], training=False)
            preactivations.append(z)
            activations.append(activation)
            inputs.append(h)
        return Trace(self._output(inputs[-1]), sums, preactivations, activations, inputs)


def _columns(layer: Layer) -> tuple[slice, ...]:
    return (layer.weight, layer.bias, layer.scale, layer.shift, layer.learnable)
