"""Names of nets and formulas of activations, short enough for a picture."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from types import MappingProxyType

from dashboard import numbers
from models.choices import ActivationChoice, NetChoice

LONGEST = 15
SYMBOLS = MappingProxyType(
    {
        "negative_slope": "a",
        "alpha": "α",
        "beta": "β",
        "theta": "θ",
        "lambd": "λ",
        "omega": "ω",
        "min_val": "min",
        "max_val": "max",
    }
)


def full_name(net: NetChoice) -> str:
    """The whole name of a net, with a real minus sign."""
    return net.name.replace("= -", "= −")


@lru_cache(maxsize=256)
def short_names(nets: tuple[NetChoice, ...]) -> tuple[str, ...]:
    """A name of at most 15 characters for each net, all different.

    >>> short_names((NetChoice.parse("relu"), NetChoice.parse("max_c(c=-1)")))
    ('ReLU', 'max(c, x) −1')
    """
    names = [_shortened(net) for net in nets]
    seen, counts = Counter[str](), Counter(names)
    for index, name in enumerate(names):
        if counts[name] > 1:
            seen[name] += 1
            number = str(seen[name])
            names[index] = f"{_cut(name, LONGEST - len(number) - 1)} {number}"
    return tuple(names)


def short_name(choice: ActivationChoice) -> str:
    """A name of at most 15 characters for one activation."""
    return short_names((NetChoice((choice,)),))[0]


def _shortened(net: NetChoice) -> str:
    if len(full_name(net)) <= LONGEST:
        return full_name(net)
    parts = [_with_values(choice) for choice in net.layers]
    return _cut(" → ".join(parts), LONGEST)


def _with_values(choice: ActivationChoice) -> str:
    values = [numbers.plain(value) for _, value in choice.hyperparameters]
    return " ".join([choice.activation.name, *values])


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip(" →,") + "…"


def formula(
    choice: ActivationChoice, learned: tuple[float, ...] | None = None, units: int = 1
) -> str:
    """f(z) in plain text, with the values of the hyperparameters that it names.

    Parameters
    ----------
    choice : ActivationChoice
    learned : tuple of float, optional
        Values of the learnable hyperparameters in one layer, as they are now.
    units : int
        Over how many units of the layer they are means.

    Examples
    --------
    >>> formula(ActivationChoice("elu")), formula(ActivationChoice("prelu"), (0.314,))
    ('f(z) = z if z > 0 else α(eᶻ − 1), α = 1', 'f(z) = z if z > 0 else a z, a = 0.31')
    >>> formula(ActivationChoice("prelu"), (0.314,), units=8)
    'f(z) = z if z > 0 else a z, a = 0.31, mean of 8 units'
    """
    entry = choice.activation
    stated = {name: f" = {numbers.plain(value)}" for name, value in choice.values.items()}
    for at, name in enumerate(entry.learnable):
        stated[name] = f" = {numbers.plain(round(learned[at], 2))}" if learned else " learned"
    symbols = {SYMBOLS.get(name, name): text for name, text in stated.items()}
    named = [f"{s}{text}" for s, text in symbols.items() if re.search(rf"\b{s}\b", entry.text)]
    means = [f"mean of {units} units"] if learned and units > 1 else []
    return ", ".join([f"f(z) = {entry.text}", *named, *means])
