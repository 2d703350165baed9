"""A threshold against noise: the second part of the lab."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
import streamlit as st

from dashboard import numbers
from dashboard.charts.labs.base import Axis
from dashboard.charts.labs.lines import Series, lines
from dashboard.charts.labs.marks import Bar, bars
from dashboard.labs import pictures
from dashboard.labs.record import Control, Part, Prediction
from dashboard.labs.spreads import with_quartiles
from dashboard.theme import HUES, INK, Look
from models.labs.spikes import SEEDS, SIGNS, SPIKES, THRESHOLDS, Spikes
from models.labs.spread import of_all
from models.labs.stage import Settings

ONE, PAIR, LINE = (HUES[index].look for index in (0, 3, 1))
FAINT = Look("#5B606A", "#A9ADB5")
NOISES = (0.25, 0.5, 1.0)
TEXTS = MappingProxyType({"positive": "above 0 only", "both": "above and below 0"})

SCRIPT = """\
import torch

noise, threshold, both_signs = {noise}, {threshold}, {both}
generator = torch.Generator().manual_seed(0)
spikes = (torch.rand(20_000, generator=generator) < 0.1) * (
    1 + 2 * torch.rand(20_000, generator=generator)
)
if both_signs:
    spikes = spikes * torch.where(torch.rand(20_000, generator=generator) < 0.5, -1.0, 1.0)
y = spikes + noise * torch.randn(20_000, generator=generator)


def gain(found):
    found = found * (found @ spikes) / (found @ found)
    ratio = (y - spikes).square().mean() / (found - spikes).square().mean()
    return f"{{10 * ratio.log10():.1f}} dB"


