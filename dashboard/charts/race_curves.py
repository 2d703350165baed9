"""Two figures of a race over steps or seconds: median, band and single runs of each activation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import numbers
from dashboard.charts import axes
from dashboard.charts.curves import BAND_OPACITY, MEDIAN, SEED, SEED_OPACITY
from dashboard.charts.moment import Drawn, Moment, plain_array
from dashboard.charts.race_choice import LEFTS, RaceChoice
from dashboard.charts.scores import score_of
from dashboard.charts.series import Line, line
from models.losses import LOSSES
from models.measures.records import Floats
from models.race.curves import Curves, curves
from models.race.records import Race

FULL_OPACITY = 0.07
UNIT, GAP = 30_000, -32_768
MOST_RUNS, THINNED = 120, 2
FIRST_SECONDS = 0.01


def race_charts(
    now: Moment, race: Race, choice: RaceChoice, costs: tuple[float, ...] | None
) -> list[dict[str, Any]]:
    """The losses at the left; accuracy, dead or saturated share at the right."""
    seconds = costs if choice.across == "seconds" else None
    return [_losses(now, race, choice, seconds), _shares(now, choice, seconds)]


def _losses(
    now: Moment, race: Race, choice: RaceChoice, seconds: tuple[float, ...] | None
) -> dict[str, Any]:
    figure, loss = f"{choice.left}_loss", LOSSES[now.config.loss]
    found = _curves(now, figure, seconds)
    y = axes.from_zero(max(2 * loss.goal, race.target), _inside(found, choice)[1])
    sentence = _range(now, found, numbers.loss)
    return {
        **_common(now, found, y, choice, seconds),
        "slot": "loss",
        "heading": LEFTS[choice.left],
        "detail": f"{loss.detail}; {_detail(now, choice)}",
        "format": "loss",
        "reference": {"value": race.target, "text": f"target {numbers.plain(race.target)}"},
        **_words(LEFTS[choice.left], sentence),
    }


def _shares(now: Moment, choice: RaceChoice, seconds: tuple[float, ...] | None) -> dict[str, Any]:
    score = score_of(now.config)
    if choice.right == "score":
        found = _curves(now, f"test_{score.field}", seconds)
        y = score.axis(_inside(found, choice)[0], now.config)
        heading = "Test R²" if score.field == "r2" else "Test accuracy"
        style, text = score.format, score.words.text
    else:
        found = _curves(now, choice.right, seconds)
        y, style, text = axes.shares(), "percent", numbers.share
        heading = {"dead": "Dead units", "saturated": "Saturated values"}[choice.right]
    return {
        **_common(now, found, y, choice, seconds),
        "slot": choice.right,
        "heading": heading,
        "detail": _detail(now, choice),
        "format": style,
        **_words(heading, _range(now, found, text)),
    }


def _curves(now: Moment, figure: str, seconds: tuple[float, ...] | None) -> Curves:
    return curves(now.config, now.history, figure, now.frame.step, seconds)


def _common(
    now: Moment,
    found: Curves,
    y: axes.Axis,
    choice: RaceChoice,
    seconds: tuple[float, ...] | None,
) -> dict[str, Any]:
    return {
        "net": None,
        "x": axes.steps(now.last_step) if seconds is None else _seconds(now, seconds),
        "y": y,
        "steps": plain_array(found.places),
        "lines": [_median(now, net, found) for net in now.nets],
        "bands": _bands(now, found, y, choice),
        "runs": _runs(now, found, y),
    }


def _median(now: Moment, net: Drawn, found: Curves) -> Line:
    values = found.quartiles.median[:, net.group]
    drawn = line(net, values, net.name, MEDIAN, 1.0)
    return drawn | {"label": net.name, "dot": True, "faded": now.lost(net)}


def _bands(now: Moment, found: Curves, y: axes.Axis, choice: RaceChoice) -> list[dict[str, Any]]:
    if now.config.seeds == 1:
        return []
    parts = [(found.quartiles.low, found.quartiles.high, BAND_OPACITY)]
    if choice.band == "full":
        parts.insert(0, (found.least, found.most, FULL_OPACITY))
    return [
        {
            "low": _within(low[:, net.group], y),
            "high": _within(high[:, net.group], y),
            "colour": net.look.colour,
            "opacity": opacity,
        }
        for low, high, opacity in parts
        for net in now.nets
    ]


def _within(values: Floats, y: axes.Axis) -> NDArray[np.float32]:
    return np.ascontiguousarray(plain_array(np.clip(values, y["low"], y["high"])))


def _runs(now: Moment, found: Curves, y: axes.Axis) -> list[dict[str, Any]]:
    """All seeds of each activation in 16 bits: 0 and `UNIT` are the ends of the axis."""
    seeds, every = now.config.seeds, THINNED if now.config.net_count > MOST_RUNS else 1
    if seeds == 1:
        return []
    scaled = UNIT * (found.values[::every] - y["low"]) / (y["high"] - y["low"])
    packed = np.where(np.isnan(scaled), GAP, np.clip(scaled, GAP + 1, -GAP - 1)).astype(np.int16)
    columns = [slice(net.group * seeds, (net.group + 1) * seeds) for net in now.nets]
    return [
        {
            "colour": net.look.colour,
            "width": SEED,
            "opacity": SEED_OPACITY,
            "every": every,
            "values": np.ascontiguousarray(packed[:, own].T),
        }
        for net, own in zip(now.nets, columns, strict=True)
    ]


def _inside(found: Curves, choice: RaceChoice) -> tuple[Floats, Floats]:
    """What the axis must hold: quartiles, or the full range; single runs may leave through it."""
    if choice.band == "full":
        return found.least, found.most
    return found.quartiles.low, found.quartiles.high


def _seconds(now: Moment, seconds: tuple[float, ...]) -> axes.Axis:
    high = axes.doubled(FIRST_SECONDS, now.last_step * max(seconds))
    ticks = [[value, numbers.tick(value)] for value in (0.0, high / 2, high)]
    return {"high": high, "ticks": ticks, "unit": "seconds"}


def _detail(now: Moment, choice: RaceChoice) -> str:
    if now.config.seeds == 1:
        return "one seed"
    band = "quartile band" if choice.band == "quartiles" else "quartiles and full range"
    return f"median, {band}, single runs faint"


def _range(now: Moment, found: Curves, text: Any) -> str:
    """From the lowest to the highest median at the step that is shown."""
    last = [float(values[np.isfinite(values)][-1]) for values in found.quartiles.median.T
            if np.isfinite(values).any()]  # fmt: skip
    step = numbers.step(now.frame.step)
    if not last:
        return f"No activation has a median at step {step}."
    low, high = text(min(last)), text(max(last))
    kind = "median" if now.config.seeds > 1 else "value"
    if low == high:
        return f"At step {step} every {kind} is {low}."
    return f"At step {step} the {kind}s lie between {low} and {high}."


def _words(picture: str, sentence: str) -> dict[str, Any]:
    return {"sentence": sentence, "error": False, "aria": f"{picture}: {sentence}"}
