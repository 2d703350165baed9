"""A penalty on activations: how many zeros it makes, and what they do to accuracy.

To the loss of a net, ``strength * mean|h|`` of every hidden layer is added (Glorot, Bordes & Bengio
2011 penalise activations likewise). The engine's own L1 is on weights, so the steps are taken here,
with its data, first weights, minibatches and optimizer: at strength 0 they are its own.

Each net has a seed of its own for everything, so that it also has test images of its own: with
one set of 348 test images for all, what one of them says would be taken for what is true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models import devices
from models.config import RunConfig
from models.labs.digit_nets import ADAM, digit_run
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Piecewise, Settings
from models.labs.stored import Cell, Grid, Values
from models.minibatches import minibatches
from models.overflow import Taken
from models.snapshot import Snapshot, samples
from models.state import begin
from models.stepper import Stepper

Floats = NDArray[np.floating[Any]]

ACTIVATIONS = ("relu", "leaky_relu")
STRENGTHS = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
STEPS, NETS, LIVE_NETS = 600, 10, 4


@dataclass(frozen=True, eq=False)
class Penalised:
    """Nets that trained under the penalty; NaN where one has overflowed.

    Parameters
    ----------
    strength : float
    zero : ndarray, shape (K, layers)
        Share of the activations that are exactly 0, on all training samples.
    dead : ndarray, shape (K, layers)
        Share of the units that are 0 on all of them.
    accuracy, test_loss : ndarray, shape (K,)
        On the test samples; the loss is without the penalty.
    """

    strength: float
    zero: Floats
    dead: Floats
    accuracy: Floats
    test_loss: Floats

    @property
    def nets(self) -> int:
        """How many there are."""
        return len(self.accuracy)

    def over_nets(self, name: str) -> Quartiles:
        """Quartiles over the nets, (layers,) or (); a net that overflowed is infinite."""
        return of_all(getattr(self, name).T, worst=np.inf)


@dataclass(frozen=True, eq=False)
class Price:
    """The same nets with the penalty and without; the second one may be a net behind.

    Parameters
    ----------
    activation : str
    under, without : Penalised
    """

    activation: str
    under: Penalised
    without: Penalised

    @property
    def better(self) -> int:
        """How many nets have a higher accuracy with the penalty."""
        return int((self.difference > 0).sum())

    @property
    def worse(self) -> int:
        """How many nets have a lower accuracy with the penalty."""
        return int((self.difference < 0).sum())

    @property
    def difference(self) -> Floats:
        """Accuracy with the penalty less that without, of the nets that have both."""
        both = min(self.under.nets, self.without.nets)
        found: Floats = self.under.accuracy[:both] - self.without.accuracy[:both]
        return found


class PenalisedStepper(Stepper):
    """Steps down the loss plus the penalty.

    Parameters
    ----------
    config : RunConfig
    strength : float
    """

    def __init__(self, config: RunConfig, strength: float) -> None:
        super().__init__(config, begin(config), devices.resolve(config.device))
        self.strength = strength

    def _differentiate(self, x: Tensor, y: Tensor, masks: tuple[Tensor, ...]) -> Taken:
        self.network.gradient.zero_()
        whole, sums = self.network.train(x)
        slope = self._loss.slope(whole.detach(), y).mul_(1 / x.shape[1])
        sizes = [self.network.activate(i, z).abs().mean((1, 2)).sum() for i, z in enumerate(sums)]
        penalty = self.strength * torch.stack(sizes).sum()
        torch.autograd.backward([whole, penalty], [slope, torch.ones(())])
        return Taken(sums, whole.detach(), self.network.gradient)


def penalty_config(settings: Settings, seed: int = 0) -> RunConfig:
    """The run of one net, without its penalty."""
    return digit_run(activations=(settings["activation"],), seed=seed, seeds=1, **ADAM)


def trained(config: RunConfig, strength: float, steps: int = STEPS) -> PenalisedStepper:
    """Nets that have trained under the penalty from their first weights."""
    stepper, data = PenalisedStepper(config, strength), samples(config)
    for step in range(steps):
        epoch, at = divmod(step, config.epoch_steps)
        if at == 0:
            batches = minibatches(config, data, epoch)
        stepper.take(batches.x[at], batches.y[at], (), config, step + 1, config.learning_rate)
    return stepper


def _measure(settings: Settings, piece: tuple[float, int]) -> tuple[Floats, ...]:
    """Zeros and dead units by layer, accuracy and test loss of one net."""
    strength, seed = piece
    config = penalty_config(settings, seed)
    with devices.one_thread():
        network = trained(config, strength, settings.get("steps", STEPS)).network
        figures = _figures(Snapshot(config, network, samples(config), np.zeros(1, bool), STEPS))
        lost = not bool(torch.isfinite(network.flat).all())
    return tuple(np.full_like(values, np.nan) if lost else values for values in figures)


@torch.no_grad()
def _figures(found: Snapshot) -> tuple[Floats, ...]:
    by_unit = [(h[0] == 0).double().mean(0) for h in found.train.activations]
    right = found.test_output[0].argmax(1) == found.data.y_test
    loss = found.losses(found.test_output, found.data.y_test)
    return (
        torch.stack([share.mean() for share in by_unit]).numpy(),
        torch.stack([(share == 1).double().mean() for share in by_unit]).numpy(),
        right.double().mean().numpy(),
        loss.double().mean().numpy(),
    )


def _pieces(settings: Settings) -> tuple[tuple[float, int], ...]:
    strengths = dict.fromkeys((settings["strength"], 0.0))
    nets = range(settings.get("nets", LIVE_NETS))
    return tuple((strength, seed) for seed in nets for strength in strengths)


def _gather(settings: Settings, values: tuple[tuple[Floats, ...], ...]) -> Price | None:
    pieces = _pieces(settings)[: len(values)]
    runs = []
    for strength in (settings["strength"], 0.0):
        mine = [found for (at, _), found in zip(pieces, values, strict=True) if at == strength]
        if not mine:
            return None
        runs.append(Penalised(strength, *(np.stack(column) for column in zip(*mine, strict=True))))
    return Price(settings["activation"], *runs)


PRICE = Piecewise(_pieces, _measure, _gather)


def _cell(cell: Cell) -> Values:
    pieces = [(cell["strength"], seed) for seed in range(NETS)]
    columns = zip(*(_measure(cell, piece) for piece in pieces), strict=True)
    zero, _, accuracy, loss = (np.stack(column).T.tolist() for column in columns)
    return {"zero": zero, "accuracy": accuracy, "test_loss": loss}


PENALTY_GRID = Grid(
    key="penalty",
    about="Digits, 64-64-64-10 units, PyTorch’s first weights, Adam at 0.003, minibatches of 128, "
    "600 steps, 10 nets, each with first weights and test images of its own; to the loss, λ times "
    "the mean size of the activations of each hidden layer is added.",
    cells=tuple(
        {"activation": activation, "strength": strength}
        for activation in ACTIVATIONS
        for strength in STRENGTHS
    ),
    measure=_cell,
    sample=(5,),
    tolerance=0.05,
)
