"""What a rectifier leaves negative: the weights, the values that enter it, and the outputs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.config import RunConfig
from models.labs.digit_nets import ADAM, digit_run
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.arrays import to_array
from models.snapshot import Snapshot

Floats = NDArray[np.floating[Any]]

ACTIVATIONS = ("relu", "leaky_relu", "gelu", "tanh")
STEPS = (0, 10, 25, 50, 100, 150, 200, 250, 300, 350, 400)


@dataclass(frozen=True, eq=False)
class Negatives:
    """Shares of what is below 0, over the seeds, at some steps of training.

    Parameters
    ----------
    activation : str
    steps : tuple of int
    weights : ndarray, shape (steps, K, 3)
        Share of the weights of each layer, the output layer last; biases are not counted.
    entering : ndarray, shape (steps, K, 2)
        Share of the preactivations of each hidden layer, on all training samples.
    leaving : ndarray, shape (steps, K, 2)
        Share of the activations.
    outputs : ndarray, shape (steps, K)
        Share of the logits on all test samples.
    accuracy : ndarray, shape (steps, K)
        On the test samples.
    undone : float
        Largest difference between z and ``relu(z) - relu(-z)`` of any preactivation met.
    diverged : int
        How many nets did; their shares are NaN.
    """

    activation: str
    steps: tuple[int, ...]
    weights: Floats
    entering: Floats
    leaving: Floats
    outputs: Floats
    accuracy: Floats
    undone: float
    diverged: int

    def over_nets(self, name: str) -> Quartiles:
        """Quartiles of a share over the nets, (steps, layers) or (steps,); diverged is infinite."""
        return over_nets(getattr(self, name))


def over_nets(values: Floats) -> Quartiles:
    """Quartiles over the nets of figures (steps, K) or (steps, K, layers); NaN is infinite."""
    return of_all(np.moveaxis(values, 1, -1), worst=np.inf)


@dataclass(frozen=True, eq=False)
class _Seen:
    weights: Floats
    entering: Floats
    leaving: Floats
    outputs: Floats
    accuracy: Floats
    undone: float


@torch.no_grad()
def _look(snapshot: Snapshot) -> _Seen:
    trace, output = snapshot.train, snapshot.test_output
    sums = [z.detach() for z in trace.preactivations]
    return _Seen(
        weights=_below_zero(snapshot.network.weights, snapshot.diverged),
        entering=_below_zero(sums, snapshot.diverged),
        leaving=_below_zero(trace.activations, snapshot.diverged),
        outputs=_below_zero([output], snapshot.diverged)[:, 0],
        accuracy=accuracy(snapshot),
        undone=max(float((z - (torch.relu(z) - torch.relu(-z))).abs().max()) for z in sums),
    )


def accuracy(snapshot: Snapshot) -> Floats:
    """Share of the test samples of which the largest logit is the right one, (K,).

    NaN of nets that diverged.
    """
    right = snapshot.test_output.argmax(2) == snapshot.data.y_test
    return np.where(snapshot.diverged, np.nan, to_array(right.double().mean(1)))


def _below_zero(layers: list[Tensor], diverged: NDArray[np.bool_]) -> Floats:
    """Share of the values (K, ...) of each layer that are negative, (K, layers)."""
    shares = torch.stack([(values < 0).double().flatten(1).mean(1) for values in layers], 1)
    return np.where(diverged[:, None], np.nan, to_array(shares))


def negative_config(settings: Settings) -> RunConfig:
    """The run of these settings."""
    return digit_run(activations=(settings["activation"],), **ADAM)


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (negative_config(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    return STEPS


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Negatives | None:
    (course,) = courses
    if not course.seen:
        return None
    seen: tuple[_Seen, ...] = course.seen
    return Negatives(
        activation=settings["activation"],
        steps=course.steps,
        weights=np.stack([one.weights for one in seen]),
        entering=np.stack([one.entering for one in seen]),
        leaving=np.stack([one.leaving for one in seen]),
        outputs=np.stack([one.outputs for one in seen]),
        accuracy=np.stack([one.accuracy for one in seen]),
        undone=max(one.undone for one in seen),
        diverged=int(course.diverged.sum()),
    )


NEGATIVE = Trained(_configs, _steps, _look, _gather)
