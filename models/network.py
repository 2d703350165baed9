"""The stacked network: the K nets of a run as one network with a leading axis K.

One ``baddbmm`` per layer serves all nets; `models.stack` holds their parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from models import normalization
from models.layer_functions import layer_function
from models.noise import noisy_layers
from models.stack import Stack, Trace

if TYPE_CHECKING:
    from models.kinds import AnyConfig

__all__ = ["Network", "Trace"]


class Network(Stack):
    """Nets whose affine layers see all units of the layer before; see `Stack`."""

    def __init__(self, config: AnyConfig, parameters: Tensor, buffers: Tensor) -> None:
        super().__init__(config, parameters, buffers)
        self._dropped = len(config.hidden) if config.dropout else 0
        self._noisy = noisy_layers(config)

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

    def train(self, x: Tensor, masks: Sequence[Tensor] = ()) -> tuple[Tensor, list[Tensor]]:
        """Output (K, B, C) and the sums of the hidden layers, while training; see `Stack`."""
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
        """Output (K, B), or (K, B, C), as the nets are used; see `Stack`."""
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
