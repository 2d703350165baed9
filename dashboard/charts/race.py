"""The Race page: verdict, curves of all nets, and a row for each activation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from dashboard import words
from dashboard.charts import plane
from dashboard.charts.moment import Moment, moment
from dashboard.charts.race_choice import RaceChoice
from dashboard.charts.race_curves import race_charts
from dashboard.charts.race_rows import columns, rows, strip
from models.measures.race_fields import RaceFields
from models.race.standings import race

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History
    from models.state import Frame

Costs = tuple[float, ...]


def asked(choice: RaceChoice) -> tuple[Any, ...]:
    """What the page needs of the nets: measures and questions."""
    return ("loss", RaceFields(choice.seed))


def race_view(
    config: RunConfig,
    frame: Frame,
    history: History,
    *,
    announce: str,
    choice: RaceChoice,
    costs: Costs | None = None,
) -> dict[str, Any]:
    """Everything that the Race page shows at one step, ready to be drawn.

    Parameters
    ----------
    config : RunConfig
    frame : Frame
        With the records of `asked`; it may be older than the end of the history.
    history : History
        Of the whole run so far: at least one reading.
    announce : str
        What a screen reader is told when it changes.
    choice : RaceChoice
    costs : tuple of float, optional
        Seconds of a step of each activation, once they are measured.
    """
    now = moment(config, frame, history, tuple(range(len(config.activations))))
    found = race(config, history, frame["loss"], now.gone, frame.step, choice.target)
    return {
        "kind": "race",
        "title": "Race",
        "announce": announce,
        "note": words.race_note(found),
        "verdict": words.race_verdict(found, now.names),
        "method": words.race_method(found, now.names),
        "progress": _progress(now),
        "charts": race_charts(now, found, choice, costs),
        "plane": plane.plane(now),
        "columns": columns(found, now),
        "strip": strip(found),
        "rows": rows(found, now, choice, costs),
    }


def _progress(now: Moment) -> float | None:
    """Share of the way to the last step, where the run has one."""
    limit = now.config.at(now.frame.step).stop_step
    return None if limit is None else float(np.clip(now.frame.step / limit, 0, 1))
