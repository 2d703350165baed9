"""Time series: loss and accuracy of all drawn nets, the gradient of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.moment import Drawn, Moment, picture_text, plain_array
from models.losses import LOSSES
from models.measures.records import Floats
from models.summaries import Spread, first_below, spread

TEST, TRAIN, SEED, MEDIAN, GRADIENT = 2.0, 1.1, 0.8, 2.25, 2.0
TRAIN_OPACITY, SEED_OPACITY, BAND_OPACITY = 0.6, 0.22, 0.14
LAYER_DASHES = ((), (6, 3), (2, 3), (6, 3, 2, 3))
MOST_LABELS = 3


@dataclass(frozen=True, eq=False)
class Series:
    """A field of the loss record over the steps, the shown one included.

    Parameters
    ----------
    values : ndarray, shape (n, K)
        NaN where a net has diverged.
    spread : Spread
        Over seeds, each (n, A).
    """

    values: Floats
    spread: Spread


def steps(moment: Moment) -> Floats:
    """Steps of the kept readings, and of the frame, shape (n,)."""
    kept = moment.past.steps
    last = moment.frame.step
    return kept if len(kept) and kept[-1] == last else np.append(kept, last)


def completed(moment: Moment, past: Floats, now: Floats) -> Floats:
    """Values of the readings (n, K, ...), the last of them or a further one those of the frame."""
    gone = np.array([found is not None for found in moment.frame.divergence])
    shown = np.where(gone.reshape(-1, *[1] * (now.ndim - 1)), np.nan, now)[None]
    if not len(past):
        return shown
    kept = past[:-1] if moment.past.last.step == moment.frame.step else past
    return np.concatenate([kept, shown])


def series(moment: Moment, name: str, worst: float) -> Series:
    """A field of the loss record over the steps."""
    past = moment.past.series(name) if moment.past.readings else np.empty(0)
    values = completed(moment, past, getattr(moment.frame["loss"], name))
    return Series(values, spread(values, moment.config.seeds, worst))


def loss_chart(moment: Moment, at_steps: Floats) -> dict[str, Any]:
    """Test and train loss of every drawn net."""
    config, seeds = moment.config, moment.config.seeds
    test, train = series(moment, "test_loss", np.inf), series(moment, "train_loss", np.inf)
    goal = words.goal(config.loss)
    median = spread(moment.past.series("test_loss"), seeds, np.inf).median[:, moment.groups]
    lost = tuple(moment.lost(net) for net in moment.nets)
    first = first_below(moment.past.steps, median, goal)
    sentence = words.loss(moment.names, first, lost, goal, seeds)
    everything = _axis_values(moment, "test_loss", "train_loss")
    return {
        "slot": "loss",
        "net": None,
        "heading": "Loss",
        "detail": f"{LOSSES[config.loss].detail}; {_detail(seeds)}",
        "x": axes.steps(int(moment.history.last.step)),
        "y": (y := axes.from_zero(2 * goal, everything)),
        "format": "loss",
        **_lines(moment, at_steps, test, train, y, numbers.loss),
        **_words("Loss", sentence),
    }


def accuracy_chart(moment: Moment, at_steps: Floats) -> dict[str, Any]:
    """Test and train accuracy of every drawn net."""
    seeds = moment.config.seeds
    test, train = (
        series(moment, "test_accuracy", -np.inf),
        series(moment, "train_accuracy", -np.inf),
    )
    now = Spread(
        *(
            part[-1, moment.groups]
            for part in (test.spread.low, test.spread.median, test.spread.high)
        )
    )
    sentence = words.accuracy(moment.names, now, seeds)
    everything = _axis_values(moment, "test_accuracy", "train_accuracy")
    return {
        "slot": "accuracy",
        "net": None,
        "heading": "Accuracy",
        "detail": _detail(seeds),
        "x": axes.steps(int(moment.history.last.step)),
        "y": (y := axes.accuracies(everything)),
        "format": "percent",
        **_lines(moment, at_steps, test, train, y, numbers.accuracy),
        **_words("Accuracy", sentence),
    }


def _detail(seeds: int) -> str:
    return "test thick, train thin" if seeds == 1 else f"test, median of {seeds} seeds"


def _words(picture: str, sentence: str) -> dict[str, Any]:
    return {"sentence": sentence, "error": False, "aria": f"{picture} over steps: {sentence}"}


def _axis_values(moment: Moment, *names: str) -> Floats:
    """All values that the lines show over the whole history; of test alone with several seeds."""
    seeds = moment.config.seeds
    used = names if seeds == 1 else names[:1]
    last = moment.nets[-1].group
    return np.concatenate([moment.history.series(name)[:, : (last + 1) * seeds] for name in used])


def _lines(
    moment: Moment, at_steps: Floats, test: Series, train: Series, y: axes.Axis, text: Any
) -> dict[str, Any]:
    lines, bands = [], []
    for net in moment.nets:
        if moment.config.seeds == 1:
            lines.append(_line(net, train.values[:, net.index], "train", TRAIN, TRAIN_OPACITY))
        else:
            lines += _seed_lines(moment, net, test)
            bands.append(_band(net, test.spread, y))
    for net in moment.nets:
        middle = test.spread.median[:, net.group]
        several = moment.config.seeds > 1
        line = _line(net, middle, "median" if several else "test", MEDIAN if several else TEST, 1.0)
        label = f"{net.name} {text(float(middle[-1]))}"
        lines.append({**line, "label": label, "dot": True, "faded": moment.lost(net)})
    return {"steps": plain_array(at_steps), "lines": lines, "bands": bands}


def _line(net: Drawn, values: Floats, name: str, width: float, opacity: float) -> dict[str, Any]:
    return {
        "values": plain_array(np.where(np.isfinite(values), values, np.nan)),
        "name": f"{net.name} {name}" if name else "",
        "colour": net.look.colour,
        "width": width,
        "opacity": opacity,
        "dash": list(net.look.dash),
        "label": None,
        "dot": False,
        "faded": net.divergence is not None,
    }


def _seed_lines(moment: Moment, net: Drawn, test: Series) -> list[dict[str, Any]]:
    seeds = moment.config.seeds
    nets = range(net.group * seeds, (net.group + 1) * seeds)
    return [_line(net, test.values[:, k], "", SEED, SEED_OPACITY) | {"faded": False} for k in nets]


def _band(net: Drawn, found: Spread, y: axes.Axis) -> dict[str, Any]:
    """The quartiles; open to the edge of the chart where seeds have failed."""
    low, high = (
        plain_array(np.clip(part[:, net.group], y["low"], y["high"]))
        for part in (found.low, found.high)
    )
    return {"low": low, "high": high, "colour": net.look.colour, "opacity": BAND_OPACITY}


def gradient_charts(moment: Moment, at_steps: Floats) -> list[dict[str, Any]]:
    """One chart per drawn net: dL/dz of each hidden layer."""
    past = moment.past.signal() if moment.past.readings else np.empty(0)
    signal = completed(moment, past, moment.frame["gradients"].signal_rms)
    hidden = len(moment.config.hidden)
    drawn = slice(0, hidden) if hidden else slice(0, 1)
    y = axes.decades(moment.history.signal()[:, [net.index for net in moment.nets], drawn])
    x = axes.steps(int(moment.history.last.step))
    return [
        {
            "slot": "gradient",
            "net": at,
            "heading": None if at else "Gradient",
            "detail": None if at else "RMS of ∂L/∂z over train set",
            "x": x,
            "y": y,
            "steps": plain_array(at_steps),
            "format": "gradient",
            "lines": _layer_lines(net, signal[:, net.index, drawn], bool(hidden)),
            "bands": [],
            **_gradient_words(moment, net),
        }
        for at, net in enumerate(moment.nets)
    ]


def _layer_lines(net: Drawn, signal: Floats, hidden: bool) -> list[dict[str, Any]]:
    count = signal.shape[1]
    labelled = range(count) if count <= MOST_LABELS else (0, count // 2, count - 1)
    lines = []
    for index in range(count):
        name = f"layer {index + 1}" if hidden else "output"
        positive = np.where(signal[:, index] > 0, signal[:, index], np.nan)
        label = f"{name} {numbers.gradient(float(signal[-1, index]))}"
        line = _line(net, positive, name, GRADIENT, 1.0)
        shown = {"name": name, "dash": list(LAYER_DASHES[index % len(LAYER_DASHES)]), "dot": True}
        lines.append({**line, **shown, "label": label if index in labelled else None})
    return lines


def _gradient_words(moment: Moment, net: Drawn) -> dict[str, Any]:
    if net.divergence:
        sentence = words.stopped_there(net.divergence)
    else:
        sentence = words.gradient(moment.frame["gradients"].signal_rms[net.index])
    aria = picture_text(net, "gradient over steps", sentence)
    return {"sentence": sentence, "error": False, "aria": aria}
