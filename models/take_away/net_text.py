"""The nets of a run as the source of plain PyTorch that builds them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from textwrap import indent, wrap
from typing import TYPE_CHECKING

from models import formula
from models.activations import TYPED
from models.choices import ActivationChoice, NetChoice
from models.export import pytorch_line
from models.features import FEATURES
from models.limits import learned_widths

if TYPE_CHECKING:
    from models.config import RunConfig

WIDTH = 96
BLOCK = 3
MOST_WRAPPED = 4
MANY = 3
SHARED = "activation()"
STANDARD = ("from itertools import product",)

_DROPOUT = """\
class Dropout(nn.Module):
    def forward(self, h):
        return h * self.noise if self.training else h
"""


class NetText:
    """How the nets of a run are written.

    Parameters
    ----------
    config : RunConfig
    chosen : sequence of NetChoice
        The nets to be written, among those of the run.
    drawn : bool
        Whether dropout and noise come from outside, as in the script of a run: its modules take
        them from an attribute. Without it they are PyTorch's own.
    """

    def __init__(self, config: RunConfig, chosen: Sequence[NetChoice], drawn: bool = False) -> None:
        self.config = config
        self.drawn = drawn
        self._learned = learned_widths(config)
        layers = range(len(config.hidden))
        self._used = dict.fromkeys(net.layer(i) for net in chosen for i in layers)
        typed = dict.fromkeys(c.key for c in self._used if c.activation.family == TYPED)
        self._names = {key: f"Typed{number}" for number, key in enumerate(typed, 1)}

    @property
    def definitions(self) -> tuple[str, ...]:
        """Source of the classes that PyTorch does not have."""
        found = [self._features(), *map(self._definition, self._used)]
        if self.drawn and self.config.dropout and self.config.hidden:
            found.append(_DROPOUT)
        return tuple(dict.fromkeys(text.strip() for text in found if text.strip()))

    def sequential(self, net: NetChoice | None, start: str = "", end: str = "") -> str:
        """The expression that builds a net, between `start` and `end`, in lines of at most 96.

        Without a net it is that of any, with ``activation()`` for what differs.

        >>> from models.config import RunConfig
        >>> config = RunConfig()
        >>> print(NetText(config, config.nets).sequential(config.nets[0], "net = "))
        net = nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 1))
        """
        parts = self._parts(net)
        whole = f"{start}nn.Sequential({', '.join(parts)}){end}"
        if len(whole) <= WIDTH:
            return whole
        inner = "\n".join(filled(parts, WIDTH - 8))
        return f"{start}nn.Sequential(\n{indent(inner, '    ')}\n){end}"

    def activations(self, nets: Sequence[NetChoice]) -> list[str] | None:
        """For each net the call that makes the one activation of all its layers.

        None where a net's layers differ, or where there are fewer than three nets: then each is
        better written whole, by `sequential`.
        """
        if len(nets) < MANY or any(len(net.layers) > 1 for net in nets) or not self._learned:
            return None
        calls = [{self.line(net.layer(0), units) for units in self._learned} for net in nets]
        return None if any(len(found) > 1 for found in calls) else [found.pop() for found in calls]

    def _parts(self, net: NetChoice | None) -> list[str]:
        """What the net is made of; layers that are alike, and follow each other, are one part."""
        found = ["Features()"] if self._features() else []
        blocks = [self._block(net, index) for index in range(len(self.config.hidden))]
        for text, alike in groupby(blocks):
            count = len(list(alike))
            repeated = f"*(part for _ in range({count}) for part in ({text}))"
            found += [repeated] if count >= BLOCK else [text] * count
        inputs, outputs = self.config.affine[-1]
        return [*found, f"nn.Linear({inputs}, {outputs})"]

    def _block(self, net: NetChoice | None, index: int) -> str:
        """An affine layer and what follows it."""
        inputs, units = self.config.affine[index]
        parts = [SHARED if net is None else self.line(net.layer(index), self._learned[index])]
        if self.config.normalization != "none":
            place = 0 if self.config.normalization == "before" else 1
            parts.insert(place, f"nn.BatchNorm1d({units})")
        if self.config.dropout:
            parts.append("Dropout()" if self.drawn else f"nn.Dropout({self.config.dropout})")
        return ", ".join([f"nn.Linear({inputs}, {units})", *parts])

    def line(self, choice: ActivationChoice, units: int) -> str:
        """The call that makes an activation."""
        text = pytorch_line(choice, units)
        if choice.key in self._names:
            return self._names[choice.key] + text[text.index("(") :]
        return text.removeprefix("nn.") if self.drawn and self.noisy(choice) else text

    @staticmethod
    def noisy(choice: ActivationChoice) -> bool:
        """Whether an activation is random while it trains."""
        return choice.activation.noisy_at(choice.values) is not None

    def _definition(self, choice: ActivationChoice) -> str:
        if choice.key in self._names:
            read = formula.from_key(choice.key)
            return read.module(self._names[choice.key])
        noisy = choice.activation.noisy_at(choice.values)
        return noisy.module if noisy and self.drawn else choice.activation.module

    def _features(self) -> str:
        """A module that computes the inputs, where they are not the coordinates themselves."""
        coordinates = self.config.outline.coordinates
        used = self.config.used_features
        if used == coordinates:
            return ""
        left = ", ".join(coordinates) + ("," if len(coordinates) == 1 else "")
        values = ", ".join(FEATURES[key].pytorch for key in used)
        return (
            "class Features(nn.Module):\n    def forward(self, points):\n"
            f"        {left} = points.unbind(-1)\n        return torch.stack([{values}], -1)\n"
        )


def imports(text: str, *always: str) -> str:
    """The imports that a source needs.

    >>> print(imports("math.pi, nn.ReLU()", "import torch"))
    import math
    <BLANKLINE>
    import torch
    from torch import nn
    """
    standard = [f"import {name}" for name in ("base64", "math", "zlib") if _uses(text, name)]
    standard += [line for line in always if line in STANDARD]
    others = [line for line in always if line not in STANDARD]
    if _uses(text, "nn"):
        others.append("from torch import nn")
    if _uses(text, "F"):
        others.append("from torch.nn import functional as F")
    return "\n\n".join(filter(None, ("\n".join(standard), "\n".join(others))))


def filled(parts: Sequence[str], width: int) -> list[str]:
    """Parts in as few lines of some width as they need, with commas between them."""
    lines = [parts[0]]
    for part in parts[1:]:
        if len(lines[-1]) + len(part) + 2 < width:
            lines[-1] += f", {part}"
        else:
            lines[-1] += ","
            lines.append(part)
    return lines


def _uses(text: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){name}\.", text) is not None


def joined(*parts: str) -> str:
    """Parts of a script with two empty lines around definitions, as a formatter would."""
    return "\n\n\n".join(part.strip("\n") for part in parts if part.strip()) + "\n"


def snippet(config: RunConfig, net: int, file: str) -> str:
    """Source that builds one net and loads its weights.

    Parameters
    ----------
    config : RunConfig
    net : int
        Index among the K nets.
    file : str
        Name of the file with the weights, as `models.take_away.weights` makes it.

    >>> from models.config import RunConfig
    >>> print(snippet(RunConfig(hidden=(4,)), 1, "tanh-seed-0.pt"))
    import torch
    from torch import nn
    <BLANKLINE>
    net = nn.Sequential(nn.Linear(2, 4), nn.Tanh(), nn.Linear(4, 1))
    net.load_state_dict(torch.load("tanh-seed-0.pt", weights_only=True))
    net.eval()
    <BLANKLINE>
    """
    choice = config.nets[net // config.seeds]
    text = NetText(config, (choice,))
    lines = [text.sequential(choice, "net = ")]
    if config.dtype != "float32":
        lines.append(f"net.to(torch.{config.dtype})")
    lines += [f"net.load_state_dict(torch.load({file!r}, weights_only=True))".replace("'", '"')]
    body = "\n".join([*lines, "net.eval()"])
    head = imports("\n".join([*text.definitions, body]), "import torch")
    if not text.definitions:
        return f"{head}\n\n{body}\n"
    return joined(head, *text.definitions, body)


def wrapped(line: str) -> str:
    """A statement with brackets in as many lines as it needs; in one where they would be many."""
    lines = wrap(line, WIDTH, subsequent_indent="    ")
    if len(lines) <= MOST_WRAPPED:
        return "\n".join(lines)
    return f"{line}  # noqa: E501"


def quoted(text: str) -> str:
    """A text as Python writes it between double quotes.

    >>> print(quoted('max(c, x)'))
    "max(c, x)"
    """
    return json.dumps(text, ensure_ascii=False)


def numbers(values: Iterable[float]) -> str:
    """Numbers as the inside of a tuple, each as it reads back exactly.

    >>> numbers((1.0, 0.5)), numbers((2.0,))
    ('1.0, 0.5', '2.0,')
    """
    texts = [repr(float(value)) for value in values]
    return ", ".join(texts) + ("," if len(texts) == 1 else "")
