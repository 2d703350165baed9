"""The first weights of a run's nets in a script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn.utils import parameters_to_vector

from models.export import to_sequential
from models.hyperparameter import resolve
from models.initializers import INITIALIZERS, Affine, matched_to
from models.layout import layers
from models.state import begin
from models.take_away.net_text import numbers, quoted, wrapped
from models.take_away.packed import packed, unpacking

if TYPE_CHECKING:
    from models.choices import NetChoice
    from models.config import RunConfig


_EQUAL = """\
        part.bias.fill_({start})
"""
_UNEQUAL = """\
        bias = scale * draw(BIASES, seed, layer).uniform(-1, 1, part.out_features)
        part.bias.copy_(torch.tensor({start} + bias))
"""


@dataclass(frozen=True)
class Start:
    """How a script gives a net its first weights.

    Parameters
    ----------
    define, run : str
        A definition, or nothing; statements.
    line : str
        What the loop does with a new ``net`` of a ``name``, a ``seed`` and an ``index``.
    """

    define: str
    run: str
    line: str


_START = """\
@torch.no_grad()
def start(net, seed, scales):
    linear = [part for part in net if isinstance(part, nn.Linear)]
    for layer, (part, scale) in enumerate(zip(linear, scales)):
        shape = (part.in_features, part.out_features)
        part.weight.copy_(torch.tensor(scale * draw(WEIGHTS, seed, layer).{raw}.T))
{bias}"""


def embedded(config: RunConfig, nets: Sequence[int]) -> Start:
    """All first parameters of some nets, in the order of the script's loop."""
    state = begin(config)
    with torch.no_grad():
        rows = [
            parameters_to_vector(to_sequential(config, state, k).parameters()).numpy() for k in nets
        ]
    lengths = [len(row) for row in rows]
    read = f"torch.tensor({unpacking('FIRST', config.dtype)})"
    return Start(
        "",
        f'FIRST = "{packed(np.concatenate(rows))}"  # noqa: E501\n'
        f"first = {read}\n"
        + wrapped(f"first = first.split({lengths if len(set(lengths)) > 1 else lengths[0]})")
        + "  # as net.parameters() has them",
        "nn.utils.vector_to_parameters(first[index], net.parameters())",
    )


def drawn(config: RunConfig, nets: Sequence[int]) -> Start | None:
    """The function that draws them; None where weights are no multiples of what is drawn."""
    entry = INITIALIZERS[config.initializer]
    chosen = {config.nets[index // config.seeds] for index in nets}
    found = {net.name: scales(config, net) for net in config.nets if net in chosen}
    if None in found.values():
        return None
    alike = len(set(found.values())) == 1
    rows = "".join(f"    {quoted(name)}: {text},\n" for name, text in found.items())
    normal = entry.distribution == "normal"
    call = "standard_normal(shape)" if normal else "uniform(-1, 1, shape)"
    bias = _EQUAL if entry.bias is None else _UNEQUAL
    scale = f"SCALES = {next(iter(found.values()))}" if alike else f"SCALES = {{\n{rows}}}"
    return Start(
        _START.format(raw=call, bias=bias.format(start=config.initial_bias)),
        wrapped(scale) if alike else scale,
        f"start(net, seed, SCALES{'' if alike else '[name]'})",
    )


def scales(config: RunConfig, net: NetChoice) -> str | None:
    """What the draws of each layer are multiplied by, as source; None where they are not."""
    entry = INITIALIZERS[config.initializer]
    values = resolve(entry.hyperparameters, config.initializer_hyperparameters, entry.name)
    found = []
    for index, layer in enumerate(layers(config)):
        place = Affine(layer.inputs, layer.outputs, matched_to(net, index, len(config.hidden)))
        raw = np.random.default_rng(index).standard_normal((layer.inputs, layer.outputs))
        weight = entry.weight(raw, place, values)
        scale = float(entry.weight(np.ones((1, 1)), place, values)[0, 0])
        if not np.array_equal(weight, raw * scale):
            return None
        if entry.bias is not None and entry.bias(place) != scale:
            return None
        found.append(scale)
    return f"({numbers(found)})"
