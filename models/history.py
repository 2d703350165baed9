"""The history of a run: readings on the grid, thinned evenly, and the dates of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models import targets
from models.events import DEATHS, KEPT, NEVER, SATURATIONS, Dates, Event, dates_at, follow_all
from models.grid import POINTS, spacing
from models.losses import LOSSES
from models.readings import Readings

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.measures.records import Reading
    from models.state import Floats, State


@dataclass(frozen=True, eq=False)
class History:
    """What a run has been through.

    Parameters
    ----------
    readings : Readings
        In order of steps; at most 2 * POINTS + 1 of them, equally spaced but for the last, and
        wider before the moment at which a run branched off.
    dead_since, saturated_since : tuple of ndarray of int, each (K, units)
        Grid step since which a unit has been dead, or saturated, without a break, or `NEVER`. Of a
        net that diverges, they stay as they were.
    reach : ndarray, shape (K, L)
        Largest reach so far of each net's preactivations in each layer.
    goal : float
        Test loss whose first crossing is dated; NaN for none.
    below_since : ndarray of int, shape (K,)
        First grid step at which the test loss of a net lay below `goal`, or `NEVER`.
    mean_over : int
        Steps in the running mean of the minibatch loss.
    reached : ndarray of int, shape (levels, K)
        First step at which that mean lay below each of `targets.LEVELS`, or `NEVER`.
    events : tuple of Event
        In order of steps; the newest 5,000 of them.
    events_dropped : int
        How many older ones are no longer kept.
    """

    readings: Readings = field(default_factory=Readings)
    dead_since: Dates = ()
    saturated_since: Dates = ()
    reach: NDArray[np.floating] = field(default_factory=lambda: np.empty((0, 0)))
    goal: float = np.nan
    below_since: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    mean_over: int = targets.MEAN_OVER
    reached: NDArray[np.int64] = field(default_factory=lambda: targets.nobody(0))
    events: tuple[Event, ...] = ()
    events_dropped: int = 0

    @classmethod
    def of(cls, config: RunConfig) -> History:
        """The empty history of a run, with the goal of its loss."""
        return cls(
            goal=LOSSES[config.loss].goal,
            mean_over=targets.window(config),
            reached=targets.nobody(config.net_count),
        )

    @property
    def last(self) -> Reading:
        """The newest reading."""
        return self.readings[-1]

    @property
    def steps(self) -> NDArray[np.int64]:
        """Step of each reading, shape (n,)."""
        return self.readings.steps

    def series(self, name: str) -> NDArray[np.floating]:
        """A field of the loss record over the readings, shape (n, K); NaN once a net diverged."""
        return self.known(getattr(self.columns.loss, name))

    def signal(self) -> NDArray[np.floating]:
        """RMS of dL/dz over the readings, shape (n, K, L + 1); NaN once a net diverged."""
        return self.by_weight("signal_rms")

    def by_weight(self, name: str) -> NDArray[np.floating]:
        """A field (K, L + 1) of the readings, shape (n, K, L + 1); NaN once a net diverged."""
        return self.known(getattr(self.columns, name))

    def by_layer(self, name: str) -> NDArray[np.floating]:
        """A field (K,) of the layers' readings, shape (n, K, L); NaN once a net diverged."""
        layers = [getattr(layer, name) for layer in self.columns.layers]
        return self.known(np.stack(layers, 2))

    @property
    def histogram_nets(self) -> int:
        """How many nets, counted from the first, the readings have histograms of."""
        kept = self.columns.weight_gradient_bins
        return kept[0].zeros.shape[1] if kept else 0

    def until(self, step: int) -> History:
        """The history as it was at an earlier step, at most at the last one.

        Readings that were thinned out since then do not come back, and `reach` is that of the
        readings that are left.
        """
        readings = self.readings[self.readings.steps <= step]
        gone_by = self.below_since <= step
        return replace(
            self,
            readings=readings,
            dead_since=dates_at(self.dead_since, self.events, step, DEATHS),
            saturated_since=dates_at(self.saturated_since, self.events, step, SATURATIONS),
            reach=np.fmax.reduce(_columns(readings).reach),
            below_since=np.where(gone_by, self.below_since, NEVER),
            reached=np.where(self.reached <= step, self.reached, NEVER),
            events=tuple(event for event in self.events if event.step <= step),
        )

    @property
    def columns(self) -> Reading:
        """One record of all readings, whose arrays have an axis (n, ...) in front."""
        return _columns(self.readings)

    def known(self, values: NDArray[np.floating]) -> NDArray[np.floating]:
        """Values (n, K, ...) as numbers of 64 bits, NaN once a net diverged."""
        gone = self.columns.diverged
        return np.where(gone.reshape(*gone.shape, *[1] * (values.ndim - 2)), np.nan, values)


