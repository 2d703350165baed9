"""The verdict of a race, and how it was found. A net is named by its short name."""

from __future__ import annotations

import math

from dashboard import numbers
from dashboard.words.fit import joined
from models.race.records import Comparison, Entrant, Race

MOST = 3
CLOSE = 1.15


def race_verdict(race: Race, names: tuple[str, ...]) -> str:
    """Who gets to the target first, by how much, and what is no more than chance.

    Parameters
    ----------
    race : Race
    names : tuple of str
        Of the activations, in the order of the configuration.
    """
    target, first = numbers.plain(race.target), race.entrants[0]
    if not any(entrant.solved for entrant in race.entrants):
        return f"{_nobody(len(names))} to loss {target} yet."
    if len(names) == 1:
        return f"{names[0]} gets to loss {target} in {_solved(first, race)}."
    if race.seeds < race.needed:
        return _too_few(race, names)
    if not math.isfinite(first.median):
        return f"No activation gets to loss {target} in most of its {race.seeds} seeds yet."
    return f"{'; '.join(_parts(race, names))}."


def race_method(race: Race, names: tuple[str, ...]) -> str:
    """How the verdict was found, with its sources, in one line."""
    rates = {entrant.rate for entrant in race.entrants}
    same = f"All at learning rate {numbers.plain(min(rates))}."
    rate = same if len(rates) == 1 else "Each at its own learning rate."
    if len(names) == 1 or race.seeds < race.needed:
        return rate
    pairs = len(race.comparisons)
    corrected = f" with Holm’s method over {pairs} pairs" if pairs > 1 else ""
    return (
        "In brackets 95 % by SciPy’s bootstrap (BCa), paired by seed: its nets share draws. Told "
        f"apart by Wilcoxon’s signed ranks{corrected}, 5 %. {rate}"
    )


def race_note(race: Race) -> str:
    """What "steps to loss" means here."""
    mean = (
        "the loss of the whole training set"
        if race.mean_over == 1
        else f"the mean minibatch loss of the last {race.mean_over} steps"
    )
    return (
        f"Steps to loss {numbers.plain(race.target)}: the first step at which {mean} is below it. "
        "A seed that never gets there counts as slower than all that do. Nets of one seed see the "
        "same samples in the same order and start from the same draws."
    )


def _nobody(count: int) -> str:
    return "The net has not come" if count == 1 else "No activation has come"


def _solved(entrant: Entrant, race: Race) -> str:
    if race.seeds == 1:
        return f"{numbers.step(round(entrant.median))} steps"
    some = f"{entrant.solved} of {race.seeds} seeds"
    if not math.isfinite(entrant.median):
        return some
    return f"{some}, after {numbers.step(round(entrant.median))} steps in the median"


def _too_few(race: Race, names: tuple[str, ...]) -> str:
    first = race.entrants[0]
    seeds = "one seed" if race.seeds == 1 else f"{race.seeds} seeds"
    lead = f"{names[first.group]} is first so far, in {_solved(first, race)}"
    return f"{lead}. But {seeds} cannot tell a difference from chance: take {race.needed} or more."


def _parts(race: Race, names: tuple[str, ...]) -> list[str]:
    """The verdict's clauses: the leaders, who is slower, who never gets there."""
    first, *others = race.entrants
    late = [other for other in others if not math.isfinite(other.median)]
    pairs = [(race.between(first.group, other.group), other) for other in others]
    slower = [(p, other) for p, other in pairs if p.differ and other not in late]
    level = [other for p, other in pairs if not p.differ and other not in late]
    parts = []
    if slower:
        parts.append(_slower(names[first.group], slower, names))
    if level:
        leaders = (names[first.group], *(names[other.group] for other in level))
        parts.append(_level(leaders, race.seeds))
    if not parts:
        parts.append(f"{names[first.group]} alone gets there in most of its {race.seeds} seeds")
    return [*parts, *_late(late, names, race.seeds)]


def _slower(first: str, slower: list[tuple[Comparison, Entrant]], names: tuple[str, ...]) -> str:
    """By how much: of up to three in full, of more the nearest and the farthest."""
    shown = slower if len(slower) <= MOST else [slower[0], slower[-1]]
    parts = [
        f"{_times(found.ratio)} ({_times(found.low)}–{_times(found.high)}) times fewer "
        f"{'steps ' if at == 0 else ''}than {names[other.group]}"
        for at, (found, other) in enumerate(shown)
    ]
    between = len(slower) - len(shown)
    rest = f", {between} lie between" if between else ""
    return f"{first} needs {joined(tuple(parts))}{rest}"


def _late(late: list[Entrant], names: tuple[str, ...], seeds: int) -> list[str]:
    """Those that have not got there in most seeds, or in none."""
    nobody = tuple(names[entrant.group] for entrant in late if not entrant.solved)
    does = "has" if len(nobody) == 1 else "have"
    parts = [f"{joined(nobody)} {does} not got there in any seed"] if nobody else []
    some = [entrant for entrant in late if entrant.solved]
    return parts + [f"{names[e.group]} gets there in {e.solved} of {seeds} only" for e in some]


def _times(ratio: float) -> str:
    if not math.isfinite(ratio):
        return "∞"
    if ratio >= 10:
        return numbers.step(round(ratio))
    return f"{ratio:.1f}" if ratio >= CLOSE else f"{ratio:.2f}"


def _level(names: tuple[str, ...], seeds: int) -> str:
    if len(names) == 2:
        return f"{joined(names)} are level: their difference is inside the spread of {seeds} seeds"
    return f"{joined(names)} are level: their differences are inside the spread of {seeds} seeds"
