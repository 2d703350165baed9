"""Loss, accuracy and explained variance over all samples."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from models.measures.arrays import to_array
from models.measures.records import Floats, LossRecord
from models.snapshot import Snapshot


@torch.no_grad()
def loss(snapshot: Snapshot) -> LossRecord:
    """Train and test loss without penalties, and accuracy or explained variance, of each net.

    Of two classes, a sample counts as class 1 where the output lies above the loss's threshold; of
    several, as the one with the largest output. Where the loss is not finite, the rest is NaN.
    """
    return loss_of(snapshot, snapshot.train.output, snapshot.test_output)


@torch.no_grad()
def loss_of(snapshot: Snapshot, train: Tensor, test: Tensor) -> LossRecord:
    """The record of other outputs, (K, N) or (K, N, C), on the training and the test samples."""
    data = snapshot.data
    train_loss = to_array(snapshot.losses(train, data.y_train).mean(1))
    test_loss = to_array(snapshot.losses(test, data.y_test).mean(1))
    of_train, of_test = _scores(snapshot, train, data.y_train), _scores(snapshot, test, data.y_test)
    scores = []
    for on_train, on_test in zip(of_train, of_test, strict=True):
        scores.append(np.where(np.isfinite(train_loss), on_train, np.nan))
        scores.append(np.where(np.isfinite(test_loss), on_test, np.nan))
    return LossRecord(train_loss, test_loss, *scores)


def _scores(snapshot: Snapshot, output: Tensor, y: Tensor) -> tuple[Floats, Floats, Floats]:
    """Accuracy, R² and RMSE, each (K,); NaN for what the task does not have."""
    nothing = np.full(len(output), np.nan)
    task = snapshot.config.task
    if task == "regression":
        square = (output - y).double().square().mean(1)
        variance = (y - y.mean()).double().square().mean()
        return nothing, to_array(1 - square / variance), to_array(square.sqrt())
    if task == "multiclass":
        right = output.argmax(-1) == y
    else:
        right = (output > snapshot.loss.threshold) == (y > 0.5)
    return to_array(right.double().mean(1)), nothing, nothing
