"""The pictures of the Units page: one net, or two side by side, as networks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard import numbers, words
from dashboard.charts import fields, plane
from dashboard.charts.moment import (
    Drawn,
    Moment,
    drawn_net,
    moment,
    plain_array,
)
from dashboard.charts.scores import score_of
from dashboard.charts.unit_choice import MOST_UNITS, Asked, UnitChoice
from dashboard.charts.unit_detail import detail
from dashboard.charts.unit_network import counts_saturation, network
from models.datasets import dataset_of
from models.measures.unit_records import Ablation, ForwardPasses
from models.shown_data import outside_count
from models.state import Frame
from models.unit_summaries import longest

if TYPE_CHECKING:
    from models.config import RunConfig
    from models.history import History
    from models.unit_history import UnitHistory

MEASURES = ("loss", "weights", "unit_marks")


@dataclass(frozen=True)
class Page:
    """What the page shows of a run.

    Parameters
    ----------
    choice : UnitChoice
    asked : tuple of Asked
        The questions about each net that is drawn.
    past : tuple of UnitHistory or None
        Of the selected unit, for each of these nets.
    """

    choice: UnitChoice
    asked: tuple[Asked, ...]
    past: tuple[UnitHistory | None, ...]

    @property
    def measures(self) -> tuple[Any, ...]:
        """All that has to be measured for it."""
        return (*MEASURES, *(question for asked in self.asked for question in asked.measures))


def units_view(
    config: RunConfig, frame: Frame, history: History, page: Page, *, announce: str
) -> dict[str, Any]:
    """Everything that the Units page shows at one step, ready to be drawn.

    Parameters
    ----------
    config : RunConfig
    frame : Frame
        With the records of ``page.measures``; it may be older than the end of the history.
    history : History
        Of the whole run so far: at least one reading.
    page : Page
    announce : str
        What a screen reader is told when it changes.
    """
    nets = tuple(drawn_net(config, frame, asked.net) for asked in page.asked)
    now = replace(moment(config, frame, history), nets=nets)
    reach = _reach(now)
    return {
        "kind": "units",
        "title": "Units",
        "announce": announce,
        "note": " ".join(_notes(now, page, reach)) or None,
        "plane": plane.plane(now),
        "samples": plane.samples(now),
        "nets": [
            _net(now, net, page, asked, past, reach)
            for net, asked, past in zip(nets, page.asked, page.past, strict=True)
        ],
    }


def _net(
    now: Moment, net: Drawn, page: Page, asked: Asked, past: UnitHistory | None, reach: float
) -> dict[str, Any]:
    frame, config = now.frame, now.config
    gone = net.divergence
    counted = words.units(config, frame["unit_marks"], net.index)
    focus = asked.focus and frame[asked.focus]
    return {
        **_head(now, net, frame[asked.whole]),
        "sentence": words.diverged(config, gone, net.group) if gone else counted,
        "error": gone is not None,
        "network": network(now, net, frame[asked.pictures], page.choice, reach),
        "output": _output(now, net, frame[asked.whole], "Output", None),
        "without": _without(now, net, page, asked),
        "unit": focus
        and detail(now, net, page.choice.unit, focus, past, moving=asked.passes is None),
        "passes": _passes(frame[asked.passes]) if asked.passes and not gone else None,
    }


def _head(now: Moment, net: Drawn, whole: Ablation) -> dict[str, Any]:
    score = score_of(now.config)
    test = float(getattr(whole.loss, f"test_{score.field}")[0])
    seed = f", seed {net.seed}" if now.config.seeds > 1 else ""
    return {
        "name": net.name,
        "colour": net.look.colour,
        "dash": list(net.look.dash),
        "headline": numbers.NONE if net.divergence else score.words.symbol + score.words.text(test),
        "caption": f"{score.caption}{seed}",
        "faded": net.divergence is not None,
    }


def _output(
    now: Moment, net: Drawn, record: Ablation, heading: str, sentence: str | None
) -> dict[str, Any]:
    """The field of a net alone, with its own sentence or another one."""
    frame = Frame(now.frame.step, {"loss": record.loss, "boundary": record.boundary})
    (field,) = fields.fields(replace(now, frame=frame, nets=(replace(net, index=0),)))
    said = {} if sentence is None or net.divergence else {"sentence": sentence}
    return {"heading": heading, **field, **said}


def _without(now: Moment, net: Drawn, page: Page, asked: Asked) -> dict[str, Any] | None:
    if asked.without is None:
        return None
    score = score_of(now.config)
    whole, part = now.frame[asked.whole], now.frame[asked.without]
    sentence = words.without(score.words, whole.loss, part.loss, f"test_{score.field}")
    return _output(now, net, part, words.off_list(page.choice.off), sentence)


def _passes(found: ForwardPasses) -> dict[str, Any]:
    return {
        "train": found.train,
        "preactivations": [plain_array(z) for z in found.preactivations],
        "activations": [plain_array(h) for h in found.activations],
        "output": plain_array(found.output),
    }


def _notes(now: Moment, page: Page, reach: float) -> list[str]:
    config, drawn = now.config, page.asked[0].pictures.drawn
    found = [words.units_key(*_shares(now), reach)] if drawn else []
    if about := dataset_of(config).plane_note:
        found.append(about)
    if names := config.outline.class_names:
        found.append(words.class_key(names))
    if len(drawn) < len(config.hidden):
        found.append(words.layer_window(drawn[0][0], drawn[-1][0], len(config.hidden)))
    if max(config.hidden, default=0) > MOST_UNITS:
        found.append(words.some_units(MOST_UNITS))
    if config.seeds > 1:
        found.append(words.chosen_seed(config.seeds))
    test = config.sample_count - config.train_count
    if max(config.train_count, test) > plane.MOST_SAMPLES:
        found.append(words.some_samples(plane.MOST_SAMPLES, config.train_count, test))
    if outside := outside_count(config):
        found.append(words.outside(outside, config.sample_count))
    return found


def _shares(now: Moment) -> tuple[bool, bool]:
    """Whether shares of active, and of saturated samples stand beside units."""
    choices = [layer for net in now.nets for layer in net.choice.layers]
    kinds = {counts_saturation(choice) for choice in choices}
    return False in kinds, True in kinds


def _reach(now: Moment) -> float:
    """The bias of a bar of full length, the same for all nets that are drawn."""
    layers = now.frame["weights"].layers
    return longest([layer.bias[net.index] for layer in layers for net in now.nets])
