"""The sentences under loss and accuracy. A net is named by its short name."""

from __future__ import annotations

import numpy as np

from dashboard import numbers
from dashboard.words.fit import WIDE, fit, joined
from models.history import NEVER
from models.summaries import Spread, Standing, standing


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
        return f"{_every(len(names))} diverged above {under}."
    if len(names) == 1:
        return f"{names[0]} is not below {under} yet."
    none = "Neither net" if len(names) == 2 else f"None of {len(names)} nets"
    return f"{none} is below {under} yet."


def _every(count: int) -> str:
    return {1: "The net", 2: "Both nets"}.get(count, f"All {count} nets")


def accuracy(names: tuple[str, ...], now: Spread, seeds: int) -> str:
    """Who classifies more of the test samples, over all seeds.

    Parameters
    ----------
    names : tuple of str, length A
    now : Spread
        Test accuracy of each activation at this step; each (A,).
    seeds : int
    """
    found = standing(now)
    if found.going == 0:
        return _no_accuracy(names, seeds)
    best = numbers.accuracy(float(now.median[found.leaders[0]]))
    if len(names) == 1:
        return _alone(names[0], best, seeds)
    if len(found.leaders) > 1:
        return _level(names, found, best, seeds)
    name = names[found.leaders[0]]
    if np.isnan(found.margin):
        rest = "the other has none" if len(names) == 2 else f"the other {len(names) - 1} have none"
        return fit(WIDE, f"{name} has accuracy {best}, {rest}.", f"{name} has {best}, {rest}.")
    return _ahead(name, numbers.points(found.margin), seeds)


def _no_accuracy(names: tuple[str, ...], seeds: int) -> str:
    if seeds > 1:
        return f"At least half of {seeds} seeds have no accuracy."
    if len(names) == 1:
        return f"{names[0]} has no accuracy: it diverged."
    return f"{_every(len(names))} diverged: no accuracy."


def _alone(name: str, best: str, seeds: int) -> str:
    if seeds > 1:
        return fit(
            WIDE,
            f"{name} has a median of {best} over {seeds} seeds.",
            f"{name}: median {best} over {seeds} seeds.",
        )
    return fit(WIDE, f"{name} classifies {best} of the test samples.", f"{name} classifies {best}.")


def _level(names: tuple[str, ...], found: Standing, best: str, seeds: int) -> str:
    leaders = tuple(names[i] for i in found.leaders)
    who = joined(leaders)
    if seeds > 1:
        some = _every(len(names)) if leaders == names else f"{len(leaders)} of {len(names)} nets"
        return fit(
            WIDE, f"{who} are level over {seeds} seeds.", f"{some} are level over {seeds} seeds."
        )
    if len(leaders) == len(names):
        both = "Both" if len(names) == 2 else f"All {len(names)}"
        return f"{both} classify {best} of the test samples."
    return fit(
        WIDE, f"{who} lead with {best}.", f"{len(leaders)} of {len(names)} nets lead with {best}."
    )


def _ahead(name: str, points: str, seeds: int) -> str:
    if seeds == 1:
        return fit(
            WIDE,
            f"{name} is {points} points ahead; one seed proves little.",
            f"{name} is {points} points ahead, on one seed.",
        )
    return fit(
        WIDE,
        f"{name} is {points} points ahead in the median of {seeds} seeds.",
        f"{name} is {points} points ahead over {seeds} seeds.",
    )
