"""Loss and accuracy over all samples."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from models.measures.arrays import to_array
from models.measures.records import Floats, LossRecord
from models.snapshot import Snapshot


@torch.no_grad()
def loss(snapshot: Snapshot) -> LossRecord:
    """Train and test loss without penalties, and accuracy, of each net.

    A sample counts as class 1 where the output lies above the loss's threshold. Where the loss is
    not finite, the accuracy is NaN.
    """
    data = snapshot.data
    test = snapshot.test_output
    train_loss = to_array(snapshot.train_losses.mean(1))
    test_loss = to_array(snapshot.loss.function(test, data.y_test.expand_as(test)).mean(1))
    right = _right(snapshot.train.output, data.y_train, snapshot.loss.threshold)
    right_test = _right(test, data.y_test, snapshot.loss.threshold)
    return LossRecord(
        train_loss,
        test_loss,
        np.where(np.isfinite(train_loss), right, np.nan),
        np.where(np.isfinite(test_loss), right_test, np.nan),
    )


def _right(output: Tensor, y: Tensor, threshold: float) -> Floats:
    """Share of samples on the right side of the threshold, (K,)."""
    return to_array(((output > threshold) == (y > 0.5)).double().mean(1))
