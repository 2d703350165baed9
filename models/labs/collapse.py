"""Nets without an activation function are one affine map, whatever their depth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Any

import numpy as np
import torch

from models.config import RunConfig
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.measures.boundary import boundary
from models.snapshot import Snapshot
from models.stack import Stack
from models.state import Floats

DEPTHS = (1, 2, 4, 8)
FLOOR = log(2)
WIDTH, SEEDS, STEPS, RATE = 16, 8, 300, 0.01
LOOKS = (0, 30, 100)
ACTIVATIONS = ("identity", "relu")


@dataclass(frozen=True, eq=False)
class Affine:
    """The single map ``x W + b`` that is left of nets whose activation is the identity.

    Parameters
    ----------
    weight : ndarray, shape (nets, inputs, outputs)
    bias : ndarray, shape (nets, outputs)
    """

    weight: Floats
    bias: Floats


@dataclass(frozen=True, eq=False)
class DepthRuns:
    """Nets of one activation.

    Parameters
    ----------
    activation : str
    losses : ndarray, shape (steps, seeds)
        Training loss before each update; NaN for a net that has diverged.
    loss, accuracy : ndarray, shape (seeds,)
        Training loss, and accuracy on the test samples, where they were looked at last; NaN for a
        net that has diverged.
    field, output : ndarray, shape (64, 64)
        Probability of class 1 over the plane, and the output before it, of the first seed.
    """

    activation: str
    losses: Floats
    loss: Floats
    accuracy: Floats
    field: Floats
    output: Floats


@dataclass(frozen=True, eq=False)
class Collapse:
    """Deep nets without and with an activation function.

    Parameters
    ----------
    config : RunConfig
    step, seen : int
        Steps taken so far, and where the nets were looked at.
    identity, relu : DepthRuns
    affine : Affine
        What is left of the identity nets.
    difference : float
        Largest difference between the output of an identity net and its map over the training
        samples and the seeds, as a share of the largest output, which counts as 1 at least.
    """

    config: RunConfig
    step: int
    seen: int
    identity: DepthRuns
    relu: DepthRuns
    affine: Affine
    difference: float

    @property
    def spread(self) -> float:
        """Largest difference of a weight between the maps of two seeds."""
        return float(np.ptp(self.affine.weight, axis=0).max())

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """Shape (inputs, outputs) of each matrix of a net, in order."""
        widths = (self.config.inputs, *self.config.hidden, self.config.outputs)
        return tuple(pairwise(widths))


def collapsed(network: Stack, nets: slice) -> Affine:
    """The product of the matrices, and the biases carried through them.

    Parameters
    ----------
    network : Stack
    nets : slice
        Of those whose activation is the identity.
    """
    weight, bias = network.weights[0].detach()[nets], network.biases[0].detach()[nets]
    for matrix, vector in zip(network.weights[1:], network.biases[1:], strict=True):
        weight = weight @ matrix.detach()[nets]
        bias = bias @ matrix.detach()[nets] + vector.detach()[nets]
    return Affine(weight.numpy(), bias[:, 0].numpy())


def config_of(settings: Settings) -> RunConfig:
    """The run: identity nets and ReLU nets of the same first weights."""
    seeds = settings.get("seeds", SEEDS)
    return depth_config(settings["depth"], dataset=settings["data"], seeds=seeds)


def depth_config(depth: int, **given: Any) -> RunConfig:
    """Nets 2-16-...-1 with as many hidden layers as `depth` that learn by full-batch steps.

    >>> depth_config(3).hidden
    (16, 16, 16)
    """
    values = {
        "samples": 512,
        "train_share": 0.5,
        "batch_size": 256,
        "noise": 0.08,
        "activations": ACTIVATIONS,
        "hidden": (WIDTH,) * depth,
        "initializer": "pytorch",
        "optimizer": "adam",
        "learning_rate": RATE,
        "seeds": SEEDS,
        **given,
    }
    return RunConfig(**values)


@dataclass(frozen=True, eq=False)
class _Seen:
    loss: Floats
    accuracy: Floats
    field: Floats
    output: Floats
    affine: Affine
    difference: float


@torch.no_grad()
def look(snapshot: Snapshot) -> _Seen:
    """What is kept of the nets at one step."""
    config, record = snapshot.config, boundary(snapshot)
    linear = slice(0, config.seeds)
    affine = collapsed(snapshot.network, linear)
    alone = snapshot.data.x_train.numpy() @ affine.weight[..., 0].T + affine.bias.T
    whole = snapshot.train.output[linear].detach().numpy()
    right = (snapshot.test_output > snapshot.loss.threshold) == (snapshot.data.y_test > 0.5)
    loss = snapshot.train_losses.detach().double().mean(1).numpy()
    return _Seen(
        np.where(snapshot.diverged, np.nan, loss),
        np.where(snapshot.diverged, np.nan, right.double().mean(1).numpy()),
        np.array(record.probability)[:: config.seeds],
        record.output[:: config.seeds],
        affine,
        float(np.abs(whole - alone.T).max() / max(1.0, np.abs(whole).max())),
    )


def _runs(course: Course, index: int) -> DepthRuns:
    nets = slice(index * course.config.seeds, (index + 1) * course.config.seeds)
    seen, losses = course.seen[-1], course.losses
    if losses is None:
        losses = np.empty((0, course.config.net_count))
    return DepthRuns(
        ACTIVATIONS[index],
        losses[:, nets],
        seen.loss[nets],
        seen.accuracy[nets],
        seen.field[index],
        seen.output[index],
    )


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Collapse | None:
    (course,) = courses
    if not course.seen:
        return None
    steps = 0 if course.losses is None else len(course.losses)
    identity, relu = _runs(course, 0), _runs(course, 1)
    seen = course.seen[-1]
    return Collapse(
        course.config, steps, course.steps[-1], identity, relu, seen.affine, seen.difference
    )


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (config_of(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    steps = settings.get("steps", STEPS)
    return (*(step for step in LOOKS if step < steps), steps)


collapse = Trained(_configs, _steps, look, _gather)
