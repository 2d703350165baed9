"""The sentence under the loss. A net is named by its short name."""

from __future__ import annotations

from dashboard import numbers
from dashboard.words.fit import WIDE, every, fit
from models.events import NEVER


def loss(
    names: tuple[str, ...],
    first: tuple[int, ...],
    diverged: tuple[bool, ...],
    level: float,
    seeds: int,
) -> str:
    """At which step the test loss of each activation, or its median over seeds, passed a level.

    >>> loss(("ReLU", "tanh"), (83, -1), (False, False), 0.4, 1)
    'Below 0.4: ReLU at step 83, tanh not yet.'
    """
    under = numbers.plain(level)
    reached = [step for step in first if step != NEVER]
    if not reached:
        return _none_below(names, diverged, under)
    if len(names) == 1:
        return f"{names[0]} falls below {under} at step {numbers.step(reached[0])}."
    if len(reached) == len(names) and len(set(reached)) == 1:
        all_of_them = "both" if len(names) == 2 else f"all {len(names)}"
        return f"Below {under}: {all_of_them} at step {numbers.step(reached[0])}."
    prefix = "Below" if seeds == 1 else "Median below"
    parts = list(zip(names, first, diverged, strict=True))
    long = ", ".join(f"{name} {_when(step, 'at step ', gone)}" for name, step, gone in parts)
    short = ", ".join(f"{name} {_when(step, '', gone)}" for name, step, gone in parts)
    some = f"{len(reached)} of {len(names)} nets"
    first_of_all = numbers.step(min(reached))
    return fit(
        WIDE,
        f"{prefix} {under}: {long}.",
        f"Below {under}: {long}.",
        f"Below {under} at step: {short}.",
        f"{some} fall below {under}, the first at step {first_of_all}.",
        f"{some} fall below {under}, first at {first_of_all}.",
    )


def _when(step: int, before: str, diverged: bool) -> str:
    if step == NEVER:
        return "diverged" if diverged else "not yet"
    return f"{before}{numbers.step(step)}"


def _none_below(names: tuple[str, ...], diverged: tuple[bool, ...], under: str) -> str:
    if all(diverged):
        return f"{every(len(names))} diverged above {under}."
    if len(names) == 1:
        return f"{names[0]} is not below {under} yet."
    none = "Neither net" if len(names) == 2 else f"None of {len(names)} nets"
    return f"{none} is below {under} yet."
