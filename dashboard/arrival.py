"""The moment that a link asks for: the run trains to it when the link is opened, and pauses."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard import numbers
from dashboard.run import Run
from models.declarations import FIELDS
from models.fields import ConfigError
from models.link import short

PARAMETER = "at"
MOST = 100_000


@dataclass(frozen=True)
class Arrival:
    """Where a link leads.

    Parameters
    ----------
    step : int
        0 where it leads to the beginning.
    notes : tuple of str
        What could not be done as the link has it.
    """

    step: int = 0
    notes: tuple[str, ...] = ()


def take(query: dict[str, str]) -> Arrival:
    """Where a query leads; its parameter is taken out of it.

    >>> take({"at": "300", "noise": "0.1"}).step, take({}).step
    (300, 0)
    >>> take({"at": "soon"}).notes
    ('The link asks for step soon, which is no whole number: it opens at step 0.',)
    """
    text = query.pop(PARAMETER, None)
    if text is None:
        return Arrival()
    try:
        step = int(FIELDS["stop_step"].check(PARAMETER, float(text[:20])))
    except (ConfigError, ValueError):
        asked = f"The link asks for step {short(text)}, which is no whole number"
        return Arrival(notes=(f"{asked}: it opens at step 0.",))
    if step <= MOST:
        return Arrival(step)
    note = (
        f"The link asks for step {numbers.step(step)}; a link trains to step "
        f"{numbers.step(MOST)} at most. Press Play to go on from there."
    )
    return Arrival(MOST, (note,))


def go(run: Run, arrival: Arrival) -> None:
    """Have a run play to the moment, and no further."""
    if arrival.step and run.stopped is None:
        run.playing, run.until = True, arrival.step
