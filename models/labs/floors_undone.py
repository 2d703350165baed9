"""What makes up for another floor: other biases for the same function, and one thing more."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import torch

from models import formula
from models.config import RunConfig
from models.labs.floors import rings
from models.labs.stage import Settings
from models.labs.trained import Course, Trained
from models.layout import layers
from models.measures.boundary import RESOLUTION, places
from models.network import Network
from models.snapshot import Snapshot
from models.state import Floats, State, begin

VARIANTS = ("relu", "swapped", "shifted", "centred")
SEEDS, STEPS = 3, 200
LOOKS = (0, 50, 100)


@dataclass(frozen=True, eq=False)
class Variant:
    """Nets that start as a ReLU net does, apart from the floor and what makes up for it.

    Parameters
    ----------
    key : str
        ``"relu"``; ``"swapped"``: the same parameters with max(c, z); ``"shifted"``: with biases
        that make up for it; ``"centred"``: max(c, z) - c with biases that make up for it.
    difference : float
        Largest difference between its output and that of the ReLU net from which it is made, over
        training samples, the plane of the picture and seeds, when it is made of the ReLU nets as
        they were looked at last.
    field : ndarray, shape (64, 64)
        Probability of class 1 over the plane, of the net made in this way, first seed.
    losses : ndarray, shape (steps, seeds)
        Training loss before each update when all of them train from the start.
    apart : float
        Largest difference of a loss from that of the ReLU net; infinity once one diverges.
    """

    key: str
    difference: float
    field: Floats
    losses: Floats
    apart: float


@dataclass(frozen=True, eq=False)
class Undone:
    """A floor, and what becomes of it by shifted biases and by subtracting it again.

    Parameters
    ----------
    config : RunConfig
    floor : float
    step : int
        Steps taken so far.
    seen : int
        The step at which the ReLU nets were taken for the pictures.
    variants : tuple of Variant
        In the order of `VARIANTS`.
    """

    config: RunConfig
    floor: float
    step: int
    seen: int
    variants: tuple[Variant, ...]

    def variant(self, key: str) -> Variant:
        """The variant with this key."""
        return self.variants[VARIANTS.index(key)]


def centred(floor: float) -> str:
    """The activation max(floor, z) - floor as a run names it.

    >>> centred(-1.0)
    'own_max_o_m1_kx_c_p1'
    """
    return formula.key(formula.parse(f"max({floor:g}, x) {-floor:+g}"))


def config_of(settings: Settings) -> RunConfig:
    """The run, with one activation for each of `VARIANTS`."""
    floor = settings["floor"]
    # A run takes no activation twice, so the same function stands there as a formula, too.
    swapped = formula.key(formula.parse(f"max({floor:g}, x)"))
    return rings(
        ("relu", swapped, f"max_c(c={floor!r})", centred(floor)),
        optimizer="sgd",
        dtype="float64",
        seeds=settings.get("seeds", SEEDS),
    )


def shifted(config: RunConfig, net: Floats, floor: float, subtracted: bool) -> Floats:
    """Parameters (P,) with which max(floor, z) does what ReLU does with the parameters `net`.

    The corner moves from 0 to the floor, so every preactivation has to move with it. Unless the
    floor is subtracted from the activations again, each of them is larger by it, and the next
    layer's biases take that back.
    """
    found = net.copy()
    for index, layer in enumerate(layers(config)):
        weight = net[layer.weight].reshape(layer.inputs, layer.outputs)
        if index < len(config.hidden):
            found[layer.bias] += floor
        if index and not subtracted:
            found[layer.bias] -= floor * weight.sum(0)
    return found


def variants_of(config: RunConfig, relu: Floats) -> Floats:
    """Parameters (K, P) of all variants, made of ReLU nets (seeds, P)."""
    floor = config.nets[VARIANTS.index("shifted")].layer(0).values["c"]
    return np.concatenate(
        [
            relu,
            relu,
            np.stack([shifted(config, net, floor, subtracted=False) for net in relu]),
            np.stack([shifted(config, net, floor, subtracted=True) for net in relu]),
        ]
    )


def start(config: RunConfig) -> State:
    """The State at step 0: all variants made of the same ReLU nets."""
    state = begin(config)
    return replace(state, parameters=variants_of(config, state.parameters[: config.seeds]))


@dataclass(frozen=True, eq=False)
class _Made:
    difference: Floats
    field: Floats


@torch.no_grad()
def look(snapshot: Snapshot) -> _Made:
    """All variants made of the ReLU nets of this step: differences (4,), fields (4, 64, 64)."""
    config, network = snapshot.config, snapshot.network
    relu = network.rows(network.flat.detach())[: config.seeds].numpy()
    made = Network(config, torch.from_numpy(variants_of(config, relu)), network.buffers)
    points = torch.cat([places(config, RESOLUTION, 0)[0], snapshot.data.x_train])
    output = made.forward(snapshot.spread(points)).view(len(VARIANTS), config.seeds, -1)
    plane = torch.sigmoid(output[:, 0, : RESOLUTION**2])
    return _Made(
        (output - output[:1]).abs().amax((1, 2)).numpy(),
        plane.view(len(VARIANTS), RESOLUTION, RESOLUTION).numpy(),
    )


def _gather(settings: Settings, courses: tuple[Course, ...]) -> Undone | None:
    (course,) = courses
    if not course.seen:
        return None
    config, made = course.config, course.seen[-1]
    steps = 0 if course.losses is None else len(course.losses)
    losses = np.empty((0, config.net_count)) if course.losses is None else course.losses
    parts = losses.reshape(steps, len(VARIANTS), config.seeds)
    away = np.nan_to_num(np.abs(parts - parts[:, :1]), nan=np.inf).max((0, 2), initial=0.0)
    variants = (
        Variant(key, float(made.difference[at]), made.field[at], parts[:, at], float(away[at]))
        for at, key in enumerate(VARIANTS)
    )
    return Undone(config, settings["floor"], steps, course.steps[-1], tuple(variants))


def _configs(settings: Settings) -> tuple[RunConfig, ...]:
    return (config_of(settings),)


def _steps(settings: Settings) -> tuple[int, ...]:
    steps = settings.get("steps", STEPS)
    return (*(step for step in LOOKS if step < steps), steps)


undo = Trained(_configs, _steps, look, _gather, start)
