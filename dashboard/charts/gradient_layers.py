"""What reaches each layer over steps, and the noise of minibatches now: one picture per net."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.moment import Drawn, Moment, picture_text, plain_array, told_apart
from dashboard.charts.series import Line, completed, for_axis, line, steps
from models.measures.gradient_records import GradientNoise
from models.measures.records import Floats

WIDTH = 2.0
PALEST = 0.35
MOST_LABELS = 8
USUAL = 1e-3


@dataclass(frozen=True)
class Quantity:
    """A number per layer and net that has a history.

    Parameters
    ----------
    slot, heading, detail : str
    whole : callable
        Its history (n, K, L + 1).
    now : callable
        The same (K, L + 1) at the shown step; None where it is known on the grid of steps alone.
    sentence : callable
        What it says of one net's values (L + 1,) at the last step.
    range : tuple of float
        What the axis spans at least.
    usual : float or None
        A value to compare with.
    """

    slot: str
    heading: str
    detail: str
    whole: Callable[[Moment], Floats]
    now: Callable[[Moment], Floats] | None
    sentence: Callable[[Floats], str]
    range: tuple[float, float] = (0.01, 1.0)
    usual: float | None = None


QUANTITIES = (
    Quantity(
        "signal",
        "Signal in each layer",
        "RMS of ∂L/∂z over train set",
        lambda moment: moment.history.signal(),
        lambda moment: moment.frame["gradients"].signal_rms,
        words.gradient,
    ),
    Quantity(
        "weight_gradient",
        "Gradient of the weights",
        "norm of ∂L/∂W over train set",
        lambda moment: moment.history.by_weight("weight_norm"),
        lambda moment: moment.frame["gradients"].weight_norm,
        words.weight_gradient,
    ),
    Quantity(
        "update",
        "Update-to-weight ratio",
        "‖change‖ / ‖W‖ of one step",
        lambda moment: moment.history.by_weight("update_ratio"),
        None,
        words.update_ratio,
        (1e-4, 1e-2),
        USUAL,
    ),
)


def layer_charts(moment: Moment) -> list[dict[str, Any]]:
    """One chart per quantity and drawn net; those of a quantity share their axes."""
    return [chart for quantity in QUANTITIES for chart in _charts(moment, quantity)]


def _charts(moment: Moment, quantity: Quantity) -> list[dict[str, Any]]:
    whole = quantity.whole(moment)
    if quantity.now is None:
        values = whole[: moment.kept]
        at = plain_array(moment.steps)
    else:
        values, at = completed(moment, whole, quantity.now(moment)), steps(moment)
    y = axes.decades(for_axis(moment, whole, [net.index for net in moment.nets]), *quantity.range)
    shared = {"x": axes.steps(moment.last_step), "y": y, "steps": at}
    return [
        _chart(moment, quantity, place, net, values[:, net.index]) | shared
        for place, net in enumerate(moment.nets)
    ]


def _chart(
    moment: Moment, quantity: Quantity, place: int, net: Drawn, values: Floats
) -> dict[str, Any]:
    if net.divergence:
        sentence = words.stopped_there(net.divergence)
    else:
        sentence = quantity.sentence(values[-1] if len(values) else np.full(1, np.nan))
    usual = quantity.usual
    return {
        "slot": quantity.slot,
        "net": place,
        "heading": quantity.heading,
        "detail": told_apart(moment, net, quantity.detail),
        "format": "gradient",
        "lines": _lines(net, values),
        "bands": [],
        "reference": usual and {"value": usual, "text": f"{numbers.plain(usual)} is usual"},
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, quantity.heading.lower(), sentence),
    }


def _lines(net: Drawn, values: Floats) -> list[Line]:
    """The first layer is palest; at most eight lines have a label."""
    count = values.shape[1]
    labelled = set(np.linspace(0, count - 1, min(count, MOST_LABELS)).round().astype(int).tolist())
    found = []
    for index, opacity in enumerate(np.linspace(PALEST, 1, count) if count > 1 else [1.0]):
        name = layer_name(index, count - 1)
        positive = values[:, index] > 0
        label = f"{name} {_last(values[:, index])}" if index in labelled else None
        drawn = np.where(positive, values[:, index], np.nan)
        found.append(
            line(net, drawn, name, WIDTH, float(opacity))
            | {"label": label, "dot": True, "dash": []}
        )
    return found


def layer_name(index: int, hidden: int) -> str:
    """A layer's name at its line: its number from 1, or output."""
    return f"layer {index + 1}" if index < hidden else "output"


def _last(values: NDArray[np.floating[Any]]) -> str:
    return numbers.gradient(float(values[-1])) if len(values) else numbers.NONE


def noise_profiles(moment: Moment) -> list[dict[str, Any]]:
    """One picture per drawn net of the noise in each layer."""
    found: GradientNoise = moment.frame["gradient_noise"]
    shown = found.ratio[[net.index for net in moment.nets]]
    y = axes.decades(shown, 0.1, 10.0)
    return [_profile(moment, found, net) | {"y": y} for net in moment.nets]


def _profile(moment: Moment, found: GradientNoise, net: Drawn) -> dict[str, Any]:
    values, hidden = found.ratio[net.index], len(moment.config.hidden)
    gone = net.divergence
    sentence = words.stopped_there(gone) if gone else words.noise(found, net.index)
    return {
        "heading": "Noise of minibatches",
        "detail": told_apart(moment, net, words.noise_detail(found)),
        "values": plain_array(np.where(values > 0, values, np.nan)),
        "texts": [numbers.gradient(float(value)) for value in values],
        "layers": [layer_name(index, hidden) for index in range(hidden + 1)],
        "reference": {"value": 1.0, "text": "1"},
        "colour": net.look.colour,
        "faded": gone is not None,
        "sentence": sentence,
        "error": False,
        "aria": picture_text(net, "noise of minibatches", sentence),
    }
