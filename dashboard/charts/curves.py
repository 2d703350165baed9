"""Loss and score of all drawn nets over steps: single seeds, quartiles and median."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers, words
from dashboard.charts import axes
from dashboard.charts.moment import Drawn, Moment, plain_array
from dashboard.charts.scores import score_of
from dashboard.charts.series import Line, Series, collect, for_axis, line
from models.losses import LOSSES
from models.measures.records import Floats
from models.summaries import Spread, median_step

TEST, TRAIN, SEED, MEDIAN = 2.0, 1.1, 0.8, 2.25
TRAIN_OPACITY, SEED_OPACITY, BAND_OPACITY = 0.6, 0.22, 0.14


def loss_chart(moment: Moment, steps: NDArray[np.float32]) -> dict[str, Any]:
    """Test and train loss of every drawn net; the median over seeds where there are several."""
    config = moment.config
    test, train = (collect(moment, name, np.inf) for name in ("test_loss", "train_loss"))
    goal, history = LOSSES[config.loss].goal, moment.history
    dates = median_step(history.below_since, config.seeds, moment.frame.step)
    first = tuple(dates[group] for group in moment.groups)
    lost = tuple(moment.lost(net) for net in moment.nets)
    y = axes.from_zero(2 * goal, _axis_values(moment, test, train))
    return {
        "slot": "loss",
        "net": None,
        "heading": "Loss",
        "detail": f"{LOSSES[config.loss].detail}; {_detail(config.seeds)}",
        "x": axes.steps(moment.last_step),
        "y": y,
        "steps": steps,
        "format": "loss",
        "lines": _lines(moment, test, train, numbers.loss),
        "bands": _bands(moment, test, y),
        **_words("Loss", words.loss(moment.names, first, lost, goal, config.seeds)),
    }


def score_chart(moment: Moment, steps: NDArray[np.float32]) -> dict[str, Any]:
    """Test and train accuracy, or R², of every drawn net; the median where there are several seeds.

    A net that has none counts as worse than all others.
    """
    seeds, look = moment.config.seeds, score_of(moment.config)
    test, train = (collect(moment, f"{p}_{look.field}", -np.inf) for p in ("test", "train"))
    found, shown = test.spread, (-1, moment.groups)
    now = Spread(found.low[shown], found.median[shown], found.high[shown])
    y = look.axis(_axis_values(moment, test, train), moment.config)
    return {
        "slot": look.slot,
        "net": None,
        "heading": look.heading,
        "detail": look.detail + _detail(seeds),
        "x": axes.steps(moment.last_step),
        "y": y,
        "steps": steps,
        "format": look.format,
        "lines": _lines(moment, test, train, look.words.text),
        "bands": _bands(moment, test, y),
        **_words(look.heading, words.score(look.words, moment.names, now, seeds)),
    }


def _detail(seeds: int) -> str:
    return "test thick, train thin" if seeds == 1 else f"test, median of {seeds} seeds"


def _words(picture: str, sentence: str) -> dict[str, Any]:
    return {"sentence": sentence, "error": False, "aria": f"{picture} over steps: {sentence}"}


def _nets(moment: Moment, net: Drawn) -> range:
    """All seeds of a drawn net's activation."""
    seeds = moment.config.seeds
    return range(net.group * seeds, (net.group + 1) * seeds)


def _axis_values(moment: Moment, test: Series, train: Series) -> Floats:
    """All values that have a line."""
    drawn = [k for net in moment.nets for k in _nets(moment, net)]
    shown = (test, train) if moment.config.seeds == 1 else (test,)
    return np.concatenate([for_axis(moment, series.whole, drawn) for series in shown])


def _lines(moment: Moment, test: Series, train: Series, text: Callable[[float], str]) -> list[Line]:
    several, found = moment.config.seeds > 1, []
    for net in moment.nets:
        if several:
            for at, k in enumerate(_nets(moment, net)):
                name = f"{net.name} seed {moment.config.seed + at}"
                found.append(line(net, test.values[:, k], name, SEED, SEED_OPACITY))
        else:
            values = train.values[:, net.index]
            found.append(line(net, values, f"{net.name} train", TRAIN, TRAIN_OPACITY))
    kind, width = ("median", MEDIAN) if several else ("test", TEST)
    for net in moment.nets:
        middle = test.spread.median[:, net.group]
        main = line(net, middle, f"{net.name} {kind}", width, 1.0)
        label = f"{net.name} {text(float(middle[-1]))}"
        found.append(main | {"label": label, "dot": True, "faded": moment.lost(net)})
    return found


def _bands(moment: Moment, test: Series, y: axes.Axis) -> list[dict[str, Any]]:
    """The quartiles; open to the edge of the chart where seeds have failed."""
    if moment.config.seeds == 1:
        return []
    low, high = (
        plain_array(np.clip(part, y["low"], y["high"]))
        for part in (test.spread.low, test.spread.high)
    )
    return [
        {
            "low": np.ascontiguousarray(low[:, net.group]),
            "high": np.ascontiguousarray(high[:, net.group]),
            "colour": net.look.colour,
            "opacity": BAND_OPACITY,
        }
        for net in moment.nets
    ]
