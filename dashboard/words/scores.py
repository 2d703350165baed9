"""The sentence under accuracy or R²: who is ahead. A net is named by its short name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from dashboard import numbers
from dashboard.words.fit import WIDE, every, fit, joined
from models.summaries import Spread, Standing, standing


@dataclass(frozen=True)
class Score:
    """How a score is worded.

    Parameters
    ----------
    name : str
        What a net has.
    symbol : str
        What stands before a value where the value alone does not say what it is.
    text, lead : callable
        A value, and a difference of two values, as text.
    ahead : str
        What stands behind a difference.
    does, do : str
        What one net, and what several do to have the value in place of the braces.
    where : str
        On which samples.
    """

    name: str
    symbol: str
    text: Callable[[float], str]
    lead: Callable[[float], str]
    ahead: str
    does: str
    do: str
    where: str


ACCURACY = Score(
    "accuracy",
    "",
    numbers.accuracy,
    numbers.points,
    "points ahead",
    "classifies {}",
    "classify {}",
    "of the test samples",
)
R2 = Score(
    "R²",
    "R² ",
    numbers.r2,
    numbers.difference,
    "ahead in R²",
    "has {}",
    "have {}",
    "on the test samples",
)


def score(kind: Score, names: tuple[str, ...], now: Spread, seeds: int) -> str:
    """Who does better on the test samples, over all seeds.

    Parameters
    ----------
    kind : Score
    names : tuple of str, length A
    now : Spread
        The score of each activation on the test samples at this step; each (A,).
    seeds : int
    """
    found = standing(now)
    if found.going == 0:
        return _nobody(kind, names, seeds)
    best = kind.symbol + kind.text(float(now.median[found.leaders[0]]))
    if len(names) == 1:
        return _alone(kind, names[0], best, seeds)
    if len(found.leaders) > 1:
        return _level(kind, names, found, best, seeds)
    name = names[found.leaders[0]]
    if np.isnan(found.margin):
        rest = "the other has none" if len(names) == 2 else f"the other {len(names) - 1} have none"
        named = best if kind.symbol else f"{kind.name} {best}"
        return fit(
            WIDE,
            f"{name} has {named}, {rest}.",
            f"{name} has {best}, {rest}.",
            f"{name} alone has one: {best}.",
        )
    return _ahead(kind, name, kind.lead(found.margin), seeds)


def _nobody(kind: Score, names: tuple[str, ...], seeds: int) -> str:
    if seeds > 1:
        return f"At least half of {seeds} seeds have no {kind.name}."
    if len(names) == 1:
        return f"{names[0]} has no {kind.name}: it diverged."
    return f"{every(len(names))} diverged: no {kind.name}."


def _alone(kind: Score, name: str, best: str, seeds: int) -> str:
    if seeds > 1:
        return fit(
            WIDE,
            f"{name} has a median of {best} over {seeds} seeds.",
            f"{name}: median {best} over {seeds} seeds.",
        )
    does = f"{name} {kind.does.format(best)}"
    return fit(WIDE, f"{does} {kind.where}.", f"{does}.")


def _level(kind: Score, names: tuple[str, ...], found: Standing, best: str, seeds: int) -> str:
    leaders = tuple(names[i] for i in found.leaders)
    who = joined(leaders)
    if seeds > 1:
        some = every(len(names)) if leaders == names else f"{len(leaders)} of {len(names)} nets"
        return fit(
            WIDE, f"{who} are level over {seeds} seeds.", f"{some} are level over {seeds} seeds."
        )
    if len(leaders) == len(names):
        both = "Both" if len(names) == 2 else f"All {len(names)}"
        return f"{both} {kind.do.format(best)} {kind.where}."
    return fit(
        WIDE, f"{who} lead with {best}.", f"{len(leaders)} of {len(names)} nets lead with {best}."
    )


def _ahead(kind: Score, name: str, lead: str, seeds: int) -> str:
    if seeds == 1:
        return fit(
            WIDE,
            f"{name} is {lead} {kind.ahead}; one seed proves little.",
            f"{name} is {lead} {kind.ahead}, on one seed.",
            f"{name}: {lead} {kind.ahead}, on one seed.",
        )
    return fit(
        WIDE,
        f"{name} is {lead} {kind.ahead} in the median of {seeds} seeds.",
        f"{name} is {lead} {kind.ahead} over {seeds} seeds.",
        f"{name}: {lead} {kind.ahead}, {seeds} seeds.",
    )
