"""The activations of one layer as one function: each group of nets has its own."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import torch
from torch import Tensor

from models.layout import Group, Layer

Function = Callable[[Tensor], Tensor]


def layer_function(layer: Layer, learnables: Tensor, noise: Tensor | None = None) -> Function:
    """The function of preactivations (K, B, units).

    Parameters
    ----------
    layer : Layer
    learnables : Tensor, shape (K, learnable, shared)
        Learned hyperparameters of the layer.
    noise : Tensor, shape (seeds, B, units), optional
        For one pass in training: what activations that draw at random take.
    """
    functions = [_function(group, learnables, noise) for group in layer.groups]
    if len(functions) == 1:
        return functions[0]
    sizes = [group.stop - group.start for group in layer.groups]
    # One split, not a slice per group: each slice would fill a tensor of zeros on the way back.
    return lambda z: torch.cat(
        [f(part) for f, part in zip(functions, torch.split(z, sizes), strict=True)]
    )


def _function(group: Group, learnables: Tensor, noise: Tensor | None) -> Function:
    entry, values = group.choice.activation, group.choice.values
    function = entry.function
    noisy = None if noise is None else entry.noisy_at(values)
    if noise is not None and noisy is not None:
        wide = noise.repeat((group.stop - group.start) // len(noise), 1, 1)
        function = partial(noisy.function, noise=wide)
    fixed = {name: value for name, value in values.items() if name not in entry.learnable}
    if not entry.learnable:
        return lambda z: function(z, **fixed)
    learned = learnables[group.start : group.stop]
    return lambda z: function(
        z,
        **fixed,
        **{name: learned[:, i : i + 1] for i, name in enumerate(entry.learnable)},
    )
