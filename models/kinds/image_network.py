"""Convolutions of all nets at once: one grouped convolution per layer, with the nets as groups."""

from __future__ import annotations

from collections.abc import Sequence

from torch import Tensor
from torch.nn import functional

from models.kinds.image_config import POOL, SIDE, ImageConfig
from models.stack import Stack, Trace


class ImageNetwork(Stack):
    """Nets of convolutions; see `models.stack.Stack` and `ImageConfig`.

    A convolution is the affine map of every patch of 3 by 3 pixels: its weight (9 C, out) has the
    rows of channel 1 first, each patch row by row. Its values are (K, B * 64, C), a row for each
    pixel of each image; so whatever is true of units holds of channels.
    """

    def __init__(self, config: ImageConfig, parameters: Tensor, buffers: Tensor) -> None:
        super().__init__(config, parameters, buffers)
        self._largest = config.pool == "max"

    def _convolved(self, index: int, h: Tensor) -> Tensor:
        """Images (B, K * C, 8, 8), channels last in memory, to values (K, B * 64, out)."""
        layer, weight = self.layers[index], self.weights[index]
        kernels = weight.transpose(1, 2).reshape(self.count * layer.outputs, -1, 3, 3)
        bias = self.biases[index].flatten()
        z = functional.conv2d(h, kernels, bias, padding=1, groups=self.count)
        return z.permute(0, 2, 3, 1).reshape(-1, self.count, layer.outputs).transpose(0, 1)

    def _as_images(self, values: Tensor) -> Tensor:
        """Values (K, B * 64, C) as images (B, K * C, 8, 8), channels last in memory."""
        rows = values.transpose(0, 1).reshape(-1, SIDE, SIDE, self.count * values.shape[2])
        return rows.permute(0, 3, 1, 2)

    def _pooled(self, images: Tensor) -> Tensor:
        """Images (B, K * C, 8, 8) to what the output layer is given, (K, B, C * 16)."""
        largest, average = functional.max_pool2d, functional.avg_pool2d
        pooled: Tensor = largest(images, POOL) if self._largest else average(images, POOL)
        return pooled.reshape(len(images), self.count, -1).transpose(0, 1)

    def _start(self, x: Tensor) -> Tensor:
        return self._as_images(x.reshape(self.count, -1, 1))

    def train(self, x: Tensor, masks: Sequence[Tensor] = ()) -> tuple[Tensor, list[Tensor]]:
        """Output (K, B, 10) and the sums of the convolutions, (K, B * 64, C) each."""
        found = self.trace(x)
        return found.output, found.sums

    def forward(self, x: Tensor, off: Sequence[Tensor] = ()) -> Tensor:
        """Output (K, B, 10); channels that are `off` pass 0 on."""
        h = self._start(x)
        for index, function in enumerate(self._functions):
            values = function(self._convolved(index, h))
            if off:
                values = values.masked_fill(off[index], 0)
            h = self._as_images(values)
        return self._affine(-1, self._pooled(h))

    def trace(self, x: Tensor) -> Trace:
        """The same forward pass, with every layer kept."""
        sums: list[Tensor] = []
        activations: list[Tensor] = []
        inputs: list[Tensor] = [self._start(x)]
        for index, function in enumerate(self._functions):
            sums.append(self._convolved(index, inputs[-1]))
            activations.append(function(sums[-1]))
            inputs.append(self._as_images(activations[-1]))
        inputs[-1] = self._pooled(inputs[-1])
        return Trace(self._affine(-1, inputs[-1]), sums, sums, activations, inputs)
