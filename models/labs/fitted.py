"""Nets of one hidden layer that learn a wave, beside the hinges that a person would place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from models.config import RunConfig
from models.datasets.record import Array
from models.labs.hinges import PICTURE_POINTS, POINTS, Error, bound, error_of, through
from models.labs.lines import HIGH, TARGETS, line
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.snapshot import Snapshot, as_inputs
from models.summaries import median_nets, spread

WAVE = TARGETS["wave"]
UNITS = (4, 8, 16, 32, 64)
RATES = (0.003, 0.01, 0.03)
SEEDS = 12
LOOKS = (0, 30, 100, 300, 1000, 3000)
BLOCK = 2_500


@dataclass(frozen=True, eq=False)
class Seen:
    """The nets of a run at one step.

    Parameters
    ----------
    errors : ndarray, shape (K,)
        Largest distance from the wave over 20,001 places; infinite for a net that diverged.
    curves : ndarray, shape (K, 601)
        What each net says along the line.
    kinks : ndarray, shape (K, units)
        Where the preactivation of each unit is 0; infinite where its weight is.
    net : int
        The net with the median error; the lower one of two.
    parts : ndarray, shape (units, 601)
        What each unit adds to that net's output, those with the kink on the left first.
    ground : float
        What is added to them.
    """

    errors: Array
    curves: Array
    kinks: Array
    net: int
    parts: Array
    ground: float


@dataclass(frozen=True, eq=False)
class Fitted:
    """Nets of one run so far, and what hinges of equal pieces reach.

    Parameters
    ----------
    config : RunConfig
    steps : tuple of int
        At which the nets were looked at.
    errors : ndarray, shape (len(steps), K)
        See `Seen`.
    last : Seen
        The nets at the last of them.
    truth : ndarray, shape (601,)
        The wave.
    even : Error
        Of as many hinges with equal pieces.
    bound : float
        The textbook's bound on ``even.largest``.
    """

    config: RunConfig
    steps: tuple[int, ...]
    errors: Array
    last: Seen
    truth: Array
    even: Error
    bound: float

    @property
    def units(self) -> int:
        """Hidden units of each net."""
        return self.config.hidden[0]

    @property
    def activation(self) -> str:
        """Key of the activation."""
        return self.config.nets[0].layer(0).activation.key

    @property
    def done(self) -> bool:
        """Whether the nets have taken all their steps."""
        return self.steps[-1] == LOOKS[-1]

    @property
    def inside(self) -> int:
        """How many kinks of the median net lie on the line."""
        return int((np.abs(self.last.kinks[self.last.net]) < HIGH).sum())

    @property
    def spread(self) -> tuple[float, float, float]:
        """Lower quartile, median and upper quartile of the newest errors."""
        return quartiles(self.errors[-1])


def quartiles(errors: Array) -> tuple[float, float, float]:
    """Lower quartile, median and upper quartile; infinite next to an infinite error.

    >>> quartiles(np.array([0.1, 0.3, 0.2]))[1], quartiles(np.array([0.1, np.inf, 0.2]))[2]
    (0.2, inf)
    """
    found = spread(errors, len(errors), np.inf)
    return float(found.low[0]), float(found.median[0]), float(found.high[0])


def config_of(settings: Settings) -> RunConfig:
    """The run: nets that learn the wave from 257 samples without noise, by full batches of Adam.

    Parameters
    ----------
    settings : mapping
        ``activation``, ``units`` and ``learning_rate``; ``seeds``, if they are not 12.
    """
    return RunConfig(
        dataset="formula",
        curve=WAVE.formula,
        samples=514,
        batch_size=257,
        noise=0.0,
        activations=(settings["activation"],),
        hidden=(settings["units"],),
        initializer="pytorch",
        loss="mse",
        optimizer="adam",
        learning_rate=settings["learning_rate"],
        seeds=settings.get("seeds", SEEDS),
        stop_step=LOOKS[-1],
    )


def look(snapshot: Snapshot) -> Seen:
    """The errors, curves and kinks of all nets at this step."""
    x = line(POINTS)
    wrong = np.abs(_said(snapshot, x) - WAVE.function(x)).max(1)
    errors = np.where(snapshot.diverged, np.inf, wrong)
    weight, bias = (
        part[0].detach().double().numpy()[:, 0]
        for part in (snapshot.network.weights, snapshot.network.biases)
    )
    kinks = np.divide(-bias, weight, out=np.full_like(bias, np.inf), where=weight != 0)
    (net,) = median_nets(errors, snapshot.config.seeds)
    parts, ground = _parts(snapshot, net)
    in_order = parts[np.argsort(kinks[net], kind="stable")]
    return Seen(errors, _said(snapshot, line(PICTURE_POINTS)), kinks, net, in_order, ground)


@torch.no_grad()
def _parts(snapshot: Snapshot, net: int) -> tuple[Array, float]:
    """What each unit of a net adds to its output, (units, 601), and the bias of the output."""
    x = as_inputs(snapshot.config, torch.tensor(line(PICTURE_POINTS)[:, None]))
    network = snapshot.network
    hidden = network.trace(snapshot.spread(x)).activations[0][net]
    found: Array = (hidden * network.weights[-1][net, :, 0]).T.double().numpy()
    return found, float(network.biases[-1][net, 0, 0])


@torch.no_grad()
def _said(snapshot: Snapshot, x: Array) -> Array:
    """What each net says at places (N,): shape (K, N). In blocks, for the sake of memory."""
    inputs = as_inputs(snapshot.config, torch.tensor(x[:, None]))
    parts = [snapshot.network.forward(snapshot.spread(part)) for part in torch.split(inputs, BLOCK)]
    found: Array = torch.cat(parts, 1).double().numpy()
    return found


def gather(settings: Settings, courses: tuple[Course, ...]) -> Fitted | None:
    """The run so far; None before it was looked at."""
    (course,) = courses
    if not course.seen:
        return None
    last: Seen = course.seen[-1]
    units = settings["units"]
    limit = bound(WAVE, units)
    assert limit is not None
    return Fitted(
        course.config,
        course.steps,
        np.array([seen.errors for seen in course.seen]),
        last,
        WAVE.function(line(PICTURE_POINTS)),
        error_of(WAVE, through(WAVE, line(units + 1)).values),
        limit,
    )


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (config_of(settings),)


def _looks(settings: Settings) -> tuple[int, ...]:
    return LOOKS


FIT = Trained(_configs, _looks, look, gather)
"""Trains the nets of the settings, see `config_of`; the result is `Fitted`."""