def _columns(readings: Readings) -> Reading:
    if readings.columns is None:
        raise ValueError("the history has no reading yet.")
    return readings.columns


def extend(history: History, readings: Iterable[Reading]) -> History:
    """The history with further readings; ones that it already has are passed over."""
    new = Readings.of(readings)
    steps = new.steps
    # Each must lie behind the last one, and behind all before it.
    last = history.steps[-1] if history.readings else -1
    later = steps > np.maximum.accumulate(np.concatenate([[last], steps]))[:-1]
    new = new if later.all() else new[later]
    if not new:
        return history
    columns = _columns(new)
    reach = np.fmax.reduce(columns.reach)
    history = replace(
        history,
        readings=_thinned(history.readings, new),
        reach=np.fmax(history.reach, reach) if history.readings else reach,
        below_since=_below_since(history, columns),
    )
    return _dated(history, new)


def followed(history: History, before: State, losses: Floats) -> History:
    """The history with the dates at which minibatch losses (steps, K) after a State passed levels.

    >>> from models.config import RunConfig
    >>> from models.training import Budget, advance, begin
    >>> config = RunConfig(learning_rate=0.3)
    >>> state, frame = advance(config, begin(config), Budget(steps=30))
    >>> found = followed(History.of(config), begin(config), frame.batch_loss).reached
    >>> int(found[targets.LEVELS.index(0.7), 0])
    10
    """
    dates = targets.reached(history.reached, before.recent, losses, before.step, history.mean_over)
    return replace(history, reached=dates)


def _thinned(old: Readings, new: Readings) -> Readings:
    """Both, without those that the grid no longer has where the newer ones lie."""
    steps = np.concatenate([old.steps, new.steps])
    kept = np.arange(len(old))
    for at in range(len(old), len(steps)):
        if len(kept) >= 2 * POINTS:
            kept = kept[steps[kept] % spacing(int(steps[at])) == 0]
        kept = np.append(kept, at)
    joined = old + new
    return joined if len(kept) == len(steps) else joined[kept]


def _below_since(history: History, new: Reading) -> NDArray[np.int64]:
    """First step at which the test loss of each net lay below the goal."""
    met = (new.loss.test_loss < history.goal) & ~new.diverged
    first = np.asarray(new.step)[met.argmax(0)]
    now = np.where(met.any(0), first, NEVER)
    before = history.below_since
    return np.where(before == NEVER, now, before) if history.readings else now


def _dated(history: History, new: Readings) -> History:
    """With the events of further readings."""
    columns = _columns(new)
    saturated = tuple(layer.saturated for layer in columns.layers)
    steps, gone = new.steps, columns.diverged
    dead_since, deaths = follow_all(history.dead_since, columns.dead, steps, gone, DEATHS)
    saturated_since, others = follow_all(
        history.saturated_since, saturated, steps, gone, SATURATIONS
    )
    # Of one step, deaths come before saturations.
    events = (*history.events, *sorted([*deaths, *others], key=lambda event: event.step))
    dropped = max(0, len(events) - KEPT)
    return replace(
        history,
        dead_since=dead_since,
        saturated_since=saturated_since,
        events=events[dropped:],
        events_dropped=history.events_dropped + dropped,
    )
