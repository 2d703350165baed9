"""A net of a run as plain PyTorch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from models import network
from models.choices import ActivationChoice
from models.devices import DTYPES

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.state import State


def pytorch_line(choice: ActivationChoice) -> str:
    """The line of PyTorch that creates an activation.

    >>> pytorch_line(ActivationChoice("leaky_relu"))
    'nn.LeakyReLU(0.01)'
    """
    return choice.activation.pytorch.format(**choice.values)


def to_sequential(config: RunConfig, state: State, net: int) -> nn.Sequential:
    """Net number `net` with the weights it has in `state`, ending in a Linear.

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
    row = torch.from_numpy(state.parameters[net].copy())
    dtype = DTYPES[config.dtype].dtype
    modules: list[nn.Module] = []
    choice = config.nets[net // config.seeds]
    for index, layer in enumerate(network.layers(config)):
        linear = nn.Linear(layer.inputs, layer.outputs, dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(row[layer.weight].view(layer.inputs, layer.outputs).T)
            linear.bias.copy_(row[layer.bias])
        modules.append(linear)
        if index < len(config.hidden):
            modules.append(_module(choice.layer(index), row[layer.learnable], dtype))
    return nn.Sequential(*modules)


def _module(choice: ActivationChoice, learned: torch.Tensor, dtype: torch.dtype) -> nn.Module:
    module: nn.Module = eval(pytorch_line(choice), {"nn": nn})  # noqa: S307  text of our own table
    module = module.to(dtype)
    with torch.no_grad():
        for parameter, value in zip(module.parameters(), learned, strict=False):
            parameter.fill_(value)
    return module
