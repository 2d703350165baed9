"""The moments of a run that a person wants to find again: deaths, revivals, divergence, changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.events import DEATHS, Event
from models.fields import Change
from models.state import Divergence

if TYPE_CHECKING:
    from models.config import RunConfig


@dataclass(frozen=True)
class Moment:
    """Something that happened at a step.

    Parameters
    ----------
    step : int
    kind : str
        ``"diverged"``, ``"died"``, ``"revived"`` or ``"changed"``.
    net : int or None
        Index of the activation to which it happened; None for a live change.
    count : int
        How many of its units died or revived, or how many of its nets diverged.
    change : Change or None
        The live change.
    """

    step: int
    kind: str
    net: int | None = None
    count: int = 1
    change: Change | None = None


def moments(
    config: RunConfig, events: Sequence[Event], divergence: Sequence[Divergence | None], last: int
) -> tuple[Moment, ...]:
    """The moments of a run up to a step, in order of steps.

    Parameters
    ----------
    config : RunConfig
    events : sequence of Event
        From the history; saturations are left out.
    divergence : sequence of Divergence or None, length K
    last : int

    Examples
    --------
    >>> from models.config import RunConfig
    >>> dead = [Event(88, 0, 1, unit, "died") for unit in range(3)]
    >>> moments(RunConfig(), dead, (None, None), last=100)
    (Moment(step=88, kind='died', net=0, count=3, change=None),)
    """
    seeds = config.seeds
    units = Counter((e.step, e.kind, e.net // seeds) for e in events if e.kind in DEATHS)
    nets = Counter(
        (found.step, "diverged", net // seeds) for net, found in enumerate(divergence) if found
    )
    found = [
        Moment(step, kind, net, count)
        for (step, kind, net), count in (*units.items(), *nets.items())
    ]
    found += [Moment(change.step, "changed", change=change) for change in config.changes]
    return tuple(sorted((m for m in found if m.step <= last), key=lambda moment: moment.step))
