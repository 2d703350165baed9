"""The run's numbers as rows: one per step and net, as exact as they were computed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from dashboard.charts.moment import Moment
from dashboard.charts.series import completed
from models.measures.records import Floats

QUANTITIES = ("loss", "accuracy", "r2", "rmse")
LOSSES = tuple(f"{part}_{name}" for name in QUANTITIES for part in ("train", "test"))


def steps(moment: Moment) -> list[int]:
    """Steps of the readings up to the shown step, which is the last."""
    kept = [reading.step for reading in moment.readings]
    return kept if moment.on_reading else [*kept, moment.frame.step]


def header(moment: Moment) -> tuple[str, ...]:
    """Names of the columns: the gradient is the RMS of dL/dz over the training set."""
    layers = [f"layer_{index + 1}" for index in range(len(moment.config.hidden))]
    return ("step", "net", "seed", *LOSSES, *(f"gradient_{at}" for at in (*layers, "output")))


def rows(moment: Moment) -> Iterator[tuple[object, ...]]:
    """One row per step and net, of all nets; a number is None once its net has diverged.

    So is one that the run's task does not have.
    """
    history, frame, config = moment.history, moment.frame, moment.config
    values = [completed(moment, history.series(n), getattr(frame["loss"], n)) for n in LOSSES]
    signal = completed(moment, history.signal(), frame["gradients"].signal_rms)
    for at, step in enumerate(steps(moment)):
        for net, seed in enumerate(config.net_seeds):
            name = config.nets[net // config.seeds].name
            found = (*(series[at, net] for series in values), *signal[at, net])
            yield (step, name, seed, *(_exact(value) for value in found))


def _exact(value: Floats) -> float | None:
    """The number itself; a missing one is None."""
    return None if value != value else float(value)


def to_csv(moment: Moment) -> str:
    """Header and rows as CSV; a missing number is an empty field."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header(moment))
    writer.writerows(rows(moment))
    return text.getvalue()
