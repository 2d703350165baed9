"""The ledger of units: which died, when, and whether they came back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from models.events import NEVER, Event
from models.history import History

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True)
class LedgerRow:
    """What became of one unit, on the grid of steps.

    Parameters
    ----------
    net, layer, unit : int
        From 0; layers are hidden ones.
    died : int or None
        Step at which it first died; 0 where it never lived.
    revived : int or None
        Step at which it last revived.
    deaths, revivals : int
        How often.
    saturated : int or None
        Step at which it was first saturated.
    dead_now, saturated_now : bool
        At the last point of the history.
    """

    net: int
    layer: int
    unit: int
    died: int | None
    revived: int | None
    deaths: int
    revivals: int
    saturated: int | None
    dead_now: bool
    saturated_now: bool


def ledger(history: History, config: RunConfig) -> tuple[LedgerRow, ...]:
    """One row per hidden unit, by net, layer and unit.

    It is written from the events that are kept: where `History.events_dropped` is not 0, the oldest
    are missing from it.
    """
    events: defaultdict[tuple[int, int, int], list[Event]] = defaultdict(list)
    for event in history.events:
        events[event.net, event.layer, event.unit].append(event)
    return tuple(
        _row(place, events[place], history)
        for place in (
            (net, layer, unit)
            for net in range(config.net_count)
            for layer, units in enumerate(config.hidden)
            for unit in range(units)
        )
    )


def _row(place: tuple[int, int, int], events: list[Event], history: History) -> LedgerRow:
    steps = {
        kind: [event.step for event in events if event.kind == kind]
        for kind in ("died", "revived", "saturated")
    }
    net, layer, unit = place
    return LedgerRow(
        net=net,
        layer=layer,
        unit=unit,
        died=min(steps["died"], default=None),
        revived=max(steps["revived"], default=None),
        deaths=len(steps["died"]),
        revivals=len(steps["revived"]),
        saturated=min(steps["saturated"], default=None),
        dead_now=_holds(history.dead_since, place),
        saturated_now=_holds(history.saturated_since, place),
    )


def _holds(dates: tuple[NDArray[np.int64], ...], place: tuple[int, int, int]) -> bool:
    net, layer, unit = place
    return bool(dates) and bool(dates[layer][net, unit] != NEVER)
