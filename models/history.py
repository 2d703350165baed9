"""The history of a run: readings on the grid, thinned evenly, and the dates of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models import targets
from models.events import DEATHS, KEPT, NEVER, SATURATIONS, Dates, Event, dates_at, follow
from models.grid import POINTS, spacing
from models.losses import LOSSES
from models.measures.records import Reading

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.state import Floats, State


@dataclass(frozen=True, eq=False)
class History:
    """What a run has been through.

    Parameters
    ----------
    readings : tuple of Reading
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

    readings: tuple[Reading, ...] = ()
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
        return np.array([reading.step for reading in self.readings], dtype=np.int64)

    def series(self, name: str) -> NDArray[np.floating]:
        """A field of the loss record over the readings, shape (n, K); NaN once a net diverged."""
        values = np.array([getattr(r.loss, name) for r in self.readings], dtype=float)
        return np.where(self._diverged(), np.nan, values)

    def signal(self) -> NDArray[np.floating]:
        """RMS of dL/dz over the readings, shape (n, K, L + 1); NaN once a net diverged."""
        return self.by_weight("signal_rms")

    def by_weight(self, name: str) -> NDArray[np.floating]:
        """A field (K, L + 1) of the readings, shape (n, K, L + 1); NaN once a net diverged."""
        values = np.array([getattr(reading, name) for reading in self.readings], dtype=float)
        return np.where(self._diverged()[..., None], np.nan, values)

    def by_layer(self, name: str) -> NDArray[np.floating]:
        """A field (K,) of the layers' readings, shape (n, K, L); NaN once a net diverged."""
        rows = [[getattr(layer, name) for layer in reading.layers] for reading in self.readings]
        values = np.array(rows, dtype=float).swapaxes(1, 2)
        return np.where(self._diverged()[..., None], np.nan, values)

    @property
    def histogram_nets(self) -> int:
        """How many nets, counted from the first, the readings have histograms of."""
        kept = self.last.weight_gradient_bins
        return len(kept[0].zeros) if kept else 0

    def until(self, step: int) -> History:
        """The history as it was at an earlier step, at most at the last one.

        Readings that were thinned out since then do not come back, and `reach` is that of the
        readings that are left.
        """
        readings = tuple(reading for reading in self.readings if reading.step <= step)
        gone_by = self.below_since <= step
        return replace(
            self,
            readings=readings,
            dead_since=dates_at(self.dead_since, self.events, step, DEATHS),
            saturated_since=dates_at(self.saturated_since, self.events, step, SATURATIONS),
            reach=np.fmax.reduce([reading.reach for reading in readings]),
            below_since=np.where(gone_by, self.below_since, NEVER),
            reached=np.where(self.reached <= step, self.reached, NEVER),
            events=tuple(event for event in self.events if event.step <= step),
        )

    def _diverged(self) -> NDArray[np.bool_]:
        return np.array([reading.diverged for reading in self.readings])


def extend(history: History, readings: Iterable[Reading]) -> History:
    """The history with further readings; ones that it already has are passed over."""
    for reading in readings:
        if not history.readings or reading.step > history.last.step:
            history = _append(history, reading)
    return history


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


def _append(history: History, reading: Reading) -> History:
    first = not history.readings
    reach = reading.reach if first else np.fmax(history.reach, reading.reach)
    now = np.where((reading.loss.test_loss < history.goal) & ~reading.diverged, reading.step, NEVER)
    below = now if first else np.where(history.below_since == NEVER, now, history.below_since)
    kept = history.readings
    if len(kept) >= 2 * POINTS:
        kept = tuple(old for old in kept if old.step % spacing(reading.step) == 0)
    history = replace(history, readings=(*kept, reading), reach=reach, below_since=below)
    return _dated(history, reading)


def _dated(history: History, reading: Reading) -> History:
    """With the events of a reading."""
    saturated = tuple(layer.saturated for layer in reading.layers)
    dead_since, deaths = _followed(history.dead_since, reading.dead, reading, DEATHS)
    saturated_since, others = _followed(history.saturated_since, saturated, reading, SATURATIONS)
    events = (*history.events, *deaths, *others)
    dropped = max(0, len(events) - KEPT)
    return replace(
        history,
        dead_since=dead_since,
        saturated_since=saturated_since,
        events=events[dropped:],
        events_dropped=history.events_dropped + dropped,
    )


def _followed(
    dates: Dates, now: tuple[NDArray[np.bool_], ...], reading: Reading, kinds: tuple[str, str]
) -> tuple[Dates, list[Event]]:
    if reading.diverged.any() and dates:
        lost = reading.diverged[:, np.newaxis]
        now = tuple(
            np.where(lost, old != NEVER, found) for old, found in zip(dates, now, strict=True)
        )
    return follow(dates, now, reading.step, kinds)
