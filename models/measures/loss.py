"""Loss and accuracy over all samples."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from models.measures.records import Floats, LossRecord
from models.snapshot import Snapshot


@torch.no_grad()
def loss(snapshot: Snapshot) -> LossRecord:
    """Train and test loss without penalties, and accuracy, of each net.

    A sample counts as class 1 where the output lies above the loss's threshold. The accuracy of a
    net with a non-finite output is NaN.
    """
    data = snapshot.data
    test = snapshot.test_output
    test_losses = snapshot.loss.function(test, data.y_test.expand_as(test))
    return LossRecord(
        _array(snapshot.train_losses.mean(1)),
        _array(test_losses.mean(1)),
        _accuracy(snapshot.train.output, data.y_train, snapshot.loss.threshold),
        _accuracy(test, data.y_test, snapshot.loss.threshold),
    )


def _accuracy(output: Tensor, y: Tensor, threshold: float) -> Floats:
    right = ((output > threshold) == (y > 0.5)).double().mean(1)
    finite = torch.isfinite(output).all(1)
    return _array(torch.where(finite, right, torch.nan))


def _array(values: Tensor) -> Floats:
    found: Floats = values.detach().cpu().numpy().astype(np.float64)
    return found
