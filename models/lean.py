"""Forward and backward pass of small nets, without a graph: the same kernels in less time.

Where nets are small, a step costs what it takes to call its operations, and autograd doubles that.
What it would call is known for affine layers, and for activations with a kernel: this calls it
directly, into places that are made once. The results have the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models.activations.kernels import Kernel
from models.layout import Group, Layer
from models.network import Network
from models.overflow import Taken
from models.stack import Stack

if TYPE_CHECKING:
    from models.kinds import AnyConfig

SLOTS = 32
LARGEST = 20_000

Slope = Callable[[Tensor, Tensor], Tensor]


def lean(config: AnyConfig, network: Stack) -> Lean | None:
    """The passes of a run's nets; None where they are not small, or not plain.

    Plain nets have affine layers and activations with kernels, and may have dropout.
    """
    values = config.net_count * config.batch_size * config.preactivations
    groups = [group for layer in network.layers for group in layer.groups]
    known = all(group.choice.activation.kernel is not None for group in groups)
    plain = known and network.normalization == "none"
    small = network.flat.device.type == "cpu" and values <= LARGEST
    return Lean(network) if plain and small and type(network) is Network else None


class Lean:
    """The passes of a network's nets.

    Parameters
    ----------
    network : Network
        Its gradient is written where autograd would write it.
    """

    def __init__(self, network: Network) -> None:
        self._network = network
        self._places: dict[int, _Places] = {}
        self._at = 0

    @torch.no_grad()
    def differentiate(self, x: Tensor, y: Tensor, masks: Sequence[Tensor], slope: Slope) -> Taken:
        """Gradients of every net's mean loss into the network's gradient.

        Parameters
        ----------
        x, y : Tensor, shapes (K, B, inputs) and (K, B)
        masks : sequence of Tensor
            Factors of dropout for the hidden layers, if there is dropout.
        slope : callable
            Derivative of the loss of each sample with respect to the output.

        Returns
        -------
        Taken
            Its sums and its output hold until `SLOTS` more passes were taken.
        """
        network, size = self._network, x.shape[1]
        if size not in self._places:
            self._places[size] = _Places(network, size)
        places, self._at = self._places[size], (self._at + 1) % SLOTS
        h = x
        for index, layer in enumerate(places.hidden):
            mask = masks[index] if masks else None
            h = layer.forward(self._at, network.biases[index], h, network.weights[index], mask)
        whole = places.output[self._at]
        torch.baddbmm(network.biases[-1], h, network.weights[-1], out=whole)
        output = whole.squeeze(-1) if network.outputs == 1 else whole
        gradient = slope(output, y).mul_(1 / size).view_as(whole)
        self._backward(places, x, gradient, masks)
        return Taken([layer.z[self._at] for layer in places.hidden], output, network.gradient)

    def _backward(
        self, places: _Places, x: Tensor, gradient: Tensor, masks: Sequence[Tensor]
    ) -> None:
        weights, biases = self._network.weights, self._network.biases
        for index in reversed(range(len(weights))):
            below = places.hidden[index - 1].passed if index else x
            torch.bmm(below.mT, gradient, out=weights[index].grad)
            torch.sum(gradient, 1, keepdim=True, out=biases[index].grad)
            if index:
                mask = masks[index - 1] if masks else None
                layer = places.hidden[index - 1]
                gradient = layer.backward(self._at, gradient, weights[index], mask)


class _Places:
    """Where the values of passes over minibatches of one size go."""

    def __init__(self, network: Network, size: int) -> None:
        *hidden, last = network.layers
        self.hidden = [_Hidden(network, layer, size) for layer in hidden]
        self.output = _empty(network, SLOTS, network.count, size, last.outputs).unbind()


class _Hidden:
    """Where the values of one hidden layer go; those that are looked at later, in turn."""

    def __init__(self, network: Network, layer: Layer, size: int) -> None:
        shape = (network.count, size, layer.outputs)
        sums = _empty(network, SLOTS, *shape)
        self.z = sums.unbind()
        self.h, self.passed, self._above, self._below = _empty(network, 4, *shape).unbind()
        self._pieces = [
            _Piece(group, sums, self.h, self._above, self._below) for group in layer.groups
        ]

    def forward(
        self, at: int, bias: Tensor, h: Tensor, weight: Tensor, mask: Tensor | None
    ) -> Tensor:
        """What the next layer gets, of what this one gets."""
        torch.baddbmm(bias, h, weight, out=self.z[at])
        for piece in self._pieces:
            piece.forward(at)
        self.passed = self.h if mask is None else torch.mul(self.h, mask)
        return self.passed

    def backward(self, at: int, gradient: Tensor, weight: Tensor, mask: Tensor | None) -> Tensor:
        """Gradient at the sums of this layer, of that at the sums of the layer above."""
        torch.bmm(gradient, weight.mT, out=self._above)
        if mask is not None:
            self._above.mul_(mask)
        for piece in self._pieces:
            piece.backward(at)
        return self._below


class _Piece:
    """The activation of a group of nets."""

    def __init__(self, group: Group, sums: Tensor, h: Tensor, above: Tensor, below: Tensor) -> None:
        part = slice(group.start, group.stop)
        self._z = sums[:, part].unbind()
        self._h, self._above, self._below = h[part], above[part], below[part]
        self._kernel = _kernel_of(group)
        self._values = group.choice.values

    def forward(self, at: int) -> None:
        self._kernel.forward(self._z[at], out=self._h, **self._values)

    def backward(self, at: int) -> None:
        z, h = self._z[at], self._h
        self._kernel.backward(self._above, z, h, out=self._below, **self._values)


def _kernel_of(group: Group) -> Kernel:
    kernel = group.choice.activation.kernel
    if kernel is None:
        raise ValueError(f"{group.choice.activation.name} has no kernel of its own.")
    return kernel


def _empty(network: Network, *shape: int) -> Tensor:
    return network.flat.new_empty(shape)
