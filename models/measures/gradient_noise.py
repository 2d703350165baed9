"""How far minibatch gradients are from the gradient of the whole training set.

Of the nets as they are used: running means and no dropout, so that what is measured comes from the
choice of samples alone. One backward pass serves all minibatches: the gradient of each is a sum
over its samples of (what the layer is given) x (dL/d of its weighted sums).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor

from models.measures.arrays import to_array
from models.measures.gradient_records import GradientNoise
from models.measures.records import Floats
from models.minibatches import orders
from models.snapshot import Snapshot

MOST_MINIBATCHES = 256
AT_ONCE = 2_000_000


@torch.no_grad()
def gradient_noise(snapshot: Snapshot) -> GradientNoise:
    """Noise of each weight matrix over the first 256 minibatches of the current epoch."""
    config = snapshot.config
    total = config.epoch_steps
    count = min(total, MOST_MINIBATCHES)
    rows = torch.from_numpy(orders(config, snapshot.step // total)).to(snapshot.network.flat.device)
    ratio = np.stack(
        [
            _of_layer(_sorted(given, rows), _sorted(signal, rows), config.batch_size, count)
            for given, signal in zip(snapshot.train.inputs, snapshot.sum_signals, strict=True)
        ],
        1,
    )
    ratio[snapshot.diverged] = np.nan
    return GradientNoise(ratio, count, total)


def _sorted(values: Tensor, rows: Tensor) -> Tensor:
    """Values (K, N, units) in the order of the epoch, in 64 bits."""
    return values.detach().double().gather(1, rows.unsqueeze(2).expand(values.shape))


def _of_layer(given: Tensor, signal: Tensor, size: int, count: int) -> Floats:
    """Noise of one layer, (K,): `count` minibatches of `size` samples; the last may be smaller."""
    samples = given.shape[1]
    full = given.transpose(1, 2) @ signal
    norm = torch.linalg.vector_norm(full, dim=(1, 2))
    squares = torch.zeros_like(norm)
    if count > 1:
        for batch, errors in _batches(given, signal, size, count, full[0].numel()):
            gradients = batch.transpose(2, 3) @ errors * (samples / batch.shape[2])
            squares += (gradients - full.unsqueeze(1)).square().sum((1, 2, 3))
    return to_array(((squares / count).sqrt() / norm).where(norm > 0, torch.nan))


def _batches(
    given: Tensor, signal: Tensor, size: int, count: int, weights: int
) -> Iterator[tuple[Tensor, Tensor]]:
    """Parts of both, each (K, n, B, units), such that n gradients per net are not too many."""
    nets, samples = given.shape[:2]
    equal = min(count, samples // size) * size
    step = size * max(1, AT_ONCE // (nets * weights))
    for start in range(0, equal, step):
        at = slice(start, min(start + step, equal))
        yield _parted(given[:, at], size), _parted(signal[:, at], size)
    if count * size > samples:
        yield given[:, None, equal:], signal[:, None, equal:]


def _parted(values: Tensor, size: int) -> Tensor:
    return values.reshape(len(values), -1, size, values.shape[2])
