"""The table of a race: a row for each activation, the one with the fewest steps first."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from dashboard import numbers
from dashboard.charts import axes
from dashboard.charts.fields import ARRAYS
from dashboard.charts.moment import Drawn, Moment, picture_text, plain_array
from dashboard.charts.plane import kind
from dashboard.charts.race_choice import RaceChoice
from dashboard.charts.scores import score_of
from models.measures.race_fields import RaceFields
from models.race.records import Entrant, Race
from models.state import Frame

Costs = tuple[float, ...] | None
INTERVAL = "Median steps with its bootstrap interval of 95 %."
COST = (
    "Milliseconds of one step of one net of this activation, trained alone on one thread of this "
    "machine: the fastest of 7 rounds. In the race all nets take their steps together."
)


def columns(race: Race, now: Moment) -> list[dict[str, Any]]:
    """Headings of the columns behind the strip."""
    found = [
        _column("Median", INTERVAL, narrow=True),
        _column("Solved", "Seeds that got to the loss.", narrow=True),
        _column(score_of(now.config).heading, "On the test samples, median over seeds."),
        _column("Test loss", "Median over seeds."),
        _column("Dead", "Share of the hidden units that are dead, median over seeds."),
    ]
    if any(entrant.diverged for entrant in race.entrants):
        found.append(_column("Diverged", "Nets that overflowed."))
    if len({entrant.rate for entrant in race.entrants}) > 1:
        found.append(_column("Rate", "Learning rate."))
    return [*found, _column("ms/step", COST)]


def strip(race: Race) -> dict[str, Any]:
    """The axis of the dots, and what stands above it."""
    known = [float(s) for e in race.entrants for s in e.steps if math.isfinite(s)]
    return {
        "heading": f"Steps to loss {numbers.plain(race.target)}",
        "detail": "each dot a seed; bar quartiles, tick median" if race.seeds > 1 else "one seed",
        "x": axes.steps(int(max(known, default=0))),
    }


def rows(race: Race, now: Moment, choice: RaceChoice, costs: Costs) -> list[dict[str, Any]]:
    """One row for each activation."""
    small = now.frame[RaceFields(choice.seed)]
    about = Frame(now.frame.step, {"boundary": small.boundary})
    pictured = replace(now, frame=about)
    arrays = ARRAYS[kind(now.config)]
    return [
        {
            "name": now.nets[entrant.group].name,
            "colour": now.nets[entrant.group].look.colour,
            "faded": now.lost(now.nets[entrant.group]),
            "field": {
                **arrays(pictured, entrant.group),
                "aria": _picture(now, now.nets[entrant.group], small.nets[entrant.group]),
            },
            "steps": plain_array([s if math.isfinite(s) else math.nan for s in entrant.steps]),
            "quartiles": [_finite(v) for v in (entrant.low, entrant.median, entrant.high)],
            "never": _never(entrant),
            "aria": _sentence(entrant, now.nets[entrant.group], race),
            "cells": _cells(race, entrant, now, costs),
        }
        for entrant in race.entrants
    ]


def _column(heading: str, help_text: str, *, narrow: bool = False) -> dict[str, Any]:
    return {"heading": heading, "help": help_text, "narrow": narrow}


def _cells(race: Race, entrant: Entrant, now: Moment, costs: Costs) -> list[str]:
    score = score_of(now.config)
    found = [
        _median(entrant),
        f"{entrant.solved} of {race.seeds}",
        score.words.text(entrant.score),
        numbers.loss(entrant.test_loss),
        numbers.share(entrant.dead),
    ]
    if any(other.diverged for other in race.entrants):
        found.append(str(entrant.diverged))
    if len({other.rate for other in race.entrants}) > 1:
        found.append(numbers.plain(entrant.rate))
    cost = math.nan if costs is None else 1000 * costs[entrant.group]
    return [*found, numbers.gradient(cost)]


def _median(entrant: Entrant) -> str:
    if not math.isfinite(entrant.median):
        return "never"
    middle = numbers.step(round(entrant.median))
    if math.isnan(entrant.interval[0]):
        return middle
    return f"{middle} {numbers.interval(*entrant.interval)}"


def _never(entrant: Entrant) -> str | None:
    late = len(entrant.steps) - entrant.solved
    return f"{late} never" if late else None


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _picture(now: Moment, net: Drawn, index: int) -> str:
    seed = now.config.net_seeds[index]
    return picture_text(net, "decision", f"net of seed {seed}")


def _sentence(entrant: Entrant, net: Drawn, race: Race) -> str:
    where = f"{entrant.solved} of {race.seeds} seeds, median {_median(entrant)}"
    return picture_text(net, f"steps to loss {numbers.plain(race.target)}", where)