one = torch.relu(y - threshold)
print("one unit:", gain(one))
print("a pair:", gain(one - torch.relu(-y - threshold)))
"""


def decibels(value: float) -> str:
    """A gain in dB with one decimal.

    >>> decibels(-0.04), decibels(6.17)
    ('0.0', '6.2')
    """
    if not np.isfinite(value):
        return numbers.NONE
    text = f"{value:.1f}".replace("-0.0", "0.0")
    return text.replace("-", "−")


def _gain(result: Spikes, kind: str) -> str:
    found = result.gains(kind)
    at = () if kind == "affine" else (result.chosen,)
    return f"{with_quartiles(found, decibels, at)} dB"


def sentence(result: Spikes) -> str:
    """What a threshold gains here, and the best one, beside the best straight line."""
    best = result.best("one")
    return (
        f"With the threshold at {result.threshold:g}, one ReLU gains {_gain(result, 'one')} and a "
        f"pair {_gain(result, 'pair')} over the noisy signal; the best straight line gains "
        f"{_gain(result, 'affine')}. One ReLU does best at {THRESHOLDS[best]:g}, with "
        f"{with_quartiles(result.gains('one'), decibels, (best,))} dB (median and quartiles of "
        f"{SEEDS} signals)."
    )


def right(result: Spikes) -> int | None:
    """Which guess the best threshold shows, where spikes are above 0."""
    if result.signs != "positive":
        return None
    best = float(result.gains("one").median.max())
    line = float(result.gains("affine").median)
    return 0 if best > line + 1 else 2 if best < line - 1 else 1


def draw(result: Spikes, settings: Settings) -> None:
    """The signal, the meter, and the gain at every threshold."""
    mode, excerpt = pictures.mode(), result.excerpt
    places = np.arange(len(excerpt.signal))
    series = [
        Series("noisy", places, excerpt.noisy, FAINT, width=1),
        Series("spikes", places, excerpt.signal, INK, width=1.5),
        Series("one ReLU", places, excerpt.one, ONE),
    ]
    reach = 4.0 if result.signs == "positive" else 5.0
    axis = Axis("value", -2 if result.signs == "positive" else -reach, reach)
    chart = lines(
        series,
        Axis("place", 0, len(places)),
        axis,
        mode,
        height=190,
        heading="A part of one signal",
        rules=((result.threshold, "threshold"),),
    )
    pictures.show(chart, "wasteful_signal")
    meter, curve = st.columns([2, 3], gap="medium")
    with meter:
        pictures.show(_meter(result, mode), "wasteful_meter")
    with curve:
        pictures.show(_curve(result, mode), "wasteful_gain")
    snr = with_quartiles(of_all(result.snr, -np.inf), decibels)
    st.caption(
        f"A tenth of {20_000:,} places has a spike between 1 and 3, and every place has noise; "
        f"spikes are {snr} dB louder than the noise. **Gain:** by how much the squared error is "
        "smaller than that of the noisy signal; 3 dB is half. Each output is scaled as well as "
        "can be. A **pair** is relu(y − b) − relu(−y − b): it may be negative."
    )


def _meter(result: Spikes, mode: str) -> dict[str, object]:
    kinds = (
        ("one ReLU", "one", ONE),
        ("a pair", "pair", PAIR),
        ("a straight line", "affine", LINE),
    )
    found = []
    for name, kind, look in kinds:
        gains = result.gains(kind)
        at = () if kind == "affine" else (result.chosen,)
        low, median, high = (float(part[at]) for part in (gains.low, gains.median, gains.high))
        low, value, high = (max(0.0, end) for end in (low, median, high))
        found.append(Bar(name, value, f"{decibels(median)} dB", look, low, high))
    return bars(found, Axis("gain, dB", 0, 8), mode, heading="dB meter")


def _curve(result: Spikes, mode: str) -> dict[str, object]:
    one, pair, line = (result.gains(kind) for kind in ("one", "pair", "affine"))
    series = [
        Series("one ReLU", THRESHOLDS, one.median, ONE, one.low, one.high),
        Series("pair", THRESHOLDS, pair.median, PAIR, pair.low, pair.high),
        Series("line", THRESHOLDS, np.full(len(THRESHOLDS), line.median), LINE),
    ]
    return lines(
        series,
        Axis("threshold", THRESHOLDS[0], THRESHOLDS[-1]),
        Axis("gain, dB"),
        mode,
        height=200,
        heading="Gain by threshold",
        marks=((result.threshold, "chosen"),),
    )


def script(settings: Settings) -> str:
    """The same experiment in plain PyTorch."""
    both = settings["signs"] == "both"
    return SCRIPT.format(noise=settings["noise"], threshold=settings["threshold"], both=both)


PART = Part(
    key="noise",
    title="Noise",
    intro=(
        "Some signals are 0 most of the time: an edge is nowhere in most of a picture. A ReLU "
        "with a bias puts out max(0, y − b), so what stays below the **threshold** b is thrown "
        "away. If that is mostly noise, throwing it away is the point. A straight line, "
        "a·y + c, can only make everything smaller."
    ),
    experiment=SPIKES,
    pictures=draw,
    sentence=sentence,
    controls=(
        Control(
            "threshold",
            "Threshold b",
            0.6,
            THRESHOLDS,
            text=lambda value: f"{value:g}",
            help="What a value must exceed to get through.",
        ),
        Control(
            "noise",
            "Noise",
            0.5,
            NOISES,
            "pills",
            text=lambda value: f"{value:g}",
            help="Standard deviation of the noise; spikes are between 1 and 3.",
        ),
        Control(
            "signs",
            "Spikes",
            "positive",
            SIGNS,
            "pills",
            text=TEXTS.__getitem__,
            help="A part of the gain is that one ReLU knows that no spike is negative.",
        ),
    ),
    prediction=Prediction(
        "spikes are hidden in noise. What gets nearer to them: the best straight line, or a ReLU "
        "that cuts off at a well-chosen threshold?",
        ("The ReLU", "Both alike", "The straight line"),
        right,
    ),
    pytorch=script,
)
