"""What becomes of nets at a learning rate: diverged, finite but failed, or fine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.config import RunConfig
from models.labs.fates import ABOVE_CHANCE
from models.labs.spread import Quartiles, of_all
from models.labs.stage import Settings, finish
from models.labs.stored import Cell, Grid
from models.labs.trained import Course, Trained
from models.measures.loss import loss
from models.measures.records import Floats
from models.snapshot import Snapshot

ACTIVATIONS = ("relu", "leaky_relu", "elu", "selu", "tanh", "relu6")
RATES = (0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
SEEDS, STEPS = 4, 300
LAMPS = ("diverged", "failed", "fine")


@dataclass(frozen=True, eq=False)
class Rated:
    """Nets of several activations after some steps; A activations, S nets of each.

    Parameters
    ----------
    config : RunConfig
    step : int
    loss : ndarray, shape (A, S)
        On the training samples; infinite for a net that has diverged.
    start : ndarray, shape (A, S)
        The same at step 0.
    accuracy : ndarray, shape (A, S)
        NaN for a net that has diverged.
    """

    config: RunConfig
    step: int
    loss: Floats
    start: Floats
    accuracy: Floats

    @property
    def loss_spread(self) -> Quartiles:
        """Over the nets, (A,)."""
        return of_all(self.loss, np.inf)

    @property
    def lamps(self) -> dict[str, tuple[int, int, int]]:
        """How many nets of each activation have diverged, failed, or are fine.

        A net has failed whose numbers are finite, but whose loss is no better than at the start, or
        which is at chance: less than 0.1 above one half.
        """
        diverged = ~np.isfinite(self.loss)
        chance = self.accuracy < 0.5 + ABOVE_CHANCE
        failed = ~diverged & (chance | (self.loss >= self.start))
        keys = (str(net) for net in self.config.nets)
        counts = zip(keys, diverged.sum(1), failed.sum(1), strict=True)
        nets = self.loss.shape[1]
        return {key: (int(a), int(b), nets - int(a) - int(b)) for key, a, b in counts}


def run(settings: Settings) -> RunConfig:
    """2-32-32-32-1 nets on small circles, He weights, full batches of 128 samples, plain SGD."""
    return RunConfig(
        dataset="small_circles",
        samples=256,
        noise=0.08,
        batch_size=128,
        activations=settings.get("activations", ACTIVATIONS),
        hidden=(32, 32, 32),
        initializer="he_normal",
        learning_rate=settings["rate"],
        seeds=settings.get("seeds", SEEDS),
    )


def _runs(settings: Settings) -> tuple[RunConfig, ...]:
    return (run(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    end = settings.get("steps", STEPS)
    return (0, end // 6, end // 2, end)


def look(snapshot: Snapshot) -> tuple[int, Floats, Floats]:
    """Step, training loss and accuracy."""
    found = loss(snapshot)
    finite = ~snapshot.diverged & np.isfinite(found.train_loss)
    accuracy = np.where(finite, found.train_accuracy, np.nan)
    return snapshot.step, np.where(finite, found.train_loss, np.inf), accuracy


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Rated | None:
    (course,) = courses
    if len(course.seen) < 2:
        return None
    shape = (-1, course.config.seeds)
    step, after, accuracy = course.seen[-1]
    start = course.seen[0][1]
    return Rated(
        course.config, step, *(values.reshape(shape) for values in (after, start, accuracy))
    )


RATE = Trained(_runs, _steps, look, _gather)
"""The experiment: all activations at one learning rate."""


def _cell(cell: Cell) -> Mapping[str, float]:
    """Shares of the three lamps, and the median loss with failed nets in it."""
    settings = {"rate": cell["rate"], "activations": (cell["activation"],), "seeds": 12}
    result = finish(RATE, settings)
    (counts,) = result.lamps.values()
    shares = {lamp: count / 12 for lamp, count in zip(LAMPS, counts, strict=True)}
    return {**shares, "loss": float(result.loss_spread.median[0])}


RATES_GRID = Grid(
    key="unbounded_rates",
    about=(
        "Small circles, 128 training samples, nets of three layers of 32 units, He normal weights, "
        "full batches, plain SGD, 300 steps, 12 nets for each cell."
    ),
    cells=tuple({"rate": rate, "activation": key} for rate in RATES for key in ACTIVATIONS),
    measure=_cell,
    sample=(0, 10, 25),
    tolerance=0.05,
)
"""Every activation at every rate."""
