"""Who is where in a race: figures of each activation, and the comparison of all pairs."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.events import NEVER
from models.measures.records import LossRecord, Reading
from models.race.intervals import Intervals, intervals
from models.race.records import Comparison, Entrant, Race
from models.race.signed_ranks import differences, holm, p_value, seeds_needed
from models.summaries import Floats, Spread, spread
from models.targets import LEVELS

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History

Rows = tuple[tuple[float, ...], ...]


def race(
    config: RunConfig,
    history: History,
    loss: LossRecord,
    gone: NDArray[np.bool_],
    step: int,
    target: float,
) -> Race:
    """The race as it stands at a step.

    Parameters
    ----------
    config, history : RunConfig, History
        Of the whole run: at least the reading of step 0.
    loss : LossRecord
        Of the nets at `step`.
    gone : ndarray of bool, shape (K,)
        Which nets have diverged by then.
    target : float
        One of `models.targets.LEVELS`.
    """
    steps = steps_to(history, target, step).reshape(-1, config.seeds)
    quartiles = spread(steps.ravel(), config.seeds, np.inf)
    figures = vars(quartiles) | _figures(config, history, loss, gone, step)
    order = _ranking(quartiles, figures["test_loss"])
    pairs, found = compared(tuple(tuple(map(float, row)) for row in steps), order)
    rates, lost = config.at(step).learning_rates, gone.reshape(steps.shape).sum(1)
    entrants = tuple(
        Entrant(
            group=group,
            steps=steps[group],
            interval=(float(found.median[group, 0]), float(found.median[group, 1])),
            diverged=int(lost[group]),
            rate=rates[group],
            **{name: float(values[group]) for name, values in figures.items()},
        )
        for group in order
    )
    rest = (entrants, pairs, seeds_needed(len(order)))
    return Race(step, target, history.mean_over, config.seeds, *rest)


def steps_to(history: History, target: float, step: int) -> Floats:
    """Steps to target of each net, (K,), as known at a step; infinite where not yet.

    Raises
    ------
    ValueError
        For a target that is not one of `models.targets.LEVELS`.
    """
    if target not in LEVELS:
        raise ValueError(f"a target must have two significant digits, 0.001 to 9.9; got {target}.")
    dates = history.reached[LEVELS.index(target)]
    return np.where((dates == NEVER) | (dates > step), np.inf, dates.astype(float))


@lru_cache(maxsize=64)
def compared(steps: Rows, order: tuple[int, ...]) -> tuple[tuple[Comparison, ...], Intervals]:
    """All pairs in the order of the ranking, and the intervals that go with them.

    Parameters
    ----------
    steps : tuple of tuple of float
        Steps to target of each activation and seed.
    order : tuple of int
        Positions of the activations, the fastest first.
    """
    values, pairs = np.array(steps), list(combinations(order, 2))
    if values.shape[1] < 2:
        nothing = Intervals(np.full((len(values), 2), np.nan), np.full((len(pairs), 3), np.nan))
        return (), nothing
    found = intervals(values, pairs)
    adjusted = holm([p_value(differences(values[a], values[b])) for a, b in pairs])
    ends = ((float(a), float(b), float(c)) for a, b, c in found.ratio)
    rows = zip(pairs, ends, adjusted, strict=True)
    return tuple(Comparison(*pair, *ratio, p) for pair, ratio, p in rows), found


def _ranking(steps: Spread, loss: Floats) -> tuple[int, ...]:
    """Positions, the fewest median steps first; of equal ones by lower quartiles, then by loss."""
    keys = np.stack([steps.median, steps.low, steps.high, loss], 1)
    return tuple(sorted(range(len(keys)), key=lambda group: tuple(map(float, keys[group]))))


def _figures(
    config: RunConfig, history: History, loss: LossRecord, gone: NDArray[np.bool_], step: int
) -> dict[str, Floats]:
    """Medians of train loss, test loss, score, dead and saturated share, each (A,)."""
    seeds = config.seeds
    reading = history.readings[int(np.searchsorted(history.steps, step, side="right")) - 1]
    score = loss.test_r2 if config.task == "regression" else loss.test_accuracy
    best = spread(np.where(gone, np.nan, score), seeds, -np.inf).median
    dead, saturated = shares_of(reading)
    return {
        "train_loss": spread(np.where(gone, np.nan, loss.train_loss), seeds, np.inf).median,
        "test_loss": spread(np.where(gone, np.nan, loss.test_loss), seeds, np.inf).median,
        "score": np.where(np.isfinite(best), best, np.nan),
        "dead": _middle(np.where(gone, np.nan, dead).reshape(-1, seeds)),
        "saturated": _middle(np.where(gone, np.nan, saturated).reshape(-1, seeds)),
    }


def shares_of(reading: Reading) -> tuple[Floats, Floats]:
    """Share of dead units, and of saturated values, of each net over all hidden layers, (K,).

    Of the columns of n readings, (n, K).
    """
    widths = np.array([dead.shape[-1] for dead in reading.dead])
    if not len(widths):
        nothing = np.full(reading.diverged.shape, np.nan)
        return nothing, nothing
    dead = np.concatenate(reading.dead, axis=-1).mean(-1)
    saturated = np.stack([layer.saturated_share for layer in reading.layers], -1)
    return dead, np.asarray((saturated * widths).sum(-1) / widths.sum(), dtype=float)


def _middle(values: Floats) -> Floats:
    """Medians of rows, without what is missing; NaN for a row of nothing."""
    known = [row[np.isfinite(row)] for row in values]
    return np.array([np.median(row) if len(row) else np.nan for row in known])
