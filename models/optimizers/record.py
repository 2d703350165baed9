"""What the table says of one optimizer."""

from __future__ import annotations

from dataclasses import dataclass

from models.hyperparameter import Hyperparameter
from models.optimizers.functions import Update


@dataclass(frozen=True)
class Optimizer:
    """One rule that turns gradients into an update.

    Parameters
    ----------
    key, name : str
        Name in links and on screen.
    update : callable
        ``update(parameters, gradient, moments, step, learning_rate, hyperparameters)`` changes
        `parameters` (K, P) and `moments` (M, K, P) in place; `step` counts from 1. Step and
        learning rate may be tensors, see `models.optimizers.functions`.
    moments : int
        M, how many numbers it keeps per parameter.
    pytorch : str
        The line of PyTorch that creates it.
    """

    key: str
    name: str
    update: Update
    moments: int
    pytorch: str
    source: str
    hyperparameters: tuple[Hyperparameter, ...] = ()
