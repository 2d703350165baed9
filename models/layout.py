"""Where the parts of a run's nets stand: affine layers, groups of activations, columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models import limits
from models.choices import ActivationChoice
from models.datasets.keeping import kept_but_own

if TYPE_CHECKING:
    from models.kinds import AnyConfig


@dataclass(frozen=True)
class Group:
    """Neighbouring nets with the same activation in one layer: nets `start` to `stop` - 1."""

    start: int
    stop: int
    choice: ActivationChoice


@dataclass(frozen=True)
class Layer:
    """Where one affine layer, and what follows it, stands in the parameters of a net.

    Parameters
    ----------
    inputs, outputs : int
        Shape of the weight.
    weight, bias, scale, shift, learnable : slice
        Columns of the parameters (K, P). Scale and shift are those of batch normalization, empty
        without it; learnable hyperparameters stand one after the other, each with `shared` values.
    shared : int
        Values of each learnable hyperparameter: 1, or one per unit.
    mean, variance : slice
        Columns of the buffers (K, B) of batch normalization.
    groups : tuple of Group
        Activations after it; empty for the output layer.
    """

    inputs: int
    outputs: int
    weight: slice
    bias: slice
    scale: slice
    shift: slice
    learnable: slice
    shared: int
    mean: slice
    variance: slice
    groups: tuple[Group, ...]

    @property
    def whole(self) -> slice:
        """All columns of the layer."""
        return slice(self.weight.start, self.learnable.stop)

    @property
    def normalized(self) -> slice:
        """Its means and variances among the buffers."""
        return slice(self.mean.start, self.variance.stop)


@kept_but_own(maxsize=64)
def layers(config: AnyConfig) -> tuple[Layer, ...]:
    """The affine layers of a run: hidden ones, then the output layer."""
    learnable = (*limits.learnable_counts(config), 0)
    shared = (*limits.learned_widths(config), 1)
    found, column, buffer = [], 0, 0
    for index, (inputs, outputs) in enumerate(config.affine):
        hidden = index < len(config.hidden)
        normal = outputs if hidden and config.normalization != "none" else 0
        sizes = (inputs * outputs, outputs, normal, normal, learnable[index] * shared[index])
        weight, bias, scale, shift, learned = _slices(column, *sizes)
        mean, variance = _slices(buffer, normal, normal)
        found.append(
            Layer(
                inputs=inputs,
                outputs=outputs,
                weight=weight,
                bias=bias,
                scale=scale,
                shift=shift,
                learnable=learned,
                shared=shared[index],
                mean=mean,
                variance=variance,
                groups=_groups(config, index) if hidden else (),
            )
        )
        column, buffer = learned.stop, variance.stop
    return tuple(found)


def _slices(at: int, *sizes: int) -> list[slice]:
    found = []
    for size in sizes:
        found.append(slice(at, at + size))
        at += size
    return found


def _groups(config: AnyConfig, layer: int) -> tuple[Group, ...]:
    groups: list[Group] = []
    for index, net in enumerate(config.nets):
        choice, stop = net.layer(layer), (index + 1) * config.seeds
        if groups and groups[-1].choice == choice:
            groups[-1] = Group(groups[-1].start, stop, choice)
        else:
            groups.append(Group(index * config.seeds, stop, choice))
    return tuple(groups)
