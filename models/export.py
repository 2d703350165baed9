"""A net of a run as plain PyTorch."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.activations import TYPED
from models.choices import ActivationChoice
from models.devices import DTYPES
from models.features import Features
from models.layout import Layer, layers
from models.normalization import EPS, MOMENTUM

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.state import State


def pytorch_line(choice: ActivationChoice, units: int = 1) -> str:
    """The line of PyTorch that creates an activation.

    Parameters
    ----------
    choice : ActivationChoice
    units : int
        Values of each learned hyperparameter: 1, or one per unit.

    Examples
    --------
    >>> pytorch_line(ActivationChoice("leaky_relu")), pytorch_line(ActivationChoice("prelu"), 8)
    ('nn.LeakyReLU(0.01)', 'nn.PReLU(8, init=0.25)')
    """
    noisy = choice.activation.noisy_at(choice.values)
    line = noisy.pytorch if noisy else choice.activation.pytorch
    return line.format(**choice.values, units=units)


def activation_module(choice: ActivationChoice, units: int = 1) -> nn.Module:
    """What `pytorch_line` creates, where need be from the entry's own text of a module.

    A formula that somebody typed is computed as in the run: no text of it is executed.

    >>> activation_module(ActivationChoice("snake", (("a", 5.0),)))(torch.zeros(1)).item()
    0.0
    """
    if choice.activation.family == TYPED:
        return _Typed(choice)
    names = {"nn": nn, "torch": torch, "F": functional, "math": math}
    exec(choice.activation.module, names)  # noqa: S102  text of our own table
    module: nn.Module = eval(pytorch_line(choice, units), names)  # noqa: S307  likewise
    return module


class _Typed(nn.Module):
    """A formula that somebody typed, as a module."""

    def __init__(self, choice: ActivationChoice) -> None:
        super().__init__()
        self.choice = choice

    def forward(self, z: Tensor) -> Tensor:
        """Values at `z`."""
        return self.choice.activation.function(z, **self.choice.values)


def to_sequential(config: RunConfig, state: State, net: int) -> nn.Sequential:
    """Net number `net` with the weights it has in `state`, ending in a Linear, for evaluation.

    Where its inputs are not the coordinates themselves, the first module computes them.

    Raises
    ------
    IndexError
        When the run has no such net.

    >>> from models.config import RunConfig
    >>> from models.training import begin
    >>> len(to_sequential(RunConfig(), begin(RunConfig()), 0))
    5
    """
    if not 0 <= net < config.net_count:
        raise IndexError(f"net must lie between 0 and {config.net_count - 1}; got {net}.")
    row, buffers = (torch.from_numpy(a[net].copy()) for a in (state.parameters, state.buffers))
    choice = config.nets[net // config.seeds]
    coordinates = config.outline.coordinates
    modules: list[nn.Module] = []
    if config.used_features != coordinates:
        modules.append(Features(config.used_features, coordinates))
    for index, layer in enumerate(layers(config)):
        modules.append(_linear(layer, row))
        if index == len(config.hidden):
            break
        hidden = [_module(choice.layer(index), row[layer.learnable], layer.shared)]
        if config.normalization != "none":
            place = 0 if config.normalization == "before" else 1
            hidden.insert(place, _normalization(layer, row, buffers))
        if config.dropout:
            hidden.append(nn.Dropout(config.dropout))
        modules += hidden
    return nn.Sequential(*modules).to(DTYPES[config.dtype].dtype).eval()


@torch.no_grad()
def _linear(layer: Layer, row: Tensor) -> nn.Module:
    linear = nn.Linear(layer.inputs, layer.outputs, dtype=row.dtype)
    linear.weight.copy_(row[layer.weight].view(layer.inputs, layer.outputs).T)
    linear.bias.copy_(row[layer.bias])
    return linear


@torch.no_grad()
def _normalization(layer: Layer, row: Tensor, buffers: Tensor) -> nn.Module:
    module = nn.BatchNorm1d(layer.outputs, EPS, MOMENTUM, dtype=row.dtype)
    module.load_state_dict(
        {
            "weight": row[layer.scale],
            "bias": row[layer.shift],
            "running_mean": buffers[layer.mean],
            "running_var": buffers[layer.variance],
        },
        strict=False,
    )
    return module


@torch.no_grad()
def _module(choice: ActivationChoice, learned: Tensor, shared: int) -> nn.Module:
    module = activation_module(choice, shared).to(learned.dtype)
    for parameter, values in zip(module.parameters(), torch.split(learned, shared), strict=False):
        parameter.copy_(values.view(parameter.shape))
    return module
