"""The words for what happened at a step of a run."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard import numbers
from dashboard.words.names import short_names
from models.config import RunConfig
from models.declarations import FIELDS
from models.moments import Moment

MOST = 4


def moment(config: RunConfig, found: Moment) -> str:
    """One thing that happened, as a clause.

    >>> moment(RunConfig(), Moment(88, "died", 0, 3))
    '3 units of ReLU died at step 88'
    >>> moment(RunConfig(), Moment(0, "died", 1, 1))
    '1 unit of tanh was dead from the start'
    >>> moment(RunConfig(seeds=2), Moment(212, "diverged", 0, 1))
    '1 net of ReLU diverged at step 212'
    """
    at = f"at step {numbers.step(found.step)}"
    if found.change is not None:
        value = found.change.value
        shown = "off" if value is None else numbers.plain(value)
        return f"{FIELDS[found.change.field].label} {shown} from step {numbers.step(found.step)}"
    name = short_names(config.nets)[found.net or 0]
    if found.kind == "diverged":
        return f"{name if config.seeds == 1 else _counted(found.count, 'net', name)} diverged {at}"
    units = _counted(found.count, "unit", name)
    if found.kind == "died" and found.step == 0:
        return f"{units} {'was' if found.count == 1 else 'were'} dead from the start"
    return f"{units} {found.kind} {at}"


def moments(config: RunConfig, found: Sequence[Moment]) -> str:
    """Several things that happened at one place, at most four of them named."""
    named = [moment(config, one) for one in found[:MOST]]
    more = len(found) - MOST
    return ". ".join([*named, f"And {more} more"] if more > 0 else named) + "."


def _counted(count: int, what: str, name: str) -> str:
    return f"{numbers.step(count)} {what}{'' if count == 1 else 's'} of {name}"
