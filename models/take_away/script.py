"""A run as a script in plain PyTorch that needs nothing of this project."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from textwrap import indent
from typing import TYPE_CHECKING

from models import draws
from models.losses import LOSSES
from models.take_away import script_data, script_start
from models.take_away.net_text import WIDTH, NetText, filled, imports, joined, quoted, wrapped
from models.take_away.script_data import Part
from models.take_away.script_loop import loop, two_modes
from models.take_away.script_start import Start

if TYPE_CHECKING:
    from models.choices import NetChoice
    from models.config import RunConfig

LINES = 80
LONGEST_NAMES = 40
_PURPOSES = ("DATA", "ORDER", "WEIGHTS", "BIASES", "DROPOUT", "NOISE")
_DRAW = """\
def draw(*key):  # each purpose, seed, epoch and layer has a generator of its own
    return np.random.default_rng(key)
"""
_REPORT = """\
def loss_of(net, x, y):
    return {loss}


@torch.no_grad()
def report(name, seed, step, net):
{eval}    train, test = loss_of(net, x[:TRAIN], y[:TRAIN]), loss_of(net, x[TRAIN:], y[TRAIN:])
    print(f"{{name}}, seed {{seed}}, step {{step}}: train {{train:.9g}}, test {{test:.9g}}")
"""


def script(config: RunConfig, steps: int, net: int | None = None, link: str = "") -> str:
    """Source of a script that trains a run's nets from step 0 and prints their losses.

    Samples and first weights are drawn by the lines that drew them here. Where that makes the
    script longer than 80 lines, or where those lines are many, their numbers are written into it.
    It is longer only where many nets, or many activations that PyTorch does not have, need it.

    Parameters
    ----------
    config : RunConfig
    steps : int
        How far to train.
    net : int or None
        Index among the K nets; None for all of them.
    link : str
        Address of the run, for the first lines.

    Raises
    ------
    IndexError
        When the run has no such net.

    Examples
    --------
    >>> from models.config import RunConfig
    >>> text = script(RunConfig(), 100)
    >>> len(text.splitlines()) <= LINES, "torch.optim.SGD" in text
    (True, True)
    """
    if net is not None and not 0 <= net < config.net_count:
        raise IndexError(f"net must lie between 0 and {config.net_count - 1}; got {net}.")
    nets = range(config.net_count) if net is None else (net,)
    texts = [
        _whole(config, steps, nets, start, data, link)
        for start, data in product(_starts(config, nets), _samples(config))
    ]
    texts += [text.replace("\n\n\n", "\n\n") for text in texts]
    fitting = (text for text in texts if text.count("\n") <= LINES)
    return next(fitting, min(texts, key=lambda text: text.count("\n")))


def _starts(config: RunConfig, nets: Sequence[int]) -> list[Start]:
    found = (script_start.drawn(config, nets), script_start.embedded(config, nets))
    return [part for part in found if part is not None]


def _samples(config: RunConfig) -> list[Part]:
    found = (script_data.drawn(config), script_data.embedded(config))
    return [part for part in found if part is not None]


def _whole(
    config: RunConfig, steps: int, nets: Sequence[int], start: Start, data: Part, link: str
) -> str:
    """The script with its parts in order."""
    chosen = tuple(dict.fromkeys(config.nets[index // config.seeds] for index in nets))
    text = NetText(config, chosen, drawn=True)
    output = "net(x)" if config.outputs > 1 else "net(x).squeeze(1)"
    loss = LOSSES[config.loss].pytorch.replace("output", output)
    report = _REPORT.format(loss=loss, eval="    net.eval()\n" if two_modes(config, text) else "")
    training = loop(config, steps, text, start.line, bool(text.activations(chosen)))
    build, built = _nets(text, chosen)
    main = "\n".join(filter(None, (data.run, built, start.run, training.run)))
    seeds = [config.net_seeds[index] for index in nets][: len(nets) // len(chosen)]
    parts = (
        _DRAW,
        data.define,
        start.define,
        *text.definitions,
        build,
        report,
        training.define,
        main,
    )
    body = joined(*parts)
    head = imports(body, "from itertools import product", "import numpy as np", "import torch")
    settings = _settings(config, steps, seeds, body)
    return joined(f"{_title(config, steps, chosen, link)}\n\n{head}\n\n{settings}", body)


def _nets(text: NetText, chosen: Sequence[NetChoice]) -> tuple[str, str]:
    """A function ``build`` that makes the net of a name, and the table that it looks into."""
    calls = text.activations(chosen)
    if calls is None:
        entries = (text.sequential(net, f"{quoted(net.name)}: lambda: ", ",\n") for net in chosen)
        return "", f"NETS = {{\n{indent(''.join(entries), '    ')}}}"
    parts = [f"{quoted(net.name)}: lambda: {c}" for net, c in zip(chosen, calls, strict=True)]
    lines = "\n".join(filled(parts, WIDTH - 4))
    whole = indent(text.sequential(None, "return "), "    ")
    return f"def build(activation):\n{whole}", f"NETS = {{\n{indent(lines, '    ')}\n}}"


def _settings(config: RunConfig, steps: int, seeds: Sequence[int], body: str) -> str:
    used = [name for name in _PURPOSES if f"draw({name}," in body]
    lines = [
        f"{', '.join(used)} = {', '.join(str(getattr(draws, name)) for name in used)}",
        wrapped(
            f"STEPS, TRAIN, BATCH, SEEDS = {steps}, {config.train_count}, {config.batch_size}, "
            f"{_seeds(seeds)}"
        ),
    ]
    if config.dtype != "float32":
        lines.append(f"torch.set_default_dtype(torch.{config.dtype})")
    return "\n".join(lines)


def _seeds(seeds: Sequence[int]) -> str:
    """Neighbouring seeds as a range, where they are several."""
    return f"range({seeds[0]}, {seeds[-1] + 1})" if len(seeds) > 1 else f"({seeds[0]},)"


def _title(config: RunConfig, steps: int, chosen: Sequence[NetChoice], link: str) -> str:
    names = ", ".join(net.name for net in chosen)
    if len(names) > LONGEST_NAMES:
        names = f"{len(chosen)} activations" if len(chosen) > 1 else "one net"
    first = f"{config.outline.name}, {names}: {steps} steps of a run of Actiscope."
    return f'"""{first}"""' + (f"\n# {link}" if link else "")
