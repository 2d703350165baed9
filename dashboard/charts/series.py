"""What time series have in common: their steps, values and lines."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.moment import Drawn, Moment, plain_array
from models.measures.records import Floats
from models.summaries import Spread, spread

Line = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Series:
    """A field of the loss record over the steps; NaN where a net has diverged.

    Parameters
    ----------
    whole : ndarray, shape (m, K)
        Over the whole history, for the axes.
    values : ndarray, shape (n, K)
        Up to the shown step, which is the last row.
    spread : Spread
        Of `values` over seeds, each (n, A).
    """

    whole: Floats
    values: Floats
    spread: Spread


def steps(moment: Moment) -> NDArray[np.float32]:
    """Steps of the readings up to the shown step, which is the last, shape (n,)."""
    kept = moment.steps
    return plain_array(kept if moment.on_reading else np.append(kept, moment.frame.step))


def completed(moment: Moment, whole: Floats, now: Floats) -> Floats:
    """Values of the history (m, K, ...) up to the shown step, which has those of the frame."""
    gone = moment.gone.reshape(-1, *[1] * (now.ndim - 1))
    before = whole[: moment.kept - moment.on_reading]
    return np.concatenate([before.reshape(-1, *now.shape), np.where(gone, np.nan, now)[None]])


def collect(moment: Moment, name: str, worst: float) -> Series:
    """A field of the loss record over the steps; a missing value counts as `worst`."""
    whole = moment.history.series(name)
    values = completed(moment, whole, getattr(moment.frame["loss"], name))
    return Series(whole, values, spread(values, moment.config.seeds, worst))


def for_axis(moment: Moment, whole: Floats, nets: list[int]) -> Floats:
    """The values that decide the axis: of the drawn nets that go on, or of all if none does.

    A net that diverges leaves through the edge; it does not press the others flat.
    """
    going = [net for net in nets if not moment.last_gone[net]]
    return whole[:, going or nets]


def line(net: Drawn, values: Floats, name: str, width: float, opacity: float) -> Line:
    """A thin line of a net, without label and dot; a gap where a value is not finite."""
    return {
        "values": plain_array(np.where(np.isfinite(values), values, np.nan)),
        "name": name,
        "colour": net.look.colour,
        "width": width,
        "opacity": opacity,
        "dash": list(net.look.dash),
        "label": None,
        "dot": False,
        "faded": net.divergence is not None,
    }
