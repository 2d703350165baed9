"""The training loop of a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.hyperparameter import resolve
from models.optimizers import OPTIMIZERS
from models.schedules import SCHEDULES
from models.take_away.net_text import WIDTH, NetText, quoted, wrapped
from models.take_away.script_data import Part

if TYPE_CHECKING:
    from models.config import RunConfig

REPORTS = 10
LIVE = ("learning_rate", "l1", "l2", "clip_norm")

_ALL = "for name, seed in product(NETS, SEEDS):"
_ALL_INDEXED = "for index, (name, seed) in enumerate(product(NETS, SEEDS)):"
_DRAWS = """\
def draw_epoch(net, seed, epoch):
    layer = -1
    for part in net:
        if isinstance(part, nn.Linear):
            layer, shape = layer + 1, (TRAIN, part.out_features)
"""
_DROPPED = """\
        elif isinstance(part, Dropout):
            kept = draw(DROPOUT, seed, epoch, layer).random(shape, "float32") >= {share}
            part.drawn = torch.tensor(kept) / (1 - {share})
"""
_NOISY = """\
        elif isinstance(part, RReLU):
            part.drawn = x.new_tensor(draw(NOISE, seed, epoch, layer).random(shape, "float32"))
"""


def loop(config: RunConfig, steps: int, text: NetText, start: str, shared: bool) -> Part:
    """What draws the noise of an epoch, where there is some; the loop itself.

    Parameters
    ----------
    config : RunConfig
    steps : int
    text : NetText
        Of the script's nets.
    start : str
        The line that gives a net its first weights.
    shared : bool
        Whether ``NETS`` holds activations for the function ``build``, not whole nets.
    """
    draws = _draws(config, text)
    changes = {c.step for c in config.changes if c.step < steps and c.field in LIVE}
    lines = [
        *_before(config, changes),
        *_own_rates(config),
        _ALL_INDEXED if "index" in start else _ALL,
        "    net = build(NETS[name])" if shared else "    net = NETS[name]()",
        f"    {start}",
        f"    optimizer = {_optimizer(config)}",
        *(["    now = dict(BEGIN)"] if changes else []),
        "    for step in range(STEPS):",
        f"        if step % {max(1, steps // REPORTS)} == 0:",
        "            report(name, seed, step, net)",
        *(["        net.train()"] if two_modes(config, text) else []),
        *_step(config, draws, changes),
        "    report(name, seed, STEPS, net)",
    ]
    return Part(draws, "\n".join(lines))


def _step(config: RunConfig, draws: str, changes: set[int]) -> list[str]:
    """The lines of one step."""
    return [
        f"        epoch, batch = divmod(step, {config.epoch_steps})",
        "        at = slice(batch * BATCH, (batch + 1) * BATCH)",
        "        if batch == 0:",
        "            order = draw(ORDER, seed, epoch).permutation(TRAIN)",
        *(["            draw_epoch(net, seed, epoch)"] if draws else []),
        *_noise(draws),
        *(["        now.update(CHANGES.get(step, {}))"] if changes else []),
        "        loss = loss_of(net, x[order[at]], y[order[at]])",
        *(f"        {line}" for line in _update(config, changes)),
    ]


def two_modes(config: RunConfig, text: NetText) -> bool:
    """Whether the nets compute otherwise while they train."""
    return bool(_draws(config, text)) or (config.normalization != "none" and bool(config.hidden))


def _draws(config: RunConfig, text: NetText) -> str:
    source = "\n".join(text.definitions)
    dropped = _DROPPED.format(share=config.dropout) if "class Dropout" in source else ""
    noisy = _NOISY if "class RReLU" in source else ""
    return f"{_DRAWS}{dropped}{noisy}" if dropped or noisy else ""


def _noise(draws: str) -> list[str]:
    if not draws:
        return []
    return [
        '        for part in (part for part in net if hasattr(part, "drawn")):',
        "            part.noise = part.drawn[at]",
    ]


def _before(config: RunConfig, changes: set[int]) -> list[str]:
    """What changes live, and when, where something does."""
    if not changes:
        return []
    found = {
        step: {c.field: c.value for c in config.changes if c.step == step and c.field in LIVE}
        for step in sorted(changes)
    }
    first = {name: getattr(config, name) for name in LIVE}
    texts = (f"BEGIN = {first!r}", f"CHANGES = {found!r}")
    return [wrapped(text.replace("'", '"')) for text in texts]


def _own_rates(config: RunConfig) -> list[str]:
    """The learning rate of each net by name, where some have one of their own."""
    if not config.own_rates:
        return []
    pairs = zip(config.nets, config.learning_rates, strict=True)
    return [wrapped(f"RATES = {{{', '.join(f'{quoted(n.name)}: {rate!r}' for n, rate in pairs)}}}")]


def _optimizer(config: RunConfig) -> str:
    entry = OPTIMIZERS[config.optimizer]
    values = resolve(entry.hyperparameters, config.optimizer_hyperparameters, entry.name)
    rate = "RATES[name]" if config.own_rates else config.learning_rate
    line = entry.pytorch.format(learning_rate=rate, **values)
    if len(line) <= WIDTH - 16:
        return line
    first = "(net.parameters(), "
    return line.replace(first, "(\n        net.parameters(), ")[:-1] + "\n    )"


def _update(config: RunConfig, changes: set[int]) -> list[str]:
    """The lines from a minibatch's loss to the next parameters."""
    changed = {c.field for c in config.changes if c.step in changes}
    now = {n: f'now["{n}"]' if n in changed else repr(getattr(config, n)) for n in LIVE}
    rate, live = now["learning_rate"], "learning_rate" in changed
    if config.own_rates:
        rate = f"RATES[name] * {rate} / {config.learning_rate!r}" if live else "RATES[name]"
    lines = _rate(config, rate, live)
    penalties = []
    if config.l1 or "l1" in changed:
        penalties.append(f"{now['l1']} * part.weight.abs().sum()")
    if config.l2 or "l2" in changed:
        penalties.append(f"{now['l2']} * part.weight.square().sum()")
    if penalties:
        lines += [
            "for part in (part for part in net if isinstance(part, nn.Linear)):",
            *(f"    loss = loss + {penalty}" for penalty in penalties),
        ]
    lines += ["optimizer.zero_grad()", "loss.backward()"]
    clip = f"nn.utils.clip_grad_norm_(net.parameters(), {now['clip_norm']})"
    if "clip_norm" in changed:
        lines += [f"if {now['clip_norm']} is not None:", f"    {clip}"]
    elif config.clip_norm is not None:
        lines.append(clip)
    return [*lines, "optimizer.step()"]


def _rate(config: RunConfig, rate: str, changed: bool) -> list[str]:
    entry = SCHEDULES[config.schedule]
    values = resolve(entry.hyperparameters, config.schedule_hyperparameters, entry.name)
    whole = {name: int(v) if v == int(v) else v for name, v in values.items()}
    factor = entry.python.format(**whole)
    if factor:
        rate = f"{rate} * ({factor})"
    return [f'optimizer.param_groups[0]["lr"] = {rate}'] if factor or changed else []
