"""A penalty on activations: how many zeros it makes, and what they cost in accuracy.

To the loss of each net, ``strength * mean|h|`` of every hidden layer is added (Glorot, Bordes &
Bengio 2011 penalise activations likewise). The engine's own L1 is on weights, so the steps are
taken here, with its data, first weights, minibatches and optimizer: at strength 0 they are its own.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import devices
from models.config import RunConfig
from models.labs.on_digits import on_digits
from models.labs.stage import Settings, Stage, finish
from models.labs.stored import Cell, Grid, Values
from models.minibatches import Minibatches, minibatches
from models.network import Network
from models.overflow import Taken
from models.snapshot import Samples, samples
from models.state import State, begin
from models.stepper import Stepper

Floats = NDArray[np.floating[Any]]

STRENGTHS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
STEPS, SEEDS, LIVE_SEEDS = 600, 10, 3


@dataclass(frozen=True, eq=False)
class Penalised:
    """Nets that trained under the penalty, as far as they have got.

    Parameters
    ----------
    strength : float
    step : int
    zero : ndarray, shape (K, layers)
        Share of the activations that are exactly 0, on all training samples; NaN where a net has
        overflowed.
    dead : ndarray, shape (K, layers)
        Share of the units that are 0 on all of them.
    accuracy : ndarray, shape (K,)
        On the test samples.
    """

    strength: float
    step: int
    zero: Floats
    dead: Floats
    accuracy: Floats


class _PenalisedStepper(Stepper):
    """Steps down the loss plus the penalty."""

    def __init__(self, config: RunConfig, state: State, strength: float) -> None:
        super().__init__(config, state, torch.device("cpu"))
        self.strength = strength

    def _differentiate(self, x: Tensor, y: Tensor, masks: tuple[Tensor, ...]) -> Taken:
        self.network.gradient.zero_()
        whole, sums = self.network.train(x)
        slope = self._loss.slope(whole.detach(), y).mul_(1 / x.shape[1])
        sizes = [self.network.activate(i, z).abs().mean((1, 2)).sum() for i, z in enumerate(sums)]
        penalty = self.strength * torch.stack(sizes).sum()
        torch.autograd.backward([whole, penalty], [slope, torch.ones(())])
        return Taken(sums, whole.detach(), self.network.gradient)


def penalty_config(settings: Settings) -> RunConfig:
    """The run without its penalty; ``seeds`` in the settings are as many nets."""
    return on_digits(seeds=settings.get("seeds", LIVE_SEEDS))


def penalised(settings: Settings, memory: Any, seconds: float) -> Stage:
    """Train under the penalty of ``strength``, for 600 steps in all; an experiment.

    Parameters
    ----------
    settings : mapping
        ``strength``, and ``seeds`` where it is not 3.
    memory : State or None
    seconds : float
    """
    end = time.monotonic() + seconds
    config, strength = penalty_config(settings), settings["strength"]
    last = settings.get("steps", STEPS)
    with devices.one_thread():
        state, data = memory or begin(config), samples(config)
        state = _train(config, state, data, strength, last, end)
        found = _measure(config, state, data, strength)
    return Stage(found, state.step / last, state)


def _train(
    config: RunConfig, state: State, data: Samples, strength: float, last: int, end: float
) -> State:
    """At least one more step, up to `last` or the end of the time."""
    stepper, step = _PenalisedStepper(config, state, strength), state.step
    epoch, batches = -1, Minibatches((), (), ())
    while step < last:
        if step // config.epoch_steps != epoch:
            epoch = step // config.epoch_steps
            batches = minibatches(config, data, epoch)
        at = step % config.epoch_steps
        stepper.take(batches.x[at], batches.y[at], (), config, step + 1, config.learning_rate)
        step += 1
        if time.monotonic() >= end:
            break
    parameters, moments, buffers = stepper.arrays()
    return State(step, parameters, moments, state.divergence, None, buffers)


@torch.no_grad()
def _measure(config: RunConfig, state: State, data: Samples, strength: float) -> Penalised:
    network = Network(config, torch.tensor(state.parameters), torch.tensor(state.buffers))
    count = config.net_count
    trace = network.trace(data.x_train.expand(count, *data.x_train.shape))
    output = network.forward(data.x_test.expand(count, *data.x_test.shape))
    by_unit = [(h == 0).double().mean(1) for h in trace.activations]
    lost = np.array([not np.isfinite(row).all() for row in state.parameters])
    zero = torch.stack([share.mean(1) for share in by_unit], 1).numpy()
    dead = torch.stack([(share == 1).double().mean(1) for share in by_unit], 1).numpy()
    right = (output.argmax(2) == data.y_test).double().mean(1).numpy()
    return Penalised(
        strength,
        state.step,
        np.where(lost[:, None], np.nan, zero),
        np.where(lost[:, None], np.nan, dead),
        np.where(lost, np.nan, right),
    )


def _cell(cell: Cell) -> Values:
    found: Penalised = finish(penalised, {"strength": cell["strength"], "seeds": SEEDS})
    return {
        "zero": found.zero.T.tolist(),
        "accuracy": found.accuracy.tolist(),
    }


PENALTY_GRID = Grid(
    key="penalty",
    about="Digits, 64-64-64-10 units, ReLU, PyTorch’s first weights, Adam at 0.003, minibatches "
    "of 128, 600 steps, 10 seeds; to the loss, λ times the mean activation of each hidden layer "
    "is added.",
    cells=tuple({"strength": strength} for strength in STRENGTHS),
    measure=_cell,
    sample=(5,),
    tolerance=0.05,
)
