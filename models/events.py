"""What happens to units: when they die, revive, saturate and come back from it.

Events are dated on the grid of steps: an event of step 130 was first seen there, and not at the
point before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NEVER = -1
KEPT = 5_000
DEATHS = ("died", "revived")
SATURATIONS = ("saturated", "unsaturated")

Dates = tuple[NDArray[np.int64], ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a unit.

    Parameters
    ----------
    step : int
        Step of the grid at which it was first seen.
    net, layer, unit : int
        From 0; layers are hidden ones.
    kind : str
        ``"died"``, ``"revived"``, ``"saturated"`` or ``"unsaturated"``.
    """

    step: int
    net: int
    layer: int
    unit: int
    kind: str


def follow(
    dates: Dates, now: Sequence[NDArray[np.bool_]], step: int, kinds: tuple[str, str]
) -> tuple[Dates, list[Event]]:
    """Bring dates up to a step.

    Parameters
    ----------
    dates : tuple of ndarray of int, each (K, units)
        Per layer, the step since which a unit has been dead (or saturated), or `NEVER`; empty
        before the first step.
    now : sequence of ndarray of bool, each (K, units)
        Whether it is so at `step`.
    step : int
    kinds : tuple of str
        `DEATHS` or `SATURATIONS`: what it is called when it begins and when it ends.

    Returns
    -------
    dates : tuple of ndarray
    events : list of Event
        What began and what ended, by layer, net and unit.
    """
    before = dates or tuple(np.full(found.shape, NEVER) for found in now)
    after = tuple(
        np.where(found, np.where(old == NEVER, step, old), NEVER)
        for old, found in zip(before, now, strict=True)
    )
    events = [
        Event(step, int(net), layer, int(unit), kinds[not found[net, unit]])
        for layer, (old, found) in enumerate(zip(before, now, strict=True))
        for net, unit in np.argwhere((old != NEVER) != found)
    ]
    return after, events


def follow_all(
    dates: Dates,
    found: Sequence[NDArray[np.bool_]],
    steps: NDArray[np.int64],
    diverged: NDArray[np.bool_],
    kinds: tuple[str, str],
) -> tuple[Dates, list[Event]]:
    """Bring dates through n steps, as `follow` does one by one.

    Parameters
    ----------
    found : sequence of ndarray of bool, each (n, K, units)
    steps : ndarray, shape (n,)
    diverged : ndarray of bool, shape (n, K)
        Nets to which nothing happens any more.
    """
    dates = dates or tuple(np.full(layer.shape[1:], NEVER) for layer in found)
    before = [layer != NEVER for layer in dates]
    now = [_held(*pair, diverged) for pair in zip(found, before, strict=True)]
    turned = np.zeros(len(steps), dtype=bool)
    for layer, first in zip(now, before, strict=True):
        turned |= (layer != np.concatenate([first[np.newaxis], layer[:-1]])).any((1, 2))
    events: list[Event] = []
    for at in np.flatnonzero(turned):
        dates, more = follow(dates, [layer[at] for layer in now], int(steps[at]), kinds)
        events += more
    return dates, events


def _held(
    found: NDArray[np.bool_], before: NDArray[np.bool_], diverged: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """What was found of a layer, (n, K, units), as it last was where a net has diverged, (n, K)."""
    found = found.copy()
    for net in np.flatnonzero(diverged.any(0)):
        first = int(diverged[:, net].argmax())
        found[first:, net] = found[first - 1, net] if first else before[net]
    return found


def dates_at(dates: Dates, events: Sequence[Event], step: int, kinds: tuple[str, str]) -> Dates:
    """The dates as they were at an earlier step: later events are taken back.

    Where an event ended something whose beginning is no longer kept, the date is that of the oldest
    event that is kept.
    """
    found = tuple(layer.copy() for layer in dates)
    begins, ends = kinds
    began = {
        (event.layer, event.net, event.unit): event.step
        for event in events
        if event.kind == begins and event.step <= step
    }
    for event in reversed([event for event in events if event.step > step]):
        place = (event.layer, event.net, event.unit)
        if event.kind == begins:
            found[event.layer][event.net, event.unit] = NEVER
        elif event.kind == ends:
            found[event.layer][event.net, event.unit] = began.get(place, min(events[0].step, step))
    return found
