"""The pictures of the Playground: decision fields, loss, accuracy, layers, gradients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard import numbers, words
from dashboard.charts import fields, plane, series, strip
from dashboard.charts.curves import loss_chart, score_chart
from dashboard.charts.gradients import gradient_charts
from dashboard.charts.moment import Drawn, Moment, moment
from dashboard.charts.scores import score_of
from models.datasets import dataset_of
from models.shown_data import outside_count

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History
    from models.state import Frame

MEASURES = ("loss", "boundary", "preactivations", "gradients")


def playground_view(
    config: RunConfig,
    frame: Frame,
    history: History,
    *,
    announce: str,
    layers: tuple[int, ...] | None = None,
    notes: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Everything that the Playground shows at one step, ready to be drawn.

    Parameters
    ----------
    config : RunConfig
    frame : Frame
        With the records of `MEASURES`; it may be older than the end of the history.
    history : History
        Of the whole run so far: at least one reading.
    announce : str
        What a screen reader is told when it changes.
    layers : tuple of int, optional
        Hidden layers to draw, from 0, where there are more than four.
    notes : tuple of str
        Further sentences for the line below the pictures.
    """
    now = moment(config, frame, history)
    shown = strip.shown_layers(len(config.hidden), layers)
    return {
        "kind": "playground",
        "title": "Playground",
        "announce": announce,
        "note": " ".join((*_notes(now, shown), *notes)) or None,
        "nets": [_net(now, net) for net in now.nets],
        "plane": plane.plane(now),
        "samples": plane.samples(now),
        "fields": fields.fields(now),
        "charts": _charts(now),
        "layers": strip.strip(now, shown),
    }


def _charts(now: Moment) -> list[dict[str, Any]]:
    steps = series.steps(now)
    return [loss_chart(now, steps), score_chart(now, steps), *gradient_charts(now, steps)]


def _net(now: Moment, net: Drawn) -> dict[str, Any]:
    score = score_of(now.config)
    test = float(getattr(now.frame["loss"], f"test_{score.field}")[net.index])
    seed = f", seed {net.seed}" if now.config.seeds > 1 else ""
    same = len(net.choice.layers) == 1
    return {
        "name": net.name,
        "colour": net.look.colour,
        "dash": list(net.look.dash),
        "headline": numbers.NONE if net.divergence else score.words.symbol + score.words.text(test),
        "caption": f"{score.caption}{seed}",
        "formula": words.formula(net.choice.layers[0]) if same else "",
        "faded": net.divergence is not None,
    }


def _keys(now: Moment) -> list[str]:
    """What the marks in the fields mean, where the fields cannot say it."""
    dataset, found = dataset_of(now.config), []
    if about := dataset.plane_note:
        found.append(about)
    if dataset.class_names:
        found.append(words.class_key(dataset.class_names))
    if dataset.project is not None:
        found.append(words.projected())
    if now.config.class_count > plane.MOST_DOTS:
        found.append(words.numerals())
    if plane.kind(now.config) == "curve":
        found.append(words.curve_key())
    if plane.kind(now.config) == "surface":
        found.append(words.surface_key(plane.levels(now.config)))
    return found


def _notes(now: Moment, shown: tuple[int, ...]) -> list[str]:
    config, found = now.config, _keys(now)
    test, layers = config.sample_count - config.train_count, len(config.hidden)
    if len(config.activations) > len(now.nets):
        found.append(words.more_nets(len(now.nets), len(config.activations)))
    if config.seeds > 1:
        found.append(words.median_seed(config.seeds))
    if len(shown) < layers:
        found.append(words.some_layers(shown, layers))
    if max(config.train_count, test) > plane.MOST_SAMPLES:
        found.append(words.some_samples(plane.MOST_SAMPLES, config.train_count, test))
    if outside := outside_count(config):
        found.append(words.outside(outside, config.sample_count))
    return found
