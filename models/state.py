"""What changes while a run trains, and what is handed back from a tick."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from models import optimizers
from models.devices import DTYPES
from models.initializers import INITIALIZERS, Affine, draw_layer, matched_to
from models.layout import layers
from models.readings import Readings

if TYPE_CHECKING:
    from models.kinds import AnyConfig

Floats = NDArray[np.floating[Any]]
RECENT = 9


@dataclass(frozen=True)
class Budget:
    """How long a tick may train: whichever of the two ends first; None is no bound.

    Raises
    ------
    ValueError
        When neither bound is given.
    """

    steps: int | None = None
    seconds: float | None = None

    def __post_init__(self) -> None:
        if self.steps is None and self.seconds is None:
            raise ValueError("a Budget needs steps or seconds; got neither.")


@dataclass(frozen=True)
class Divergence:
    """Where a net overflowed.

    Parameters
    ----------
    step : int
        The step whose update was not taken.
    layer : int
        1 for the first hidden layer; hidden layers + 1 for the output layer; 0 for the loss.
    quantity : str
        ``"preactivation"``, ``"loss"``, ``"gradient"`` or ``"parameter"``.
    """

    step: int
    layer: int
    quantity: str


@dataclass(frozen=True, eq=False)
class State:
    """What changes while a run trains.

    Parameters
    ----------
    step : int
    parameters : ndarray, shape (K, P)
    moments : ndarray, shape (M, K, P)
        What the optimizer keeps.
    divergence : tuple of Divergence or None, length K
        A diverged net keeps the last parameters with which everything was finite.
    reached : float or None
        The largest test loss among the nets when the run met its `stop_loss`.
    buffers : ndarray, shape (K, B)
        Running means and variances of batch normalization.
    recent : ndarray, shape (n, K)
        Minibatch losses before the newest updates, at most `RECENT` of them.
    """

    step: int
    parameters: Floats
    moments: Floats
    divergence: tuple[Divergence | None, ...]
    reached: float | None = None
    buffers: Floats = field(default_factory=lambda: np.empty((0, 0)))
    recent: Floats = field(default_factory=lambda: np.empty((0, 0)))

    @property
    def diverged(self) -> NDArray[np.bool_]:
        """Which nets diverged, shape (K,)."""
        return np.array([found is not None for found in self.divergence])


@dataclass(frozen=True, eq=False)
class Frame(Mapping[Hashable, Any]):
    """What a tick shows: records by measure, and the history it passed through.

    Parameters
    ----------
    step : int
    records : mapping
        Record of each measure that was asked for, at `step`, under what was asked.
    readings : Readings
        History at the grid points passed, in order.
    batch_loss : ndarray, shape (steps, K)
        Minibatch loss before each update; NaN for a net that had diverged.
    divergence : tuple of Divergence or None, length K
    stopped : str or None
        ``"step limit"``, ``"goal"`` or ``"diverged"``.
    seconds : float
        Time spent on steps alone.
    notice : str or None
        What the device could not do, the first time that it could not.
    measuring : float
        Seconds spent before and after training, mostly on the records.
    """

    step: int
    records: Mapping[Hashable, Any]
    readings: Readings = field(default_factory=Readings)
    batch_loss: Floats = field(default_factory=lambda: np.empty((0, 0)))
    divergence: tuple[Divergence | None, ...] = ()
    stopped: str | None = None
    seconds: float = 0.0
    notice: str | None = None
    measuring: float = 0.0

    def __getitem__(self, asked: Hashable) -> Any:
        return self.records[asked]

    def __iter__(self) -> Iterator[Hashable]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


def begin(config: AnyConfig) -> State:
    """The State at step 0.

    >>> from models.config import RunConfig
    >>> begin(RunConfig()).parameters.shape
    (2, 105)
    """
    found = layers(config)
    dtype = np.dtype(str(DTYPES[config.dtype].dtype).removeprefix("torch."))
    parameters = np.zeros((config.net_count, found[-1].learnable.stop), dtype)
    initializer, nets = INITIALIZERS[config.initializer], config.nets
    given = config.initializer_hyperparameters
    for k, seed in enumerate(config.net_seeds):
        for index, layer in enumerate(found):
            choice = matched_to(nets[k // config.seeds], index, len(config.hidden))
            place = Affine(layer.inputs, layer.outputs, choice)
            weight, bias = draw_layer(initializer, seed, index, place, given, config.initial_bias)
            parameters[k, layer.weight] = weight.ravel()
            parameters[k, layer.bias] = bias
    buffers = np.zeros((config.net_count, found[-1].variance.stop), dtype)
    for layer in found:
        parameters[:, layer.scale] = 1
        buffers[:, layer.variance] = 1
        for group in layer.groups:
            start = [group.choice.values[name] for name in group.choice.activation.learnable]
            width = len(start) * layer.shared
            columns = slice(layer.learnable.start, layer.learnable.start + width)
            parameters[group.start : group.stop, columns] = np.repeat(start, layer.shared)
    moments = np.zeros((optimizers.OPTIMIZERS[config.optimizer].moments, *parameters.shape), dtype)
    recent = np.zeros((0, config.net_count), dtype)
    return State(0, parameters, moments, (None,) * config.net_count, None, buffers, recent)


def stop_reason(config: AnyConfig, state: State) -> str | None:
    """Why a run does not go on, or None where it does."""
    now = config.at(state.step)
    if all(state.divergence):
        return "diverged"
    if now.stop_step is not None and state.step >= now.stop_step:
        return "step limit"
    reached = state.reached is not None and now.stop_loss is not None
    return "goal" if reached and state.reached <= now.stop_loss else None  # type: ignore[operator]
